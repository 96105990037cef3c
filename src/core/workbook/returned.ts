import type { SiteContent } from '../budget/site-content.js';
import type { Problem } from '../problem.js';
import type { BookIndex } from '../validation/book-index.js';
import {
  decodeWorkbook,
  type DecodedWorkbook,
  type RowPlaces,
  type SheetCells,
  type WorkbookCells,
} from './decode.js';
import { budgetColumns, cellAddress, POSITION_COLUMNS, SHEET_NAMES, type SheetColumn } from './layout.js';
import { lockedChanges } from './locked-changes.js';
import { mergedCells } from './merged-cells.js';
import { readMoney, type CellValue } from './read-figure.js';
import { recogniseColumns } from './recognise-columns.js';
import { accountOf, textOf, type CellOf } from './row-checks.js';
import { numberedIds, type NewId } from './row-identity.js';
import { planPositionsSheet } from './sheet-plan.js';
import { formatSplits } from './splits-text.js';

/**
 * Reads a workbook that came back as a file, where nobody watched over it while it was worked on. Columns may have been
 * moved or renamed, rows inserted above the titles, ids lost: columns are known by their titles, a renamed one by its
 * neighbours (`workbook.columnRenamed`); a row by its id, else by account string, title and current amount, else, where
 * that fits more than one, by nothing (`row.ambiguous`, fatal). Two columns of one title that differ are fatal
 * (`workbook.columnTwice`). Merged cells that hide figures are fatal
 * (`cell.merged`), and locked cells that were changed are said (`cell.lockedChanged`), since they keep what they had. All
 * else is `decodeWorkbook`'s; rows are at the places where the file has them. An id that neither `known` nor the opening
 * budget has was not given by Sitebook for this sheet, and counts as none. `newId`: where ids of new rows come from.
 */
export function readReturned(
  index: BookIndex,
  known: SiteContent,
  cells: WorkbookCells,
  newId: NewId = numberedIds(),
): DecodedWorkbook {
  const problems: Problem[] = [];
  const budget = prepare(cells.budget, problems, {
    sheet: SHEET_NAMES.budget,
    columns: budgetColumns(index.book.plan.chart.structure),
    idKey: 'lineId',
    known: known.lines,
    opening: index.book.opening.lines,
    keyOfKnown: ({ account, title, currentCents }) => JSON.stringify([account, title, currentCents]),
    keyOf(cell) {
      const current = readMoney(cell('currentAmount'));
      return current.ok
        ? JSON.stringify([accountOf(index, cell), textOf(cell('program')), current.value])
        : null;
    },
  });
  const positions = prepare(positionsOf(index, known, cells), problems, {
    sheet: SHEET_NAMES.positions,
    columns: POSITION_COLUMNS,
    idKey: 'positionId',
    known: known.positions,
    opening: index.book.opening.positions,
    keyOfKnown: ({ number, jobClass, splits }) => JSON.stringify([number, jobClass, formatSplits(splits)]),
    keyOf: (cell) =>
      JSON.stringify([textOf(cell('number')), textOf(cell('jobClass')), textOf(cell('paidFrom'))]),
  });
  const rowIds = { newId, before: null };
  const read = decodeWorkbook(index, known, { budget, positions }, rowIds);
  const decoded = {
    ...read,
    lines: withoutColumns(read.lines, budget.lost),
    positions: withoutColumns(read.positions, positions.lost),
  };
  const accounts = new Map(decoded.content.lines.map(({ id, account }) => [id, account]));
  problems.push(
    ...unworkedCells(cells.budget, SHEET_NAMES.budget, decoded.lines, (key, id) => {
      if (key !== 'amount') return LINE_KEYS.has(key) || key.startsWith('segment:');
      const account = accounts.get(id);
      return account === undefined || !index.account(account).isFed;
    }),
    ...unworkedCells(cells.positions, SHEET_NAMES.positions, decoded.positions, (key) => POST_KEYS.has(key)),
  );
  problems.push(...lockedChanges(index, known, { budget, positions }, decoded));
  return {
    ...decoded,
    ...(cells.positions.isMissing ? { positions: { ...decoded.positions, rows: new Map() } } : {}),
    problems: [...problems, ...decoded.problems].map((problem) => withRealNames(problem, cells)),
  };
}

