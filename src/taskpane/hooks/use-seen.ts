import { useCallback, useSyncExternalStore } from 'react';
import type { SeenKind, SeenStore } from '../sheet/seen-store.js';

/** The ids that a person has seen in a workbook, followed, and the way to remember others; null before the first. */
export function useSeen(
  store: SeenStore,
  kind: SeenKind,
  workbookId: string,
): [ReadonlySet<string> | null, (ids: Iterable<string>) => void] {
  const seen = useSyncExternalStore(store.subscribe, () => store.read(kind, workbookId));
  const write = useCallback(
    (ids: Iterable<string>) => store.write(kind, workbookId, ids),
    [store, kind, workbookId],
  );
  return [seen, write];
}
