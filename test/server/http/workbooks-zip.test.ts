import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { unzipSync } from 'fflate';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { CLIENT_VERSION, CLIENT_VERSION_HEADER } from '../../../src/contract/endpoint.js';
import { signIn } from '../../../src/contract/sign-in.js';
import { getWorkbook, getWorkbooks } from '../../../src/contract/sites.js';
import { grantOf } from '../../../src/core/district/role.js';
import { DEMO_PASSWORD } from '../../../server/demo/people.js';
import { streamRoute } from '../../../server/http/serve-endpoint.js';
import { readWorkbook } from '../../../server/workbooks/read-workbook.js';
import { addSomebody } from '../../support/add-somebody.js';
import { refusalOf } from '../../support/refusal-of.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ withSeason: true });
}, 60_000);
afterAll(() => server.close());

const zipOf = async (who: string) =>
  unzipSync(await (await server.as(who)).call(getWorkbooks, { params: {}, body: undefined }));
function read(name: string, bytes: Uint8Array | undefined) {
  const workbook = readWorkbook(bytes ?? new Uint8Array(), name);
  if (!workbook.ok || !workbook.value.identity) throw new Error(name);
  const { workbookId, ...identity } = workbook.value.identity;
  return { workbookId, identity, cells: workbook.value.cells };
}

test('the budget manager takes the workbook of every site as it stands', async () => {
  const files = Object.entries(await zipOf('chen')).map(([name, bytes]) => ({ name, ...read(name, bytes) }));
  expect(
    files.map(({ name, identity: { siteCode, baseRevision } }) => [name, siteCode, baseRevision]),
  ).toEqual([
    ['608 Dayton High School 2024-25.xlsx', '608', 0],
    ['571 Dayton Junior High School 2024-25.xlsx', '571', 2],
    ['125 Dayton Grade School 2024-25.xlsx', '125', 2],
    ['001 District Office 2024-25.xlsx', '001', 1],
    ['000 Districtwide 2024-25.xlsx', '000', 0],
  ]);
  expect(new Set(files.map(({ workbookId }) => workbookId)).size).toBe(files.length);
  const chen = await server.as('chen');
  const one = read('one', await chen.call(getWorkbook, { params: { siteCode: '571' }, body: undefined }));
  expect(files[1]).toMatchObject({ identity: one.identity, cells: one.cells });
});

test('who manages some sites takes theirs; nobody else takes any', async () => {
  await addSomebody(server, 'part', [grantOf('budgetManager', { siteCodes: ['571'] })]);
  expect(Object.keys(await zipOf('part'))).toEqual(['571 Dayton Junior High School 2024-25.xlsx']);
  for (const who of ['ortiz', 'tran']) expect((await refusalOf(zipOf(who))).code).toBe('permission.missing');
});

test('who goes away before the end holds no place', async () => {
  const chen = await server.as('chen');
  for (let times = 0; times < 4; times += 1) {
    const leave = new AbortController();
    const asked = chen.call(getWorkbooks, { params: {}, body: undefined, signal: leave.signal });
    setTimeout(() => leave.abort(), 20);
    await asked.catch(() => undefined);
  }
  // Their threads end in a moment.
  const again = async (tries: number): Promise<number> => {
    try {
      return Object.keys(await zipOf('chen')).length;
    } catch (error) {
      if (tries === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
      return again(tries - 1);
    }
  };
  expect(await again(20)).toBe(5);
});

test('who takes nothing of it any more holds no place either', async () => {
  const body = { district: 'dayton', email: 'chen@dayton.example', password: DEMO_PASSWORD };
  const chen = await server.as('chen');
  const { token } = await chen.call(signIn, { params: {}, body });
  const app = express();
  const ended = new Promise<void>((resolve) => {
    async function* endless() {
      try {
        for (;;) yield Promise.resolve(Buffer.alloc(1024 * 1024));
      } finally {
        resolve();
      }
    }
    const { serve } = streamRoute({ ...getWorkbooks, waitMs: () => 100 }, endless);
    app.get('/', serve(server.parts));
  });
  const own = app.listen(0, '127.0.0.1');
  await once(own, 'listening');
  const { port } = own.address() as AddressInfo;
  const headers = { authorization: `Bearer ${token}`, [CLIENT_VERSION_HEADER]: CLIENT_VERSION };
  const asked = http.get({ port, host: '127.0.0.1', headers });
  const [reply] = (await once(asked, 'response')) as [http.IncomingMessage];
  reply.on('error', () => undefined);
  expect(reply.statusCode).toBe(200);
  await ended;
  asked.destroy();
  await new Promise((resolve) => own.close(resolve));
});
