import type { SaveQueue } from './save-queue.js';

type Events = Pick<Window, 'addEventListener' | 'removeEventListener'>;

const EVENTS = ['online', 'focus', 'visibilitychange'] as const;

/** Tries again when the network is back and whenever somebody looks at the pane. Gives what stops it. */
export function watchConnection(queue: Pick<SaveQueue, 'wake' | 'current'>, window: Events): () => void {
  const wake = () => {
    if (queue.current().count > 0) void queue.wake();
  };
  for (const event of EVENTS) window.addEventListener(event, wake);
  return () => {
    for (const event of EVENTS) window.removeEventListener(event, wake);
  };
}

/** The browser's lock of a name, where it has locks; panes that share storage then send one after the other. */
export function lockOf(
  locks: LockManager | undefined,
): ((name: string, work: () => Promise<void>) => Promise<void>) | undefined {
  if (!locks) return undefined;
  return async (name, work) => {
    await locks.request(name, work);
  };
}
