import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { createClient, type ApiClient } from '../../../src/api/client.js';
import { askPasswordReset, changePassword, redeemPasswordReset } from '../../../src/contract/passwords.js';
import { addPasswordReset } from '../../../src/contract/people.js';
import {
  confirmSignInCode,
  createSignInCode,
  redeemSignInCode,
} from '../../../src/contract/sign-in-codes.js';
import { endSessions, getMe, refreshSession, signIn, type SignedIn } from '../../../src/contract/sign-in.js';
import { listSites } from '../../../src/contract/sites.js';
import { grantOf } from '../../../src/core/district/role.js';
import { DEMO_PASSWORD } from '../../../server/demo/people.js';
import { auditEvent } from '../../../server/stores/schema-audit.js';
import { passwordReset, signInTries } from '../../../server/stores/schema-people.js';
import { addSomebody } from '../../support/add-somebody.js';
import { codeOf } from '../../support/refusal-code.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
let administrator: ApiClient;
const MORNING = new Date('2024-03-01T15:00:00.000Z');
const NEVER = '00000000-0000-4000-8000-000000000000';
const GOOD = 'a lamp beside nine quiet rivers';

beforeAll(async () => {
  server = await startTestServer({ proxies: 1 });
  await addSomebody(server, 'admin', [grantOf('administrator')]);
  administrator = await server.as('admin');
}, 60_000);
afterAll(() => server.close());
beforeEach(() => {
  server.clock.now = MORNING;
  address += 1;
});

/** Each test asks from an address of its own, so that what counts here is the person. */
let address = 0;
const client = (token: string | null = null) =>
  createClient({
    baseUrl: server.baseUrl,
    token: () => token,
    headers: { 'x-forwarded-for': `198.51.100.${String(address)}` },
  });
const later = (minutes: number) => {
  server.clock.now = new Date(server.clock.now.getTime() + minutes * 60_000);
};
const enter = (who: string, password = DEMO_PASSWORD): Promise<SignedIn> =>
  client().call(signIn, {
    params: {},
    body: { district: 'dayton', email: `${who}@dayton.example`, password },
  });
const me = ({ token }: SignedIn) => client(token).call(getMe, { params: {}, body: undefined });
const renew = ({ refreshToken }: SignedIn) =>
  client().call(refreshSession, { params: {}, body: { refreshToken } });
const change = ({ token }: SignedIn, current: string, password: string) =>
  client(token).call(changePassword, { params: {}, body: { current, password } });
const link = async (personId: string) =>
  (await administrator.call(addPasswordReset, { params: { personId }, body: {} })).path;
const redeem = (path: string, password: string) =>
  client().call(redeemPasswordReset, {
    params: {},
    body: { token: path.split('#')[1] ?? '', password },
  });
let count = 0;
const someone = async (part: { mustChangePassword?: boolean } = {}) => {
  const who = `someone${String((count += 1))}`;
  return {
    who,
    id: await addSomebody(server, who, [grantOf('principal', { siteCodes: ['608'] })], part),
  };
};
const actionsOn = async (subject: string) =>
  (await server.parts.db.select().from(auditEvent).where(eq(auditEvent.subject, subject))).map(
    ({ action }) => action,
  );

describe('wrong passwords', () => {
  test('ten in a quarter of an hour lock the address for another, also for the right one', async () => {
    const { who, id } = await someone();
    for (let n = 0; n < 10; n += 1) expect(await codeOf(enter(who, 'wrong'))).toBe('signIn.wrong');
    expect(await codeOf(enter(who))).toBe('signIn.locked');
    expect(await actionsOn(id)).toEqual(['session.locked']);
    later(14);
    expect(await codeOf(enter(who))).toBe('signIn.locked');
    later(2);
    expect((await enter(who)).person.name).toBe(who);
    // It is told once, however often it is tried.
    expect(await actionsOn(id)).toEqual(['session.locked']);
  });

  test('of an address that nobody has are answered the same', async () => {
    for (let n = 0; n < 10; n += 1) expect(await codeOf(enter('nobody', 'wrong'))).toBe('signIn.wrong');
    expect(await codeOf(enter('nobody'))).toBe('signIn.locked');
    const rows = JSON.stringify(await server.parts.db.select().from(signInTries));
    expect(rows).not.toContain('nobody');
  });

  test('all at once are counted one by one', async () => {
    const { who } = await someone();
    const codes = await Promise.all(Array.from({ length: 14 }, () => codeOf(enter(who, 'wrong'))));
    expect(codes.filter((code) => code === 'signIn.wrong')).toHaveLength(10);
    expect(codes.filter((code) => code === 'signIn.locked')).toHaveLength(4);
  });

  test('that are spread, or followed by the right one, lock nothing', async () => {
    const { who } = await someone();
    for (let n = 0; n < 9; n += 1) await codeOf(enter(who, 'wrong'));
    await enter(who);
    for (let n = 0; n < 9; n += 1) await codeOf(enter(who, 'wrong'));
    later(16);
    for (let n = 0; n < 9; n += 1) await codeOf(enter(who, 'wrong'));
    expect((await enter(who)).person.name).toBe(who);
  });
});

