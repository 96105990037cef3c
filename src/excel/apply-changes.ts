import type { RowPlaces } from '../core/workbook/decode.js';
import { HEADER_ROW, NUMBER_FORMATS, SHEET_NAMES, type ColumnKind } from '../core/workbook/layout.js';
import { CELL_FILLS } from '../core/workbook/looks.js';
import type { CellValue } from '../core/workbook/read-figure.js';
import type { ChangesOfSheet, RowToAdd, SheetChanges } from '../core/workbook/sheet-changes.js';
import { ExcelError, runExcel } from './run-excel.js';
import { withoutProtectionOf } from './write-cells.js';

/** Where the rows of Budget and Positions stand, as the workbook was read. */
export type SheetPlaces = { lines: RowPlaces; positions: RowPlaces };

/**
 * Does to the open workbook what was planned. Where only open cells change, protection is not touched and one undo
 * takes all of it back; otherwise each sheet concerned is unprotected, written and protected once, with the options
 * found, and nothing is written while one of them is protected by somebody else. Rows are looked up by their id right
 * before, since they may have moved. New rows come with their number formats and locks.
 */
export async function applySheetChanges(places: SheetPlaces, changes: SheetChanges): Promise<void> {
  const sheets = [
    { name: SHEET_NAMES.budget, idKey: 'lineId', places: places.lines, changes: changes.lines },
    {
      name: SHEET_NAMES.positions,
      idKey: 'positionId',
      places: places.positions,
      changes: changes.positions,
    },
  ].filter(({ changes: { cells, added, deleted, locks } }) =>
    [cells, added, deleted, locks].some((list) => list.length > 0),
  );
  if (sheets.length === 0) return;
  const rows = await currentRows(sheets);
  const write = (context: Excel.RequestContext) => {
    for (const [at, sheet] of sheets.entries())
      writeSheet(context.workbook.worksheets.getItem(sheet.name), sheet, rows[at] ?? new Map());
  };
  const locked = sheets.filter((sheet) => !sheet.changes.isOpenOnly);
  if (locked.length > 0) {
    await withoutProtectionOf(
      locked.map(({ name }) => name),
      write,
    );
    return;
  }
  await runExcel(async (context) => {
    write(context);
    await context.sync();
  });
}

type SheetToChange = { name: string; idKey: string; places: RowPlaces; changes: ChangesOfSheet };
type Rows = ReadonlyMap<string, number>;

/** Where the rows of each sheet stand now, by id. Rejects before anything is written where one is gone. */
async function currentRows(sheets: readonly SheetToChange[]): Promise<Rows[]> {
  return runExcel(async (context) => {
    const columns = sheets.map(({ name, idKey, places }) => {
      const sheet = context.workbook.worksheets.getItem(name);
      const ids = sheet.getCell(0, places.columns.get(idKey) ?? 0).getEntireColumn();
      return ids.getUsedRangeOrNullObject(true).load('rowIndex,values');
    });
    await context.sync();
    return sheets.map(({ name, changes }, at) => {
      const column = columns[at];
      const rows = new Map<string, number>();
      if (column && !column.isNullObject) {
        for (const [offset, [cell]] of (column.values as CellValue[][]).entries()) {
          const id = String(cell ?? '').trim();
          if (id !== '' && !rows.has(id)) rows.set(id, column.rowIndex + offset);
        }
      }
      const needed = [
        ...changes.cells.map(({ id }) => id),
        ...changes.locks.map(({ id }) => id),
        ...changes.deleted,
        ...changes.added.flatMap(({ afterId }) => afterId ?? []),
      ];
      const gone = needed.find((id) => !rows.has(id));
      if (gone !== undefined) throw new ExcelError('excel.refused', `${name} has no row ${gone} any more`);
      return rows;
    });
  });
}

