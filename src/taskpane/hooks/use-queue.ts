import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { SaveEntry } from '../../api/queue-entry.js';
import type { QueueState } from '../../api/queue-state.js';
import type { SaveQueue } from '../../api/save-queue.js';
import { sameContent } from '../../core/budget/site-content.js';
import { useServices } from '../../ui/services/services.js';
import { contentToSend } from '../sheet/content-to-send.js';
import type { SheetReading } from '../sheet/read-snapshot.js';

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

/**
 * The queued save that holds exactly what the sheet holds now, by its id; null where none waits or something was typed
 * since.
 */
export function useQueuedSave(workbookId: string, reading: SheetReading | null): string | null {
  const { saveQueue: queue } = useServices();
  const subscribe = useCallback((listener: () => void) => queue?.subscribe(listener) ?? NOTHING, [queue]);
  // The queue reads its entries anew whenever it looks into the storage; one that is the same is no news.
  const version = useSyncExternalStore(subscribe, () => versionOf(queue?.waitingSave(workbookId) ?? null));
  return useMemo(() => {
    const entry = queue?.waitingSave(workbookId) ?? null;
    if (entry === null || reading === null || versionOf(entry) !== version) return null;
    return sameContent(entry.body.content, contentToSend(reading.decoded.content)) ? entry.id : null;
  }, [queue, workbookId, version, reading]);
}

function versionOf(entry: SaveEntry | null): string {
  return entry === null ? '' : `${entry.id} ${entry.claimedAt}`;
}
