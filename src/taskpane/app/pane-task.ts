import { createContext } from 'react';

/** What a ribbon button asks the pane to do once it is open. */
export type PaneTask = 'check' | 'save' | 'addLine';

const TASKS: readonly string[] = ['check', 'save', 'addLine'] satisfies PaneTask[];

/** The task in the page's address, as the manifest's buttons write it; null when the pane was just opened. */
export function taskOfAddress(search: string): PaneTask | null {
  const task = new URLSearchParams(search).get('do') ?? '';
  return TASKS.includes(task) ? (task as PaneTask) : null;
}

/** The task of this opening. Whoever does it takes it, so that it is done once. */
export class PendingTask {
  constructor(private task: PaneTask | null) {}

  take(): PaneTask | null {
    const { task } = this;
    this.task = null;
    return task;
  }
}

export const PendingTaskContext = createContext(new PendingTask(null));
