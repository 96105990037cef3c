import { useContext, useEffect, useRef } from 'react';
import { PendingTaskContext, type PaneTask } from '../app/pane-task.js';

/** Does what a ribbon button asked for, once, as soon as the sheet has been read. */
export function usePendingTask(isReady: boolean, run: (task: PaneTask) => void): void {
  const pending = useContext(PendingTaskContext);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!isReady) return;
    const task = pending.take();
    if (task !== null) latest.current(task);
  }, [isReady, pending]);
}
