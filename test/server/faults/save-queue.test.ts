import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createClient, type ApiClient } from '../../../src/api/client.js';
import { memoryStorage, type QueueStorage } from '../../../src/api/queue-storage.js';
import { SaveQueue } from '../../../src/api/save-queue.js';
import { signIn } from '../../../src/contract/sign-in.js';
import { getSiteBook, type SiteBookReply } from '../../../src/contract/sites.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import { connectServices } from '../../../src/ui/services/connect.js';
import { createSessionStore } from '../../../src/ui/session/session-store.js';
import { DEMO_PASSWORD } from '../../../server/demo/people.js';
import { startFaultProxy, type FaultProxy, type NetworkFault } from '../../support/fault-proxy.js';
import { ManualTimers } from '../../support/queue-setup.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
let proxy: FaultProxy;
const workbookId = randomUUID();
/** Patience of a pane that meets an answer which never comes; a test waits for it once. */
const HASTY_MS = 1_000;

beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.close());
beforeEach(async () => {
  proxy = await startFaultProxy(server.baseUrl);
});
afterEach(() => proxy.close());

/** A pane of Maria Reyes over a network that can fail; several on one storage are the same browser. */
async function openPane(
  storage: QueueStorage = memoryStorage(),
  { headers = {}, timeoutMs = 30_000 }: { headers?: Record<string, string>; timeoutMs?: number } = {},
) {
  let token: string | null = null;
  let stamp: string | null = null;
  const timers = new ManualTimers();
  const client: ApiClient = createClient({
    baseUrl: proxy.baseUrl,
    timeoutMs,
    token: () => token,
    headers,
    onStamp: (next) => (stamp = next),
    onReached: () => queue.reached(),
    onSignedOut: () => void queue.setPerson(null),
  });
  const queue: SaveQueue = new SaveQueue({
    api: client,
    storage,
    now: () => server.clock.now,
    newId: randomUUID,
    stamp: () => stamp,
    later: timers.later,
    random: () => 0,
  });
  const signInAgain = async () => {
    const body = { district: 'dayton', email: 'reyes@dayton.example', password: DEMO_PASSWORD };
    // Signing in is another road: it always works here.
    const direct = createClient({ baseUrl: server.baseUrl, token: () => null });
    const reply = await direct.call(signIn, { params: {}, body });
    token = reply.token;
    await queue.setPerson(reply.person.id);
  };
  await signInAgain();
  const book = () => client.call(getSiteBook, { params: { siteCode: '608' }, body: undefined });
  return { client, queue, timers, signInAgain, book };
}

let amount = 0;
const requestOf = ({ book, head }: SiteBookReply) => {
  amount += 1;
  const content: SiteContent = {
    ...book.opening,
    lines: book.opening.lines.map((line) =>
      line.account === '100-1131-608-050-410' ? { ...line, enteredCents: amount } : line,
    ),
  };
  const baseRevision = head?.summary.number ?? 0;
  return {
    siteCode: '608',
    body: { workbookId, yearId: '2024-25', layoutVersion: 1, baseRevision, content },
  };
};
const stored = (reply: SiteBookReply) =>
  reply.head?.content.lines.find(({ account }) => account === '100-1131-608-050-410')?.enteredCents;

