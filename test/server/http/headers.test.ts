import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent } from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import request from 'supertest';
import { createApp } from '../../../server/app.js';
import { createOidcClient } from '../../../server/identity/oidc.js';
import { ROUTES } from '../../../server/routes/routes.js';
import { ENDPOINT_SAMPLES, type Ids } from '../../support/endpoint-samples.js';
import { TEST_CERTIFICATE } from '../../support/test-certificate.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

/** The host and the scheme that a district's own server has. */
const HOST = 'budget.district.example';
let folder: string;
let server: TestServer;
let tls: TestServer;
let layers: Layer[];

type Layer = { route?: { path: string | string[] }; handle?: { stack?: Layer[] } };

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-headers-'));
  await mkdir(path.join(folder, 'web/assets'), { recursive: true });
  await mkdir(path.join(folder, 'web/icons'), { recursive: true });
  await mkdir(path.join(folder, 'office'), { recursive: true });
  for (const page of ['taskpane', 'commands', 'index', 'workbench', 'workbench-pane'])
    await writeFile(path.join(folder, `web/${page}.html`), '<!doctype html>');
  await writeFile(path.join(folder, 'web/assets/app.0123456789.js'), '//');
  await writeFile(path.join(folder, 'web/icons/sitebook-32.png'), '');
  await writeFile(path.join(folder, 'office/excel-web.js'), '//');
  const pages = {
    webFolder: path.join(folder, 'web'),
    officeJsFolder: path.join(folder, 'office'),
    officeJsOrigin: 'https://appsforoffice.microsoft.com',
  };
  const elsewhere = {
    settings: { address: `https://${HOST}`, districts: {} },
    oidc: createOidcClient(),
  } as unknown as NonNullable<Parameters<typeof startTestServer>[0]>['elsewhere'];
  const options = { pages, ...(elsewhere ? { elsewhere } : {}) };
  server = await startTestServer(options);
  tls = await startTestServer({ ...options, tls: TEST_CERTIFICATE });
  const app = createApp(server.parts, { logger: pino({ level: 'silent' }), pages, proxies: 0 });
  layers = (app as unknown as { router: { stack: Layer[] } }).router.stack;
}, 120_000);
afterAll(async () => {
  await server.close();
  await tls.close();
  await rm(folder, { recursive: true });
});

