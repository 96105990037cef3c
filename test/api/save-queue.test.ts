import 'fake-indexeddb/auto';
import { describe, expect, test } from '@jest/globals';
import type { ApiFailure } from '../../src/api/client.js';
import { ApiError } from '../../src/api/client.js';
import { browserStorage, memoryStorage } from '../../src/api/queue-storage.js';
import type { SentSave } from '../../src/api/queue-calls.js';
import { retryDelay, verdictOn } from '../../src/api/retry.js';
import { watchConnection } from '../../src/api/watch-connection.js';
import { refusal } from '../support/fake-api.js';
import {
  amountOf,
  apiOf,
  openQueue,
  OTHER_PERSON,
  OTHER_WORKBOOK,
  PERSON,
  saveOf,
  unreachable,
  WORKBOOK,
} from '../support/queue-setup.js';
import { RevisionModel, type CallOf } from '../support/revision-model.js';

/** A server behind a network that a test breaks. */
function connect() {
  const server = new RevisionModel();
  const network: { fault: ((call: CallOf) => unknown) | null } = { fault: null };
  const api = apiOf((call) => (network.fault ? network.fault(call) : server.answer(call)));
  const amounts = () => server.revisions.map(({ body }) => amountOf(body));
  return { server, network, api, amounts };
}
const down = () => {
  throw unreachable();
};
/** The server carries it out; the answer is lost. */
const halfAnswered = (server: RevisionModel) => (call: CallOf) => {
  server.answer(call);
  throw unreachable();
};

async function signedIn(...args: Parameters<typeof openQueue>) {
  const setup = openQueue(...args);
  await setup.queue.setPerson(PERSON);
  return setup;
}

