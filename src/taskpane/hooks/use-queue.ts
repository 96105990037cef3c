import { useSyncExternalStore } from 'react';
import type { QueueState } from '../../api/queue-state.js';
import type { SaveQueue } from '../../api/save-queue.js';

/** The queue, followed: a screen repaints when something waits, leaves or is refused. */
export function useQueue(queue: Pick<SaveQueue, 'subscribe' | 'current'>): QueueState {
  return useSyncExternalStore(queue.subscribe, queue.current);
}
