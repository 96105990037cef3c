import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../../src/api/client.js';
import { addDelegation, endDelegation, listDelegations } from '../../../src/contract/delegations.js';
import { changePerson } from '../../../src/contract/people.js';
import { getMe } from '../../../src/contract/sign-in.js';
import { getSiteBook } from '../../../src/contract/sites.js';
import { decideSubmission, listSubmissions } from '../../../src/contract/submissions.js';
import { grantOf, type Role } from '../../../src/core/district/role.js';
import { auditEvent } from '../../../server/stores/schema-audit.js';
import { addSomebody } from '../../support/add-somebody.js';
import { codeOf } from '../../support/refusal-code.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
const clients = new Map<string, ApiClient>();
const ids = new Map<string, string>();
const NOW = new Date('2024-03-05T20:00:00.000Z');
let count = 0;

beforeAll(async () => {
  server = await startTestServer({ withSeason: true });
  server.clock.now = NOW;
  await somebody('admin', grantOf('administrator'));
}, 120_000);
afterAll(() => server.close());
beforeEach(() => {
  server.clock.now = NOW;
});

/** Somebody new for each test, so that what one handed over is not in the way of the next. */
async function somebody(who: string, ...grants: Parameters<typeof addSomebody>[2]): Promise<string> {
  const name = who === 'admin' ? who : `${who}${String((count += 1))}`;
  ids.set(name, await addSomebody(server, name, grants));
  clients.set(name, await server.as(name));
  return name;
}
const principal = () => somebody('principal', grantOf('principal', { siteCodes: ['608'] }));
const substitute = () => somebody('substitute');
const as = (who: string): ApiClient => {
  const client = clients.get(who);
  if (!client) throw new Error(who);
  return client;
};
type Part = { roles?: Role[]; startsOn?: string; endsOn?: string; fromId?: string; id?: string };
const hand = (from: string, to: string, part: Part = {}) =>
  as(from).call(addDelegation, {
    params: {},
    body: {
      id: randomUUID(),
      toEmail: `${to}@dayton.example`,
      roles: [],
      startsOn: '2024-03-05',
      endsOn: '2024-03-06',
      ...part,
    },
  });
const end = (who: string, delegationId: string) =>
  as(who).call(endDelegation, { params: { delegationId }, body: {} });
const list = async (who: string) =>
  (await as(who).call(listDelegations, { params: {}, body: undefined })).delegations;
const rolesOf = async (who: string) =>
  (await as(who).call(getMe, { params: {}, body: undefined })).roles.map(
    ({ role, from }) => `${role}${from ? ` of ${from.name}` : ''}`,
  );
const seesBook = async (who: string, siteCode = '608') =>
  (await codeOf(as(who).call(getSiteBook, { params: { siteCode }, body: undefined }))) === null;

test('whoever stands in works with the roles, and everybody sees whose they are', async () => {
  const [from, to] = [await principal(), await substitute()];
  expect(await seesBook(to)).toBe(false);
  const handed = await hand(from, to);
  expect(handed).toMatchObject({ from: { name: from }, to: { name: to }, endedAt: null });
  expect(await seesBook(to)).toBe(true);
  const { owners } = await as(to).call(getSiteBook, { params: { siteCode: '608' }, body: undefined });
  expect(owners).toEqual(['site']);
  expect(await rolesOf(to)).toEqual([`principal of ${from}`]);
  expect(await rolesOf(from)).toEqual(['principal']);
  expect(await list(to)).toEqual([handed]);
  expect(await list(from)).toEqual([handed]);
  expect(await list('admin')).toContainEqual(handed);
  const rows = await server.parts.db.select().from(auditEvent).where(eq(auditEvent.subject, handed.id));
  expect(rows.map(({ action }) => action)).toEqual(['delegation.added']);
});

test('it begins and ends at midnight of the district', async () => {
  const [from, to] = [await principal(), await substitute()];
  await hand(from, to, { startsOn: '2024-03-06', endsOn: '2024-03-07' });
  for (const [at, sees] of [
    ['2024-03-06T07:59:59.000Z', false],
    ['2024-03-06T08:00:00.000Z', true],
    ['2024-03-08T07:59:59.000Z', true],
    ['2024-03-08T08:00:00.000Z', false],
  ] as const) {
    server.clock.now = new Date(at);
    clients.set(to, await server.as(to));
    expect([at, await seesBook(to)]).toEqual([at, sees]);
  }
});

test('it ends at once when it is taken back by either, and when she who handed it may not sign in', async () => {
  const from = await principal();
  for (const who of ['from', 'to', 'admin']) {
    const to = await substitute();
    const { id } = await hand(from, to);
    const by = who === 'from' ? from : who === 'to' ? to : 'admin';
    const ended = await end(by, id);
    expect(ended.endedAt).not.toBeNull();
    expect(await end(by, id)).toEqual(ended);
    expect(await seesBook(to)).toBe(false);
  }
  const to = await substitute();
  await hand(from, to);
  const turn = (isDisabled: boolean) =>
    as('admin').call(changePerson, { params: { personId: ids.get(from) ?? '' }, body: { isDisabled } });
  await turn(true);
  expect(await seesBook(to)).toBe(false);
});

