import { useEffect, useState, useSyncExternalStore } from 'react';
import { useHost } from '../host/host-context.js';
import type { SheetFrame } from '../sheet/read-snapshot.js';
import { SheetStore, type SheetView } from '../sheet/sheet-store.js';

/** Follows the open sheet for as long as the screen is there. `frame` is read once. */
export function useSheet(frame: SheetFrame): { store: SheetStore; view: SheetView } {
  const host = useHost();
  const [store] = useState(() => new SheetStore(host, frame));
  const view = useSyncExternalStore(store.subscribe, store.current);
  useEffect(() => {
    void store.start();
    return () => void store.stop();
  }, [store]);
  return { store, view };
}
