import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../../src/api/client.js';
import type { BodyOf } from '../../../src/contract/endpoint.js';
import {
  addRequest,
  answerRequest,
  listRequests,
  listSiteRequests,
  type Wish,
} from '../../../src/contract/requests.js';
import { getSiteBook } from '../../../src/contract/sites.js';
import { standing } from '../../../src/core/account/account-standing.js';
import { problemKey, type Problem } from '../../../src/core/problem.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { openSheet } from '../../../src/core/validation/sheet-state.js';
import { auditEvent } from '../../../server/stores/schema-audit.js';
import { refusalOf } from '../../support/refusal-of.js';
import { sampleFiles } from '../../support/sample-district.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
const people = new Map<string, ApiClient>();

beforeAll(async () => {
  const files = new Map(await sampleFiles());
  const pack = JSON.parse(files.get('rules.json') ?? '') as { rules: Record<string, unknown>[] };
  for (const rule of pack.rules) if (rule['kind'] === 'allocationCap') rule['allowsExceptions'] = true;
  files.set('rules.json', JSON.stringify(pack));
  server = await startTestServer({ files });
  for (const who of ['reyes', 'tran', 'ortiz', 'chen']) people.set(who, await server.as(who));
}, 60_000);
afterAll(() => server.close());

const as = (who: string): ApiClient => {
  const client = people.get(who);
  if (!client) throw new Error(who);
  return client;
};
const params = { siteCode: '608' };
const bookOf = (siteCode = '608') => as('ortiz').call(getSiteBook, { params: { siteCode }, body: undefined });
const ask = (wish: Wish, id = randomUUID(), who = 'reyes') =>
  as(who).call(addRequest, { params, body: { id, wish } });
const answer = (requestId: string, body: BodyOf<typeof answerRequest>, who = 'chen') =>
  as(who).call(answerRequest, { params: { ...params, requestId }, body });
const code = (part: object = {}): Wish => ({
  kind: 'code',
  purpose: 'A kiln for the art room',
  fundingSource: '100',
  amountCents: 450_000,
  ...part,
});
/** Good codes that stand together on no line of the sample. */
const NEW_ACCOUNT = '100-1131-608-050-542';

test('a code in plain words becomes an account string that the open workbook’s book knows', async () => {
  const before = await bookOf();
  const asked = await ask(code());
  expect(asked).toMatchObject({ requestedBy: 'Maria Reyes', answer: null });
  expect((await bookOf()).bookVersion).toBe(before.bookVersion);
  expect((await as('ortiz').call(listRequests, { params: {}, body: undefined })).requests).toEqual([asked]);

  const granted = { decision: 'granted' as const, account: NEW_ACCOUNT, reason: '' };
  const answered = await answer(asked.id, granted);
  expect(answered.answer).toMatchObject({
    decision: 'granted',
    account: NEW_ACCOUNT,
    answeredBy: 'Anna Chen',
  });
  expect(await answer(asked.id, granted)).toEqual(answered);
  const after = await bookOf();
  expect(after.bookVersion).not.toBe(before.bookVersion);
  expect(after.book.plan.chart.requested).toEqual([
    { account: NEW_ACCOUNT, description: 'A kiln for the art room', requestedBy: 'Maria Reyes' },
  ]);
  expect(standing(indexBook(after.book).chart, NEW_ACCOUNT)).toBe('requested');
  const own = await as('reyes').call(listSiteRequests, { params, body: undefined });
  expect(own.requests).toEqual([answered]);
  const audits = await server.parts.db.select().from(auditEvent).where(eq(auditEvent.subject, asked.id));
  expect(audits.map(({ action }) => action).sort()).toEqual(['request.added', 'request.answered']);
  expect(JSON.stringify(audits)).not.toContain('kiln');
});

test('an account string that cannot be is refused with what is wrong in it, and the request stays open', async () => {
  const { id } = await ask(code());
  const tryWith = (account: string | undefined) =>
    refusalOf(answer(id, { decision: 'granted', reason: '', ...(account === undefined ? {} : { account }) }));
  expect(await tryWith(undefined)).toMatchObject({ code: 'request.accountMissing' });
  for (const [account, title] of [
    ['100-1131-608-050', /Object is missing/],
    ['100-1131-608-050-5x0', /Object 5x0 has the wrong form/],
    ['100-1131-608-050-999', /Object 999 is not in the chart/],
    ['100-1131-571-050-542', /another site/],
  ] as const) {
    const refused = await tryWith(account);
    expect(refused).toMatchObject({ code: 'request.accountWrong', status: 422 });
    expect(refused.title).toMatch(title);
  }
  await expect(answer(id, { decision: 'declined', reason: ' ' })).rejects.toMatchObject({
    failure: { kind: 'unsendable' },
  });
  const declined = await answer(id, { decision: 'declined', reason: 'Use supplies' }, 'ortiz');
  expect(declined.answer).toMatchObject({ decision: 'declined', reason: 'Use supplies' });
  expect(await refusalOf(answer(id, { decision: 'declined', reason: 'No' }))).toMatchObject({
    code: 'request.alreadyAnswered',
    params: { answeredBy: 'Julia Ortiz' },
  });
});

test('an exception that was granted turns the very finding into an explained warning', async () => {
  const { book } = await bookOf();
  const state = openSheet(indexBook(book), book.opening);
  const problem = state.problems.find(({ code: found }) => found === 'allocation.overspent');
  if (problem?.ruleId === undefined) throw new Error('nothing is overspent');
  const wish: Wish = {
    kind: 'exception',
    problem: { ...problem, ruleId: problem.ruleId },
    reason: 'The grant letter comes in May',
  };
  const { id } = await ask(wish);
  await answer(id, { decision: 'granted', reason: 'Until the letter is here' });
  const after = await bookOf();
  const same = (problems: readonly Problem[]) =>
    problems.find((found) => problemKey(found) === problemKey(problem));
  expect(same(openSheet(indexBook(after.book), after.book.opening).problems)).toMatchObject({
    severity: 'warning',
    explanation: 'Until the letter is here (Anna Chen)',
  });
  expect((await bookOf('571')).book.exceptions).toBeUndefined();
});

test('what is asked twice is one request; what cannot be granted or is not theirs is refused', async () => {
  const id = randomUUID();
  const asked = await Promise.all(Array.from({ length: 5 }, () => ask(code(), id)));
  expect(new Set(asked.map(({ requestedAt }) => requestedAt)).size).toBe(1);
  expect(await refusalOf(ask(code({ amountCents: 1 }), id))).toMatchObject({ code: 'request.idTaken' });
  expect(await refusalOf(ask(code({ fundingSource: '999' })))).toMatchObject({
    code: 'allocation.unknownSource',
  });
  const problem = {
    code: 'account.unknown',
    severity: 'fatal' as const,
    place: { kind: 'site' as const, siteCode: '608' },
    params: {},
    ruleId: 'no-such-rule',
  };
  expect(await refusalOf(ask({ kind: 'exception', problem, reason: 'Please' }))).toMatchObject({
    code: 'request.noException',
  });
  for (const who of ['tran', 'ortiz'])
    expect(await refusalOf(ask(code(), randomUUID(), who))).toMatchObject({ code: 'permission.missing' });
  const declined = { decision: 'declined' as const, reason: 'No' };
  expect(await refusalOf(answer(id, declined, 'reyes'))).toMatchObject({ code: 'permission.missing' });
  expect(await refusalOf(answer(randomUUID(), declined))).toMatchObject({ code: 'request.unknown' });
});
