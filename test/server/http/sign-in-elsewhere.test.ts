import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { createClient } from '../../../src/api/client.js';
import { changePerson } from '../../../src/contract/people.js';
import { getMe, signIn } from '../../../src/contract/sign-in.js';
import { listSignInWays, redeemHandover } from '../../../src/contract/sign-in-ways.js';
import { grantOf } from '../../../src/core/district/role.js';
import { DEMO_PASSWORD } from '../../../server/demo/people.js';
import { createEntraVerifier } from '../../../server/identity/entra.js';
import { createOidcClient } from '../../../server/identity/oidc.js';
import type { OidcProvider } from '../../../server/identity/sign-in-settings.js';
import { person } from '../../../server/stores/schema.js';
import { personIdentity, signInAttempt } from '../../../server/stores/schema-people.js';
import { addSomebody } from '../../support/add-somebody.js';
import { codeOf } from '../../support/refusal-code.js';
import {
  Browser,
  freePort,
  startSignInProvider,
  type SignInProvider,
} from '../../support/sign-in-provider.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
let provider: SignInProvider;
const secret = randomBytes(24).toString('base64url');

beforeAll(async () => {
  const [port, providerPort] = [await freePort(), await freePort()];
  const address = `http://127.0.0.1:${String(port)}`;
  provider = await startSignInProvider(providerPort, {
    redirectUri: `${address}/sign-in/oidc/callback`,
    secret,
  });
  const oidc: OidcProvider = {
    kind: 'oidc',
    id: '1',
    title: 'Dayton accounts',
    issuer: provider.issuer,
    clientId: 'sitebook',
    clientSecret: secret,
    scope: 'openid email',
    emailClaim: 'email',
    emailIsVerified: false,
  };
  const nowhere = { ...oidc, id: 'down', issuer: `http://127.0.0.1:${String(await freePort())}` };
  const wrong = { ...oidc, id: 'wrong', clientSecret: 'not the secret' };
  server = await startTestServer({
    port,
    elsewhere: {
      settings: { address, districts: new Map([['dayton', [oidc, nowhere, wrong]]]) },
      oidc: createOidcClient(),
      entra: createEntraVerifier(() => server.clock.now),
    },
  });
}, 120_000);
afterAll(async () => {
  await provider.stop();
  await server.close();
});

const nobody = () => createClient({ baseUrl: server.baseUrl, token: () => null });
const isPage = (url: URL) => url.origin === server.baseUrl && url.pathname === '/';
const isInteraction = (url: URL) => url.pathname.startsWith('/interaction/');
const isCallback = (url: URL) => url.pathname === '/sign-in/oidc/callback';

/** Goes to the provider and answers there; stops at the address that leads back. */
async function goThere(browser: Browser, login: string, way = '1'): Promise<URL> {
  const asked = await browser.open(`${server.baseUrl}/sign-in/oidc/dayton/${way}`, isInteraction);
  if (!isInteraction(asked)) return asked;
  return browser.open(`${asked.href}?login=${login}`, isCallback);
}
/** The whole way: what stands behind the `#` of the page in the end. */
async function goThrough(login: string, browser = new Browser()): Promise<URLSearchParams> {
  const back = await goThere(browser, login);
  return fragmentOf(await browser.open(back.href, isPage));
}
const fragmentOf = ({ hash }: URL) => new URLSearchParams(hash.slice(1));
const redeem = (code: string) => nobody().call(redeemHandover, { params: {}, body: { code } });
const errorOf = (fragment: URLSearchParams) => fragment.get('sign-in-error');

