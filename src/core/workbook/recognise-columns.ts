import { HEADER_ROW, type SheetColumn } from './layout.js';
import type { CellValue } from './read-figure.js';
import { textOf } from './row-checks.js';

/** How far down the titles may have been pushed by rows that somebody inserted above them. */
export const LAST_HEADER_ROW = 30;

export type RecognisedColumns = {
  /** Zero-based row of the titles. */
  header: number;
  /** The row of titles with those of known columns put right. */
  titles: CellValue[];
  /** Zero-based column by key, of those that were found. */
  places: Map<string, number>;
  /** Keys of hidden columns that the file does not have; each stands empty behind the last column. */
  lost: string[];
  /** Columns known by their neighbours alone: what their title should be, and what it is. */
  renamed: { column: number; title: string; is: string }[];
  /** Columns with the title of one that stands before them, which is the one that counts. */
  twice: { column: number; title: string; first: number }[];
};

/**
 * Finds the row of titles and the columns below it. A title counts in any case and with any blanks; of two that are the
 * same the first counts, and `twice` has the other. A column whose title is nowhere is the one column that nobody knows between its neighbours in the
 * layout, where exactly one column is looked for there; otherwise it stays missing. Hidden columns that are lost, as where a
 * program has no such thing, become empty ones behind the last.
 *
 * For what comes from elsewhere; `changedTitles` says why the sheet that the pane has open is held to its titles otherwise.
 */
export function recogniseColumns(
  values: readonly (readonly CellValue[])[],
  columns: readonly SheetColumn[],
): RecognisedColumns {
  const wanted = new Map(columns.map(({ title }, at) => [plain(title), at]));
  const header = titlesIn(values, columns).row;
  const titles = [...(values[header] ?? [])];
  const found: (number | undefined)[] = columns.map(() => undefined);
  const twice: RecognisedColumns['twice'] = [];
  titles.forEach((name, at) => {
    const column = wanted.get(plain(name));
    if (column === undefined) return;
    const first = found[column];
    if (first === undefined) found[column] = at;
    else twice.push({ column: at, title: columns[column]?.title ?? '', first });
  });
  const renamed = findRenamed(titles, columns, found);
  const places = new Map<string, number>();
  const lost: string[] = [];
  columns.forEach(({ key, title, isHidden, isOptional }, at) => {
    let place = found[at];
    if (place === undefined && isHidden && !isOptional) {
      place = values.reduce((most, { length }) => Math.max(most, length), titles.length);
      while (titles.length < place) titles.push(null);
      lost.push(key);
    }
    if (place === undefined) return;
    titles[place] = title;
    places.set(key, place);
  });
  return { header, titles, places, lost, renamed, twice };
}

function plain(value: CellValue | undefined): string {
  return textOf(value ?? null)
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

/** The row with most of the titles among the first, and how many; where the layout has it when none has any. */
export function titlesIn(
  values: readonly (readonly CellValue[])[],
  columns: readonly SheetColumn[],
): { row: number; count: number } {
  const wanted = new Set(columns.map(({ title }) => plain(title)));
  let best = { row: HEADER_ROW, count: countTitles(values[HEADER_ROW], wanted) };
  for (let row = 0; row <= LAST_HEADER_ROW; row += 1) {
    const count = countTitles(values[row], wanted);
    if (count > best.count) best = { row, count };
  }
  return best;
}

function countTitles(row: readonly CellValue[] | undefined, wanted: ReadonlySet<string>): number {
  return new Set((row ?? []).map(plain).filter((title) => wanted.has(title))).size;
}

/** Fills `found` with columns that only their neighbours tell, and says which. */
function findRenamed(
  titles: readonly CellValue[],
  columns: readonly SheetColumn[],
  found: (number | undefined)[],
): RecognisedColumns['renamed'] {
  const claimed = new Set(found);
  const renamed: RecognisedColumns['renamed'] = [];
  columns.forEach(({ title, isHidden, isOptional }, at) => {
    if (found[at] !== undefined || isHidden || isOptional) return;
    const before = nearest(found, columns, at, -1);
    const after = nearest(found, columns, at, 1);
    if (before === null || after?.place === undefined) return;
    const from = before.place === undefined ? 0 : before.place + 1;
    const free: number[] = [];
    for (let place = from; place < after.place; place += 1)
      if (!claimed.has(place) && plain(titles[place]) !== '') free.push(place);
    const [only] = free;
    if (free.length !== 1 || only === undefined) return;
    found[at] = only;
    claimed.add(only);
    renamed.push({ column: only, title, is: textOf(titles[only] ?? null) });
  });
  return renamed;
}

/** The next column that must be there in one direction; null where that one is missing too, so that two are looked for. */
function nearest(
  found: readonly (number | undefined)[],
  columns: readonly SheetColumn[],
  at: number,
  step: 1 | -1,
): { place: number | undefined } | null {
  for (let other = at + step; other >= 0 && other < columns.length; other += step) {
    const place = found[other];
    if (place !== undefined) return { place };
    if (columns[other]?.isOptional !== true) return null;
  }
  return { place: undefined };
}