describe('a link to choose a password', () => {
  test('works once, ends every sign-in of the person and unlocks the address', async () => {
    const { who, id } = await someone();
    const before = await enter(who);
    for (let n = 0; n < 11; n += 1) await codeOf(enter(who, 'wrong'));
    const path = await link(id);
    expect(path).toMatch(/^\/reset#/);
    expect(await redeem(path, GOOD)).toEqual({ district: 'dayton', email: `${who}@dayton.example` });
    expect(await codeOf(me(before))).toBe('token.invalid');
    expect(await codeOf(renew(before))).toBe('token.invalid');
    expect((await enter(who, GOOD)).person.name).toBe(who);
    expect(await codeOf(enter(who))).toBe('signIn.wrong');
    expect(await codeOf(redeem(path, `${GOOD} again`))).toBe('reset.unknown');
    expect(await actionsOn(id)).toEqual(expect.arrayContaining(['password.resetAsked', 'password.reset']));
  });

  test('ends after an hour, and when a newer one is made', async () => {
    const { id } = await someone();
    const first = await link(id);
    const second = await link(id);
    expect(await codeOf(redeem(first, GOOD))).toBe('reset.unknown');
    later(61);
    expect(await codeOf(redeem(second, GOOD))).toBe('reset.unknown');
  });

  test('of two at once serves one', async () => {
    const { id } = await someone();
    const path = await link(id);
    const codes = await Promise.all([codeOf(redeem(path, GOOD)), codeOf(redeem(path, `${GOOD} too`))]);
    expect(codes.sort()).toEqual([null, 'reset.unknown'].sort());
  });

  test('stays good when the password is too weak', async () => {
    const { id } = await someone();
    const path = await link(id);
    expect(await codeOf(redeem(path, 'short'))).toBe('password.weak');
    expect(await codeOf(redeem(path, GOOD))).toBe(null);
  });

  test('is stored as a hash only', async () => {
    const { id } = await someone();
    const secret = (await link(id)).split('.').at(-1) ?? '';
    expect(secret.length).toBeGreaterThan(40);
    expect(JSON.stringify(await server.parts.db.select().from(passwordReset))).not.toContain(secret);
  });

  test.each([
    '/reset#nonsense',
    '/reset',
    `/reset#${'0'.repeat(36)}.${'0'.repeat(36)}.${'x'.repeat(43)}`,
    `/reset#${NEVER}.${NEVER}.${'x'.repeat(43)}`,
  ])('that never was (%s) is refused', async (path) => {
    expect(['reset.unknown', 'unsendable']).toContain(await codeOf(redeem(path, GOOD)));
  });

  test('is asked for by e-mail with one answer for everybody', async () => {
    const { who, id } = await someone();
    const ask = (district: string, email: string) =>
      client().call(askPasswordReset, { params: {}, body: { district, email } });
    expect(await ask('dayton', `${who}@dayton.example`)).toEqual({});
    expect(await ask('dayton', 'nobody@dayton.example')).toEqual({});
    expect(await ask('nowhere', `${who}@dayton.example`)).toEqual({});
    const links = await server.parts.db.select().from(passwordReset).where(eq(passwordReset.personId, id));
    expect(links).toHaveLength(1);
  });

  test('is made by administrators only', async () => {
    const { who, id } = await someone();
    const { token } = await enter(who);
    const asked = client(token).call(addPasswordReset, { params: { personId: id }, body: {} });
    expect(await codeOf(asked)).toBe('permission.missing');
  });
});

describe('one’s own password', () => {
  test('is changed by whoever knows it, and ends the other sign-ins', async () => {
    const { who } = await someone();
    const [here, there] = [await enter(who), await enter(who)];
    expect(await codeOf(change(here, 'not it', GOOD))).toBe('password.wrong');
    expect(await codeOf(change(here, DEMO_PASSWORD, DEMO_PASSWORD))).toBe('password.weak');
    const next = await change(here, DEMO_PASSWORD, GOOD);
    expect((await me(next)).name).toBe(who);
    for (const ended of [here, there]) {
      expect(await codeOf(me(ended))).toBe('token.invalid');
      expect(await codeOf(renew(ended))).toBe('token.invalid');
    }
    expect((await renew(next)).person.name).toBe(who);
  });

  test('that somebody else made is changed before anything else', async () => {
    const { who } = await someone({ mustChangePassword: true });
    const signedIn = await enter(who);
    expect(signedIn.person.mustChangePassword).toBe(true);
    const sites = (one: SignedIn) => client(one.token).call(listSites, { params: {}, body: undefined });
    expect(await codeOf(sites(signedIn))).toBe('password.mustChange');
    expect((await me(signedIn)).mustChangePassword).toBe(true);
    const next = await change(signedIn, DEMO_PASSWORD, GOOD);
    expect(next.person.mustChangePassword).toBeUndefined();
    expect((await sites(next)).sites.length).toBeGreaterThan(0);
  });
});

describe('signing out everywhere', () => {
  test('ends every sign-in at once, and a code that was confirmed and not taken yet', async () => {
    const { who } = await someone();
    const [here, there] = [await enter(who), await enter(who)];
    const code = await client().call(createSignInCode, { params: {}, body: { district: 'dayton' } });
    await client(here.token).call(confirmSignInCode, {
      params: {},
      body: { userCode: code.userCode, decision: 'confirm' },
    });
    await client(here.token).call(endSessions, { params: {}, body: {} });
    for (const ended of [here, there]) {
      expect(await codeOf(me(ended))).toBe('token.invalid');
      expect(await codeOf(renew(ended))).toBe('token.invalid');
    }
    const redeemed = await client().call(redeemSignInCode, {
      params: {},
      body: { deviceSecret: code.deviceSecret },
    });
    expect(redeemed.status).toBe('denied');
    expect((await me(await enter(who))).name).toBe(who);
  });
});
