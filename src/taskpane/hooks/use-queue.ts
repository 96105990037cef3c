import { useCallback, useSyncExternalStore } from 'react';
import type { QueueState } from '../../api/queue-state.js';
import type { SaveQueue } from '../../api/save-queue.js';
import { useServices } from '../../ui/services/services.js';

/** The queue, followed: a screen repaints when something waits, leaves or is refused. */
export function useQueue(queue: Pick<SaveQueue, 'subscribe' | 'current'>): QueueState {
  return useSyncExternalStore(queue.subscribe, queue.current);
}

const NOTHING = () => undefined;

/** How many saves and submissions wait for the server; none where there is no queue. */
export function useWaiting(): number {
  const { saveQueue: queue } = useServices();
  const subscribe = useCallback((listener: () => void) => queue?.subscribe(listener) ?? NOTHING, [queue]);
  return useSyncExternalStore(subscribe, () => queue?.current().count ?? 0);
}
