import { useEffect, type RefObject } from 'react';

/** Name of the mark that stands in the performance timeline once a reading has been painted. */
export const VERDICT_MARK = 'sitebook:verdict';

/**
 * After a reading is painted, sets a mark and the attribute `data-verdict` with its number, so that measurements
 * and tests wait for what a person sees.
 */
export function useVerdictMark(root: RefObject<HTMLElement | null>, verdict: number): void {
  useEffect(() => {
    if (verdict === 0) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // A frame callback runs before its paint; a task queued from it runs after.
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => {
        performance.mark(VERDICT_MARK, { detail: verdict });
        root.current?.setAttribute('data-verdict', String(verdict));
      }, 0);
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [root, verdict]);
}
