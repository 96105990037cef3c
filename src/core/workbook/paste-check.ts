import type { UnreadCell } from '../budget/line-item.js';
import { FTE_SCALE } from '../fte.js';
import type { BookIndex } from '../validation/book-index.js';
import type { Owners } from '../validation/owned-rows.js';
import type { DecodedWorkbook, RowPlaces } from './decode.js';
import { INPUT_HINTS } from './input-hints.js';
import {
  budgetColumns,
  NUMBER_FORMATS,
  POSITION_COLUMNS,
  SHEET_NAMES,
  type ColumnKind,
  type SheetColumn,
} from './layout.js';
import { openLineKeys, openPostKeys, TYPED_LINE_KEYS, TYPED_POST_KEYS } from './sheet-plan.js';

/** Cells that changed at once, zero-based and inclusive. */
export type CellBlock = {
  sheet: string;
  firstRow: number;
  lastRow: number;
  firstColumn: number;
  lastColumn: number;
};

/** What is written into the cell of a figure that was text. */
export function valueOfFault({ figure, columnKind }: PasteFault): number | null {
  return figure === null ? null : figure / (columnKind === 'fte' ? FTE_SCALE : 100);
}

/** The columns of a block that somebody types into, and the rows of it that hold lines or posts. */
export type PasteScope = CellBlock & { columns: { key: string; column: number }[] };

/** How the cells of one column of a block are formatted, from its first row on. */
export type ColumnFormats = {
  key: string;
  isLocked: readonly boolean[];
  numberFormats: readonly string[];
  /** Excel's own check of the column is there on all rows. */
  hasHint: boolean;
};

export type PasteFault = {
  /** The cell was locked, got a number format that hides or changes what it holds, or holds a figure as text. */
  kind: 'locked' | 'restyled' | 'text';
  sheet: string;
  row: number;
  column: number;
  title: string;
  columnKind: ColumnKind;
  /** What the cell holds, where it is text; the number format, where that is the fault. */
  text: string;
  /** The figure that text can only mean: cents, or ten-thousandths in an FTE column. */
  figure: number | null;
};

export type LostHint = { key: string; column: number; title: string; firstRow: number; lastRow: number };

export type PasteReport = {
  sheet: string;
  /** Rows of lines and posts that the paste touched, and how many of them nothing has to be fixed in. */
  rowCount: number;
  fineCount: number;
  faults: PasteFault[];
  lostHints: LostHint[];
  /** Rows that came with the paste and count as new lines. */
  newRowCount: number;
};

/** What of a changed block must be looked at; null where it touches nothing that somebody types into. */
export function pasteScope(index: BookIndex, decoded: DecodedWorkbook, block: CellBlock): PasteScope | null {
  const { places, layout, typedKeys } = sheetOf(index, decoded, block.sheet);
  const rows = [...places.rows.values()].filter((row) => row >= block.firstRow && row <= block.lastRow);
  if (rows.length === 0) return null;
  const columns = layout.flatMap(({ key }) => {
    const column = places.columns.get(key);
    const isTyped = typedKeys.includes(key) && column !== undefined;
    return isTyped && column >= block.firstColumn && column <= block.lastColumn ? [{ key, column }] : [];
  });
  if (columns.length === 0) return null;
  return { ...block, firstRow: Math.min(...rows), lastRow: Math.max(...rows), columns };
}

/**
 * What a paste did to the cells that are open to `owners`: locks and number formats it brought along, checks it took
 * away, figures it left as text where they can only mean one number. Nothing is repaired here.
 */