/** Known rows first, where they stand; then the rows that come and go, from the bottom up, so that none moves another. */
function writeSheet(sheet: Excel.Worksheet, { places, changes }: SheetToChange, rows: Rows): void {
  const { columns } = places;
  const rowOf = (id: string) => rows.get(id) ?? 0;
  const cells = changes.cells.flatMap(({ id, key, kind, value }) => {
    const column = columns.get(key);
    return column === undefined ? [] : [{ row: rowOf(id), column, kind, value }];
  });
  for (const run of runsDown(cells)) writeRun(sheet, run);
  for (const { id, key, isLocked } of changes.locks) {
    const column = columns.get(key);
    if (column !== undefined) sheet.getCell(rowOf(id), column).format.protection.locked = isLocked;
  }
  const moves = [
    ...[...byPlace(changes.added)].map(([afterId, added]) => ({
      row: afterId === null ? HEADER_ROW : rowOf(afterId),
      act: (row: number) => insertRows(sheet, row + 1, added, columns),
    })),
    ...changes.deleted.map((id) => ({
      row: rowOf(id),
      act: (row: number) => sheet.getCell(row, 0).getEntireRow().delete(Excel.DeleteShiftDirection.up),
    })),
  ];
  // A stable sort: what comes below a row that goes is put in first.
  for (const { row, act } of moves.sort((a, b) => b.row - a.row)) act(row);
}

function byPlace(added: readonly RowToAdd[]): Map<string | null, RowToAdd[]> {
  const places = new Map<string | null, RowToAdd[]>();
  for (const row of added) {
    const there = places.get(row.afterId);
    if (there) there.push(row);
    else places.set(row.afterId, [row]);
  }
  return places;
}

/** Puts rows in at `row`, each with its number formats, values, locks and fills. */
function insertRows(
  sheet: Excel.Worksheet,
  row: number,
  added: readonly RowToAdd[],
  columns: RowPlaces['columns'],
): void {
  const block = sheet.getRangeByIndexes(row, 0, added.length, 1).getEntireRow();
  block.insert(Excel.InsertShiftDirection.down);
  // A new row looks like the one above it: below the titles, like a title.
  if (row === HEADER_ROW + 1)
    sheet.getRangeByIndexes(row, 0, added.length, 1).getEntireRow().clear(Excel.ClearApplyTo.formats);
  const { format } = sheet.getRangeByIndexes(row, 0, added.length, Math.max(...columns.values()) + 1);
  format.protection.locked = true;
  format.fill.clear();
  const cells = added.flatMap((one, offset) =>
    one.cells.flatMap(({ key, kind, value }) => {
      const column = columns.get(key);
      return column === undefined
        ? []
        : [{ row: row + offset, column, kind, value, isOpen: one.openKeys.includes(key) }];
    }),
  );
  for (const run of runsDown(cells)) {
    const range = rangeOf(sheet, run);
    range.numberFormat = run.map(({ kind }) => [NUMBER_FORMATS[kind]]);
    if (run[0]?.kind === 'code') range.format.fill.color = `#${CELL_FILLS.fixed}`;
    writeRun(sheet, run);
  }
  for (const run of runsDown(cells.filter(({ isOpen }) => isOpen))) {
    const open = rangeOf(sheet, run).format;
    open.protection.locked = false;
    open.fill.color = `#${CELL_FILLS.open}`;
  }
}

type Cell = { row: number; column: number };
type CellToPut = Cell & { kind: ColumnKind; value: CellValue };

/** Cells that follow one another in a column, together: a request for each of thousands would be slow. */
function runsDown<C extends Cell>(cells: readonly C[]): C[][] {
  const runs: C[][] = [];
  for (const cell of [...cells].sort((a, b) => a.column - b.column || a.row - b.row)) {
    const above = runs.at(-1)?.at(-1);
    if (above?.column === cell.column && above.row + 1 === cell.row) runs.at(-1)?.push(cell);
    else runs.push([cell]);
  }
  return runs;
}

function rangeOf(sheet: Excel.Worksheet, run: readonly Cell[]): Excel.Range {
  return sheet.getRangeByIndexes(run[0]?.row ?? 0, run[0]?.column ?? 0, run.length, 1);
}

function writeRun(sheet: Excel.Worksheet, run: readonly CellToPut[]): void {
  const range = rangeOf(sheet, run);
  // Codes would lose their leading zeros in a cell that is not text yet.
  if (run[0]?.kind === 'code') range.numberFormat = run.map(() => [NUMBER_FORMATS.code]);
  range.values = run.map(({ kind, value }) => [entryOf(kind, value)]);
}

/** What to write so that the cell holds `value`: text that Excel would take for a number, date or formula is marked. */
function entryOf(kind: ColumnKind, value: CellValue): string | number | boolean {
  if (value === null) return '';
  if (typeof value !== 'string' || value === '' || kind === 'code') return value;
  const isPlain = /^\p{L}[^\d]*$/u.test(value) && !/^(?:true|false)$/i.test(value.trim());
  const isError = /^#[A-Z0-9/]+[!?]?$/.test(value);
  return isPlain || isError ? value : `'${value}`;
}