describe('a save', () => {
  test('is sent at once when the server answers, and nothing waits', async () => {
    const { api, amounts } = connect();
    const { queue } = await signedIn(api);
    const phases: string[] = [];
    queue.subscribe(() => phases.push(queue.current().phase));
    const result = await queue.save(saveOf(1));
    expect(result).toMatchObject({ kind: 'sent', receipt: { revision: { number: 1 } } });
    expect(amounts()).toEqual([1]);
    expect(queue.hasWaiting()).toBe(false);
    // A save that goes through at once never looks like one that waits.
    expect(new Set(phases)).toEqual(new Set(['idle']));
  });

  test('waits while the server cannot be reached, says since when, and goes by itself', async () => {
    const { network, api, amounts } = connect();
    const { queue, timers } = await signedIn(api);
    network.fault = down;
    expect(await queue.save(saveOf(1))).toMatchObject({ kind: 'queued' });
    expect(queue.current()).toMatchObject({
      phase: 'queued',
      count: 1,
      since: '2024-03-06T22:02:00.000Z',
      waitsFor: 'connection',
    });
    const sent: SentSave[] = [];
    queue.onSent((save) => sent.push(save));
    network.fault = null;
    timers.fire();
    await queue.wake();
    expect(amounts()).toEqual([1]);
    expect(queue.current()).toMatchObject({ phase: 'idle', count: 0, waitsFor: null });
    expect(sent).toMatchObject([{ workbookId: WORKBOOK, receipt: { revision: { number: 1 } } }]);
  });

  test('is tried again ever more seldom', async () => {
    const { network, api } = connect();
    const { queue, timers } = await signedIn(api);
    network.fault = down;
    await queue.save(saveOf(1));
    const delays = timers.delays();
    for (let n = 0; n < 3; n += 1) {
      timers.fire();
      await queue.sentOf(WORKBOOK);
      await new Promise((resolve) => setImmediate(resolve));
      delays.push(...timers.delays());
    }
    expect(delays).toEqual([2_000, 4_000, 8_000, 16_000]);
  });

  test.each([
    ['the server is busy', () => refusal('server.busy', 503, 'Busy.')],
    ['the server has a fault', () => refusal('server.fault', 500, 'Fault.')],
    ['there were too many requests', () => refusal('request.tooMany', 429, 'Too many.')],
    ['a gateway answers', () => new ApiError({ kind: 'unexpected', status: 502 })],
  ])('waits when %s', async (_, fault) => {
    const { network, api, amounts } = connect();
    const { queue } = await signedIn(api);
    network.fault = () => {
      throw fault();
    };
    expect(await queue.save(saveOf(1))).toMatchObject({ kind: 'queued' });
    network.fault = null;
    await queue.wake();
    expect(amounts()).toEqual([1]);
  });

  test('of the same sheet that never left gives way to the newer one', async () => {
    const { network, api, amounts } = connect();
    const { queue } = await signedIn(api);
    network.fault = down;
    await queue.save(saveOf(1));
    // The first was on its way and may have arrived; what follows it cannot leave before.
    await queue.save(saveOf(2));
    await queue.save(saveOf(3));
    expect(queue.current().count).toBe(2);
    network.fault = null;
    await queue.wake();
    expect(amounts()).toEqual([1, 3]);
  });

  test('that was half answered is one revision, and the next one stands on it', async () => {
    const { server, network, api, amounts } = connect();
    const { queue } = await signedIn(api);
    network.fault = halfAnswered(server);
    await queue.save(saveOf(1));
    network.fault = down;
    await queue.save(saveOf(2));
    network.fault = null;
    await queue.wake();
    expect(amounts()).toEqual([1, 2]);
    expect(server.revisions.map(({ base }) => base)).toEqual([0, 1]);
    expect(await queue.sentOf(WORKBOOK)).toMatchObject({ revision: 2 });
    await queue.acknowledge(WORKBOOK);
    expect(await queue.sentOf(WORKBOOK)).toBeNull();
  });

  test('twice at once is answered twice', async () => {
    const { api, amounts } = connect();
    const { queue } = await signedIn(api);
    const results = await Promise.all([queue.save(saveOf(1)), queue.save(saveOf(1))]);
    expect(results.map(({ kind }) => kind)).toEqual(['sent', 'sent']);
    expect(amounts()).toEqual([1]);
  });

  test('says when it was made and which time of the server came before, but only when it waited', async () => {
    const { server, network, api } = connect();
    const { queue, clock, stamp } = await signedIn(api);
    await queue.save(saveOf(1));
    expect(server.revisions[0]?.body.queued).toBeUndefined();
    network.fault = down;
    await queue.save(saveOf(2, 1));
    stamp.current = 'stamp-2';
    clock.now = new Date('2024-03-07T09:00:00.000Z');
    network.fault = null;
    await queue.wake();
    expect(server.revisions[1]?.body.queued).toEqual({
      claimedAt: '2024-03-06T22:02:00.000Z',
      stamp: 'stamp-1',
    });
  });
});

