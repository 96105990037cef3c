import { createStore, get, update, type UseStore } from 'idb-keyval';

/** Where queues are kept, one document a key. */
export type QueueStorage = {
  /** Whether what is kept now survives a reload. */
  isLasting: () => boolean;
  read: (key: string) => Promise<unknown>;
  /** Changes a document in one step, also against other panes on the same storage; gives what it became. */
  change: (key: string, change: (stored: unknown) => unknown) => Promise<unknown>;
};

/** Keeps queues as long as the page lives. */
export function memoryStorage(documents = new Map<string, unknown>()): QueueStorage {
  return {
    isLasting: () => false,
    read: (key) => Promise.resolve(documents.get(key)),
    change(key, change) {
      const next = change(documents.get(key));
      documents.set(key, next);
      return Promise.resolve(next);
    },
  };
}

/** A browser whose database neither answers nor fails must not hold up a save. */
const PATIENCE_MS = 5_000;

/**
 * Keeps queues in IndexedDB. Where the browser refuses it (private windows, blocked third parties, a full disk), in
 * memory from then on, with what was last known; `isLasting` says so.
 */
export function browserStorage(patienceMs = PATIENCE_MS): QueueStorage {
  const known = new Map<string, unknown>();
  const memory = memoryStorage(known);
  let store: UseStore | null = null;
  let isRefused = false;
  const attempt = async <T>(work: (open: UseStore) => Promise<T>, instead: () => Promise<T>): Promise<T> => {
    if (isRefused) return instead();
    try {
      store ??= createStore('sitebook-queue', 'queues');
      return await inTime(work(store), patienceMs);
    } catch {
      isRefused = true;
      return instead();
    }
  };
  return {
    isLasting: () => !isRefused,
    read: (key) =>
      attempt(
        async (open) => {
          const stored = await get<unknown>(key, open);
          known.set(key, stored);
          return stored;
        },
        () => memory.read(key),
      ),
    change: (key, change) =>
      attempt(
        async (open) => {
          let next: unknown;
          await update<unknown>(key, (stored) => (next = change(stored)), open);
          known.set(key, next);
          return next;
        },
        () => memory.change(key, change),
      ),
  };
}

function inTime<T>(work: Promise<T>, patienceMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The browser’s database does not answer')), patienceMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
