import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError, createClient, type ApiClient, type ApiFailure } from '../../src/api/client.js';
import type { ProblemReply } from '../../src/contract/problem-reply.js';
import { getRevision, getWorkbook, listSites, saveRevision } from '../../src/contract/sites.js';

let server: Server;
let client: ApiClient;
let baseUrl: string;
let requests: { url: string; headers: IncomingMessage['headers'] }[];
let signedOut: ProblemReply[];
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push({ url: request.url ?? '', headers: request.headers });
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  requests = [];
  signedOut = [];
  client = createClient({ baseUrl, token: () => 'token', onSignedOut: (why) => signedOut.push(why) });
});

const replies = (status: number, body: string, type = 'application/json') => {
  answer = (response) => response.writeHead(status, { 'content-type': type }).end(body);
};
const refusalOf = (code: string, status: number) =>
  JSON.stringify({ code, status, title: 'No.', whatToDo: 'Do this.', requestId: 'r1' });

/** How a call fails; anything but an `ApiError` is thrown on. */
async function failureOf(call: Promise<unknown>): Promise<ApiFailure | null> {
  try {
    await call;
    return null;
  } catch (error) {
    if (error instanceof ApiError) return error.failure;
    throw error;
  }
}

const sites = () => client.call(listSites, { params: {}, body: undefined });

describe('a call that gives no reply rejects with an ApiError only', () => {
  test('params or a body that the contract does not allow never leave', async () => {
    const params = { siteCode: '', number: 0 };
    expect(await failureOf(client.call(getRevision, { params, body: undefined }))).toEqual({
      kind: 'unsendable',
    });
    const line = {
      id: 'line-1',
      account: '9'.repeat(65),
      title: '',
      currentCents: 0,
      currentFte: 0,
      enteredCents: 0,
      justification: '',
      unread: [],
    };
    const body = {
      workbookId: '3f0c1b52-7a64-4d0e-9a41-5a7c2d9be314',
      yearId: '2024-25',
      layoutVersion: 1,
      baseRevision: 0,
      content: { lines: [line], positions: [] },
    };
    expect(await failureOf(client.call(saveRevision, { params: { siteCode: '608' }, body }))).toEqual({
      kind: 'unsendable',
    });
    expect(requests).toEqual([]);
  });

  test.each([
    ['that is no JSON', 200, '<html>a proxy says hello</html>', { kind: 'unexpected', status: 200 }],
    ['of another shape', 200, '{"sites": 5}', { kind: 'unexpected', status: 200 }],
    ['that is a refusal of somebody else', 502, 'Bad gateway', { kind: 'unexpected', status: 502 }],
    ['with an unknown code', 400, refusalOf('who.knows', 400), { kind: 'unexpected', status: 400 }],
  ])('an answer %s', async (_, status, body, failure) => {
    replies(status, body);
    expect(await failureOf(sites())).toEqual(failure);
  });

  test('a refusal keeps the server’s words, also where a file was asked for', async () => {
    replies(404, refusalOf('site.unknown', 404));
    const call = client.call(getWorkbook, { params: { siteCode: '999' }, body: undefined });
    expect(await failureOf(call)).toMatchObject({ kind: 'refused', problem: { code: 'site.unknown' } });
    expect(signedOut).toEqual([]);
  });

  test('a token that no longer holds is told to the app', async () => {
    replies(401, refusalOf('token.expired', 401));
    expect(await failureOf(sites())).toMatchObject({ kind: 'refused' });
    expect(signedOut.map(({ code }) => code)).toEqual(['token.expired']);
  });

  test('nobody there, or no answer in time', async () => {
    const nobody = createClient({ baseUrl: 'http://127.0.0.1:1', token: () => null });
    expect(await failureOf(nobody.call(listSites, { params: {}, body: undefined }))).toEqual({
      kind: 'unreachable',
    });
    answer = () => undefined;
    const hasty = createClient({ baseUrl, token: () => null, timeoutMs: 50 });
    expect(await failureOf(hasty.call(listSites, { params: {}, body: undefined }))).toEqual({
      kind: 'unreachable',
    });
    server.closeAllConnections();
  });
});

describe('a call that gives a reply', () => {
  test('says who calls, with which version, and fills the path', async () => {
    replies(200, 'PK', 'application/octet-stream');
    const bytes = await client.call(getWorkbook, { params: { siteCode: 'a/b' }, body: undefined });
    expect([...bytes]).toEqual([80, 75]);
    expect(requests[0]?.url).toBe('/v1/sites/a%2Fb/workbook.xlsx');
    expect(requests[0]?.headers).toMatchObject({ authorization: 'Bearer token', 'x-sitebook-client': '1' });
  });
});