describe('a submission', () => {
  test('follows the save that waits, and a save after it does not change what was submitted', async () => {
    const { server, network, api, amounts } = connect();
    const { queue } = await signedIn(api);
    network.fault = down;
    await queue.save(saveOf(1));
    const submit = { siteCode: '608', workbookId: WORKBOOK, body: { revision: 9 } };
    expect(await queue.submit(submit)).toEqual({ kind: 'queued' });
    await queue.save(saveOf(2));
    expect(queue.current().count).toBe(3);
    network.fault = null;
    await queue.wake();
    expect(amounts()).toEqual([1, 2]);
    expect(server.submitted).toMatchObject([
      { revision: 1, body: { queued: { stamp: 'stamp-1' }, revision: 1 } },
    ]);
  });

  test('of a known revision goes at once', async () => {
    const { api } = connect();
    const { queue } = await signedIn(api);
    await queue.save(saveOf(1));
    const submit = { siteCode: '608', workbookId: WORKBOOK, body: { revision: 1 } };
    expect(await queue.submit(submit)).toMatchObject({ kind: 'sent', submission: { revision: 1 } });
  });

  test('of the save that is meant is asked for, of another nothing is', async () => {
    const { server, network, api } = connect();
    const { queue } = await signedIn(api);
    network.fault = down;
    const saved = await queue.save(saveOf(1));
    const entryId = saved.kind === 'queued' ? saved.entryId : '';
    expect(queue.waitingSave(WORKBOOK)).toMatchObject({ id: entryId });
    const submit = { siteCode: '608', workbookId: WORKBOOK, body: { revision: 9 } };
    // The pane thought that everything was saved, or that another save waits.
    expect(await queue.submit({ ...submit, after: null })).toEqual({ kind: 'saveMoved' });
    expect(await queue.submit({ ...submit, after: OTHER_WORKBOOK })).toEqual({ kind: 'saveMoved' });
    expect(queue.current()).toMatchObject({ count: 1, submissions: [] });
    expect(await queue.submit({ ...submit, after: entryId })).toEqual({ kind: 'queued' });
    expect(queue.current().submissions).toMatchObject([{ workbookId: WORKBOOK, isStopped: false }]);
    const arrived: unknown[] = [];
    queue.onSubmitted((sent) => arrived.push(sent));
    network.fault = null;
    await queue.wake();
    expect(server.submitted).toMatchObject([{ revision: 1 }]);
    expect(arrived).toMatchObject([{ workbookId: WORKBOOK, submission: { revision: 1 } }]);
    expect(queue.current().submissions).toEqual([]);
  });

  test('whose save has arrived before it was asked for is not taken for another', async () => {
    const { server, network, api } = connect();
    const { queue } = await signedIn(api);
    network.fault = down;
    const saved = await queue.save(saveOf(1));
    network.fault = null;
    await queue.wake();
    expect(queue.waitingSave(WORKBOOK)).toBeNull();
    const after = saved.kind === 'queued' ? saved.entryId : '';
    const submit = { siteCode: '608', workbookId: WORKBOOK, body: { revision: 9 }, after };
    expect(await queue.submit(submit)).toEqual({ kind: 'saveMoved' });
    expect(server.submitted).toEqual([]);
  });

  test('that shall not wait leaves nothing behind without a connection', async () => {
    const { network, api } = connect();
    const { queue } = await signedIn(api);
    await queue.save(saveOf(1));
    network.fault = down;
    const submit = { siteCode: '608', workbookId: WORKBOOK, body: { revision: 1 }, mayWait: false };
    expect(await queue.submit(submit)).toEqual({ kind: 'notSent', waitsFor: 'connection' });
    expect(queue.hasWaiting()).toBe(false);
  });

  test('that is refused tells whoever waits for it, and is not kept', async () => {
    const { network, api } = connect();
    const { queue } = await signedIn(api);
    await queue.save(saveOf(1));
    network.fault = () => {
      throw refusal('submission.blocked', 422, 'Blocked.');
    };
    const submit = { siteCode: '608', workbookId: WORKBOOK, body: { revision: 1 } };
    await expect(queue.submit(submit)).rejects.toMatchObject({
      failure: { problem: { code: 'submission.blocked' } },
    });
    expect(queue.hasWaiting()).toBe(false);
  });
});

