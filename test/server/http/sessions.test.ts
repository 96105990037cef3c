import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createClient, type ApiClient } from '../../../src/api/client.js';
import { getMe, refreshSession, signIn, signOut, type SignedIn } from '../../../src/contract/sign-in.js';
import { connectServices } from '../../../src/ui/services/connect.js';
import { createSessionStore } from '../../../src/ui/session/session-store.js';
import { signOutOf } from '../../../src/ui/session/sign-out.js';
import { DEMO_PASSWORD } from '../../../server/demo/people.js';
import { refreshToken as refreshTable } from '../../../server/stores/schema.js';
import { codeOf } from '../../support/refusal-code.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
let nobody: ApiClient;
const MORNING = new Date('2024-03-01T15:00:00.000Z');

beforeAll(async () => {
  server = await startTestServer();
  nobody = createClient({ baseUrl: server.baseUrl, token: () => null });
}, 60_000);
afterAll(() => server.close());
beforeEach(() => {
  server.clock.now = MORNING;
});

const credentials = { district: 'dayton', email: 'reyes@dayton.example', password: DEMO_PASSWORD };
const enter = () => nobody.call(signIn, { params: {}, body: credentials });
const renew = ({ refreshToken }: Pick<SignedIn, 'refreshToken'>) =>
  nobody.call(refreshSession, { params: {}, body: { refreshToken } });
const me = ({ token }: Pick<SignedIn, 'token'>) =>
  createClient({ baseUrl: server.baseUrl, token: () => token }).call(getMe, { params: {}, body: undefined });
const later = (minutes: number) => {
  server.clock.now = new Date(server.clock.now.getTime() + minutes * 60_000);
};
const secondsLater = (seconds: number) => later(seconds / 60);

describe('tokens', () => {
  test('hold for fifteen minutes and are refreshed until eight hours have passed', async () => {
    let tokens = await enter();
    expect(tokens.expiresAt).toBe('2024-03-01T23:00:00.000Z');
    later(14);
    expect((await me(tokens)).name).toBe('Maria Reyes');
    for (let n = 0; n < 31; n += 1) {
      later(15);
      expect(await codeOf(me(tokens))).toBe('token.expired');
      const next = await renew(tokens);
      expect(next.expiresAt).toBe(tokens.expiresAt);
      expect(next.person).toEqual(tokens.person);
      tokens = next;
      expect((await me(tokens)).name).toBe('Maria Reyes');
    }
    later(2);
    expect(await codeOf(renew(tokens))).toBe('token.expired');
  });

  test('are stored as hashes only', async () => {
    const { refreshToken } = await enter();
    const rows = JSON.stringify(await server.parts.db.select().from(refreshTable));
    for (const part of refreshToken.split('.').slice(2)) expect(rows).not.toContain(part);
  });

  test.each(['', 'nonsense', 'a.b.c'])('that never were ("%s") are refused', async (refreshToken) => {
    const refused = await codeOf(renew({ refreshToken }));
    expect(['token.invalid', 'unsendable']).toContain(refused);
  });

  test('of which one letter is another are refused, and end nothing', async () => {
    const tokens = await enter();
    const last = tokens.refreshToken.at(-1) === 'A' ? 'B' : 'A';
    const forged = { refreshToken: tokens.refreshToken.slice(0, -1) + last };
    expect(await codeOf(renew(forged))).toBe('token.invalid');
    expect((await renew(tokens)).person.name).toBe('Maria Reyes');
  });
});

describe('a used refresh token', () => {
  test('gives the same next one for ten seconds, however many ask at once', async () => {
    const tokens = await enter();
    const answers = await Promise.all([renew(tokens), renew(tokens), renew(tokens)]);
    expect(new Set(answers.map(({ refreshToken }) => refreshToken)).size).toBe(1);
    secondsLater(10);
    expect((await renew(tokens)).refreshToken).toBe(answers[0].refreshToken);
    // The chain goes on from there.
    expect((await renew(answers[0])).refreshToken).not.toBe(answers[0].refreshToken);
  });

  test('that comes later ends the whole sign-in, and no other of the same person', async () => {
    const tokens = await enter();
    const elsewhere = await enter();
    const next = await renew(tokens);
    secondsLater(11);
    expect(await codeOf(renew(tokens))).toBe('token.reused');
    expect(await codeOf(renew(next))).toBe('token.reused');
    expect(await codeOf(renew(tokens))).toBe('token.reused');
    expect((await renew(elsewhere)).person.name).toBe('Maria Reyes');
  });
});

describe('signing out', () => {
  test('ends the refresh tokens of that sign-in, and may be repeated', async () => {
    const tokens = await enter();
    const next = await renew(tokens);
    const out = () => nobody.call(signOut, { params: {}, body: { refreshToken: tokens.refreshToken } });
    await out();
    expect(await codeOf(renew(next))).toBe('token.invalid');
    await out();
  });
});

