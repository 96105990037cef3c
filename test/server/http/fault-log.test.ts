import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import request from 'supertest';
import type { SiteBookReply } from '../../../src/contract/sites.js';
import type { ProblemReply } from '../../../src/contract/problem-reply.js';
import { DEMO_PASSWORD } from '../../../server/demo/people.js';
import { errorMessage } from '../../../server/error-code.js';
import { faultEntry, faultText, type FaultEntry } from '../../../server/fault-entry.js';
import { startJobs } from '../../../server/jobs/start-jobs.js';
import { mail } from '../../../server/stores/schema-mail.js';
import { person } from '../../../server/stores/schema.js';
import { isUnavailable } from '../../../server/stores/unavailable.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

const lines: string[] = [];
const logger = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) });
let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startTestServer({ logger });
  const body = { district: 'dayton', email: 'reyes@dayton.example', password: DEMO_PASSWORD };
  const reply = await request(server.baseUrl).post('/v1/sign-in').set('x-sitebook-client', '1').send(body);
  token = (reply.body as { token: string }).token;
}, 120_000);
afterAll(() => server.close());

/** Looks like the place of a call, and like a lost connection: neither may lead the log or the reply astray. */
const SAID = 'Aide for Tomas\n    at home (/srv/Tomas.ts:1:2) Connection terminated';
const WORD = 'Tomas';
type Line = { err?: FaultEntry; requestId?: string; level: number };
const faults = () => lines.map((line) => JSON.parse(line) as Line).filter(({ err }) => err !== undefined);

async function save(): Promise<ProblemReply> {
  const call = (method: 'get' | 'post', path: string) => {
    const sent = request(server.baseUrl)[method](path);
    return sent.set('x-sitebook-client', '1').set('authorization', `Bearer ${token}`);
  };
  const { book, head } = (await call('get', '/v1/sites/608/book')).body as SiteBookReply;
  const content = {
    ...book.opening,
    lines: book.opening.lines.map((line) => ({ ...line, justification: SAID })),
  };
  const reply = await call('post', '/v1/sites/608/revisions').send({
    workbookId: randomUUID(),
    yearId: '2024-25',
    layoutVersion: 1,
    baseRevision: head?.summary.number ?? 0,
    content,
  });
  return reply.body as ProblemReply;
}

test.each([
  ['a broken constraint', `CHECK (content NOT LIKE '%${WORD}%')`, '23514'],
  ['a value that is no number', `CHECK ((content::json->>'lines')::numeric > 0)`, '22P02'],
])('of %s the log has the place and not what was written', async (_what, constraint, code) => {
  lines.length = 0;
  await server.parts.db.execute(
    sql.raw(`ALTER TABLE revision ADD CONSTRAINT by_hand ${constraint} NOT VALID`),
  );
  const problem = await save();
  await server.parts.db.execute(sql`ALTER TABLE revision DROP CONSTRAINT by_hand`);
  expect(problem.code).toBe('server.fault');
  const [fault] = faults();
  expect(faults()).toHaveLength(1);
  expect(fault?.requestId).toBe(problem.requestId);
  expect(fault?.err?.code).toBe(code);
  if (code === '23514') expect(fault?.err).toMatchObject({ table: 'revision', constraint: 'by_hand' });
  expect(fault?.err?.stack.join('\n')).toMatch(/^server\/stores\/revision-store\.ts:\d+:\d+/m);
  expect(fault?.err?.stack.join('\n')).not.toMatch(/node_modules|home/);
  expect(Object.keys(fault?.err ?? {})).not.toEqual(expect.arrayContaining(['query']));
  expect(lines.join('')).not.toContain(WORD);
  expect(JSON.stringify(problem)).not.toContain(WORD);
});

test('a job that fails says which, and nothing of the mail that it was about', async () => {
  lines.length = 0;
  const { db } = server.parts;
  const [somebody] = await db.select().from(person);
  await db.insert(mail).values({
    districtId: somebody!.districtId,
    id: randomUUID(),
    personId: somebody!.id,
    kind: 'returned',
    params: { site: WORD, comment: SAID },
    link: '',
    status: 'waiting',
    queuedAt: server.clock.now,
    nextTryAt: server.clock.now,
    tries: 0,
    onceKey: randomUUID(),
    isDaily: false,
  });
  await db.execute(sql`ALTER TABLE mail ADD CONSTRAINT never_sent CHECK (status = 'waiting') NOT VALID`);
  const settings = { smtp: 'smtp://127.0.0.1:1', from: 'a@b.example', address: 'http://localhost' };
  const jobs = await startJobs(server.parts, {
    mail: settings,
    keep: { mailsDays: 90, commentsDays: null },
    logger,
    pollSeconds: 1,
  });
  jobs.nudges.mail();
  while (faults().length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await jobs.stop();
  await db.execute(sql`ALTER TABLE mail DROP CONSTRAINT never_sent`);
  expect(faults()[0]).toMatchObject({
    job: 'mail',
    err: { code: '23514', table: 'mail', constraint: 'never_sent' },
  });
  expect(lines.join('')).not.toContain(WORD);
  const kept = await db.execute(sql`SELECT output::text AS output FROM pgboss.job WHERE name = 'mail'`);
  expect(JSON.stringify(kept.rows)).not.toContain(WORD);
});

test.each([
  ['JSON that is none', () => JSON.parse(`{"a": ${WORD}}`) as unknown],
  ['a big number that is none', () => BigInt(`${WORD}'s aide`)],
])('%s is told without repeating it', (_what, make) => {
  let thrown: unknown;
  try {
    make();
  } catch (error) {
    thrown = error;
  }
  expect(JSON.stringify(faultEntry(thrown))).not.toContain(WORD);
  expect(faultText(thrown)).toContain('test/server/http/fault-log.test.ts');
  expect(faultText(thrown)).not.toContain(WORD);
});

test('a fault of our own says what it is; what is no error at all says little', () => {
  expect(faultEntry(new TypeError('x is not a function')).message).toBe('x is not a function');
  expect(faultEntry(undefined)).toEqual({ type: 'undefined', message: 'undefined', stack: [] });
  const ring: { message: string; cause?: unknown } = { message: 'round' };
  ring.cause = ring;
  expect(faultEntry(ring).stack).toEqual([]);
});

test('words of a value do not make a refused statement a lost connection', () => {
  const refused = Object.assign(new Error(`bad: ${SAID}`), { code: '22P02', severity: 'ERROR' });
  const wrapped = Object.assign(new Error(`Failed query\nparams: ${SAID}`, { cause: refused }), {
    query: 'INSERT',
    params: [SAID],
  });
  expect(isUnavailable(wrapped)).toBe(false);
  expect(errorMessage(wrapped)).toBe('the database refused a statement (22P02)');
  expect(isUnavailable(new Error('Connection terminated unexpectedly'))).toBe(true);
});
