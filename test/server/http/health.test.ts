import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import type { AddressInfo } from 'node:net';
import { health } from '../../../server/http/health.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.close());

const ask = async (path: string) => {
  const reply = await fetch(`${server.baseUrl}${path}`);
  return [reply.status, await reply.json(), reply.headers.get('connection')] as const;
};

test('a server whose database answers is ready; one that is asked to stop is not, and lives', async () => {
  expect(await ask('/ready')).toEqual([200, { status: 'ready' }, 'keep-alive']);
  server.stopping.isStopping = true;
  expect(await ask('/ready')).toEqual([503, { status: 'stopping' }, 'close']);
  expect(await ask('/health')).toEqual([200, { status: 'ok' }, 'close']);
  server.stopping.isStopping = false;
  expect(await ask('/ready')).toEqual([200, { status: 'ready' }, 'keep-alive']);
});

test.each([
  ['refuses', () => Promise.reject(new Error('away'))],
  ['never answers', () => new Promise(() => undefined)],
])('a database that %s: not ready, and alive', async (_what, probe) => {
  const app = express().use(health({ probe, isStopping: () => false }));
  const listening = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  const base = `http://127.0.0.1:${String((listening.address() as AddressInfo).port)}`;
  const ready = await fetch(`${base}/ready`);
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'databaseDown' }]);
  expect((await fetch(`${base}/health`)).status).toBe(200);
  listening.closeAllConnections();
  await new Promise((resolve) => listening.close(resolve));
});