describe('signing in with an account of the district', () => {
  test('finds the person by her verified e-mail the first time, and by the account from then on', async () => {
    const browser = new Browser();
    const { district, signedIn } = await redeem((await goThrough('reyes', browser)).get('handover') ?? '');
    expect(district).toBe('dayton');
    expect(signedIn.person.name).toBe('Maria Reyes');
    const me = createClient({ baseUrl: server.baseUrl, token: () => signedIn.token });
    expect((await me.call(getMe, { params: {}, body: undefined })).name).toBe('Maria Reyes');
    // No token ever stood in an address.
    for (const address of browser.visited) {
      expect(address).not.toContain(signedIn.token);
      expect(address).not.toContain(signedIn.refreshToken);
    }
    expect(await server.parts.db.select().from(personIdentity)).toMatchObject([{ subject: 'reyes' }]);
    // Her e-mail here has changed: she is the same.
    const administrator = await adminOf();
    const change = (email: string) =>
      administrator.call(changePerson, { params: { personId: signedIn.person.id }, body: { email } });
    await change('maria@dayton.example');
    const again = await redeem((await goThrough('reyes')).get('handover') ?? '');
    expect(again.signedIn.person.id).toBe(signedIn.person.id);
    await change('reyes@dayton.example');
  });

  test('gives the tokens once, and within a minute', async () => {
    const code = (await goThrough('chen')).get('handover') ?? '';
    expect((await redeem(code)).signedIn.person.name).toBe('Anna Chen');
    expect(await codeOf(redeem(code))).toBe('handover.unknown');
    const late = (await goThrough('chen')).get('handover') ?? '';
    server.clock.now = new Date(server.clock.now.getTime() + 61_000);
    expect(await codeOf(redeem(late))).toBe('handover.unknown');
    for (const wrong of ['nonsense', `${code.slice(0, -2)}AA`])
      expect(await codeOf(redeem(wrong))).toBe('handover.unknown');
  });

  test('creates nobody, and takes no e-mail that is not verified, or of another district’s person', async () => {
    const before = (await server.parts.db.select().from(person)).length;
    for (const login of ['stranger', 'unverified', 'lakeside'])
      expect(errorOf(await goThrough(login))).toBe('provider.noPerson');
    expect((await server.parts.db.select().from(person)).length).toBe(before);
  });

  test('is not for a second account with the e-mail of somebody who is linked', async () => {
    await goThrough('reyes');
    expect(errorOf(await goThrough('reyes-again'))).toBe('provider.noPerson');
  });

  test('that was refused there says so, and nobody is signed in', async () => {
    const fragment = await goThrough('');
    expect(errorOf(fragment)).toBe('provider.refused');
    expect(fragment.get('handover')).toBeNull();
  });

  test('is not for who is turned off here', async () => {
    const administrator = await adminOf();
    const code = (await goThrough('chen')).get('handover') ?? '';
    const { signedIn } = await redeem((await goThrough('chen')).get('handover') ?? '');
    const turn = (isDisabled: boolean) =>
      administrator.call(changePerson, { params: { personId: signedIn.person.id }, body: { isDisabled } });
    await turn(true);
    expect(errorOf(await goThrough('chen'))).toBe('person.disabled');
    expect(await codeOf(redeem(code))).toBe('handover.unknown');
    await turn(false);
  });
});

