import type { CellWrite } from '../core/workbook/cell-write.js';
import { NUMBER_FORMATS } from '../core/workbook/layout.js';
import type { CellValue } from '../core/workbook/read-figure.js';
import { withoutProtection } from './write-cells.js';

/**
 * Writes cells that protection covers, with their number formats and locks, on a person's command: one unprotect,
 * write and protect a sheet. Cells without a value keep what they hold.
 */
export async function writeLockedCells(cells: readonly CellWrite[]): Promise<void> {
  for (const name of new Set(cells.map(({ sheet }) => sheet))) {
    const runs = runsOf(cells.filter(({ sheet }) => sheet === name));
    await withoutProtection(name, (sheet) => {
      for (const run of runs) {
        const [first] = run;
        if (!first) continue;
        const range = sheet.getRangeByIndexes(first.row, first.column, 1, run.length);
        // Codes would lose their leading zeros in a cell that is not text yet.
        range.numberFormat = [run.map(({ kind }) => NUMBER_FORMATS[kind])];
        if (first.value !== undefined) range.values = [run.map(valueToWrite)];
        range.format.protection.locked = first.isLocked;
      }
    });
  }
}

/** Cells side by side that are written alike, so that a row takes few requests. */
function runsOf(cells: readonly CellWrite[]): CellWrite[][] {
  const sorted = [...cells].sort((a, b) => a.row - b.row || a.column - b.column);
  const runs: CellWrite[][] = [];
  for (const cell of sorted) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const isNext =
      last?.row === cell.row &&
      last.column + 1 === cell.column &&
      last.isLocked === cell.isLocked &&
      (last.value === undefined) === (cell.value === undefined);
    if (run && isNext) run.push(cell);
    else runs.push([cell]);
  }
  return runs;
}

/** Excel reads text as if it were typed: an apostrophe keeps a title such as "2-1" or "=A1" the text it is. */
function valueToWrite({ kind, value }: CellWrite): CellValue {
  if (value === null || value === undefined) return '';
  return kind === 'text' && typeof value === 'string' && value !== '' ? `'${value}` : value;
}
