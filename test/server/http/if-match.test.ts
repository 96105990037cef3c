import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../../src/api/client.js';
import { addComment, replyToComment, resolveComment } from '../../../src/contract/comments.js';
import { changePerson, getPerson, listPeople } from '../../../src/contract/people.js';
import { addRequest, answerRequest, getRequest } from '../../../src/contract/requests.js';
import { grantOf } from '../../../src/core/district/role.js';
import { refusalOf } from '../../support/refusal-of.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
let reyes: ApiClient;
let chen: ApiClient;
let admin: ApiClient;
const site = { siteCode: '608' };
beforeAll(async () => {
  server = await startTestServer();
  reyes = await server.as('reyes');
  chen = await server.as('chen');
  admin = await server.as('whitfield');
}, 120_000);
afterAll(() => server.close());

const outcome = async (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    async (error: unknown) => (await refusalOf(Promise.reject(error as Error))).code,
  );

test('of two who change the same person at once, each on what they saw, one does and one is told', async () => {
  const { people } = await admin.call(listPeople, { params: {}, query: { limit: 100 }, body: undefined });
  const { id, name, roles, etag } = people.find(({ email }) => email.startsWith('reyes'))!;
  const change = (more: string, ifMatch: string) =>
    outcome(
      admin.call(changePerson, {
        params: { personId: id },
        body: { name: `${name} ${more}`, roles: [...roles, grantOf('preparer', { siteCodes: ['608'] })] },
        ifMatch,
      }),
    );
  const outcomes = await Promise.all([change('One', etag!), change('Two', etag!), change('Three', etag!)]);
  expect(outcomes.sort()).toEqual(['done', 'request.stale', 'request.stale']);
  // What was seen before is not what there is; what is seen now may be changed.
  expect(await change('Four', etag!)).toBe('request.stale');
  const now = await admin.call(getPerson, { params: { personId: id }, body: undefined });
  expect(now.roles).toHaveLength(roles.length + 1);
  const again = admin.call(changePerson, {
    params: { personId: id },
    body: { name, roles },
    ifUnchanged: true,
  });
  expect(await outcome(again)).toBe('done');
  // An older client says nothing of what it saw.
  const blind = admin.call(changePerson, { params: { personId: id }, body: { name } });
  expect(await outcome(blind)).toBe('done');
  expect(await outcome(admin.call(getPerson, { params: { personId: randomUUID() }, body: undefined }))).toBe(
    'person.unknown',
  );
});

test('a request is answered as it was seen, and once', async () => {
  const id = randomUUID();
  const wish = { kind: 'code' as const, purpose: 'Books', fundingSource: '100', amountCents: 100 };
  await reyes.call(addRequest, { params: site, body: { id, wish } });
  const params = { ...site, requestId: id };
  const seen = await chen.call(getRequest, { params, body: undefined });
  expect(seen.answer).toBeNull();
  const decline = (by: ApiClient, reason: string, isSeen: boolean) => {
    const body = { decision: 'declined' as const, reason };
    return outcome(by.call(answerRequest, { params, body, ...(isSeen ? { ifUnchanged: true } : {}) }));
  };
  const outcomes = await Promise.all([decline(chen, 'No.', true), decline(chen, 'Never.', true)]);
  expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
  // The refusal that says who answered comes before the one of the tag.
  expect(outcomes.filter((one) => one !== 'done')).toEqual(['request.alreadyAnswered']);
  const elsewhere = chen.call(getRequest, { params: { ...params, siteCode: '571' }, body: undefined });
  expect(await outcome(elsewhere)).toBe('request.unknown');
});

test('a thread is not settled over what somebody has just said in it', async () => {
  const id = randomUUID();
  const body = { id, place: { kind: 'site' as const }, revision: 0, text: 'Why so many?' };
  await chen.call(addComment, { params: site, body });
  const params = { ...site, commentId: id };
  const answer = randomUUID();
  await reyes.call(replyToComment, { params, body: { id: answer, text: 'Look at enrolment.' } });
  const settle = (newest?: string) =>
    outcome(chen.call(resolveComment, { params, body: newest === undefined ? {} : { newest } }));
  expect(await settle(id)).toBe('request.stale');
  expect(await settle(answer)).toBe('done');
  // It is settled: who repeats it learns that it is, whatever was seen.
  expect(await settle(id)).toBe('done');
  expect(await settle()).toBe('done');
});