type Expected = { csp: RegExp[]; cache: RegExp; corp: string | undefined; coop: string | undefined };
const CLOSED = [/default-src 'none'/, /frame-ancestors 'none'/];
const DATA: Expected = { csp: CLOSED, cache: /^no-store$/, corp: 'same-origin', coop: undefined };
const OFFICE = /frame-ancestors 'self' https:\/\/\*\.officeapps\.live\.com /;
const PANE: Expected = {
  csp: [/default-src 'self'/, OFFICE],
  cache: /^no-cache$/,
  corp: undefined,
  coop: undefined,
};
const OWN = { corp: 'same-origin', coop: 'same-origin' };
const FILE = { corp: 'same-origin', coop: undefined };
/** The first row that a path fits tells its headers. What fits none is a page of the finance office. */
const TABLE: [path: RegExp, Expected][] = [
  [/^\/v1\/openapi\.json$/, { ...DATA, cache: /^public, max-age=300$/ }],
  [/^\/(v1\/|health$|ready$|metrics$|sign-in\/)/, DATA],
  [/^\/(taskpane|commands)\.html$/, PANE],
  [
    /^\/workbench(-pane\.html)?$/,
    { csp: [/default-src 'self'/, /frame-ancestors 'self'(;|$)/], cache: /^no-cache$/, ...FILE },
  ],
  [/^\/office-js\//, { csp: CLOSED, cache: /^public, max-age=3600$/, ...FILE }],
  [/^\/assets\//, { csp: CLOSED, cache: /^public, max-age=31536000, immutable$/, ...FILE }],
  [/^\/icons\//, { csp: CLOSED, cache: /^public, max-age=86400$/, corp: 'cross-origin', coop: undefined }],
  [/^\/problems\//, { csp: CLOSED, cache: /^public, max-age=3600$/, ...OWN }],
  [/^\/api-docs/, { csp: [/frame-ancestors 'none'/], cache: /^(no-cache|public, max-age=\d+)$/, ...OWN }],
  [
    /^\//,
    {
      csp: [/default-src 'self'/, /script-src 'self'(;|$)/, /object-src 'none'/, /frame-ancestors 'none'/],
      cache: /^no-cache$/,
      ...OWN,
    },
  ],
];

const IDS: Ids = {
  site: '608',
  submission: '00000000-0000-4000-8000-000000000001',
  comment: '00000000-0000-4000-8000-000000000002',
  request: '00000000-0000-4000-8000-000000000003',
  person: '00000000-0000-4000-8000-000000000004',
  delegation: '00000000-0000-4000-8000-000000000005',
};

function filled(route: string, given: Readonly<Record<string, string>> = {}): string {
  return route.replace(
    /[:*](\w+)/g,
    (_all, name: string) => given[name] ?? (name === 'path' ? 'excel-web.js' : 'x'),
  );
}

/** Every way that the program has, as its router knows them, and the files that are no route of their own. */
function paths(): string[] {
  const pathsOf = ({ route, handle }: Layer): string[] =>
    route ? [route.path].flat() : (handle?.stack ?? []).flatMap(pathsOf);
  const samples = new Map(ROUTES.map(({ endpoint }) => [endpoint.path, ENDPOINT_SAMPLES[endpoint.name]]));
  const found = layers.flatMap(pathsOf).map((route) => {
    if (route === '/problems/:code') return '/problems/notFound';
    return filled(route, samples.get(route)?.params?.(IDS));
  });
  return [
    ...new Set([
      ...found,
      '/assets/app.0123456789.js',
      '/icons/sitebook-32.png',
      '/sign-in/oidc/dayton/none',
    ]),
  ];
}

function headersOf({ headers }: request.Response, wanted: Expected): object {
  const csp = headers['content-security-policy'] ?? '';
  return {
    csp: wanted.csp.filter((part) => !part.test(csp)),
    cache: wanted.cache.test(headers['cache-control'] ?? '') ? 'as wanted' : headers['cache-control'],
    corp: headers['cross-origin-resource-policy'],
    coop: headers['cross-origin-opener-policy'],
    sniff: headers['x-content-type-options'],
    referrer: headers['referrer-policy'],
    permissions: /camera=\(\).*microphone=\(\)/.test(headers['permissions-policy'] ?? ''),
    poweredBy: headers['x-powered-by'],
    others: headers['access-control-allow-origin'],
  };
}

const told = ({ corp, coop }: Expected) => ({
  csp: [],
  cache: 'as wanted',
  corp,
  coop,
  sniff: 'nosniff',
  referrer: 'no-referrer',
  permissions: true,
  poweredBy: undefined,
  others: undefined,
});

test('every way that the program has answers with the headers of its kind', async () => {
  const all = paths();
  expect(all.length).toBeGreaterThan(50);
  for (const way of all) {
    const [, wanted = DATA] = TABLE.find(([pattern]) => pattern.test(way)) ?? [];
    const reply = await request(server.baseUrl).get(way).set('origin', 'https://elsewhere.example');
    // A path that is only written to says so by a refusal, which is data.
    const isRefusal = reply.type === 'application/problem+json' || reply.status === 303;
    const kind = isRefusal ? { ...DATA, coop: reply.headers['cross-origin-opener-policy'] } : wanted;
    expect([way, headersOf(reply, kind)]).toEqual([way, told(kind)]);
    if (!way.startsWith('/v1') && !way.startsWith('/sign-in')) expect([way, isRefusal]).toEqual([way, false]);
  }
}, 60_000);

test('every endpoint answers so, whatever it is asked for', async () => {
  for (const { endpoint } of ROUTES) {
    const { params, body } = ENDPOINT_SAMPLES[endpoint.name] ?? {};
    const way = filled(endpoint.path, params?.(IDS));
    const method = endpoint.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    const asked = request(server.baseUrl)[method](way).set('x-sitebook-client', '1');
    const reply = await (method === 'get' ? asked : asked.send(body?.(IDS) as object));
    expect([endpoint.name, headersOf(reply, DATA)]).toEqual([endpoint.name, told(DATA)]);
  }
}, 60_000);

test('https is asked for under https alone, and never of a computer for itself', async () => {
  const agent = new Agent({ rejectUnauthorized: false });
  for (const way of ['/', '/taskpane.html', '/v1/me', '/assets/app.0123456789.js', '/nowhere', '/health']) {
    const sent = (base: string, host: string) => request(base).get(way).set('host', host);
    const [secure, own, plain] = [
      await sent(tls.baseUrl, HOST).agent(agent),
      await sent(tls.baseUrl, 'localhost').agent(agent),
      await sent(server.baseUrl, HOST),
    ];
    expect([way, secure.headers['strict-transport-security']]).toEqual([way, 'max-age=31536000']);
    expect([way, own.headers['strict-transport-security']]).toEqual([way, undefined]);
    expect([way, plain.headers['strict-transport-security']]).toEqual([way, undefined]);
  }
});
