import type { SiteContent } from '../budget/site-content.js';
import type { Problem } from '../problem.js';
import type { BookIndex } from '../validation/book-index.js';
import type { Owners } from '../validation/owned-rows.js';
import type { DecodedWorkbook, RowPlaces, SheetCells, WorkbookCells } from './decode.js';
import { cellAddress, SHEET_NAMES } from './layout.js';
import { planExpected, sameCell, type ExpectedSheet, type LockedGroup } from './locked-baseline.js';
import { textOf } from './row-checks.js';

/** Those that nobody may change; what offices keep from each other is the business of who owns a row. */
const FIXED: ReadonlySet<LockedGroup> = new Set(['account', 'label', 'current', 'owner']);

/**
 * Locked cells of known rows that hold something else than they were written with: one warning a cell, with what it was and
 * is. Reading goes by what they were, so that nothing is lost; but somebody meant something.
 */
export function lockedChanges(
  index: BookIndex,
  known: SiteContent,
  owners: Owners,
  cells: WorkbookCells,
  decoded: Pick<DecodedWorkbook, 'lines' | 'positions'>,
): Problem[] {
  const expected = planExpected(index, known, owners);
  return [
    ...compare(expected.budget, cells.budget, decoded.lines, SHEET_NAMES.budget),
    ...compare(expected.positions, cells.positions, decoded.positions, SHEET_NAMES.positions),
  ];
}

function compare(
  { rows: expected }: ExpectedSheet,
  { values }: SheetCells,
  { rows, columns }: RowPlaces,
  sheet: string,
): Problem[] {
  const found: Problem[] = [];
  for (const [id, row] of rows) {
    for (const fixed of expected.get(id)?.cells ?? []) {
      const column = columns.get(fixed.key);
      if (column === undefined || !FIXED.has(fixed.group)) continue;
      const is = values[row]?.[column] ?? null;
      if (sameCell(fixed, is)) continue;
      const cell = cellAddress(row, column);
      found.push({
        code: 'cell.lockedChanged',
        severity: 'warning',
        place: { kind: 'workbook', sheet, cell },
        params: { sheet, cell, column: fixed.title, was: textOf(fixed.value), is: textOf(is).slice(0, 200) },
      });
    }
  }
  return found;
}
