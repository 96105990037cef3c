import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError, createClient } from '../../src/api/client.js';
import { memoryStorage } from '../../src/api/queue-storage.js';
import { verdictOn } from '../../src/api/retry.js';
import { addComment, listComments } from '../../src/contract/comments.js';
import { signOut } from '../../src/contract/sign-in.js';
import { openQueue, PERSON, saveOf } from '../support/queue-setup.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
let server: Server;
let baseUrl: string;
let keys: (string | undefined)[];
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    keys.push(request.headers['idempotency-key'] as string | undefined);
    request.resume().once('end', () => answer(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  keys = [];
});

const refuse = (code: string, status: number) => (response: ServerResponse) => {
  const problem = { code, status, title: 'No.', whatToDo: 'Do this.', requestId: 'r1' };
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
};
const call = (client = createClient({ baseUrl, token: () => 'token' })) =>
  client.call(addComment, {
    params: { siteCode: '608' },
    body: { id: PERSON, place: { kind: 'site' }, revision: 0, text: 'Hello' },
  });

test('every write goes under a key of its own, looks and public calls under none', async () => {
  answer = refuse('permission.missing', 403);
  const client = createClient({ baseUrl, token: () => 'token' });
  await expect(call(client)).rejects.toThrow(ApiError);
  await expect(call(client)).rejects.toThrow(ApiError);
  await expect(client.call(listComments, { params: { siteCode: '608' }, body: undefined })).rejects.toThrow(
    ApiError,
  );
  await expect(client.call(signOut, { params: {}, body: { refreshToken: 'x' } })).rejects.toThrow(ApiError);
  expect(keys).toEqual([expect.stringMatching(UUID), expect.stringMatching(UUID), undefined, undefined]);
  expect(keys[0]).not.toBe(keys[1]);
});

test('a call that is repeated with a newer token keeps its key', async () => {
  let token = 'old';
  answer = (response) => refuse(token === 'old' ? 'token.expired' : 'permission.missing', 401)(response);
  const refresh = () => {
    token = 'new';
    return Promise.resolve(true);
  };
  await expect(call(createClient({ baseUrl, token: () => token, refresh }))).rejects.toThrow(ApiError);
  expect(keys).toEqual([expect.stringMatching(UUID), keys[0]]);
});

test('a save that waits keeps its key over tries and reloads; the next save has another', async () => {
  const api = createClient({ baseUrl, token: () => 'token' });
  const storage = memoryStorage();
  answer = (response) => response.destroy();
  const pane = openQueue(api, storage);
  await pane.queue.setPerson(PERSON);
  expect(await pane.queue.save(saveOf(1))).toMatchObject({ kind: 'queued' });
  await pane.queue.wake();
  const reloaded = openQueue(api, storage);
  await reloaded.queue.setPerson(PERSON);
  expect(keys.length).toBeGreaterThanOrEqual(3);
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(UUID);
  answer = refuse('revision.outdated', 409);
  await reloaded.queue.wake();
  await reloaded.queue.discard();
  await expect(reloaded.queue.save(saveOf(2))).rejects.toThrow(ApiError);
  expect(keys.at(-1)).not.toBe(keys[0]);
});

test('a request that still runs is waited for, not given up', () => {
  const problem = { code: 'request.running', status: 409, title: '', whatToDo: '', requestId: '' } as const;
  expect(verdictOn({ kind: 'refused', problem })).toBe('connection');
  expect(verdictOn({ kind: 'refused', problem: { ...problem, code: 'request.keyReused' } })).toBe('refused');
});
