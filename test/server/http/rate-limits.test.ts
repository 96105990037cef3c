import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { drizzle } from 'drizzle-orm/node-postgres';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { pino } from 'pino';
import request from 'supertest';
import { createApp } from '../../../server/app.js';
import { REFRESH_LIMIT } from '../../../server/http/rate-limits.js';
import { rateCount } from '../../../server/stores/schema-requests.js';
import { forgetOldRequests } from '../../../server/use-cases/forget-old-requests.js';
import type { Parts } from '../../../server/use-cases/parts.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
const others: http.Server[] = [];
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(async () => {
  for (const other of others) await new Promise((resolve) => other.close(resolve));
  await server.close();
});

/** Another process on the same database, as far as a limit can tell. */
async function another(parts: Parts): Promise<string> {
  const app = createApp(parts, { logger: pino({ level: 'silent' }), pages: null, proxies: 0 });
  const other = http.createServer(app);
  others.push(other);
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((other.address() as AddressInfo).port)}`;
}

const refresh = (baseUrl: string) =>
  request(baseUrl)
    .post('/v1/sign-in/refresh')
    .set('x-sitebook-client', '1')
    .send({ refreshToken: 'no token' });
const codeOf = (reply: request.Response) => (reply.body as { code: string }).code;
const counts = () => server.parts.db.select().from(rateCount);

test('two processes on one database share a limit, which ends after its time', async () => {
  const addresses = [server.baseUrl, await another(server.parts)];
  for (let attempt = 0; attempt < REFRESH_LIMIT.most; attempt += 1)
    expect(codeOf(await refresh(addresses[attempt % 2]!))).toBe('token.invalid');
  for (const address of addresses) {
    const refused = await refresh(address);
    expect([refused.status, codeOf(refused)]).toEqual([429, 'request.tooMany']);
    expect(refused.headers['retry-after']).toBe(String(REFRESH_LIMIT.minutes * 60));
  }
  // What is kept says of nobody where they are.
  const kept = await counts();
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toMatch(/127\.0\.0\.1|::1|refresh/i);

  const before = server.clock.now;
  server.clock.now = new Date(before.getTime() + REFRESH_LIMIT.minutes * 60_000);
  expect(codeOf(await refresh(server.baseUrl))).toBe('token.invalid');
  expect((await counts()).map(({ count }) => count)).toEqual([1]);
  server.clock.now = new Date(server.clock.now.getTime() + REFRESH_LIMIT.minutes * 60_000 + 1);
  await forgetOldRequests(server.parts);
  expect(await counts()).toEqual([]);
  server.clock.now = before;
});

test('many at once are all counted', async () => {
  const replies = await Promise.all(
    Array.from({ length: REFRESH_LIMIT.most + 8 }, () => refresh(server.baseUrl)),
  );
  expect(replies.filter((reply) => codeOf(reply) === 'request.tooMany')).toHaveLength(8);
});

test('while the database does not answer, a process counts for itself', async () => {
  const pool = new pg.Pool({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 500 });
  const address = await another({ ...server.parts, db: drizzle(pool) });
  for (let attempt = 0; attempt < REFRESH_LIMIT.most; attempt += 1)
    expect(codeOf(await refresh(address))).toBe('token.invalid');
  expect(codeOf(await refresh(address))).toBe('request.tooMany');
  await pool.end();
});
