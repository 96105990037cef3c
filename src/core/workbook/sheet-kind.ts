import { joinAccount, type AccountStructure } from '../account/account-structure.js';
import type { SheetCells } from './decode.js';
import { budgetColumns, POSITION_COLUMNS, segmentKey, type SheetColumn } from './layout.js';
import type { CellValue } from './read-figure.js';
import { LAST_HEADER_ROW, recogniseColumns, titlesIn } from './recognise-columns.js';
import { textOf } from './row-checks.js';

export type SheetKind = 'budget' | 'positions';

/** Titles that every district has: account segments are each district's own. */
const FIXED_TITLES: Record<SheetKind, readonly SheetColumn[]> = {
  budget: budgetColumns({ separator: '-', segments: [] }),
  positions: POSITION_COLUMNS,
};

/** How many of them no other table has by chance. */
const ENOUGH_TITLES = 6;

/** How many rows of a sheet have to be read to tell its kind. */
export const ROWS_OF_TITLES = LAST_HEADER_ROW + 1;

/** Whether a sheet, whatever it is called, is a Budget or a Positions sheet by its titles; null where it is neither. */
export function kindOfSheet(values: SheetCells['values']): SheetKind | null {
  for (const kind of ['budget', 'positions'] as const)
    if (titlesIn(values, FIXED_TITLES[kind]).count >= ENOUGH_TITLES) return kind;
  return null;
}

/**
 * Where a copy of a sheet first holds something else than the original, from the titles down: zero-based row and column of
 * the copy; null where both hold the same.
 */
export function firstDifference(
  kind: SheetKind,
  original: SheetCells['values'],
  copy: SheetCells['values'],
): { row: number; column: number } | null {
  const from = titlesIn(original, FIXED_TITLES[kind]).row;
  const copyFrom = titlesIn(copy, FIXED_TITLES[kind]).row;
  const count = Math.max(original.length - from, copy.length - copyFrom);
  for (let row = 0; row < count; row += 1) {
    const [one, other] = [original[from + row] ?? [], copy[copyFrom + row] ?? []];
    for (let column = 0; column < Math.max(one.length, other.length); column += 1)
      if (!isSame(one[column], other[column])) return { row: copyFrom + row, column };
  }
  return null;
}

const isSame = (one: CellValue | undefined, other: CellValue | undefined) =>
  one === other || textOf(one ?? null) === textOf(other ?? null);

/** What says which site a Budget sheet is of, where nothing else does. */
export type TellingRows = {
  lineIds: string[];
  accounts: string[];
  /** Budget years that the text above the titles names. */
  years: string[];
};

/** The line ids and account strings of a Budget sheet. */
export function tellingRows(structure: AccountStructure, { values }: SheetCells): TellingRows {
  const { header, places } = recogniseColumns(values, budgetColumns(structure));
  const rows = values.slice(header + 1);
  const texts = (key: string) => {
    const column = places.get(key);
    return rows.map((row) => textOf(column === undefined ? null : (row[column] ?? null)));
  };
  const segments = structure.segments.map(({ code }) => texts(segmentKey(code)));
  const accounts = rows.map((_, at) =>
    joinAccount(
      structure,
      segments.map((codes) => codes[at] ?? ''),
    ),
  );
  const isWhole = (at: number) =>
    structure.segments.every(
      ({ isOptional }, segment) => isOptional === true || segments[segment]?.[at] !== '',
    );
  const above = values.slice(0, header).flatMap((row) => row.map((value) => textOf(value)));
  return {
    lineIds: telling(texts('lineId').filter((id) => id !== '')),
    accounts: telling(accounts.filter((_, at) => isWhole(at))),
    years: [...new Set(above.flatMap(yearsIn))],
  };
}

/** What ids and account strings hold at most; what is longer is neither. */
const LONGEST = 64;

/** Each once, for the lists go to the database. */
const telling = (texts: readonly string[]) => [...new Set(texts.filter(({ length }) => length <= LONGEST))];

/** School years such as `2024-25` in a text; `2024-03`, as of a date, is none. */
function yearsIn(text: string): string[] {
  return (text.match(/(?<![\d-])\d{4}-\d{2}(?![\d-])/g) ?? []).filter(
    (year) => (Number(year.slice(0, 4)) + 1) % 100 === Number(year.slice(5)),
  );
}

/** The lines of one site that a sheet may be of. */
export type LinesOfSite = { code: string; lineIds: ReadonlySet<string>; accounts: ReadonlySet<string> };

/**
 * The sites that rows are of: by their line ids, and only where no id is known by account strings that one site alone has.
 * More than one where the rows are of several.
 */
export function sitesOfRows(
  { lineIds, accounts }: Pick<TellingRows, 'lineIds' | 'accounts'>,
  sites: readonly LinesOfSite[],
): string[] {
  const byId = sites.filter((site) => lineIds.some((id) => site.lineIds.has(id)));
  if (byId.length > 0) return byId.map(({ code }) => code);
  const found = new Set<string>();
  for (const account of accounts) {
    const [only, ...others] = sites.filter((site) => site.accounts.has(account));
    if (only && others.length === 0) found.add(only.code);
  }
  return sites.map(({ code }) => code).filter((code) => found.has(code));
}
