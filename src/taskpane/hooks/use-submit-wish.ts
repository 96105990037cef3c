import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { WaitingSubmit } from '../../api/queue-state.js';
import type { Submission } from '../../core/approval/submission.js';
import { useServices } from '../../ui/services/services.js';
import { SITES_KEY } from './use-site-status.js';

/** A submission that somebody asked for before it could be sent, and what became of it. */
export type SubmitWish = {
  /** What waits; null where nothing of this workbook does. */
  waiting: WaitingSubmit | null;
  cancel: () => void;
  /** What arrived while the pane was open, until it is dismissed. */
  arrived: Submission | null;
  dismiss: () => void;
};

const NOTHING = () => undefined;

/** Follows what a person agreed to submit later, for one workbook. */
export function useSubmitWish(workbookId: string): SubmitWish {
  const { saveQueue: queue } = useServices();
  const queries = useQueryClient();
  const subscribe = useCallback((listener: () => void) => queue?.subscribe(listener) ?? NOTHING, [queue]);
  const current = useCallback(
    () => queue?.current().submissions.find((entry) => entry.workbookId === workbookId) ?? null,
    [queue, workbookId],
  );
  // Whatever else happens in the queue is no news.
  const version = useSyncExternalStore(subscribe, () => JSON.stringify(current()));
  const waiting = useMemo(() => (version === 'null' ? null : current()), [version, current]);
  const [arrived, setArrived] = useState<Submission | null>(null);
  useEffect(
    () =>
      queue?.onSubmitted((sent) => {
        if (sent.workbookId !== workbookId) return;
        setArrived(sent.submission);
        void queries.invalidateQueries({ queryKey: SITES_KEY });
      }),
    [queue, workbookId, queries],
  );
  const cancel = useCallback(() => {
    if (waiting !== null) void queue?.discard(waiting.id);
  }, [queue, waiting]);
  const dismiss = useCallback(() => setArrived(null), []);
  return useMemo(() => ({ waiting, cancel, arrived, dismiss }), [waiting, cancel, arrived, dismiss]);
}
