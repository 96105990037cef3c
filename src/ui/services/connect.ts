import { createClient, type ClientOptions } from '../../api/client.js';
import type { QueueStorage } from '../../api/queue-storage.js';
import { SaveQueue } from '../../api/save-queue.js';
import { pageLanguage } from '../../words/language.js';
import { createRefresher, type Alone } from '../session/refresh-session.js';
import type { SessionStore } from '../session/session-store.js';
import type { Services } from './services.js';

export type ConnectOptions = {
  session: SessionStore;
  now: () => Date;
  baseUrl?: string;
  partitionKey?: string | undefined;
  /** The browser's locks, where it has them. */
  alone?: Alone | undefined;
  /** Where saves wait for the server; without it nothing is queued. */
  queueStorage?: QueueStorage;
} & Pick<ClientOptions, 'timeoutMs' | 'headers'>;

/**
 * The client of whoever is signed in, whose tokens refresh themselves, and the queue of what she saves. The queue
 * follows the session: another person has another one.
 */
export function connectServices(options: ConnectOptions): Services {
  const { session, now, baseUrl = '', queueStorage, partitionKey, alone } = options;
  const { timeoutMs, headers } = options;
  const shared = {
    baseUrl,
    language: pageLanguage(),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(headers === undefined ? {} : { headers }),
  };
  let stamp: string | null = null;
  const waiting: { queue: SaveQueue | null } = { queue: null };
  const token = () => session.current()?.token ?? null;
  const refresher = createRefresher({ session, api: createClient({ ...shared, token }), alone });
  const api = createClient({
    ...shared,
    token,
    refresh: refresher,
    whose: () => session.current()?.person.id ?? null,
    onSignedOut: (problem) => session.set(null, problem.title),
    onReached: () => waiting.queue?.reached(),
    onStamp: (next) => {
      stamp = next;
    },
  });
  if (queueStorage === undefined) return { api, session, now };
  const queue = new SaveQueue({
    api,
    storage: queueStorage,
    partitionKey,
    now,
    newId: () => crypto.randomUUID(),
    stamp: () => stamp,
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    random: Math.random,
    ...(alone ? { alone } : {}),
  });
  waiting.queue = queue;
  const follow = () => void queue.setPerson(session.current()?.person.id ?? null);
  session.subscribe(follow);
  follow();
  return { api, session, now, saveQueue: queue };
}