describe('a refusal', () => {
  test('of a save that a button waits for is thrown, and nothing is queued', async () => {
    const { server, api } = connect();
    const { queue } = await signedIn(api);
    server.revisions.push({ workbookId: 'x', base: 0, text: '', body: saveOf(9).body });
    await expect(queue.save(saveOf(1))).rejects.toMatchObject({
      failure: { problem: { code: 'revision.outdated' } },
    });
    expect(queue.hasWaiting()).toBe(false);
  });

  test('of a queued save stops its workbook and no other, until a newer save takes its place', async () => {
    const { server, network, api, amounts } = connect();
    const { queue } = await signedIn(api);
    network.fault = down;
    await queue.save(saveOf(1));
    await queue.submit({ siteCode: '608', workbookId: WORKBOOK, body: { revision: 1 } });
    await queue.save(saveOf(5, 1, OTHER_WORKBOOK));
    server.revisions.push({ workbookId: 'x', base: 0, text: '', body: saveOf(9).body });
    network.fault = null;
    await queue.wake();
    expect(queue.current()).toMatchObject({
      phase: 'failed',
      count: 2,
      refused: [{ kind: 'save', workbookId: WORKBOOK, failure: { problem: { code: 'revision.outdated' } } }],
    });
    expect(amounts()).toEqual([9, 5]);
    // She has put her changes onto revision 2 and saves: what was refused is in it.
    expect(await queue.save(saveOf(1, 2))).toMatchObject({ kind: 'sent' });
    expect(queue.current()).toMatchObject({ phase: 'idle', count: 0, refused: [] });
    expect(server.submitted).toEqual([]);
  });

  test('can be thrown away', async () => {
    const { network, api } = connect();
    const { queue } = await signedIn(api);
    network.fault = down;
    await queue.save(saveOf(1));
    network.fault = () => {
      throw refusal('permission.missing', 403, 'Not yours.');
    };
    await queue.wake();
    await queue.discard(queue.current().refused[0]?.id);
    expect(queue.current()).toMatchObject({ phase: 'idle', count: 0 });
  });

  test('of the token keeps the queue, which goes on after the sign-in', async () => {
    const { network, api, amounts } = connect();
    const { queue } = await signedIn(api);
    network.fault = () => {
      void queue.setPerson(null);
      throw refusal('token.expired', 401, 'Ended.');
    };
    expect(await queue.save(saveOf(1))).toMatchObject({ kind: 'queued' });
    expect(queue.current()).toMatchObject({ count: 0 });
    network.fault = null;
    await queue.setPerson(PERSON);
    expect(amounts()).toEqual([1]);
  });

  test('of an old pane keeps the queue for the new one', async () => {
    const { network, api, amounts } = connect();
    const storage = memoryStorage();
    const old = await signedIn(api, storage);
    network.fault = () => {
      throw refusal('client.outdated', 426, 'Old.');
    };
    await old.queue.save(saveOf(1));
    expect(old.queue.current()).toMatchObject({ phase: 'queued', waitsFor: 'reload' });
    expect(old.timers.delays()).toEqual([]);
    network.fault = null;
    await signedIn(api, storage);
    expect(amounts()).toEqual([1]);
  });
});

