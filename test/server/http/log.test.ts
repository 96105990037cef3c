import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import request from 'supertest';
import type { SiteBookReply } from '../../../src/contract/sites.js';
import { createApp } from '../../../server/app.js';
import { DEMO_PASSWORD, DEMO_PEOPLE } from '../../../server/demo/people.js';
import { ROUTES } from '../../../server/routes/routes.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

const lines: string[] = [];
let server: TestServer;
beforeAll(async () => {
  const logger = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) });
  server = await startTestServer({ withSeason: true, logger });
}, 120_000);
afterAll(() => server.close());

const SAID = 'Tomas cannot read the board';
type Line = { requestId?: string; route?: string; status?: number };

test('the log of a season, with what went wrong in it, names nobody and repeats nothing that was typed', async () => {
  const secrets = new Set([DEMO_PASSWORD, 'wrong-password', SAID, '127.0.0.1']);
  for (const { name, email } of DEMO_PEOPLE) secrets.add(name).add(email);
  const ids: string[] = [];
  const send = async (method: 'get' | 'post', path: string, token: string | null, body?: object | string) => {
    const sent = request(server.baseUrl)[method](path).set('x-sitebook-client', '1');
    if (token !== null) sent.set('authorization', `Bearer ${token}`);
    const reply = await (method === 'get' ? sent : sent.type('json').send(body));
    ids.push(reply.headers['x-request-id'] ?? '');
    return reply.body as Record<string, unknown>;
  };
  const tokenOf = async (who: string): Promise<string> => {
    const body = { district: 'dayton', email: `${who}@dayton.example`, password: DEMO_PASSWORD };
    const { token, refreshToken } = (await send('post', '/v1/sign-in', null, body)) as {
      token: string;
      refreshToken: string;
    };
    secrets.add(token).add(refreshToken);
    await send('post', '/v1/sign-in', null, { ...body, password: 'wrong-password' });
    return token;
  };
  const [reyes, chen] = [await tokenOf('reyes'), await tokenOf('chen')];
  const { book, head } = (await send(
    'get',
    '/v1/sites/608/book?who=reyes',
    reyes,
  )) as unknown as SiteBookReply;
  const content = {
    ...book.opening,
    lines: book.opening.lines.map((line) => ({ ...line, justification: SAID })),
  };
  const save = {
    workbookId: randomUUID(),
    yearId: '2024-25',
    layoutVersion: 1,
    baseRevision: head?.summary.number ?? 0,
    content,
  };
  await send('post', '/v1/sites/608/revisions', reyes, save);
  await send('post', '/v1/sites/608/revisions', reyes, { ...save, workbookId: randomUUID() });
  await send('post', '/v1/sites/608/submissions', reyes, { revision: 999 });
  const comment = { id: randomUUID(), place: { kind: 'site' }, revision: 0, text: SAID };
  await send('post', '/v1/sites/608/comments', reyes, comment);
  await send('post', '/v1/sites/608/comments', chen, { ...comment, text: `${SAID}!` });
  await send('post', '/v1/sites/608/comments', reyes, `{"text":"${SAID}"`);
  await send('post', `/v1/submissions/${randomUUID()}/decisions`, chen, {
    decision: 'return',
    comment: SAID,
  });
  await send('get', `/v1/sites/${encodeURIComponent(SAID)}/book`, reyes);
  await send('get', `/nowhere/${encodeURIComponent(SAID)}`, reyes);
  await send('get', '/v1/sites/%E0%A4%A/book', reyes);

  const log = lines.join('');
  for (const secret of secrets) expect([secret, log.includes(secret)]).toEqual([secret, false]);
  expect(log).not.toContain(encodeURIComponent(SAID));
  const requests = lines.map((line) => JSON.parse(line) as Line).filter(({ route }) => route !== undefined);
  expect(requests.map(({ requestId }) => requestId).sort()).toEqual([...ids].sort());
  const patterns = new Set(['none', ...ROUTES.map(({ endpoint }) => endpoint.path)]);
  expect(requests.filter(({ route }) => !patterns.has(route ?? ''))).toEqual([]);
});

test('figures for Prometheus are by route, for this computer or with the token only', async () => {
  const metrics = await request(server.baseUrl).get('/metrics');
  expect(metrics.status).toBe(200);
  expect(metrics.text).toContain('route="/v1/sites/:siteCode/book"');
  expect(metrics.text).toContain('process_cpu_seconds_total');
  const labels = metrics.text.match(/\{[^}]*\}/g) ?? [];
  expect(labels.join('\n')).not.toMatch(/608|reyes|Tomas/);
  const forwarded = await request(server.baseUrl).get('/metrics').set('x-forwarded-for', '10.0.0.1');
  expect(forwarded.status).toBe(404);
});

test('where a token is set, whoever has it sees the figures, from anywhere, and nobody else', async () => {
  const metrics = { token: 'a token of the watcher', gauges: [] };
  const app = createApp(server.parts, {
    logger: pino({ level: 'silent' }),
    pages: null,
    proxies: 0,
    metrics,
  });
  const ask = (authorization?: string) => {
    const sent = request(app).get('/metrics').set('x-forwarded-for', '10.0.0.1');
    return authorization === undefined ? sent : sent.set('authorization', authorization);
  };
  const shown = await ask('Bearer a token of the watcher');
  expect([shown.status, shown.text.includes('process_cpu_seconds_total')]).toEqual([200, true]);
  const wrong = [
    'Bearer a token of the watche',
    'Bearer ',
    'a token of the watcher',
    'Basic YTpi',
    undefined,
  ];
  for (const authorization of wrong) {
    const refused = await ask(authorization);
    expect([authorization, refused.status]).toEqual([authorization, 404]);
    expect(refused.text).not.toContain('process_cpu');
  }
  // Also from this computer itself.
  expect((await request(app).get('/metrics')).status).toBe(404);
});

test.each([
  '/v1/me',
  '/v1/nowhere',
  '/v1/openapi.json',
  '/api-docs',
  '/problems/notFound',
  '/health',
  '/metrics',
])('%s is not sniffed, framed, or shared with other sites', async (path) => {
  const reply = await request(server.baseUrl).get(path).set('origin', 'https://elsewhere.example');
  expect(reply.headers['x-content-type-options']).toBe('nosniff');
  expect(reply.headers['referrer-policy']).toBe('no-referrer');
  expect(reply.headers['access-control-allow-origin']).toBeUndefined();
  expect(reply.headers['x-powered-by']).toBeUndefined();
  expect(reply.headers['strict-transport-security']).toBeUndefined();
  const isForAll = /openapi|api-docs|problems/.test(path);
  expect(reply.headers['cache-control']).toMatch(
    isForAll ? /^(public, max-age=\d+|no-cache)$/ : /^no-store$/,
  );
});