/** The Positions sheet; as it would be written, where the file has none: then posts are as they were. */
function positionsOf(index: BookIndex, known: SiteContent, { positions }: WorkbookCells): SheetCells {
  if (!positions.isMissing) return positions;
  const { columns, rows } = planPositionsSheet(index, known, new Set());
  const titles = columns.map(({ title }) => title);
  return { values: [titles, ...rows.map(({ values }) => values)], header: 0 };
}

/** What the file calls a sheet. */
export function realSheetName({ budget, positions }: WorkbookCells, sheet: string): string {
  const own = sheet === SHEET_NAMES.budget ? budget : sheet === SHEET_NAMES.positions ? positions : undefined;
  return own?.name ?? sheet;
}

function withRealNames(problem: Problem, cells: WorkbookCells): Problem {
  const { place, params } = problem;
  if (place.kind !== 'workbook' || place.sheet === undefined) return problem;
  const sheet = realSheetName(cells, place.sheet);
  if (sheet === place.sheet) return problem;
  return {
    ...problem,
    place: { ...place, sheet },
    params: { ...params, ...(params['sheet'] === undefined ? {} : { sheet }) },
  };
}

/** What the file does not have has no cell there, and says nothing of a row. */
function withoutColumns({ rows, columns }: RowPlaces, lost: readonly string[]): RowPlaces {
  return { rows, columns: new Map([...columns].filter(([key]) => !lost.includes(key))) };
}

/** Columns that a row is read from; the others follow from them, and a fed line's amount from its posts. */
const LINE_KEYS: ReadonlySet<string> = new Set(['besidePosts', 'justification', 'lineId']);
const POST_KEYS: ReadonlySet<string> = new Set(
  POSITION_COLUMNS.map(({ key }) => key).filter((key) => key !== 'owner'),
);

/** Formulas without a result in cells that are read: programs other than Excel may leave them to be worked out. */
function unworkedCells(
  { unworked = [] }: SheetCells,
  sheet: string,
  { rows, columns }: RowPlaces,
  isRead: (key: string, id: string) => boolean,
): Problem[] {
  if (unworked.length === 0) return [];
  const ids = new Map([...rows].map(([id, row]) => [row, id]));
  const keys = new Map([...columns].map(([key, column]) => [column, key]));
  return unworked.flatMap(({ row, column }): Problem[] => {
    const [id, key] = [ids.get(row), keys.get(column)];
    if (id === undefined || key === undefined || !isRead(key, id)) return [];
    const cell = cellAddress(row, column);
    return [
      {
        code: 'cell.formulaWithoutValue',
        severity: 'fatal',
        place: { kind: 'workbook', sheet, cell },
        params: { sheet, cell },
      },
    ];
  });
}

type Sheet<Row> = {
  sheet: string;
  columns: readonly SheetColumn[];
  idKey: string;
  known: readonly Row[];
  /** Rows that the season opened with: one that is gone since may come back by its id. */
  opening: readonly Row[];
  /** What a row without its id is known by. */
  keyOfKnown: (row: Row) => string;
  /** The same of a row in the sheet; null where it cannot be told. */
  keyOf: (cell: CellOf) => string | null;
};

/** `lost`: keys of columns that the file does not have, and that hold nothing. */
type Prepared = SheetCells & { lost: readonly string[] };

