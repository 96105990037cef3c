import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { simpleParser, type ParsedMail } from 'mailparser';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { listAudit, verifyAudit } from '../../../src/contract/audit.js';
import { addComment, listComments, replyToComment, resolveComment } from '../../../src/contract/comments.js';
import { startJobs, type Jobs } from '../../../server/jobs/start-jobs.js';
import { putChoice } from '../../../server/stores/mail-store.js';
import { inTransaction } from '../../../server/stores/open-database.js';
import { jobRun, mail } from '../../../server/stores/schema-mail.js';
import { budgetYear, person } from '../../../server/stores/schema.js';
import { doDailyWork, localTime, type Keep } from '../../../server/use-cases/daily-work.js';
import { queueMail } from '../../../server/use-cases/mail.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
let reyes: typeof person.$inferSelect;
let dueDate: string;
const running: Jobs[] = [];
const logger = pino({ level: 'silent' });

beforeAll(async () => {
  server = await startTestServer();
  const [found] = await server.parts.db.select().from(person).where(eq(person.email, 'reyes@dayton.example'));
  const [year] = await server.parts.db.select().from(budgetYear);
  if (!found || !year) throw new Error('no principal or year');
  reyes = found;
  dueDate = year.plan.year.dueDate;
}, 60_000);
afterEach(async () => {
  await Promise.all(running.splice(0).map((jobs) => jobs.stop()));
  await server.parts.db.delete(mail);
  await server.parts.db.delete(jobRun);
});
afterAll(() => server.close());

