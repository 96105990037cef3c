import type { SheetCells, WorkbookCells } from './decode.js';

/** The cells just read, with the very rows of before where they hold the same: what is known of those stays known. */
export function keepRows(before: WorkbookCells | null, now: WorkbookCells): WorkbookCells {
  if (before === null) return now;
  const budget = keepSheet(before.budget, now.budget);
  const positions = keepSheet(before.positions, now.positions);
  return budget === before.budget && positions === before.positions ? before : { budget, positions };
}

function keepSheet(before: SheetCells, now: SheetCells): SheetCells {
  let isSame = before.values.length === now.values.length;
  const values = now.values.map((row, at) => {
    const old = before.values[at];
    if (old === row || (old !== undefined && sameRow(old, row))) return old;
    isSame = false;
    return row;
  });
  return isSame ? before : { values };
}

function sameRow(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, column) => value === b[column]);
}
