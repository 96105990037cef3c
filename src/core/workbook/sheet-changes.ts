import type { LineItem } from '../budget/line-item.js';
import type { SiteContent } from '../budget/site-content.js';
import type { BookIndex } from '../validation/book-index.js';
import type { Owners } from '../validation/owned-rows.js';
import { computeFigures } from '../validation/sheet-state.js';
import type { DecodedWorkbook, RowPlaces } from './decode.js';
import { budgetColumns, POSITION_COLUMNS, type ColumnKind, type SheetColumn } from './layout.js';
import type { CellValue } from './read-figure.js';
import { budgetCells, openLineKeys, openPostKeys, positionCells } from './sheet-plan.js';

/** A cell as it should stand, by column key. `kind` gives its number format: codes must be text before they are written. */
export type CellToPlan = { key: string; kind: ColumnKind; value: CellValue };

export type CellInRow = CellToPlan & { id: string };

/** A row to put in below the row `afterId`; null is directly below the column titles. */
export type RowToAdd = {
  id: string;
  afterId: string | null;
  cells: CellToPlan[];
  openKeys: readonly string[];
};

/** A cell that changes hands, such as the FTE of a post that another office's account pays now. */
export type LockToSet = { id: string; key: string; isLocked: boolean };

/** What has to be done to one sheet. Rows added below the same row stand in the order given. */
export type ChangesOfSheet = {
  cells: CellInRow[];
  added: RowToAdd[];
  deleted: string[];
  locks: LockToSet[];
  /** Only cells that are open to the person change: the sheet's protection need not be touched. */
  isOpenOnly: boolean;
};

export const NO_CHANGES: ChangesOfSheet = { cells: [], added: [], deleted: [], locks: [], isOpenOnly: true };

/** What has to be done to Budget and Positions so that they hold a content. */
export type SheetChanges = { lines: ChangesOfSheet; positions: ChangesOfSheet };

/**
 * What makes an open workbook hold `target`: the cells that differ, the rows to add and those to delete. Order is no
 * content: rows stay where they stand. A new row in the midst of `target` comes below the one before it there; a new
 * line at its end below the last one of its funding source, a new post below the last one that its first account pays,
 * both else at the end. Derived cells follow the target's figures, in the
 * target's order: the first of two lines of one account takes what posts put there. Rows that could not be read
 * (without id, or copied) are left alone.
 */
export function planSheetChanges(
  index: BookIndex,
  decoded: DecodedWorkbook,
  target: SiteContent,
  owners: Owners,
): SheetChanges {
  const figures = computeFigures(index, target);
  const { content } = decoded;
  const lines = changesOf(content.lines, target.lines, {
    columns: budgetColumns(index.book.plan.chart.structure),
    places: decoded.lines,
    group: (line) => index.account(line.account).fundingSource,
    now: (line) => lineNow(index, decoded, line),
    wanted: (line) => budgetCells(index, line, figures.lines.get(line.id)),
    openKeys: (line) => openLineKeys(index, line, owners),
  });
  const positions = changesOf(content.positions, target.positions, {
    columns: POSITION_COLUMNS,
    places: decoded.positions,
    group: (post) => post.splits[0]?.account ?? null,
    now: (post) => positionCells(index, post),
    wanted: (post) => positionCells(index, post),
    openKeys: (post) => openPostKeys(index, post, owners),
  });
  return { lines, positions };
}

/** Whether there is nothing to do. */
export function isNoChange({ lines, positions }: SheetChanges): boolean {
  return [lines, positions].every(
    ({ cells, added, deleted, locks }) => cells.length + added.length + deleted.length + locks.length === 0,
  );
}

type RowKind<Row> = {
  columns: readonly SheetColumn[];
  places: RowPlaces;
  /** Rows of one group stand together where they can; null has none. */
  group: (row: Row) => string | null;
  /** What the cells show; a key left out shows something that no value equals. */
  now: (row: Row) => Record<string, CellValue>;
  wanted: (row: Row) => Record<string, CellValue>;
  openKeys: (row: Row) => readonly string[];
};

