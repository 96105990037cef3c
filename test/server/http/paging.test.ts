import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { eq } from 'drizzle-orm';
import { readAll } from '../../../src/api/read-all.js';
import type { ApiClient } from '../../../src/api/client.js';
import { addComment, listComments } from '../../../src/contract/comments.js';
import { addDelegation, endDelegation, listDelegations } from '../../../src/contract/delegations.js';
import { listMasters } from '../../../src/contract/master-budgets.js';
import { addRequest, answerRequest, listRequests, listSiteRequests } from '../../../src/contract/requests.js';
import { budgetYear, masterBudget } from '../../../server/stores/schema.js';
import { refusalOf } from '../../support/refusal-of.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
let reyes: ApiClient;
let chen: ApiClient;
let ortiz: ApiClient;
const params = { siteCode: '608' };
beforeAll(async () => {
  server = await startTestServer();
  reyes = await server.as('reyes');
  chen = await server.as('chen');
  ortiz = await server.as('ortiz');
}, 120_000);
afterAll(() => server.close());

/** Some of what is stored has the same instant: ids decide then. */
const tick = (n: number) => {
  if (n % 3 === 0) server.clock.now = new Date(server.clock.now.getTime() + 1000);
};
const ask = (n: number) => {
  tick(n);
  const wish = {
    kind: 'code' as const,
    purpose: `Wish ${String(n)}`,
    fundingSource: '100',
    amountCents: 100,
  };
  return reyes.call(addRequest, { params, body: { id: randomUUID(), wish } });
};
describe('pages of a list hold what the whole list holds, in its order', () => {
  test('comments', async () => {
    for (let n = 0; n < 7; n += 1) {
      tick(n);
      const body = {
        id: randomUUID(),
        place: { kind: 'site' as const },
        revision: 0,
        text: `Text ${String(n)}`,
      };
      await reyes.call(addComment, { params, body });
    }
    const whole = await chen.call(listComments, { params, body: undefined });
    expect(whole.comments).toHaveLength(7);
    expect(whole.next).toBeNull();
    for (const limit of [1, 3, 7]) {
      const pages = await readAll(chen, listComments, { params }, limit);
      expect(pages.map(({ comments }) => comments.length).slice(0, -1)).toEqual(
        Array.from({ length: Math.ceil(7 / limit) - 1 }, () => limit),
      );
      expect(pages.flatMap(({ comments }) => comments)).toEqual(whole.comments);
    }
  });

  test('requests of a site and of all sites, also while they are answered', async () => {
    for (let n = 0; n < 6; n += 1) await ask(n);
    const { requests } = await reyes.call(listSiteRequests, { params, body: undefined });
    const pages = await readAll(reyes, listSiteRequests, { params }, 4);
    expect(pages.flatMap((page) => page.requests)).toEqual(requests);
    const answer = (n: number) => {
      const { id } = requests[n]!;
      const body = { decision: 'declined' as const, reason: 'Not this year.' };
      return chen.call(answerRequest, { params: { ...params, requestId: id }, body });
    };
    await answer(1);
    await answer(4);
    const all = await chen.call(listRequests, { params: {}, body: undefined });
    expect(all.requests.map(({ answer: given }) => given === null)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    for (const limit of [1, 2, 5]) {
      const read = await readAll(chen, listRequests, { params: {} }, limit);
      expect(read.flatMap((page) => page.requests)).toEqual(all.requests);
    }
    const first = await chen.call(listRequests, { params: {}, query: { limit: 2 }, body: undefined });
    await answer(0);
    const rest = await chen.call(listRequests, {
      params: {},
      query: { limit: 50, after: first.next! },
      body: undefined,
    });
    // Everything was there on one page or the other.
    const seen = [...first.requests, ...rest.requests].map(({ id }) => id);
    expect(new Set(seen)).toEqual(new Set(requests.map(({ id }) => id)));
  });

  test('delegations', async () => {
    for (let n = 0; n < 5; n += 1) {
      tick(n);
      const id = randomUUID();
      const body = {
        id,
        toEmail: 'ortiz@dayton.example',
        roles: [],
        startsOn: '2024-03-01',
        endsOn: '2024-03-09',
      };
      await chen.call(addDelegation, { params: {}, body });
      if (n % 2 === 0) await chen.call(endDelegation, { params: { delegationId: id }, body: {} });
    }
    const { delegations } = await ortiz.call(listDelegations, { params: {}, body: undefined });
    expect(delegations).toHaveLength(5);
    const pages = await readAll(ortiz, listDelegations, { params: {} }, 2);
    expect(pages.map((page) => page.delegations.length)).toEqual([2, 2, 1]);
    expect(pages.flatMap((page) => page.delegations)).toEqual(delegations);
  });

  test('versions of the master budget', async () => {
    const { db } = server.parts;
    const [year] = await db.select().from(budgetYear).where(eq(budgetYear.isOpen, true));
    for (let version = 1; version <= 5; version += 1)
      await db.insert(masterBudget).values({
        districtId: year!.districtId,
        yearId: year!.id,
        version,
        contentHash: `hash ${String(version)}`,
        document: '{}',
        tieOut: { mergedEqualsSubmitted: true } as (typeof masterBudget.$inferInsert)['tieOut'],
        siteCount: 1,
        totalCents: 0,
        totalFte: 0,
        createdBy: 'A test',
        createdAt: server.clock.now,
      });
    const { versions, next } = await chen.call(listMasters, { params: {}, body: undefined });
    expect([versions.map(({ version }) => version), next]).toEqual([[5, 4, 3, 2, 1], null]);
    const pages = await readAll(chen, listMasters, { params: {} }, 2);
    expect(pages.map((page) => page.versions.map(({ version }) => version))).toEqual([[5, 4], [3, 2], [1]]);
  });
});

test.each([
  'after=x',
  'after=__',
  'after=_2024-03-01T17:00:00.000Z_no-id',
  'after=_then_00000000-0000-4000-8000-000000000001',
  'after=q_2024-03-01T17:00:00.000Z_00000000-0000-4000-8000-000000000001',
  'after=',
  'limit=0',
  'limit=201',
  'limit=x',
])('a page that is none is refused: %s', async (query) => {
  const token = await tokenOf('chen');
  for (const list of [
    '/v1/sites/608/comments',
    '/v1/sites/608/requests',
    '/v1/requests',
    '/v1/delegations',
  ]) {
    const reply = await request(server.baseUrl)
      .get(`${list}?${query}`)
      .set('x-sitebook-client', '1')
      .set('authorization', `Bearer ${token}`);
    expect([list, reply.status, (reply.body as { code?: string }).code]).toEqual([
      list,
      400,
      'request.invalid',
    ]);
  }
});

const tokens = new Map<string, string>();
async function tokenOf(who: string): Promise<string> {
  const known = tokens.get(who);
  if (known !== undefined) return known;
  const { DEMO_PASSWORD: password } = await import('../../../server/demo/people.js');
  const body = { district: 'dayton', email: `${who}@dayton.example`, password };
  const reply = await request(server.baseUrl).post('/v1/sign-in').set('x-sitebook-client', '1').send(body);
  const { token } = reply.body as { token: string };
  tokens.set(who, token);
  return token;
}

test('somebody who may not see a list sees no page of it', async () => {
  const query = { limit: 1 };
  const hers = reyes.call(listMasters, { params: {}, query, body: undefined });
  expect((await refusalOf(hers)).code).toBe('permission.missing');
});