describe('the way back', () => {
  test('works once', async () => {
    const browser = new Browser();
    const back = await goThere(browser, 'chen');
    const kept = browser.cookieOf(back);
    expect(fragmentOf(await browser.open(back.href, isPage)).get('handover')).not.toBeNull();
    const again = await fetch(back, { redirect: 'manual', headers: { cookie: kept } });
    expect(again.headers.get('location')).toBe('/#sign-in-error=handover.unknown');
  });

  test('is of the browser that began: another one is turned away, and does not spoil it', async () => {
    const browser = new Browser();
    const back = await goThere(browser, 'chen');
    for (const other of [new Browser(), await withAttempt()])
      expect(errorOf(fragmentOf(await other.open(back.href, isPage)))).toBe('handover.unknown');
    expect(fragmentOf(await browser.open(back.href, isPage)).get('handover')).not.toBeNull();
  });

  test('with another state, code or issuer leads nowhere', async () => {
    const altered = async (name: string, value: (is: string) => string) => {
      const browser = new Browser();
      const back = await goThere(browser, 'chen');
      back.searchParams.set(name, value(back.searchParams.get(name) ?? ''));
      return errorOf(fragmentOf(await browser.open(back.href, isPage)));
    };
    expect(await altered('state', () => 'nonsense')).toBe('handover.unknown');
    expect(await altered('state', (is) => `${is.slice(0, -2)}AA`)).toBe('handover.unknown');
    expect(await altered('code', (is) => `${is.slice(0, -2)}AA`)).toBe('provider.refused');
    expect(await altered('iss', () => 'http://127.0.0.1:1')).toBe('provider.refused');
  });

  test('ends after ten minutes', async () => {
    const browser = new Browser();
    const back = await goThere(browser, 'chen');
    server.clock.now = new Date(server.clock.now.getTime() + 11 * 60_000);
    expect(errorOf(fragmentOf(await browser.open(back.href, isPage)))).toBe('handover.unknown');
  });

  test('needs a cookie that no script reads, and keeps no secret but as a hash', async () => {
    const reply = await fetch(`${server.baseUrl}/sign-in/oidc/dayton/1`, { redirect: 'manual' });
    const cookie = reply.headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    const to = new URL(reply.headers.get('location') ?? '');
    expect(to.searchParams.get('code_challenge_method')).toBe('S256');
    const rows = JSON.stringify(await server.parts.db.select().from(signInAttempt));
    expect(rows).not.toContain(/=([^;]+)/.exec(cookie)?.[1] ?? '');
    expect(rows).not.toContain(to.searchParams.get('state')?.split('.').at(-1) ?? '');
  });
});

describe('what a district set up', () => {
  test('is listed for it alone; a district that is not there has none', async () => {
    const ways = async (district: string) =>
      (await nobody().call(listSignInWays, { params: { district }, body: undefined })).ways;
    expect((await ways('Dayton'))[0]).toEqual({ title: 'Dayton accounts', path: '/sign-in/oidc/dayton/1' });
    expect(await ways('nowhere')).toEqual([]);
    for (const path of ['nowhere/1', 'dayton/9', 'dayton/entra'])
      expect(
        errorOf(fragmentOf(await new Browser().open(`${server.baseUrl}/sign-in/oidc/${path}`, isPage))),
      ).toBe('provider.unknown');
  });

  test('and cannot be reached says so, and the password goes on working', async () => {
    const browser = new Browser();
    const page = await browser.open(`${server.baseUrl}/sign-in/oidc/dayton/down`, isPage);
    expect(errorOf(fragmentOf(page))).toBe('provider.unreachable');
    const body = { district: 'dayton', email: 'tran@dayton.example', password: DEMO_PASSWORD };
    expect((await nobody().call(signIn, { params: {}, body })).person.name).toBe('David Tran');
  });

  test('with a wrong client secret is refused by the provider', async () => {
    const browser = new Browser();
    const back = await goThere(browser, 'chen', 'wrong');
    expect(errorOf(fragmentOf(await browser.open(back.href, isPage)))).toBe('provider.refused');
  });

  test('and goes down on the way says so', async () => {
    const browser = new Browser();
    const back = await goThere(browser, 'chen');
    await provider.stop();
    expect(errorOf(fragmentOf(await browser.open(back.href, isPage)))).toBe('provider.unreachable');
  });
});

/** A browser that has an attempt of its own. */
async function withAttempt(): Promise<Browser> {
  const browser = new Browser();
  await browser.open(`${server.baseUrl}/sign-in/oidc/dayton/1`, isInteraction);
  return browser;
}

let admin: ReturnType<TestServer['as']> | null = null;
async function adminOf() {
  admin ??= addSomebody(server, 'admin', [grantOf('administrator')]).then(() => server.as('admin'));
  return admin;
}
