import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { createClient, type ApiClient } from '../../../src/api/client.js';
import { checkReceipt, listAudit, verifyAudit } from '../../../src/contract/audit.js';
import { listRevisions } from '../../../src/contract/revisions.js';
import { refreshSession, signIn } from '../../../src/contract/sign-in.js';
import { getSiteBook, listSites, saveRevision, type Receipt } from '../../../src/contract/sites.js';
import { decideSubmission, listSubmissions, submitRevision } from '../../../src/contract/submissions.js';
import { REFRESH_LIMIT } from '../../../server/http/rate-limits.js';
import { DEMO_PASSWORD } from '../../../server/demo/people.js';
import { jobRun, mail } from '../../../server/stores/schema-mail.js';
import { doDailyWork } from '../../../server/use-cases/daily-work.js';
import { forgetOldRequests } from '../../../server/use-cases/forget-old-requests.js';
import { sealWaiting } from '../../../server/use-cases/seal-audit.js';
import { sendMails } from '../../../server/use-cases/send-mails.js';
import { attested } from '../../support/attested.js';
import { chanceOf } from '../../faults/fuzz-values.js';
import { refusalOf } from '../../support/refusal-of.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

const SEED = Number(process.env['SITEBOOK_FAULT_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOON = new Date('2024-03-01T20:00:00.000Z');

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ withSeason: true });
}, 120_000);
afterAll(() => server.close());
beforeEach(() => {
  server.clock.now = NOON;
});

const jump = (ms: number) => {
  server.clock.now = new Date(server.clock.now.getTime() + ms);
};
const sealAll = () =>
  sealWaiting(server.parts, (_, error) => {
    throw error;
  });
const nobody = () => createClient({ baseUrl: server.baseUrl, token: () => null });
const asked = (who: string, password = DEMO_PASSWORD) => ({
  params: {},
  body: { district: 'dayton', email: `${who}@dayton.example`, password },
});

/** Saves another amount, as one that waited where a stamp is given. */
async function save(api: ApiClient, queued?: { claimedAt: string; stamp: string }): Promise<Receipt> {
  const params = { siteCode: '608' };
  const { book, head } = await api.call(getSiteBook, { params, body: undefined });
  const amount = (head?.summary.number ?? 0) + 1;
  const lines = book.opening.lines.map((line) =>
    line.account === '100-1131-608-050-410' ? { ...line, enteredCents: amount } : line,
  );
  const body = {
    workbookId: randomUUID(),
    yearId: '2024-25',
    layoutVersion: 1,
    baseRevision: head?.summary.number ?? 0,
    content: { ...book.opening, lines },
    ...(queued ? { queued } : {}),
  };
  return api.call(saveRevision, { params, body });
}

test(`saves while the clock jumps about: each follows the one before, and the trail is whole (SITEBOOK_FAULT_SEED=${String(SEED)})`, async () => {
  const chance = chanceOf(SEED);
  const receipts: Receipt[] = [];
  for (let round = 0; round < 12; round += 1) {
    jump(chance.pick([-DAY, DAY, -HOUR, HOUR, -MINUTE, MINUTE]));
    // Whoever has a token of another time signs in again.
    const reyes = await server.as('reyes');
    const stamp = receipts.at(-1)?.serverStamp;
    const claimedAt = new Date(server.clock.now.getTime() - MINUTE).toISOString();
    receipts.push(
      await save(reyes, stamp !== undefined && chance.oneIn(2) ? { claimedAt, stamp } : undefined),
    );
    await sealAll();
  }
  const chen = await server.as('chen');
  const params = { siteCode: '608' };
  const { revisions } = await chen.call(listRevisions, { params, body: undefined });
  expect(revisions.map(({ number }) => number).reverse()).toEqual(
    receipts.map(({ revision }) => revision.number),
  );
  expect(receipts.map(({ revision }) => revision.number)).toEqual(receipts.map((_, at) => at + 1));
  for (const { revision } of receipts) {
    const { claimedAt, claimFloor, savedAt } = revision;
    if (claimedAt === undefined || claimFloor === undefined) continue;
    expect(claimFloor <= claimedAt).toBe(true);
    expect(claimedAt <= savedAt).toBe(true);
  }
  // Sealed one by one, so the chain has them in the order in which they were saved, whatever their times.
  const { entries } = await chen.call(listAudit, {
    params: {},
    query: { site: '608', action: 'revision.saved', limit: 200 },
    body: undefined,
  });
  const inChain = [...entries].sort((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0));
  expect(inChain.map(({ details }) => details['revision'])).toEqual(receipts.map((_, at) => at + 1));
  expect(await chen.call(verifyAudit, { params: {}, body: {} })).toMatchObject({
    isIntact: true,
    waiting: 0,
  });
  for (const { revision } of receipts)
    expect(
      await chen.call(checkReceipt, {
        params: {},
        body: { siteCode: '608', revision: revision.number, contentHash: revision.contentHash },
      }),
    ).toMatchObject({ result: 'sealed' });
}, 120_000);