describe('a page that is signed in', () => {
  /** A browser's storage, which several pages may share. */
  const browser = () => {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
  };
  /** One lock for all pages of a browser. */
  const locks = () => {
    let last = Promise.resolve();
    return (_: string, work: () => Promise<void>) => (last = last.then(work));
  };
  const open = (storage = browser(), alone = locks()) => {
    const now = () => server.clock.now;
    const session = createSessionStore({ storage, now });
    return connectServices({ session, now, baseUrl: server.baseUrl, alone });
  };
  const ask = ({ api }: ReturnType<typeof open>) => api.call(getMe, { params: {}, body: undefined });
  const rows = async () => (await server.parts.db.select().from(refreshTable)).length;

  test('refreshes once for many calls at once, without anybody noticing', async () => {
    const page = open();
    page.session.set({ ...(await enter()), district: 'dayton' });
    later(20);
    const before = await rows();
    const names = await Promise.all([ask(page), ask(page), ask(page)]);
    expect(names.map(({ name }) => name)).toEqual(['Maria Reyes', 'Maria Reyes', 'Maria Reyes']);
    expect(await rows()).toBe(before + 1);
  });

  test('shares its storage with another: neither signs the other out', async () => {
    const storage = browser();
    const alone = locks();
    const first = open(storage, alone);
    first.session.set({ ...(await enter()), district: 'dayton' });
    const second = open(storage, alone);
    for (let n = 0; n < 3; n += 1) {
      later(20);
      const before = await rows();
      await Promise.all([ask(first), ask(second)]);
      expect(await rows()).toBe(before + 1);
      expect(second.session.current()?.token).toBe(first.session.current()?.token);
    }
    // Without locks they ask at once and are given the same.
    const third = open(storage, (_, work) => work());
    later(20);
    await Promise.all([ask(first), ask(third)]);
    later(20);
    expect((await ask(third)).name).toBe('Maria Reyes');
    expect((await ask(first)).name).toBe('Maria Reyes');
  });

  test('is asked to sign in when the eight hours are over, and is told so', async () => {
    const page = open();
    page.session.set({ ...(await enter()), district: 'dayton' });
    later(9 * 60);
    expect(await codeOf(ask(page))).toBe('token.expired');
    expect(page.session.current()).toBeNull();
    expect(page.session.notice()).toContain('eight hours');
  });

  test('that is refreshed while somebody else signs in does nothing in her name', async () => {
    const page = open();
    page.session.set({ ...(await enter()), district: 'dayton' });
    later(20);
    const body = { district: 'dayton', email: 'tran@dayton.example', password: DEMO_PASSWORD };
    const other = await nobody.call(signIn, { params: {}, body });
    const asked = ask(page);
    page.session.set({ ...other, district: 'dayton' });
    expect(await codeOf(asked)).toBe('token.expired');
    expect(page.session.current()?.person.name).toBe('David Tran');
  });

  test('is told that the sign-in has ended also when the server has forgotten it', async () => {
    const page = open();
    page.session.set({ ...(await enter()), district: 'dayton' });
    later(9 * 60);
    await enter();
    expect(await codeOf(ask(page))).toBe('token.expired');
    expect(page.session.notice()).toContain('eight hours');
  });

  test('that cannot refresh because the server is away stays signed in', async () => {
    const page = open();
    page.session.set({ ...(await enter()), district: 'dayton' });
    const { createRefresher } = await import('../../../src/ui/session/refresh-session.js');
    const away = createClient({ baseUrl: 'http://127.0.0.1:1', token: () => null });
    const refresh = createRefresher({ session: page.session, api: away });
    expect(await codeOf(refresh(page.session.current()?.token ?? ''))).toBe('unreachable');
    expect(page.session.current()).not.toBeNull();
  });

  test('signs out at the server too', async () => {
    const page = open();
    const tokens = await enter();
    page.session.set({ ...tokens, district: 'dayton' });
    signOutOf(page);
    expect(page.session.current()).toBeNull();
    for (let n = 0; n < 100 && (await codeOf(renew(tokens))) !== 'token.invalid'; n += 1) {
      secondsLater(0.01);
    }
    expect(await codeOf(renew(tokens))).toBe('token.invalid');
  });
});

test('who guesses passwords is stopped after thirty tries; who signs in is not', async () => {
  for (let n = 0; n < 5; n += 1) await enter();
  const wrong = () => nobody.call(signIn, { params: {}, body: { ...credentials, email: `x${n()}` } });
  let tries = 0;
  const n = () => String((tries += 1));
  const codes = new Set<string | null>();
  for (let i = 0; i < 31; i += 1) codes.add(await codeOf(wrong()));
  expect([...codes]).toEqual(['signIn.wrong', 'request.tooMany']);
  expect(await codeOf(wrong())).toBe('request.tooMany');
});

test.each([
  [0, 'one client, whatever it says of others', 'request.tooMany'],
  [1, 'one client for each address that the proxy saw, the last it names', 'signIn.wrong'],
])('behind %i proxies requests are counted by %s', async (proxies, _who, expected) => {
  const behind = await startTestServer({ proxies });
  let name = 0;
  const wrongFrom = (forwardedFor: string) =>
    codeOf(
      createClient({
        baseUrl: behind.baseUrl,
        token: () => null,
        headers: { 'x-forwarded-for': forwardedFor },
      }).call(signIn, { params: {}, body: { ...credentials, email: `nobody${String((name += 1))}` } }),
    );
  // What stands further left comes from the client and may be made up.
  for (let i = 0; i < 31; i += 1) await wrongFrom(`198.51.100.${String(i)}, 203.0.113.7`);
  expect(await wrongFrom('203.0.113.7')).toBe('request.tooMany');
  expect(await wrongFrom('203.0.113.8')).toBe(expected);
  await behind.close();
});
