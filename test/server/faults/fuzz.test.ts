import { afterAll, beforeAll, expect, test } from '@jest/globals';
import net from 'node:net';
import { DEMO_PASSWORD } from '../../../server/demo/people.js';
import { CLIENT_VERSION, CLIENT_VERSION_HEADER } from '../../../src/contract/endpoint.js';
import { fuzzSeason } from '../../faults/fuzz-season.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

/** Another run is other requests; the number is in the name of the test, so that a red one can be had again. */
const SEED = Number(process.env['SITEBOOK_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const MOST_HEAP_GROWTH = 32 * 1024 * 1024;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    withSeason: true,
    limits: { headersMs: 500, requestMs: 1_000, uploadMs: 20_000, checkEveryMs: 200 },
  });
}, 120_000);
afterAll(() => server.close());

test(`hundreds of requests, good and broken, get an answer of the contract (SITEBOOK_TEST_SEED=${String(SEED)})`, async () => {
  const report = await fuzzSeason(server, { seed: SEED, requests: 500, patienceMs: 30_000 });
  expect(report.findings).toEqual([]);
  // It asked for something, and was refused something.
  expect(report.statuses['200']).toBeGreaterThan(20);
  expect(report.statuses['400']).toBeGreaterThan(20);
  // Nor was it turned away at the door for most of the time.
  expect(report.statuses['401']).toBeLessThan(200);
  expect(report.statuses['429'] ?? 0).toBeLessThan(50);
  expect(report.heap.end - report.heap.middle).toBeLessThan(MOST_HEAP_GROWTH);
}, 240_000);

/** What a connection got until it was closed. */
function talk(send: (socket: net.Socket) => void): Promise<string> {
  const { hostname, port } = new URL(server.baseUrl);
  return new Promise((resolve) => {
    const socket = net.connect(Number(port), hostname);
    let got = '';
    socket.on('data', (data: Buffer) => (got += data.toString()));
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(got));
    socket.once('connect', () => send(socket));
  });
}

async function tokenOf(baseUrl: string, who: string): Promise<{ token: string }> {
  const reply = await fetch(`${baseUrl}/v1/sign-in`, {
    method: 'POST',
    headers: { [CLIENT_VERSION_HEADER]: CLIENT_VERSION, 'content-type': 'application/json' },
    body: JSON.stringify({
      district: 'dayton',
      email: `${who}@dayton.example`,
      password: DEMO_PASSWORD,
    }),
  });
  return (await reply.json()) as { token: string };
}

const HEAD =
  'POST /v1/sign-in HTTP/1.1\r\nHost: x\r\nX-Sitebook-Client: 1\r\nContent-Type: application/json\r\n';

test.each<[string, (socket: net.Socket) => void, RegExp]>([
  [
    'says nothing after half a head',
    (socket) => void socket.write('POST /v1/sign-in HTTP/1.1\r\nHos'),
    /408/,
  ],
  [
    'promises a body and sends some of it',
    (socket) => void socket.write(`${HEAD}Content-Length: 900\r\n\r\n{"district":`),
    /408|^$/,
  ],
  [
    'never ends its chunks',
    (socket) => void socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\n{"dis\r\n`),
    /408|^$/,
  ],
  [
    'promises more than anybody may send',
    (socket) => void socket.write(`${HEAD}Content-Length: 99999999999\r\n\r\n{`),
    /413 [\s\S]*request\.tooLarge/,
  ],
  ['speaks no HTTP', (socket) => void socket.write('\x16\x03\x01\x02\x00\x01\x00\r\n\r\n'), /400/],
  [
    'gives two lengths',
    (socket) => void socket.write(`${HEAD}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`),
    /400/,
  ],
  [
    'gives length and chunks, as smuggled requests do',
    (socket) => void socket.write(`${HEAD}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`),
    /400/,
  ],
  ['sends a head without end', (socket) => void socket.write(`${HEAD}X-Long: ${'x'.repeat(40_000)}`), /431/],
])('a client that %s loses the connection', async (_, send, answer) => {
  expect(await talk(send)).toMatch(answer);
});

test('a file may be longer on its way than a form, from whoever may send one', async () => {
  const { token } = await tokenOf(server.baseUrl, 'chen');
  const body = JSON.stringify({ name: 'a.xlsx', content: '', mode: 'check', takesSuggestions: false });
  const slowly = (head: string) =>
    talk((socket) => {
      const length = `Content-Length: ${String(body.length)}\r\nConnection: close\r\n\r\n`;
      socket.write(head + length + body.slice(0, 20));
      setTimeout(() => socket.write(body.slice(20)), 2_500);
    });
  const file = HEAD.replace('/v1/sign-in', '/v1/site-files');
  const [sent, stranger, form] = await Promise.all([
    slowly(`${file}Authorization: Bearer ${token}\r\n`),
    slowly(file),
    slowly(HEAD),
  ]);
  expect(sent).toMatch(/^HTTP\/1.1 200 [\s\S]*file\.notXlsx/);
  expect(stranger).toMatch(/^HTTP\/1.1 401 /);
  expect(form).toMatch(/^HTTP\/1.1 408 /);
});

test('many that begin and do not go on keep nobody else from being served', async () => {
  const slow = Array.from({ length: 50 }, () =>
    talk((socket) => void socket.write(`${HEAD}Content-Length: 900\r\n\r\n{`)),
  );
  expect((await fetch(`${server.baseUrl}/health`)).status).toBe(200);
  await Promise.all(slow);
});