describe('a sign-in', () => {
  test('from before a jump ahead has ended, and a new one holds there and when the clock is back', async () => {
    const first = await nobody().call(signIn, asked('tran'));
    jump(DAY);
    const withFirst = createClient({ baseUrl: server.baseUrl, token: () => first.token });
    expect((await refusalOf(withFirst.call(listSites, { params: {}, body: undefined }))).code).toBe(
      'token.expired',
    );
    const { refreshToken } = first;
    const refused = refusalOf(nobody().call(refreshSession, { params: {}, body: { refreshToken } }));
    expect((await refused).code).toBe('token.expired');
    const second = await nobody().call(signIn, asked('tran'));
    jump(-DAY);
    const withSecond = createClient({ baseUrl: server.baseUrl, token: () => second.token });
    await withSecond.call(listSites, { params: {}, body: undefined });
    await nobody().call(refreshSession, { params: {}, body: { refreshToken: second.refreshToken } });
    await nobody().call(signIn, asked('tran'));
  });

  test('that is renewed just as the clock goes back is renewed again by whoever lost the answer', async () => {
    const { refreshToken } = await nobody().call(signIn, asked('tran'));
    const renew = () => nobody().call(refreshSession, { params: {}, body: { refreshToken } });
    const first = await renew();
    jump(-HOUR);
    expect((await renew()).refreshToken).toBe(first.refreshToken);
  });

  test('that was locked while the clock was ahead is locked for a quarter of an hour, and no longer', async () => {
    jump(DAY);
    for (let tries = 0; tries < 10; tries += 1) await refusalOf(nobody().call(signIn, asked('okafor', 'x')));
    expect((await refusalOf(nobody().call(signIn, asked('okafor')))).code).toBe('signIn.locked');
    jump(-DAY);
    // The clock's way back lets nobody guess on.
    expect((await refusalOf(nobody().call(signIn, asked('okafor')))).code).toBe('signIn.locked');
    jump(14 * MINUTE);
    expect((await refusalOf(nobody().call(signIn, asked('okafor')))).code).toBe('signIn.locked');
    jump(MINUTE + 1);
    expect((await nobody().call(signIn, asked('okafor'))).person.name).toBe('Grace Okafor');
  });
});

test('a limit that was reached while the clock was ahead ends after its time', async () => {
  const refresh = () =>
    refusalOf(nobody().call(refreshSession, { params: {}, body: { refreshToken: 'none' } }));
  jump(DAY);
  for (let tries = 0; tries < REFRESH_LIMIT.most; tries += 1)
    expect((await refresh()).code).toBe('token.invalid');
  jump(-DAY);
  const refused = await refresh();
  expect(refused.code).toBe('request.tooMany');
  expect(refused.params?.['retryAfterSeconds']).toBe(REFRESH_LIMIT.minutes * 60);
  jump(REFRESH_LIMIT.minutes * MINUTE);
  expect((await refresh()).code).toBe('token.invalid');
});

test('a save is one, whether its key is of a day ahead or was forgotten on such a day', async () => {
  const reyes = await server.as('reyes');
  const params = { siteCode: '608' };
  const { book, head } = await reyes.call(getSiteBook, { params, body: undefined });
  const lines = book.opening.lines.slice(1);
  const key = randomUUID();
  const body = {
    workbookId: randomUUID(),
    yearId: '2024-25',
    layoutVersion: 1,
    baseRevision: head?.summary.number ?? 0,
    content: { ...book.opening, lines },
  };
  const send = async () => (await server.as('reyes')).call(saveRevision, { params, body, key });
  jump(DAY);
  const first = await send();
  jump(-DAY);
  expect(await send()).toEqual(first);
  await forgetOldRequests(server.parts);
  expect(await send()).toEqual(first);
  jump(3 * DAY);
  await forgetOldRequests(server.parts);
  jump(-3 * DAY);
  expect((await send()).revision).toEqual(first.revision);
});