describe('what is stored', () => {
  test('survives a reload in the browser’s database', async () => {
    const { network, api, amounts } = connect();
    const first = await signedIn(api, browserStorage(), 'partition-1');
    network.fault = down;
    await first.queue.save(saveOf(7));
    expect(first.queue.current().isLasting).toBe(true);
    const elsewhere = await signedIn(api, browserStorage(), 'partition-2');
    expect(elsewhere.queue.hasWaiting()).toBe(false);
    const reloaded = await signedIn(api, browserStorage(), 'partition-1');
    expect(reloaded.queue.current()).toMatchObject({ count: 1, since: '2024-03-06T22:02:00.000Z' });
    network.fault = null;
    await reloaded.queue.wake();
    expect(amounts()).toEqual([7]);
    const after = await signedIn(api, browserStorage(), 'partition-1');
    expect(after.queue.hasWaiting()).toBe(false);
    expect(await after.queue.sentOf(WORKBOOK)).toMatchObject({ revision: 1 });
  });

  test('belongs to one person: another on the same computer neither sees nor sends it', async () => {
    const { network, api, amounts } = connect();
    const { queue } = await signedIn(api);
    network.fault = down;
    await queue.save(saveOf(1));
    network.fault = null;
    await queue.setPerson(OTHER_PERSON);
    await queue.wake();
    expect(queue.current()).toMatchObject({ phase: 'idle', count: 0 });
    expect(amounts()).toEqual([]);
    await queue.setPerson(PERSON);
    expect(amounts()).toEqual([1]);
  });

  test.each([
    ['another format', { entries: [{ format: 2, what: 'newer' }], sent: [] }],
    ['no list at all', 'a text'],
    ['a damaged entry', { entries: [{ format: 1, kind: 'save', id: 'x' }], sent: [5] }],
  ])('and cannot be read (%s) is kept and told', async (_, stored) => {
    const { api } = connect();
    const documents = new Map<string, unknown>([[`sitebook-queue/${PERSON}`, stored]]);
    const { queue } = await signedIn(api, memoryStorage(documents));
    expect(queue.current()).toMatchObject({ unreadable: 1, count: 0 });
    expect(queue.hasWaiting()).toBe(true);
    await queue.save(saveOf(1));
    const kept = JSON.stringify(documents.get(`sitebook-queue/${PERSON}`));
    const original = typeof stored === 'string' ? stored : stored.entries[0];
    expect(kept).toContain(JSON.stringify(original));
    await queue.discard();
    expect(queue.hasWaiting()).toBe(false);
  });

  test('is in memory only where the browser refuses, and says so', async () => {
    const { network, api, amounts } = connect();
    const refusing = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB');
    Object.defineProperty(globalThis, 'indexedDB', {
      configurable: true,
      get: () => {
        throw new Error('SecurityError');
      },
    });
    try {
      const { queue } = await signedIn(api, browserStorage());
      network.fault = down;
      expect(await queue.save(saveOf(1))).toMatchObject({ kind: 'queued' });
      expect(queue.current()).toMatchObject({ count: 1, isLasting: false });
      network.fault = null;
      await queue.wake();
      expect(amounts()).toEqual([1]);
    } finally {
      if (refusing) Object.defineProperty(globalThis, 'indexedDB', refusing);
    }
  });

  test('is in memory from when the database stops answering, with what was known', async () => {
    const { network, api } = connect();
    const storage = browserStorage(20);
    const { queue } = await signedIn(api, storage, 'partition-3');
    network.fault = down;
    await queue.save(saveOf(1));
    const open = Object.getOwnPropertyDescriptor(IDBDatabase.prototype, 'transaction');
    Object.defineProperty(IDBDatabase.prototype, 'transaction', {
      configurable: true,
      value: () => {
        throw new DOMException('gone', 'InvalidStateError');
      },
    });
    try {
      await queue.save(saveOf(2));
      expect(queue.current()).toMatchObject({ count: 2, isLasting: false });
    } finally {
      if (open) Object.defineProperty(IDBDatabase.prototype, 'transaction', open);
    }
  });
});

test('the network, the focus and another call that worked wake the queue', async () => {
  const { network, api, amounts } = connect();
  const { queue } = await signedIn(api);
  const window = new EventTarget();
  const stop = watchConnection(queue, window);
  for (const [at, wake] of [
    () => window.dispatchEvent(new Event('online')),
    () => window.dispatchEvent(new Event('focus')),
    () => queue.reached(),
  ].entries()) {
    network.fault = down;
    await queue.save(saveOf(at + 1, at));
    network.fault = null;
    wake();
    await queue.wake();
    expect(amounts()).toHaveLength(at + 1);
  }
  stop();
});

describe('what becomes of a failure', () => {
  test.each<[ApiFailure, string]>([
    [{ kind: 'unreachable' }, 'connection'],
    [{ kind: 'unexpected', status: 200 }, 'connection'],
    [{ kind: 'unsendable' }, 'refused'],
    [refusal('token.invalid', 401, '').failure, 'signIn'],
    [refusal('client.outdated', 426, '').failure, 'reload'],
    [refusal('revision.outdated', 409, '').failure, 'refused'],
    [refusal('server.busy', 503, '').failure, 'connection'],
  ])('%j: %s', (failure, verdict) => expect(verdictOn(failure)).toBe(verdict));

  test('pauses grow to two minutes, less up to half by chance', () => {
    expect([1, 2, 3, 6, 7, 50].map((failures) => retryDelay(failures, 0))).toEqual([
      2_000, 4_000, 8_000, 64_000, 120_000, 120_000,
    ]);
    expect(retryDelay(2, 1)).toBe(2_000);
  });
});
