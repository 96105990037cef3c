import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from '../../../src/api/client.js';
import { getMe } from '../../../src/contract/sign-in.js';
import { signInWithEntra } from '../../../src/contract/sign-in-ways.js';
import { createEntraVerifier } from '../../../server/identity/entra.js';
import { createOidcClient } from '../../../server/identity/oidc.js';
import type { EntraProvider } from '../../../server/identity/sign-in-settings.js';
import { codeOf } from '../../support/refusal-code.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

const TENANT = '8c1a9f0e-2b7d-4f43-9a53-0d3c5b7e6a11';
const AUDIENCE = 'api://sitebook';
type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

let keyServer: http.Server;
let authority: string;
let server: TestServer;
const published: { kid: string; pair: Pair }[] = [];
let keys: Record<'first' | 'second' | 'never', Pair>;
/** What the key server answers instead of its keys. */
let trouble: 'none' | 'broken' | 'nonsense' = 'none';

beforeAll(async () => {
  const pair = () => generateKeyPair('RS256', { extractable: true });
  keys = { first: await pair(), second: await pair(), never: await pair() };
  published.push({ kid: 'first', pair: keys.first });
  keyServer = http.createServer((request, response) => {
    void (async () => {
      if (request.url !== `/${TENANT}/discovery/v2.0/keys`) response.statusCode = 404;
      if (trouble === 'broken') response.statusCode = 500;
      const made = published.map(async ({ kid, pair: { publicKey } }) => ({
        ...(await exportJWK(publicKey)),
        kid,
        use: 'sig',
      }));
      response.end(trouble === 'nonsense' ? '<html>' : JSON.stringify({ keys: await Promise.all(made) }));
    })();
  });
  await new Promise<void>((resolve) => keyServer.listen(0, '127.0.0.1', resolve));
  authority = `http://127.0.0.1:${String((keyServer.address() as AddressInfo).port)}`;
  const provider: EntraProvider = {
    kind: 'entra',
    tenantId: TENANT,
    audience: AUDIENCE,
    scope: 'access_as_user',
    emailClaim: 'preferred_username',
    authority,
  };
  server = await startTestServer({
    proxies: 1,
    elsewhere: {
      settings: { address: '', districts: new Map([['dayton', [provider]]]) },
      oidc: createOidcClient(),
      // Without a pause between two fetches of the keys, which only an attack would feel.
      entra: createEntraVerifier(() => server.clock.now, 0),
    },
  });
}, 120_000);
afterAll(async () => {
  await server.close();
  await new Promise((resolve) => keyServer.close(resolve));
});
let address = 0;
beforeEach(() => {
  address += 1;
  trouble = 'none';
});

const seconds = (from = 0) => Math.floor(server.clock.now.getTime() / 1000) + from;
type Part = Record<string, unknown>;
const payload = (part: Part = {}): JWTPayload => ({
  iss: `${authority}/${TENANT}/v2.0`,
  aud: AUDIENCE,
  tid: TENANT,
  oid: 'b1f0c1de-0000-4000-8000-00000000c4e2',
  scp: 'openid access_as_user',
  preferred_username: 'Chen@dayton.example',
  iat: seconds(-60),
  nbf: seconds(-60),
  exp: seconds(600),
  ...part,
});
const signed = (part: Part = {}, kid = 'first', pair = keys.first) =>
  new SignJWT(payload(part)).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(pair.privateKey);
const enter = (accessToken: string, district = 'dayton') =>
  createClient({
    baseUrl: server.baseUrl,
    token: () => null,
    headers: { 'x-forwarded-for': `198.51.100.${String(address)}` },
  }).call(signInWithEntra, { params: {}, body: { district, accessToken } });

test('a token of the tenant for Sitebook signs in whom it names, and goes on when she is renamed there', async () => {
  const { token, person } = await enter(await signed());
  expect(person.name).toBe('Anna Chen');
  const me = createClient({ baseUrl: server.baseUrl, token: () => token });
  expect((await me.call(getMe, { params: {}, body: undefined })).name).toBe('Anna Chen');
  const renamed = await enter(await signed({ preferred_username: 'anna.li@dayton.example' }));
  expect(renamed.person.name).toBe('Anna Chen');
  // Another account that was given her old address is not her.
  const other = await signed({ oid: 'b1f0c1de-0000-4000-8000-00000000ffff' });
  expect(await codeOf(enter(other))).toBe('provider.noPerson');
});

