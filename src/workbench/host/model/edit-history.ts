import type { Cell } from './cell.js';
import type { Actor } from './host-event.js';
import type { Sheet } from './sheet.js';

/** One cell before and after; undefined is a cell that was not stored. */
export type CellChange = { row: number; column: number; before: Cell | undefined; after: Cell | undefined };

type Step = { sheet: Sheet; changes: CellChange[]; actor: Actor; batch: number };

/** Excel keeps 100 steps (Microsoft's "Excel specifications and limits"). */
const MAX_STEPS = 100;

/**
 * What can be undone: each edit of the person at the grid, and each batch of an add-in as one step. A co-author's
 * edit is not ours to undo.
 */
export class EditHistory {
  private done: Step[][] = [];
  private undone: Step[][] = [];

  record(sheet: Sheet, changes: CellChange[], actor: Actor, batch: number): void {
    // behaviour: undo-steps
    if (changes.length === 0 || actor === 'remote') return;
    this.undone = [];
    const step = { sheet, changes, actor, batch };
    const last = this.done[this.done.length - 1];
    if (actor === 'addin' && last?.[0]?.actor === 'addin' && last[0].batch === batch) last.push(step);
    else this.done.push([step]);
    if (this.done.length > MAX_STEPS) this.done.shift();
  }

  forget(): void {
    this.done = [];
    this.undone = [];
  }

  undo(): boolean {
    const steps = this.done.pop();
    if (!steps) return false;
    for (const step of [...steps].reverse()) step.sheet.applyChanges(step.changes, 'before', 'user');
    this.undone.push(steps);
    return true;
  }

  redo(): boolean {
    const steps = this.undone.pop();
    if (!steps) return false;
    for (const step of steps) step.sheet.applyChanges(step.changes, 'after', 'user');
    this.done.push(steps);
    return true;
  }
}