const at = (date: string, time = '18:00:00Z') => {
  server.clock.now = new Date(`${date}T${time}`);
};
const daysBefore = (days: number) => {
  const day = new Date(`${dueDate}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - days);
  return day.toISOString().slice(0, 10);
};
const mailsTo = async (id: string) =>
  (await server.parts.db.select().from(mail)).filter((one) => one.personId === id);
const KEEP: Keep = { mailsDays: 90, commentsDays: null };
const work = (keep = KEEP) => doDailyWork(server.parts, keep);
async function until(isThere: () => Promise<boolean>): Promise<void> {
  while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('what is done once a day', () => {
  test('reminds a site a week and a day before it is due, once however often it is asked', async () => {
    at(daysBefore(7));
    await Promise.all([work(), work(), work()]);
    await work();
    expect((await mailsTo(reyes.id)).map(({ kind }) => kind)).toEqual(['reminder']);
    at(daysBefore(6));
    await work();
    expect(await mailsTo(reyes.id)).toHaveLength(1);
    at(daysBefore(1));
    await work();
    const [first] = await mailsTo(reyes.id);
    expect(await mailsTo(reyes.id)).toHaveLength(2);
    expect(first?.params).toEqual({ site: 'Dayton High School', due: dueDate });
  });

  test('begins at seven where the district is', async () => {
    at(daysBefore(7), '14:59:00Z');
    const { hour } = localTime(server.clock.now, 'America/Los_Angeles');
    expect(hour).toBeLessThan(8);
    at(daysBefore(7), '10:00:00Z');
    await work();
    expect(await mailsTo(reyes.id)).toEqual([]);
  });

  test('makes up for days on which nothing ran, and is not misled by a clock that goes back', async () => {
    at(daysBefore(9));
    await work();
    at(daysBefore(5));
    await work();
    expect(await mailsTo(reyes.id)).toHaveLength(1);
    at(daysBefore(8));
    await work();
    at(daysBefore(7));
    await work();
    expect(await mailsTo(reyes.id)).toHaveLength(1);
  });

  test('collects the mails of who wants them daily into one', async () => {
    const { districtId, id } = reyes;
    await putChoice(server.parts.db, districtId, id, { frequency: 'daily', language: 'en' });
    at(daysBefore(30));
    for (const kind of ['commentAdded', 'submissionReturned'] as const)
      await inTransaction(server.parts.db, (tx) =>
        queueMail(tx, server.parts, districtId, {
          to: [id],
          kind,
          params: { site: 'Dayton High School', person: 'X' },
          link: '/sites',
        }),
      );
    await Promise.all([work(), work()]);
    await putChoice(server.parts.db, districtId, id, { frequency: 'atOnce', language: 'en' });
    const mails = await mailsTo(id);
    expect(mails.map(({ kind, status }) => [kind, status]).sort()).toEqual([
      ['commentAdded', 'inDigest'],
      ['digest', 'waiting'],
      ['submissionReturned', 'inDigest'],
    ]);
    expect(mails.find(({ kind }) => kind === 'digest')?.params).toMatchObject({ count: '2' });
  });

  test('a day that failed half-way is worked again whole', async () => {
    at(daysBefore(7));
    await server.parts.db.execute(sql`ALTER TABLE mail ADD CONSTRAINT no_mail CHECK (kind <> 'reminder')`);
    await expect(work()).rejects.toThrow();
    await server.parts.db.execute(sql`ALTER TABLE mail DROP CONSTRAINT no_mail`);
    expect(await mailsTo(reyes.id)).toEqual([]);
    await work();
    expect(await mailsTo(reyes.id)).toHaveLength(1);
  });

  test('forgets mails that are done and old, and none that waits', async () => {
    at('2023-06-01');
    for (let count = 0; count < 2; count += 1)
      await inTransaction(server.parts.db, (tx) =>
        queueMail(tx, server.parts, reyes.districtId, {
          to: [reyes.id],
          kind: 'commentAdded',
          params: {},
          link: '/',
        }),
      );
    const [one] = await mailsTo(reyes.id);
    await server.parts.db
      .update(mail)
      .set({ status: 'sent' })
      .where(eq(mail.id, one?.id ?? ''));
    at(daysBefore(40));
    await work();
    expect((await mailsTo(reyes.id)).map(({ status }) => status)).toEqual(['waiting']);
  });

  test('takes the text out of threads that were settled long ago, where the district wants that', async () => {
    at('2023-06-01');
    const chen = await server.as('chen');
    const params = { siteCode: '608' };
    const say = (id: string, text: string) =>
      chen.call(addComment, { params, body: { id, place: { kind: 'site' }, revision: 0, text } });
    const [settled, open] = ['5d0c7b3e-6a52-4b0f-9a3c-0d1f2e3a4b5c', '6e1d8c4f-7b63-4c1a-8b4d-1e2a3f4b5c6d'];
    await say(settled, 'About one pupil');
    at('2023-06-01', '18:01:00Z');
    await chen.call(replyToComment, {
      params: { ...params, commentId: settled },
      body: { id: '7f2e9d5a-8c74-4d2b-9c5e-2f3b4a5c6d7e', text: 'Named here as well' },
    });
    await chen.call(resolveComment, { params: { ...params, commentId: settled }, body: {} });
    at('2023-06-01', '18:02:00Z');
    await say(open, 'Not settled');
    // Signed in anew each time: a sign-in does not hold for months.
    const texts = async () =>
      (
        await (await server.as('reyes')).call(listComments, { params, query: {}, body: undefined })
      ).comments.map(({ text }) => text);
    const before = await texts();
    at('2023-08-30');
    await work({ ...KEEP, commentsDays: 100 });
    expect(await texts()).toEqual(before);
    at('2023-09-30');
    await work();
    expect(await texts()).toEqual(before);
    at('2023-10-01');
    await work({ ...KEEP, commentsDays: 100 });
    expect(await texts()).toEqual(['', '', 'Not settled']);
  });
});

describe('jobs of several processes on one database', () => {
  test('seal what happens and send each mail once, hurried by a nudge', async () => {
    const inbox: ParsedMail[] = [];
    const smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, _session, done) =>
        void simpleParser(stream).then((parsed) => {
          inbox.push(parsed);
          done();
        }),
    });
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
    const { port } = smtp.server.address() as AddressInfo;
    const settings = {
      smtp: `smtp://127.0.0.1:${String(port)}?starttls=off`,
      from: 'sitebook@dayton.example',
      address: 'https://budget.dayton.example',
    };
    at(daysBefore(30));
    for (let process = 0; process < 2; process += 1)
      running.push(await startJobs(server.parts, { mail: settings, keep: KEEP, logger, pollSeconds: 0.5 }));
    const parts = { ...server.parts, nudges: running[0]?.nudges } as typeof server.parts;
    const chen = await server.as('chen');
    await chen.call(addComment, {
      params: { siteCode: '608' },
      body: { id: crypto.randomUUID(), place: { kind: 'site' }, revision: 0, text: 'A word.' },
    });
    for (let count = 0; count < 8; count += 1)
      await inTransaction(server.parts.db, (tx) =>
        queueMail(tx, parts, reyes.districtId, {
          to: [reyes.id],
          kind: 'commentAdded',
          params: { site: String(count), person: 'X' },
          link: '/',
        }),
      );
    await until(async () => (await mailsTo(reyes.id)).every(({ status }) => status === 'sent'));
    await until(async () => {
      const { entries } = await chen.call(listAudit, { params: {}, query: {}, body: undefined });
      return entries.every(({ sequence }) => sequence !== null);
    });
    await Promise.all(running.splice(0).map((jobs) => jobs.stop()));
    await new Promise<void>((done) => smtp.close(done));
    expect(inbox.map(({ subject }) => subject).sort()).toEqual([
      ...Array.from({ length: 8 }, (_, count) => `${String(count)}: a new comment`),
      'Dayton High School: a new comment',
    ]);
    expect(await chen.call(verifyAudit, { params: {}, body: {} })).toMatchObject({
      isIntact: true,
      waiting: 0,
    });
  });

  test('stop when they are asked to, and can be started again', async () => {
    for (let round = 0; round < 2; round += 1) {
      const jobs = await startJobs(server.parts, { mail: null, keep: KEEP, logger });
      jobs.nudges.mail();
      jobs.nudges.seal();
      await jobs.stop();
    }
    const { rows } = await server.parts.db.execute(sql`SELECT count(*) AS found FROM audit_waiting`);
    expect(rows).toHaveLength(1);
  });
});
