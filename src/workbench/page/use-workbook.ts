import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { ExcelHost } from '../host/excel-host.js';

/** Counts the changes of a workbook, at most one a frame, so that a view draws again after any of them. */
export function useWorkbookVersion(host: ExcelHost): number {
  const store = useMemo(() => ({ version: 0 }), []);
  const subscribe = useCallback(
    (changed: () => void) => {
      let frame = 0;
      const stop = host.workbook.listen(() => {
        store.version += 1;
        if (frame !== 0) return;
        frame = requestAnimationFrame(() => {
          frame = 0;
          changed();
        });
      });
      return () => {
        cancelAnimationFrame(frame);
        stop();
      };
    },
    [host, store],
  );
  return useSyncExternalStore(subscribe, () => store.version);
}