function changesOf<Row extends { id: string }>(
  found: readonly Row[],
  target: readonly Row[],
  kind: RowKind<Row>,
): ChangesOfSheet {
  const standing = new Map(found.map((row) => [row.id, row]));
  const cells: CellInRow[] = [];
  const locks: LockToSet[] = [];
  const added: RowToAdd[] = [];
  let isOpenOnly = true;
  const place = placer(found, kind);
  const tail = target.reduce((last, { id }, at) => (standing.has(id) ? at : last), -1);
  let above: string | null = null;
  for (const [at, row] of target.entries()) {
    const before = standing.get(row.id);
    const wanted = kind.wanted(row);
    const openKeys = kind.openKeys(row);
    if (!before) {
      const all = kind.columns.map(({ key, kind: cell }) => ({
        key,
        kind: cell,
        value: wanted[key] ?? null,
      }));
      const afterId = at < tail && above !== null ? above : place(row);
      added.push({ id: row.id, afterId, cells: all, openKeys });
      continue;
    }
    above = row.id;
    const wasOpen = kind.openKeys(before);
    const changed = differentCells(kind, kind.now(before), wanted);
    cells.push(...changed.map((cell) => ({ id: row.id, ...cell })));
    locks.push(...differentLocks(row.id, wasOpen, openKeys));
    if (changed.some(({ key }) => !wasOpen.includes(key))) isOpenOnly = false;
  }
  const kept = new Set(target.map(({ id }) => id));
  const deleted = found.flatMap(({ id }) => (kept.has(id) ? [] : [id]));
  isOpenOnly &&= added.length + deleted.length + locks.length === 0;
  return { cells, added, deleted, locks, isOpenOnly };
}

function differentCells<Row>(
  { columns }: RowKind<Row>,
  now: Record<string, CellValue>,
  wanted: Record<string, CellValue>,
): CellToPlan[] {
  return columns.flatMap(({ key, kind }) => {
    const value = wanted[key] ?? null;
    const isSame = key in now && shown(now[key] ?? null, kind) === shown(value, kind);
    return isSame ? [] : [{ key, kind, value }];
  });
}

/** What a cell says: a blank figure is zero, and blanks around a text are none of it. */
function shown(value: CellValue, kind: ColumnKind): CellValue {
  if (kind === 'money' || kind === 'fte') return value === null || value === '' ? 0 : value;
  return value === null ? '' : String(value).trim();
}

function differentLocks(id: string, was: readonly string[], is: readonly string[]): LockToSet[] {
  return [
    ...is.filter((key) => !was.includes(key)).map((key) => ({ id, key, isLocked: false })),
    ...was.filter((key) => !is.includes(key)).map((key) => ({ id, key, isLocked: true })),
  ];
}

/** Finds the row that a new one comes below, by where the rows stand now. */
function placer<Row extends { id: string }>(
  found: readonly Row[],
  { places, group }: RowKind<Row>,
): (row: Row) => string | null {
  const lastOf = new Map<string | null, { id: string; at: number }>();
  let last: { id: string; at: number } | null = null;
  for (const row of found) {
    const here = { id: row.id, at: places.rows.get(row.id) ?? -1 };
    const key = group(row);
    if (here.at > (lastOf.get(key)?.at ?? -1)) lastOf.set(key, here);
    if (here.at > (last?.at ?? -1)) last = here;
  }
  return (row) => {
    const key = group(row);
    return ((key === null ? undefined : lastOf.get(key)) ?? last)?.id ?? null;
  };
}

/** What the Budget row of a line shows. Amount and FTE may be derived, and then stand apart from what is stored. */
function lineNow(index: BookIndex, decoded: DecodedWorkbook, line: LineItem): Record<string, CellValue> {
  const cells = budgetCells(index, line, undefined);
  const { amountCents = null, fte = null } = decoded.shown.get(line.id) ?? {};
  // Text where a figure should be is known on a line that is typed into; on one that posts feed it equals nothing.
  const isKnownText = line.unread.some(({ field }) => field === 'amount');
  return Object.fromEntries(
    Object.entries(cells).flatMap(([key, value]): [string, CellValue][] => {
      if (key === 'fte') return fte === null ? [] : [[key, fte / 10_000]];
      if (key !== 'amount' || (amountCents === null && isKnownText)) return [[key, value]];
      return amountCents === null ? [] : [[key, amountCents / 100]];
    }),
  );
}
