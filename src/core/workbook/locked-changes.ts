import type { SiteContent } from '../budget/site-content.js';
import type { Problem } from '../problem.js';
import type { BookIndex } from '../validation/book-index.js';
import type { DecodedWorkbook, RowPlaces, SheetCells, WorkbookCells } from './decode.js';
import { budgetColumns, cellAddress, POSITION_COLUMNS, SHEET_NAMES, type SheetColumn } from './layout.js';
import { expectedCell, lineGroup, postGroup, sameCell, type LockedGroup } from './locked-baseline.js';
import type { CellValue } from './read-figure.js';
import { textOf } from './row-checks.js';
import { budgetCells, positionCells } from './sheet-plan.js';

/** Those that nobody may change; what offices keep from each other is the business of who owns a row. */
const FIXED: ReadonlySet<LockedGroup> = new Set(['account', 'label', 'current', 'owner']);

/**
 * Locked cells of known rows that hold something else than they were written with: one warning a cell, with what it was and
 * is. Reading goes by what they were, so that nothing is lost; but somebody meant something.
 */
export function lockedChanges(
  index: BookIndex,
  known: SiteContent,
  cells: WorkbookCells,
  decoded: Pick<DecodedWorkbook, 'lines' | 'positions'>,
): Problem[] {
  return [
    ...compare(known.lines, cells.budget, decoded.lines, {
      sheet: SHEET_NAMES.budget,
      columns: budgetColumns(index.book.plan.chart.structure),
      groupOf: lineGroup,
      cellsOf: (line) => budgetCells(index, line, undefined),
    }),
    ...compare(known.positions, cells.positions, decoded.positions, {
      sheet: SHEET_NAMES.positions,
      columns: POSITION_COLUMNS,
      groupOf: postGroup,
      cellsOf: (post) => positionCells(index, post),
    }),
  ];
}

type Sheet<Row> = {
  sheet: string;
  columns: readonly SheetColumn[];
  groupOf: (key: string) => LockedGroup;
  cellsOf: (row: Row) => Record<string, CellValue>;
};

function compare<Row extends { id: string }>(
  known: readonly Row[],
  { values }: SheetCells,
  { rows, columns: places }: RowPlaces,
  { sheet, columns, groupOf, cellsOf }: Sheet<Row>,
): Problem[] {
  const fixed = columns.flatMap((column) => {
    const place = places.get(column.key);
    return place !== undefined && FIXED.has(groupOf(column.key)) ? [{ column, place }] : [];
  });
  const found: Problem[] = [];
  for (const one of known) {
    const row = rows.get(one.id);
    if (row === undefined) continue;
    const wanted = cellsOf(one);
    for (const { column, place } of fixed) {
      const [was, is] = [wanted[column.key] ?? null, values[row]?.[place] ?? null];
      // Nearly all are the very same, and a site has thousands of them.
      if (is === was || sameCell(expectedCell(column, was, groupOf), is)) continue;
      const cell = cellAddress(row, place);
      found.push({
        code: 'cell.lockedChanged',
        severity: 'warning',
        place: { kind: 'workbook', sheet, cell },
        params: { sheet, cell, column: column.title, was: textOf(was), is: textOf(is).slice(0, 200) },
      });
    }
  }
  return found;
}