/** The sheet with the titles that its columns should have, and with ids where rows without one could be known. */
function prepare<Row extends { id: string }>(
  cells: SheetCells,
  problems: Problem[],
  sheet: Sheet<Row>,
): Prepared {
  const {
    header,
    titles,
    places,
    lost: gone,
    renamed,
    twice,
  } = recogniseColumns(cells.values, sheet.columns);
  for (const { column, title, is } of renamed) {
    const cell = cellAddress(header, column);
    problems.push({
      code: 'workbook.columnRenamed',
      severity: 'warning',
      place: { kind: 'workbook', sheet: sheet.sheet, cell },
      params: { sheet: sheet.sheet, cell, column: title, is },
    });
  }
  problems.push(...columnsTwice(cells.values, header, sheet.sheet, twice));
  problems.push(...mergedCells(cells, sheet.sheet, { header, places }));
  const idColumn = places.get(sheet.idKey);
  const values = cells.values.map((row, at) => (at === header ? titles : row));
  if (idColumn === undefined) return { values, header, lost: gone };
  const following = places.get('fundingSource');
  const rows = values
    .map((row, at) => ({ row, at }))
    .filter(
      ({ row, at }) =>
        at > header && row.some((value, column) => column !== following && textOf(value) !== ''),
    );
  const known = new Set(sheet.known.map(({ id }) => id));
  const idOf = (row: readonly CellValue[]) => textOf(row[idColumn] ?? null);
  const written = new Set(rows.map(({ row }) => idOf(row)).filter((id) => known.has(id)));
  const lost = rows.filter(({ row }) => !known.has(idOf(row)));
  if (lost.length === 0) return { values, header, lost: gone };
  const opening = new Set(sheet.opening.map(({ id }) => id));
  const giveId = ({ row, at }: { row: readonly CellValue[]; at: number }, id: string | null) => {
    const next = [...row];
    while (next.length <= idColumn) next.push(null);
    next[idColumn] = id;
    values[at] = next;
  };
  // An id from elsewhere would be another row's there; the row is read as one without.
  for (const one of lost) if (!opening.has(idOf(one.row))) giveId(one, null);
  const cellOf = (row: readonly CellValue[]) => (key: string) => row[places.get(key) ?? -1] ?? null;
  const missing = groupBy(
    sheet.known.filter(({ id }) => !written.has(id)),
    sheet.keyOfKnown,
  );
  for (const [key, same] of groupBy(lost, ({ row }) => sheet.keyOf(cellOf(row)))) {
    const candidates = key === null ? undefined : missing.get(key);
    if (!candidates) continue;
    const [one] = same;
    const [candidate] = candidates;
    if (same.length === 1 && candidates.length === 1 && one && candidate) giveId(one, candidate.id);
    else for (const { at } of same) problems.push(ambiguous(sheet.sheet, at, same, candidates.length));
  }
  return { values, header, lost: gone };
}

/** Columns of one title: nobody can say which counts where they differ, and where they do not it is only said. */
function columnsTwice(
  values: SheetCells['values'],
  header: number,
  sheet: string,
  twice: readonly { column: number; title: string; first: number }[],
): Problem[] {
  const textAt = (row: number, column: number) => textOf(values[row]?.[column] ?? null);
  return twice.map(({ column, title, first }): Problem => {
    const differs = values.findIndex((_, row) => row > header && textAt(row, first) !== textAt(row, column));
    const row = differs < 0 ? header : differs;
    const cell = cellAddress(row, column);
    return {
      code: differs < 0 ? 'workbook.columnRepeats' : 'workbook.columnTwice',
      severity: differs < 0 ? 'info' : 'fatal',
      place: { kind: 'workbook', sheet, cell },
      params: { sheet, cell, other: cellAddress(row, first), column: title },
    };
  });
}

function ambiguous(sheet: string, at: number, same: readonly { at: number }[], candidates: number): Problem {
  const cell = cellAddress(at, 0);
  return {
    code: 'row.ambiguous',
    severity: 'fatal',
    place: { kind: 'workbook', sheet, cell },
    params: { sheet, cell, rows: rowsOf(same), candidates },
  };
}

const MOST_NAMED = 10;

/** The numbers of rows, at most ten of them. */
function rowsOf(rows: readonly { at: number }[]): string {
  const named = rows.slice(0, MOST_NAMED).map(({ at }) => String(at + 1));
  return [...named, ...(rows.length > MOST_NAMED ? ['…'] : [])].join(', ');
}

function groupBy<T, Key>(items: readonly T[], keyOf: (item: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