describe('a token is refused', () => {
  test.each<[string, () => Part]>([
    ['for another application', () => ({ aud: 'api://somebody-else' })],
    ['of another tenant', () => ({ tid: '00000000-2b7d-4f43-9a53-0d3c5b7e6a11' })],
    ['of another issuer', () => ({ iss: 'https://sts.windows.net/x/' })],
    ['without the scope', () => ({ scp: 'openid profile' })],
    ['of an application alone', () => ({ scp: undefined, roles: ['access_as_user'] })],
    ['that has ended', () => ({ exp: seconds(-1) })],
    ['that does not begin yet', () => ({ nbf: seconds(120) })],
    ['without an end', () => ({ exp: undefined })],
    ['without the person’s id', () => ({ oid: undefined })],
  ])('%s', async (_what, part) => {
    expect(await codeOf(enter(await signed(part())))).toBe('provider.refused');
  });

  test('without a signature', async () => {
    expect(await codeOf(enter(new UnsecuredJWT(payload()).encode()))).toBe('provider.refused');
  });

  test('that is signed with the public key as if it were a secret', async () => {
    const secret = new TextEncoder().encode(await exportSPKI(keys.first.publicKey));
    const forged = await new SignJWT(payload())
      .setProtectedHeader({ alg: 'HS256', kid: 'first' })
      .sign(secret);
    expect(await codeOf(enter(forged))).toBe('provider.refused');
  });

  test('that is signed by somebody else under a known name, altered, or no token', async () => {
    expect(await codeOf(enter(await signed({}, 'first', keys.never)))).toBe('provider.refused');
    const [head = '', , signature = ''] = (await signed()).split('.');
    const altered = Buffer.from(JSON.stringify(payload({ preferred_username: 'reyes@dayton.example' })));
    expect(await codeOf(enter(`${head}.${altered.toString('base64url')}.${signature}`))).toBe(
      'provider.refused',
    );
    expect(await codeOf(enter('nonsense'))).toBe('provider.refused');
  });

  test('of somebody who is not here, and creates nobody', async () => {
    const part = { oid: 'b1f0c1de-0000-4000-8000-0000000000aa', preferred_username: 'x@dayton.example' };
    expect(await codeOf(enter(await signed(part)))).toBe('provider.noPerson');
  });

  test('in a district that set nothing up, as in one that is not there', async () => {
    const token = await signed();
    expect(await codeOf(enter(token, 'lakeside'))).toBe('provider.unknown');
    expect(await codeOf(enter(token, 'nowhere'))).toBe('provider.unknown');
  });
});

test('a key that is new is fetched; one that nobody published is not believed', async () => {
  const token = await signed({}, 'second', keys.second);
  expect(await codeOf(enter(token))).toBe('provider.refused');
  published.push({ kid: 'second', pair: keys.second });
  expect((await enter(token)).person.name).toBe('Anna Chen');
  // The old one goes, and with it what it signed, once the keys are fetched again.
  published.splice(0, 1);
  expect(await codeOf(enter(await signed({}, 'third', keys.never)))).toBe('provider.refused');
  expect(await codeOf(enter(await signed()))).toBe('provider.refused');
  expect((await enter(token)).person.name).toBe('Anna Chen');
});

test.each(['broken', 'nonsense'] as const)(
  'a key server that is %s is told apart from a bad token',
  async (what) => {
    trouble = what;
    expect(await codeOf(enter(await signed({}, `new-${what}`, keys.never)))).toBe('provider.unreachable');
  },
);

test('a key server that is down stops new keys, not those that are known', async () => {
  const known = await signed({}, 'second', keys.second);
  expect((await enter(known)).person.name).toBe('Anna Chen');
  keyServer.closeAllConnections();
  await new Promise((resolve) => keyServer.close(resolve));
  expect(await codeOf(enter(await signed({}, 'fourth', keys.never)))).toBe('provider.unreachable');
  expect((await enter(known)).person.name).toBe('Anna Chen');
});
