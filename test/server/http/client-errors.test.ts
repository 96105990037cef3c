import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { CLIENT_VERSION_HEADER } from '../../../src/contract/endpoint.js';
import { createApp } from '../../../server/app.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
let app: ReturnType<typeof express>;
const logged: Record<string, unknown>[] = [];

beforeAll(async () => {
  server = await startTestServer();
  const logger = pino(
    { level: 'warn' },
    { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) },
  );
  app = createApp(server.parts, { logger, pages: null, proxies: 0 });
}, 60_000);
afterAll(() => server.close());

const error = {
  name: 'TypeError',
  message: '… is not a function',
  frames: [{ file: 'taskpane.js', line: 1, column: 2 }],
  source: 'screen',
};
const send = (body: object) =>
  request(app).post('/v1/client-errors').set(CLIENT_VERSION_HEADER, '1').send(body);
const codeOf = (reply: request.Response) => (reply.body as { code?: string }).code;

test('a fault of a pane is written to the log with the number of the request', async () => {
  const reply = await send({ platform: 'OfficeOnline', errors: [error] });
  expect([reply.status, reply.body]).toEqual([200, {}]);
  expect(logged).toMatchObject([
    { ...error, platform: 'OfficeOnline', requestId: reply.headers['x-request-id'] },
  ]);
});

test('what is too long, of another form or not of the program is refused and not logged', async () => {
  logged.length = 0;
  expect(codeOf(await send({ platform: 'PC', errors: [{ ...error, message: 'x'.repeat(5_000) }] }))).toBe(
    'request.tooLarge',
  );
  expect(codeOf(await send({ platform: 'PC', errors: [] }))).toBe('request.invalid');
  expect(codeOf(await send({ platform: 'PC', errors: [{ ...error, name: 'Rosa Alvarez' }] }))).toBe(
    'request.invalid',
  );
  const frames = [{ file: '../etc/passwd', line: 1, column: 1 }];
  expect(codeOf(await send({ platform: 'PC', errors: [{ ...error, frames }] }))).toBe('request.invalid');
  expect(logged).toEqual([]);
});

test('nobody fills the log: sixty an hour from one address', async () => {
  let last = '';
  for (let n = 0; n < 61; n += 1) last = codeOf(await send({ platform: 'PC', errors: [error] })) ?? '';
  expect(last).toBe('request.tooMany');
});