describe('a save over a network that fails', () => {
  test.each<NetworkFault>(['down', 'error500', 'gatewayPage', 'slow', 'halfAnswered'])(
    '%s: waits, survives a reload, and is one revision',
    async (fault) => {
      const storage = memoryStorage();
      const pane = await openPane(storage, fault === 'slow' ? { timeoutMs: HASTY_MS } : {});
      const before = await (await openPane(storage)).book();
      proxy.fail(fault, '/revisions');
      expect(await pane.queue.save(requestOf(before))).toMatchObject({ kind: 'queued' });
      expect(pane.queue.current()).toMatchObject({ phase: 'queued', count: 1, waitsFor: 'connection' });
      proxy.fail('none');
      const reloaded = await openPane(storage);
      const after = await reloaded.book();
      expect(reloaded.queue.hasWaiting()).toBe(false);
      expect(stored(after)).toBe(amount);
      expect(after.head?.summary.number).toBe((before.head?.summary.number ?? 0) + 1);
      expect((await reloaded.queue.sentOf(workbookId))?.revision).toBe(after.head?.summary.number);
    },
  );

  test('half answered, then another save: both are there once, in order', async () => {
    const pane = await openPane();
    const before = await pane.book();
    const base = before.head?.summary.number ?? 0;
    proxy.fail('halfAnswered', '/revisions');
    await pane.queue.save(requestOf(before));
    await pane.queue.save(requestOf(before));
    proxy.fail('none');
    await pane.queue.wake();
    const after = await pane.book();
    expect([after.head?.summary.number, stored(after)]).toEqual([base + 2, amount]);
    expect(pane.queue.current()).toMatchObject({ phase: 'idle', refused: [] });
  });

  test('any other call that works again sends what waits', async () => {
    const pane = await openPane();
    proxy.fail('down');
    const direct = await server.as('reyes');
    const before = await direct.call(getSiteBook, { params: { siteCode: '608' }, body: undefined });
    await pane.queue.save(requestOf(before));
    proxy.fail('none');
    await pane.book();
    await pane.queue.wake();
    expect(stored(await pane.book())).toBe(amount);
  });

  test('the token ends in mid-save: the queue is kept, and goes on after the sign-in, with its claim', async () => {
    const pane = await openPane();
    const before = await pane.book();
    const opened = server.clock.now;
    try {
      server.clock.now = new Date(opened.getTime() + 9 * 3_600_000);
      expect(await pane.queue.save(requestOf(before))).toMatchObject({ kind: 'queued' });
      expect(pane.queue.current().count).toBe(0);
      const claimed = server.clock.now.toISOString();
      server.clock.now = new Date(opened.getTime() + 10 * 3_600_000);
      await pane.signInAgain();
      const after = await pane.book();
      expect(stored(after)).toBe(amount);
      expect(after.head?.summary).toMatchObject({ claimedAt: claimed, claimFloor: opened.toISOString() });
    } finally {
      server.clock.now = new Date(opened.getTime() + 11 * 3_600_000);
    }
  });

  test('a pane as it is put together: the token refreshes in mid-save, another call sends what waited', async () => {
    const now = () => server.clock.now;
    const session = createSessionStore({ storage: null, now });
    const { baseUrl } = proxy;
    const services = connectServices({ session, now, baseUrl, queueStorage: memoryStorage() });
    const { api, saveQueue: queue } = services;
    if (!queue) throw new Error('no queue');
    const credentials = { district: 'dayton', email: 'reyes@dayton.example', password: DEMO_PASSWORD };
    session.set({ ...(await api.call(signIn, { params: {}, body: credentials })), district: 'dayton' });
    const book = () => api.call(getSiteBook, { params: { siteCode: '608' }, body: undefined });
    const first = await book();
    const before = session.current()?.token;
    server.clock.now = new Date(server.clock.now.getTime() + 20 * 60_000);
    expect(await queue.save(requestOf(first))).toMatchObject({ kind: 'sent' });
    expect(session.current()?.token).not.toBe(before);
    // The refresh itself fails now: nobody is signed out, and the save waits.
    server.clock.now = new Date(server.clock.now.getTime() + 20 * 60_000);
    const second = await (
      await server.as('reyes')
    ).call(getSiteBook, {
      params: { siteCode: '608' },
      body: undefined,
    });
    proxy.fail('down', '/sign-in/refresh');
    expect(await queue.save(requestOf(second))).toMatchObject({ kind: 'queued' });
    expect(session.current()).not.toBeNull();
    expect(queue.current()).toMatchObject({ count: 1, waitsFor: 'connection' });
    proxy.fail('none');
    await book();
    await queue.wake();
    expect(stored(await book())).toBe(amount);
    session.set(null);
    expect(queue.hasWaiting()).toBe(false);
  });

  test('an old pane is told to reload; the new one sends what it left', async () => {
    const storage = memoryStorage();
    const reader = await openPane(storage);
    const before = await reader.book();
    const old = await openPane(storage, { headers: { 'x-sitebook-client': '0' } });
    expect(await old.queue.save(requestOf(before))).toMatchObject({ kind: 'queued' });
    expect(old.queue.current()).toMatchObject({ waitsFor: 'reload', count: 1 });
    const next = await openPane(storage);
    expect(stored(await next.book())).toBe(amount);
    expect(next.queue.hasWaiting()).toBe(false);
  });
});
