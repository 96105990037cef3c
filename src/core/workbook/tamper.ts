import type { SiteContent } from '../budget/site-content.js';
import type { BookIndex } from '../validation/book-index.js';
import type { Figures } from '../validation/figures.js';
import type { Owners } from '../validation/owned-rows.js';
import type { CellWrite } from './cell-write.js';
import { decodeWorkbook, type DecodedWorkbook, type RowPlaces, type WorkbookCells } from './decode.js';
import { changedTitles } from './header.js';
import { HEADER_ROW, SHEET_NAMES, type ColumnKind, type SheetColumn } from './layout.js';
import {
  planExpected,
  sameCell,
  type ExpectedRow,
  type ExpectedSheet,
  type LockedGroup,
} from './locked-baseline.js';
import { rowCells } from './own-rows.js';
import type { CellValue } from './read-figure.js';
import { SheetMemory } from './row-memory.js';
import { budgetCells, openLineKeys, openPostKeys, positionCells } from './sheet-plan.js';

export type TamperedCell = {
  group: LockedGroup;
  sheet: string;
  row: number;
  column: number;
  /** Title of the column. */
  title: string;
  kind: ColumnKind;
  was: CellValue;
  is: CellValue;
};

/** A row of somebody else that is gone: what it was for, and its cells as they are put back below the last row. */
export type MissingRow = { sheet: string; id: string; title: string; cells: CellWrite[] };

export type TamperReport = { cells: TamperedCell[]; missingRows: MissingRow[] };

export const UNTOUCHED: TamperReport = { cells: [], missingRows: [] };

/** What the locked cells must hold. Made once for a base, since thousands of rows are compared with it at every look. */
export type LockedBaseline = {
  index: BookIndex;
  base: SiteContent;
  owners: Owners;
  budget: ExpectedSheet;
  positions: ExpectedSheet;
  /** Rows that were found to hold what they must. */
  sound: { budget: SheetMemory<boolean>; positions: SheetMemory<boolean> };
};

export function lockedBaseline(index: BookIndex, base: SiteContent, owners: Owners): LockedBaseline {
  const sound = { budget: new SheetMemory<boolean>(), positions: new SheetMemory<boolean>() };
  return { index, base, owners, ...planExpected(index, base, owners), sound };
}

/**
 * Compares every locked cell with what the server's base says it must hold, rows keyed by line id. Derived cells are
 * the business of `staleDerivedCells`. An own row that is gone is a removed line and no tampering. Nothing is repaired
 * here: `planRestore` says what a command writes. `figures` give missing rows their derived cells.
 */
export function findTampered(
  baseline: LockedBaseline,
  cells: WorkbookCells,
  decoded: DecodedWorkbook,
  figures: Figures,
): TamperReport {
  const { budget, positions, sound } = baseline;
  const headers = [
    ...headerFaults(cells.budget.values, budget.columns, SHEET_NAMES.budget),
    ...headerFaults(cells.positions.values, positions.columns, SHEET_NAMES.positions),
  ];
  const sheets = {
    budget: withHeader(cells.budget.values, headers, SHEET_NAMES.budget),
    positions: withHeader(cells.positions.values, headers, SHEET_NAMES.positions),
  };
  const read = headers.length === 0 ? decoded : decodeWorkbook(baseline.index, baseline.base, sheets);
  const lines = compareSheet(budget, sheets.budget.values, read.lines, SHEET_NAMES.budget, sound.budget);
  const posts = compareSheet(
    positions,
    sheets.positions.values,
    read.positions,
    SHEET_NAMES.positions,
    sound.positions,
  );
  const found = [...headers, ...lines.cells, ...posts.cells];
  if (found.length === 0 && lines.missing.length + posts.missing.length === 0) return UNTOUCHED;
  return {
    cells: found,
    missingRows: [
      ...missingLines(baseline, sheets.budget.values, read.lines, lines.missing, figures),
      ...missingPosts(baseline, sheets.positions.values, read.positions, posts.missing),
    ],
  };
}

/** What a command writes to put everything back; what is typed into open cells stays. */
export function planRestore({ cells, missingRows: rows }: TamperReport): CellWrite[] {
  return [
    ...cells.map(({ sheet, row, column, kind, was }) => ({
      sheet,
      row,
      column,
      kind,
      isLocked: true,
      value: was,
    })),
    ...rows.flatMap((row) => row.cells),
  ];
}

type Values = readonly (readonly CellValue[])[];

function headerFaults(values: Values, columns: readonly SheetColumn[], sheet: string): TamperedCell[] {
  return changedTitles(values[HEADER_ROW] ?? [], columns).map(({ column, was, is }) => ({
    group: 'header',
    sheet,
    row: HEADER_ROW,
    column,
    title: was,
    kind: 'text',
    was,
    is,
  }));
}

