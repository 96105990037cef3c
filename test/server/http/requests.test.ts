import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import request from 'supertest';
import { CLIENT_VERSION_HEADER } from '../../../src/contract/endpoint.js';
import { ErrorCode } from '../../../src/contract/problem-reply.js';
import { REFUSAL_TEXTS } from '../../../server/http/refusals/refusal-texts.js';
import { ROUTES } from '../../../server/routes/routes.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.close());

const send = () => request(server.baseUrl);
const signIn = { district: 'dayton', email: 'reyes@dayton.example', password: 'sitebook' };
const tokenOf = async () => {
  const reply = await send().post('/v1/sign-in').set(CLIENT_VERSION_HEADER, '1').send(signIn);
  return (reply.body as { token: string }).token;
};
const codeOf = (reply: request.Response) => (reply.body as { code?: string }).code;

describe('requests that are wrong', () => {
  test.each(['district', 'email', 'password'])('a wrong %s gives the same answer', async (field) => {
    const reply = await send()
      .post('/v1/sign-in')
      .set(CLIENT_VERSION_HEADER, '1')
      .send({ ...signIn, [field]: 'nobody' });
    expect([reply.status, codeOf(reply)]).toEqual([401, 'signIn.wrong']);
  });

  test('every endpoint but the public ones wants a token, and every one a current client', async () => {
    for (const { endpoint } of ROUTES) {
      const path = endpoint.path.replace(/:\w+/g, '1');
      const method = endpoint.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
      const asked = () => (method === 'get' ? send().get(path) : send()[method](path).send({}));
      const bare = asked();
      expect([endpoint.name, codeOf(await bare)]).toEqual([endpoint.name, 'client.outdated']);
      const current = asked().set(CLIENT_VERSION_HEADER, '1');
      if (endpoint.permission !== 'public')
        expect([endpoint.name, codeOf(await current)]).toEqual([endpoint.name, 'signIn.needed']);
    }
  });

  test.each(['0', '0.9', '2', 'newest', ' '])(
    'a client of version "%s" is told to reload',
    async (version) => {
      const reply = await send().post('/v1/sign-in').set(CLIENT_VERSION_HEADER, version).send(signIn);
      expect([reply.status, codeOf(reply)]).toEqual([426, 'client.outdated']);
      expect((reply.body as { whatToDo: string }).whatToDo).toContain('Reload');
      const me = await send()
        .get('/v1/me')
        .set(CLIENT_VERSION_HEADER, version)
        .set('authorization', `Bearer ${await tokenOf()}`);
      expect([me.status, codeOf(me)]).toEqual([426, 'client.outdated']);
    },
  );

  test('an expired token and a forged one say which they are', async () => {
    const token = await tokenOf();
    const me = (bearer: string) =>
      send().get('/v1/me').set(CLIENT_VERSION_HEADER, '1').set('authorization', `Bearer ${bearer}`);
    expect((await me(token)).status).toBe(200);
    expect(codeOf(await me(`${token.slice(0, -4)}AAAA`))).toBe('token.invalid');
    const before = server.clock.now;
    server.clock.now = new Date(before.getTime() + 9 * 3_600_000);
    const expired = await me(token);
    server.clock.now = before;
    expect([expired.status, codeOf(expired)]).toEqual([401, 'token.expired']);
  });

  test('malformed JSON, a wrong form, too much and an unknown address', async () => {
    const post = (path: string) =>
      send().post(path).set(CLIENT_VERSION_HEADER, '1').set('content-type', 'application/json');
    expect(codeOf(await post('/v1/sign-in').send('{"district":'))).toBe('request.malformed');
    const form = await post('/v1/sign-in').send('{"district":1}');
    expect(codeOf(form)).toBe('request.invalid');
    expect(
      (form.body as { problems: { place: { column: string } }[] }).problems.map(({ place }) => place.column),
    ).toEqual(['district', 'email', 'password']);
    expect(codeOf(await post('/v1/sign-in').send(`"${'x'.repeat(17_000_000)}"`))).toBe('request.tooLarge');
    const nowhere = await send().get('/v1/nowhere');
    expect([nowhere.status, codeOf(nowhere)]).toEqual([404, 'notFound']);
    expect(nowhere.headers['content-type']).toContain('application/problem+json');
    expect(nowhere.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a body is read only for somebody who may send it, and a large one only where a sheet is', async () => {
    const token = await tokenOf();
    const broken = (path: string, bearer: string | null, body = '{"broken":') => {
      const post = send().post(path).set(CLIENT_VERSION_HEADER, '1').set('content-type', 'application/json');
      return (bearer === null ? post : post.set('authorization', `Bearer ${bearer}`)).send(body);
    };
    expect(codeOf(await broken('/v1/sites/608/revisions', null))).toBe('signIn.needed');
    expect(codeOf(await broken('/v1/sites/571/revisions', token))).toBe('permission.missing');
    expect(codeOf(await broken('/v1/sites/608/revisions', token))).toBe('request.malformed');
    const large = JSON.stringify({ text: 'x'.repeat(100_000) });
    expect(codeOf(await broken('/v1/sites/608/revisions', token, large))).toBe('request.invalid');
    expect(codeOf(await broken('/v1/sites/608/submissions', token, large))).toBe('request.tooLarge');
    expect(codeOf(await broken('/v1/sign-in', null, large))).toBe('request.tooLarge');
  });

  test('a body that is too large for anything is refused without being read, signed in or not', async () => {
    const huge = `"${'x'.repeat(17_000_000)}"`;
    const post = () =>
      send()
        .post('/v1/sites/608/revisions')
        .set(CLIENT_VERSION_HEADER, '1')
        .set('content-type', 'application/json');
    expect(codeOf(await post().send(huge))).toBe('signIn.needed');
    const token = await tokenOf();
    expect(codeOf(await post().set('authorization', `Bearer ${token}`).send(huge))).toBe('request.tooLarge');
  });

  test('replies about budgets are not kept by anything on the way', async () => {
    const reply = await send()
      .get('/v1/me')
      .set(CLIENT_VERSION_HEADER, '1')
      .set('authorization', `Bearer ${await tokenOf()}`);
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(reply.headers['x-powered-by']).toBeUndefined();
  });
});

test('every code of the contract is one that the server gives', () => {
  const folder = path.resolve(import.meta.dirname, '../../../server');
  const core = path.resolve(import.meta.dirname, '../../../src/core/approval/decide.ts');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('refusal-texts.ts'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .concat(readFileSync(core, 'utf8'))
    .join('\n');
  expect(ErrorCode.options.filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
});

test('every refusal has words and an HTTP status', () => {
  for (const code of ErrorCode.options) {
    const { status, title, whatToDo } = REFUSAL_TEXTS[code];
    expect(status).toBeGreaterThanOrEqual(400);
    expect(title({ savedAt: '2024-03-01T17:00:00.000Z', timeZone: 'UTC' })).toMatch(/\.$/);
    expect(whatToDo({})).toMatch(/[.?]$/);
  }
});