test('what is submitted while the clock is ahead is decided before that, and sent again in time', async () => {
  const params = { siteCode: '125' };
  const okafor = async () => server.as('okafor');
  const { book, head } = await (await okafor()).call(getSiteBook, { params, body: undefined });
  const revision = head?.summary.number ?? 0;
  const submit = async () =>
    (await okafor()).call(submitRevision, { params, body: { revision, ...attested(book) } });
  server.clock.now = new Date(Date.parse(`${book.plan.year.dueDate}T20:00:00Z`) + DAY);
  const late = await submit();
  expect(late.isLate).toBe(true);
  server.clock.now = NOON;
  const ortiz = await server.as('ortiz');
  const { items } = await ortiz.call(listSubmissions, { params: {}, query: { limit: 50 }, body: undefined });
  expect(items.map(({ submission }) => submission.id)).toContain(late.id);
  const decided = await ortiz.call(decideSubmission, {
    params: { submissionId: late.id },
    body: { decision: 'return', comment: 'The clock was wrong' },
  });
  expect(decided.status).toBe('returned');
  const inTime = await submit();
  expect([inTime.isLate ?? false, inTime.status]).toEqual([false, 'submitted']);
  jump(-DAY);
  const ortizBefore = await server.as('ortiz');
  const approved = await ortizBefore.call(decideSubmission, {
    params: { submissionId: inTime.id },
    body: { decision: 'approve', comment: '' },
  });
  expect(approved.decisions).toHaveLength(1);
  await sealAll();
  const chen = await server.as('chen');
  expect(await chen.call(verifyAudit, { params: {}, body: {} })).toMatchObject({ isIntact: true });
});

describe('mails', () => {
  const settings = { smtp: 'smtp://127.0.0.1:1', from: 'a@b.example', address: 'https://budget.example' };
  const db = () => server.parts.db;

  test('that were queued while the clock was ahead go when it is back', async () => {
    await db().delete(mail);
    jump(DAY);
    const { book, head } = await (
      await server.as('tran')
    ).call(getSiteBook, { params: { siteCode: '571' }, body: undefined });
    expect(book.site.code).toBe('571');
    const { submission } = await (
      await server.as('ortiz')
    ).call(getSiteBook, { params: { siteCode: '571' }, body: undefined });
    expect(head?.summary.number).toBe(2);
    await (
      await server.as('ortiz')
    ).call(decideSubmission, {
      params: { submissionId: submission?.id ?? '' },
      body: { decision: 'return', comment: 'A mail to the principal' },
    });
    jump(-DAY);
    const sent: string[] = [];
    const count = await sendMails(server.parts, settings, (_, { messageId }) => {
      sent.push(messageId);
      return Promise.resolve({ outcome: 'sent', answer: '250 ok' });
    });
    expect([count, sent.length]).toEqual([1, 1]);
    expect((await db().select().from(mail)).map(({ status }) => status)).toEqual(['sent']);
  });

  test('reminders of every day come when the clock is back from another year', async () => {
    await db().delete(mail);
    await db().delete(jobRun);
    const { book } = await (
      await server.as('reyes')
    ).call(getSiteBook, { params: { siteCode: '608' }, body: undefined });
    const dueAt = Date.parse(`${book.plan.year.dueDate}T20:00:00Z`);
    server.clock.now = new Date(dueAt + 400 * DAY);
    await doDailyWork(server.parts, { mailsDays: 90, commentsDays: null });
    server.clock.now = new Date(dueAt - 9 * DAY);
    await doDailyWork(server.parts, { mailsDays: 90, commentsDays: null });
    server.clock.now = new Date(dueAt - 6 * DAY);
    await doDailyWork(server.parts, { mailsDays: 90, commentsDays: null });
    const reminders = await db().select().from(mail).where(eq(mail.kind, 'reminder'));
    expect(reminders.length).toBeGreaterThan(0);
  });
});
