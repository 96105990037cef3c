import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { decideSubmission, getSubmission } from '../../../src/contract/submissions.js';
import { addAllocationEntry } from '../../../src/contract/allocations.js';
import { getSiteBook, type SiteBookReply } from '../../../src/contract/sites.js';
import { DEMO_PASSWORD } from '../../../server/demo/people.js';
import { refusalOf } from '../../support/refusal-of.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
const tokens = new Map<string, string>();
beforeAll(async () => {
  server = await startTestServer({ withSeason: true });
  for (const who of ['reyes', 'chen']) {
    const body = { district: 'dayton', email: `${who}@dayton.example`, password: DEMO_PASSWORD };
    const reply = await request(server.baseUrl).post('/v1/sign-in').set('x-sitebook-client', '1').send(body);
    tokens.set(who, (reply.body as { token: string }).token);
  }
}, 120_000);
afterAll(() => server.close());

const signed = (who: string, method: 'get' | 'post', path: string) =>
  request(server.baseUrl)
    [method](path)
    .set('x-sitebook-client', '1')
    .set('authorization', `Bearer ${tokens.get(who) ?? ''}`);
const book = (etag?: string) => {
  const sent = signed('reyes', 'get', '/v1/sites/608/book');
  return etag === undefined ? sent : sent.set('if-none-match', etag);
};
const codeOf = (reply: request.Response) => (reply.body as { code?: string }).code;

test('a book that has not changed is not sent again, whenever that is; a changed one is', async () => {
  const first = await book();
  const etag = first.headers['etag'] ?? '';
  expect(etag).toMatch(/^W\/"[\w-]{43}"$/);
  server.clock.now = new Date(server.clock.now.getTime() + 60_000);
  const again = await book(etag);
  expect([again.status, again.text]).toEqual([304, '']);
  expect((await book('"another"')).status).toBe(200);
  const { book: sent, head } = first.body as SiteBookReply;
  const [line, ...lines] = sent.opening.lines;
  const save = {
    workbookId: randomUUID(),
    yearId: '2024-25',
    layoutVersion: 1,
    baseRevision: head?.summary.number ?? 0,
    content: { ...sent.opening, lines: [{ ...line, enteredCents: 321_00 }, ...lines] },
  };
  expect((await signed('reyes', 'post', '/v1/sites/608/revisions').send(save)).status).toBe(200);
  const changed = await book(etag);
  expect(changed.status).toBe(200);
  expect(changed.headers['etag']).not.toBe(etag);
  expect((changed.body as SiteBookReply).head?.summary.number).toBe(save.baseRevision + 1);
});

test('the client gets the same book for nothing', async () => {
  const client = await server.as('reyes');
  const read = () => client.call(getSiteBook, { params: { siteCode: '608' }, body: undefined });
  const first = await read();
  expect(await read()).toEqual(first);
});

test('a decision about something that has changed is not taken, and says so', async () => {
  const { items } = (await signed('chen', 'get', '/v1/submissions')).body as {
    items: { submission: { id: string; status: string; siteCode: string } }[];
  };
  const { id, siteCode } = items.find(({ submission }) => submission.status === 'submitted')!.submission;
  const decide = (ifMatch: string, body: object = { decision: 'return', comment: 'Explain.' }) =>
    signed('chen', 'post', `/v1/submissions/${id}/decisions`).set('if-match', ifMatch).send(body);
  const chen = await server.as('chen');
  const look = () => chen.call(getSubmission, { params: { submissionId: id }, body: undefined });
  await look();
  const before = (await signed('chen', 'get', `/v1/submissions/${id}`)).headers['etag'] ?? '';
  expect(before).toMatch(/^"[\w-]{43}"$/);
  // Another allocation: what is left of the money is another sum.
  const entry = {
    fundingSource: '100',
    kind: 'correction' as const,
    amountCents: 100,
    fte: 0,
    reason: 'A test',
  };
  await chen.call(addAllocationEntry, { params: { siteCode }, body: { id: randomUUID(), ...entry } });
  for (const stale of [before, '"x"', 'W/"x"', '"', '']) {
    const refused = await decide(stale);
    expect([stale, refused.status, codeOf(refused)]).toEqual([stale, 412, 'request.stale']);
  }
  // What the use case itself finds wrong comes first.
  expect(codeOf(await decide(before, { decision: 'return', comment: ' ' }))).toBe(
    'submission.commentMissing',
  );
  const params = { submissionId: id };
  const body = { decision: 'return' as const, comment: 'Explain.' };
  const stale = chen.call(decideSubmission, { params, body, ifUnchanged: true });
  expect((await refusalOf(stale)).code).toBe('request.stale');
  expect((await look()).submission.decisions).toEqual([]);
  const taken = await chen.call(decideSubmission, { params, body, ifUnchanged: true });
  expect(taken.decisions).toHaveLength(1);
});