function withHeader(values: Values, faults: readonly TamperedCell[], sheet: string): { values: Values } {
  const own = faults.filter((fault) => fault.sheet === sheet);
  if (own.length === 0) return { values };
  const header = [...(values[HEADER_ROW] ?? [])];
  for (const { column, was } of own) header[column] = was;
  const full = Array.from(header, (title: CellValue | undefined) => title ?? null);
  const above = Array.from({ length: HEADER_ROW }, (_, row) => values[row] ?? []);
  return { values: [...above, full, ...values.slice(HEADER_ROW + 1)] };
}

/** Compares rows with what they must hold; `missing` are the rows of others that are nowhere. */
function compareSheet(
  expected: ExpectedSheet,
  values: Values,
  places: RowPlaces,
  sheet: string,
  sound: SheetMemory<boolean>,
): { cells: TamperedCell[]; missing: ExpectedRow[] } {
  const kinds = new Map(expected.columns.map(({ key, kind }) => [key, kind]));
  const { placed, missing } = placeRows(expected, values, places);
  const cells: TamperedCell[] = [];
  sound.open(places.columns);
  const holds = (found: readonly CellValue[]) => (cell: ExpectedRow['cells'][number]) => {
    const column = places.columns.get(cell.key) ?? -1;
    return column < 0 || sameCell(cell, found[column] ?? null);
  };
  for (const [expectedRow, row] of placed) {
    const found = values[row] ?? [];
    if (sound.recall(found, expectedRow.id, () => expectedRow.cells.every(holds(found)))) continue;
    for (const cell of expectedRow.cells) {
      const column = places.columns.get(cell.key) ?? -1;
      const is = found[column] ?? null;
      if (column < 0 || sameCell(cell, is)) continue;
      const { key, group, title, value: was } = cell;
      cells.push({ group, sheet, row, column, title, kind: kinds.get(key) ?? 'text', was, is });
    }
  }
  return { cells, missing: missing.filter(({ isOwn }) => !isOwn) };
}

/**
 * Where each row stands: by its id, and where no row has it by the other locked cells. A row that bears the id of
 * another, and is in all else a row that is missing, is that one.
 */
function placeRows(
  expected: ExpectedSheet,
  values: Values,
  places: RowPlaces,
): { placed: Map<ExpectedRow, number>; missing: ExpectedRow[] } {
  const placed = new Map<ExpectedRow, number>();
  const lost: ExpectedRow[] = [];
  for (const row of expected.rows.values()) {
    const at = places.rows.get(row.id);
    if (at === undefined) lost.push(row);
    else placed.set(row, at);
  }
  if (lost.length === 0) return { placed, missing: [] };
  const isSame = ({ cells, tellingKeys }: ExpectedRow, at: number) =>
    cells.every(
      (cell) =>
        !tellingKeys.includes(cell.key) ||
        sameCell(cell, values[at]?.[places.columns.get(cell.key) ?? -1] ?? null),
    );
  const strange = new Set([...places.rows].filter(([id]) => !expected.rows.has(id)).map(([, row]) => row));
  const misnamed = new Map([...placed].filter(([row, at]) => !isSame(row, at)).map(([row, at]) => [at, row]));
  const missing: ExpectedRow[] = [];
  for (let row = lost.shift(); row !== undefined; row = lost.shift()) {
    const wanted = row;
    const stranger = wanted.isTelling ? [...strange].find((at) => isSame(wanted, at)) : undefined;
    const [at, bearer] = [...misnamed].find(([place]) => isSame(wanted, place)) ?? [];
    if (stranger !== undefined) {
      strange.delete(stranger);
      placed.set(wanted, stranger);
    } else if (at !== undefined && bearer !== undefined) {
      misnamed.delete(at);
      placed.delete(bearer);
      placed.set(wanted, at);
      lost.push(bearer);
    } else missing.push(wanted);
  }
  return { placed, missing };
}

function missingLines(
  { index, base, owners, budget }: LockedBaseline,
  values: Values,
  { columns }: RowPlaces,
  missing: readonly ExpectedRow[],
  figures: Figures,
): MissingRow[] {
  const sheet = SHEET_NAMES.budget;
  const ids = new Set(missing.map(({ id }) => id));
  const below = Math.max(HEADER_ROW + 1, values.length);
  return base.lines
    .filter(({ id }) => ids.has(id))
    .map((line, at) => {
      const cells = budgetCells(index, line, figures.lines.get(line.id));
      const open = openLineKeys(index, line, owners);
      const written = rowCells(sheet, budget.columns, columns, below + at, cells, open, true);
      return { sheet, id: line.id, title: line.account, cells: written };
    });
}

function missingPosts(
  { index, base, owners, positions }: LockedBaseline,
  values: Values,
  { columns }: RowPlaces,
  missing: readonly ExpectedRow[],
): MissingRow[] {
  const sheet = SHEET_NAMES.positions;
  const ids = new Set(missing.map(({ id }) => id));
  const below = Math.max(HEADER_ROW + 1, values.length);
  return base.positions
    .filter(({ id }) => ids.has(id))
    .map((post, at) => {
      const open = openPostKeys(index, post, owners);
      const cells = positionCells(index, post);
      const written = rowCells(sheet, positions.columns, columns, below + at, cells, open, true);
      return { sheet, id: post.id, title: post.title, cells: written };
    });
}