test('roles are those that she has today, not when she handed them over', async () => {
  const [from, to] = [await principal(), await substitute()];
  await hand(from, to);
  const roles = [grantOf('principal', { siteCodes: ['571'] })];
  await as('admin').call(changePerson, { params: { personId: ids.get(from) ?? '' }, body: { roles } });
  expect([await seesBook(to, '608'), await seesBook(to, '571')]).toEqual([false, true]);
});

test('some roles may be handed over and others kept', async () => {
  const from = await somebody('both', grantOf('principal', { siteCodes: ['608'] }), grantOf('auditor'));
  const to = await substitute();
  await hand(from, to, { roles: ['auditor'] });
  expect(await rolesOf(to)).toEqual([`auditor of ${from}`]);
});

test('what was handed over goes no further', async () => {
  const [from, to, third] = [await principal(), await substitute(), await substitute()];
  await hand(from, to);
  expect(await codeOf(hand(to, third))).toBe('delegation.notHeld');
  expect(await codeOf(hand(to, third, { roles: ['principal'] }))).toBe('delegation.notHeld');
  const own = await somebody('own', grantOf('principal', { siteCodes: ['571'] }));
  await hand(from, own);
  await hand(own, third);
  expect([await seesBook(third, '571'), await seesBook(third, '608')]).toEqual([true, false]);
});

test('the administrator’s role goes to nobody', async () => {
  const to = await substitute();
  expect(await codeOf(hand('admin', to))).toBe('delegation.notHeld');
  expect(await codeOf(hand('admin', to, { roles: ['administrator'] }))).toBe('delegation.administrator');
  const both = await somebody('both', grantOf('administrator'), grantOf('reviewer'));
  await hand(both, to);
  expect(await rolesOf(to)).toEqual([`reviewer of ${both}`]);
});

describe('is refused', () => {
  test.each<[string, Part, string]>([
    ['with days in the wrong order', { startsOn: '2024-03-07', endsOn: '2024-03-06' }, 'delegation.dates'],
    ['that is over', { startsOn: '2024-03-01', endsOn: '2024-03-04' }, 'delegation.dates'],
    ['for more than a year', { endsOn: '2025-03-10' }, 'delegation.dates'],
    ['of a role that is not hers', { roles: ['reviewer'] }, 'delegation.notHeld'],
    ['on a day that is none', { endsOn: '2024-02-30' }, 'unsendable'],
  ])('%s', async (_what, part, code) => {
    expect(await codeOf(hand(await principal(), await substitute(), part))).toBe(code);
  });

  test('to herself, to nobody, and of another by somebody who is no administrator', async () => {
    const from = await principal();
    expect(await codeOf(hand(from, from))).toBe('delegation.toHerself');
    expect(await codeOf(hand(from, 'nobody'))).toBe('person.unknown');
    const other = ids.get(await principal()) ?? '';
    expect(await codeOf(hand(from, await substitute(), { fromId: other }))).toBe('permission.missing');
    const to = await substitute();
    await hand('admin', to, { fromId: other });
    expect(await seesBook(to)).toBe(true);
  });

  test('under an id that is taken; the same again is the same', async () => {
    const [from, to] = [await principal(), await substitute()];
    const id = randomUUID();
    const first = await hand(from, to, { id });
    expect(await hand(from, to, { id })).toEqual(first);
    expect(await codeOf(hand(from, await substitute(), { id }))).toBe('request.idTaken');
  });

  test('to be ended by somebody who has no part in it', async () => {
    const { id } = await hand(await principal(), await substitute());
    expect(await codeOf(end(await principal(), id))).toBe('delegation.unknown');
    expect(await codeOf(end('admin', randomUUID()))).toBe('delegation.unknown');
  });
});

test('nobody approves what she whom she stands in for sent, and neither does she with the other’s role', async () => {
  clients.set('tran', await server.as('tran'));
  clients.set('ortiz', await server.as('ortiz'));
  const { items } = await as('ortiz').call(listSubmissions, { params: {}, body: undefined });
  const submissionId = items.find(({ submission }) => submission.status === 'submitted')?.submission.id ?? '';
  const approve = (who: string) =>
    codeOf(
      as(who).call(decideSubmission, {
        params: { submissionId },
        body: { decision: 'approve', comment: '' },
      }),
    );
  const { id } = await hand('tran', 'ortiz');
  expect(await approve('ortiz')).toBe('submission.ownWork');
  await end('tran', id);
  await hand('ortiz', 'tran');
  expect(await approve('tran')).toBe('submission.ownWork');
  expect(await approve('ortiz')).toBeNull();
});
