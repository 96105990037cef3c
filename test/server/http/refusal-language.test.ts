import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import type { Params } from '../../../server/http/refusals/refusal-text.js';
import { REFUSAL_TEXTS, REFUSAL_TEXTS_ES } from '../../../server/http/refusals/refusal-texts.js';
import { ApiError, createClient } from '../../../src/api/client.js';
import { CLIENT_VERSION_HEADER } from '../../../src/contract/endpoint.js';
import { ErrorCode } from '../../../src/contract/problem-reply.js';
import { signIn } from '../../../src/contract/sign-in.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.close());

const WRONG = { district: 'dayton', email: 'nobody@dayton.example', password: 'nothing' };
const words = (code: ErrorCode) => ({
  en: REFUSAL_TEXTS[code].title({}),
  es: REFUSAL_TEXTS_ES[code].title({}),
});

describe('a refusal speaks the language that the request accepts', () => {
  test.each([
    ['es', 'es'],
    ['es-MX,es;q=0.9,en;q=0.8', 'es'],
    ['en-US,es;q=0.5', 'en'],
    ['fr', 'en'],
    ['*', 'en'],
    ['', 'en'],
    ['not a language;;q=x', 'en'],
  ] as const)('%s', async (accepted, language) => {
    const reply = await request(server.baseUrl)
      .post('/v1/sign-in')
      .set(CLIENT_VERSION_HEADER, '1')
      .set('Accept-Language', accepted)
      .send(WRONG);
    const { code, status, title } = reply.body as { code: string; status: number; title: string };
    expect([code, status, title]).toEqual(['signIn.wrong', 401, words('signIn.wrong')[language]]);
    expect(reply.headers['content-language']).toBe(language);
    expect(reply.headers['vary']).toContain('Accept-Language');
  });

  test.each(['en', 'es'] as const)('the client asks for the language of its page: %s', async (language) => {
    const client = createClient({ baseUrl: server.baseUrl, token: () => null, language });
    const refused = client.call(signIn, { params: {}, body: WRONG });
    await expect(refused).rejects.toThrow(ApiError);
    await expect(refused).rejects.toThrow(words('signIn.wrong')[language]);
  });
});

test.each(ErrorCode.options)('%s is said in both languages with the same params', (code) => {
  const kinds = ['unknown', 'inactive', 'heading', 'otherSite', 'noFundingSource', 'width'];
  for (const fault of kinds) {
    const params = new Proxy<Params>(
      { fault, savedAt: '2024-03-06T18:00:00Z', timeZone: 'UTC', decision: 'return' },
      { get: (known, name) => known[String(name)] ?? `‹${String(name)}›` },
    );
    const marks = (text: string) => (text.match(/‹[^›]*›/g) ?? []).sort();
    for (const part of ['title', 'whatToDo'] as const) {
      const [en, es] = [REFUSAL_TEXTS[code][part](params), REFUSAL_TEXTS_ES[code][part](params)];
      expect(marks(es)).toEqual(marks(en));
      expect(es).not.toBe(en);
      expect(es).not.toBe('');
    }
  }
});