export function checkPaste(
  index: BookIndex,
  decoded: DecodedWorkbook,
  owners: Owners,
  scope: PasteScope,
  formats: readonly ColumnFormats[],
): PasteReport {
  const { places, layout, unread, openKeys, newRows } = sheetOf(index, decoded, scope.sheet);
  const byKey = new Map(formats.map((column) => [column.key, column]));
  const layoutOf = new Map(layout.map((column) => [column.key, column]));
  const inScope = [...places.rows].filter(([, row]) => row >= scope.firstRow && row <= scope.lastRow);
  const faults: PasteFault[] = [];
  for (const [id, row] of inScope.sort(([, a], [, b]) => a - b)) {
    const open = openKeys(id, owners);
    for (const { key, column } of scope.columns) {
      const { title = '', kind = 'text' } = layoutOf.get(key) ?? {};
      if (!open.includes(key)) continue;
      const place = { sheet: scope.sheet, row, column, title, columnKind: kind, text: '', figure: null };
      const format = byKey.get(key);
      if (format?.isLocked[row - scope.firstRow] === true) faults.push({ ...place, kind: 'locked' });
      const numberFormat = format?.numberFormats[row - scope.firstRow] ?? NUMBER_FORMATS[kind];
      if (isRestyled(kind, numberFormat)) faults.push({ ...place, kind: 'restyled', text: numberFormat });
      const cell = unread(id).find((candidate) => candidate.field === key && candidate.reason === 'text');
      if (cell?.suggestion === undefined) continue;
      faults.push({ ...place, kind: 'text', text: cell.text, figure: cell.suggestion });
    }
  }
  const faulty = new Set(faults.map(({ row }) => row));
  const all = [...places.rows.values()];
  return {
    sheet: scope.sheet,
    rowCount: inScope.length,
    fineCount: inScope.length - faulty.size,
    faults,
    lostHints: scope.columns.flatMap(({ key, column }) =>
      INPUT_HINTS[key] === undefined || byKey.get(key)?.hasHint !== false
        ? []
        : [
            {
              key,
              column,
              title: layoutOf.get(key)?.title ?? '',
              firstRow: Math.min(...all),
              lastRow: Math.max(...all),
            },
          ],
    ),
    newRowCount: newRows.filter(({ row }) => row >= scope.firstRow && row <= scope.lastRow).length,
  };
}

type SheetSide = {
  places: RowPlaces;
  layout: readonly SheetColumn[];
  typedKeys: readonly string[];
  unread: (id: string) => readonly UnreadCell[];
  openKeys: (id: string, owners: Owners) => readonly string[];
  newRows: readonly { row: number }[];
};

function sheetOf(index: BookIndex, decoded: DecodedWorkbook, sheet: string): SheetSide {
  const { content } = decoded;
  if (sheet === SHEET_NAMES.budget) {
    const lines = new Map(content.lines.map((line) => [line.id, line]));
    return {
      places: decoded.lines,
      layout: budgetColumns(index.book.plan.chart.structure),
      typedKeys: TYPED_LINE_KEYS,
      unread: (id) => lines.get(id)?.unread ?? [],
      openKeys: (id, owners) => {
        const line = lines.get(id);
        return line ? openLineKeys(index, line, owners) : [];
      },
      newRows: decoded.newLines,
    };
  }
  const posts = new Map(content.positions.map((post) => [post.id, post]));
  return {
    places: decoded.positions,
    layout: POSITION_COLUMNS,
    typedKeys: TYPED_POST_KEYS,
    unread: (id) => posts.get(id)?.unread ?? [],
    openKeys: (id, owners) => {
      const post = posts.get(id);
      return post ? openPostKeys(index, post, owners) : [];
    },
    newRows: decoded.newPositions,
  };
}

/**
 * Whether a number format hides or changes what a cell holds: text, per cent, a date, or no digits at all. Another
 * look of the same number, such as a dollar sign, is nobody's fault.
 */
export function isRestyled(kind: ColumnKind, numberFormat: string): boolean {
  if (numberFormat === NUMBER_FORMATS[kind] || numberFormat === 'General') return false;
  const bare = numberFormat.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
  if (kind === 'text' || kind === 'code') return !bare.includes('@');
  return /[@%]/.test(bare) || /[dmyhs]/i.test(bare) || !/[0#?]/.test(bare);
}
