import type { Problem } from '../../src/core/problem.js';
import type { SheetCells } from '../../src/core/workbook/decode.js';
import { cellAddress, SHEET_NAMES } from '../../src/core/workbook/layout.js';
import {
  firstDifference,
  kindOfSheet,
  ROWS_OF_TITLES,
  type SheetKind,
} from '../../src/core/workbook/sheet-kind.js';
import { readFirstRows, readSheet, type RawSheet, type SharedParts } from './read-sheet.js';
import type { SheetEntry, TakePart, TakeStart } from './workbook-parts.js';
import { BrokenPart, PartFault } from './xml-part.js';

/** Where sheets are looked for. */
export type OpenBook = {
  sheets: readonly SheetEntry[];
  take: TakePart;
  takeStart: TakeStart;
  shared: SharedParts;
  maxCells: number;
};

/** A sheet of a kind with what was found about others of that kind; null where the book has none. */
export type FoundSheet = { cells: SheetCells | null; problems: Problem[] };
/** Tells the kind of a sheet by what it holds. */
type KindOf = (entry: SheetEntry) => SheetKind | null;

const isNamed = (name: string, wanted: string) => name.toLowerCase() === wanted.toLowerCase();

/** The sheet that says who the workbook is; null where there is none. Numbers puts the name of the table behind its own. */
export function readIdentitySheet(book: OpenBook): RawSheet | null {
  const own = SHEET_NAMES.identity;
  const entry =
    book.sheets.find(({ name }) => isNamed(name, own)) ??
    book.sheets.find(({ name }) => name.toLowerCase().startsWith(`${own} `));
  return entry ? readEntry(book, entry) : null;
}

/**
 * The sheets of each kind: the one that has its name, or else whatever has its titles. Of copies that hold the same the first
 * counts, with a note (`workbook.sheetRepeats`); of those that do not, nobody can say which one counts
 * (`workbook.twoSheets`, fatal, one a copy). Of all others no more is unpacked than shows what they are, and once.
 */
export function findSheets(book: OpenBook, { isOurs }: { isOurs: boolean }): Record<SheetKind, FoundSheet> {
  const known = new Map<string, SheetKind | null>();
  const kindOf: KindOf = (entry) => {
    const before = known.get(entry.path);
    if (before !== undefined) return before;
    const kind = kindByTitles(book, entry);
    known.set(entry.path, kind);
    return kind;
  };
  const find = (kind: SheetKind) => findSheet(book, kind, kindOf, isOurs);
  return { budget: find('budget'), positions: find('positions') };
}

function findSheet(book: OpenBook, kind: SheetKind, kindOf: KindOf, isOurs: boolean): FoundSheet {
  const named = book.sheets.find(({ name }) => isNamed(name, SHEET_NAMES[kind]));
  const others = book.sheets.filter(
    (entry) => entry !== named && !isOwnName(entry.name) && kindOf(entry) === kind,
  );
  // In a stranger's workbook the name alone says nothing.
  const isTaken = named !== undefined && (isOurs || kindOf(named) === kind);
  const [first, ...copies] = isTaken ? [named, ...others] : others;
  if (!first) return { cells: null, problems: [] };
  const original = readEntry(book, first);
  return {
    cells: cellsOf(original, first.name, kind),
    problems: copies.map((copy) => {
      const difference = firstDifference(kind, original.values, readEntry(book, copy).values);
      return copyProblem(first.name, copy.name, difference);
    }),
  };
}

/** Sheets that a site's workbook has besides: known by their names, and never looked into. */
function isOwnName(name: string): boolean {
  return Object.values(SHEET_NAMES).some((own) => isNamed(name, own));
}

/** The kind of a sheet that may be anything: one that cannot be read is none of ours, and no business of a reader. */
function kindByTitles(
  { takeStart, shared, maxCells }: OpenBook,
  { path, hasCells }: SheetEntry,
): SheetKind | null {
  try {
    const start = hasCells ? takeStart(path) : null;
    return start && kindOfSheet(readFirstRows(path, start, shared, { rows: ROWS_OF_TITLES, maxCells }));
  } catch (error) {
    if (error instanceof PartFault) return null;
    throw error;
  }
}

function readEntry({ take, shared, maxCells }: OpenBook, { path }: SheetEntry): RawSheet {
  const part = take(path);
  if (!part) throw new BrokenPart(`${path} is missing`);
  return readSheet(path, part, shared, maxCells);
}

function cellsOf({ values, merges, unworked }: RawSheet, name: string, kind: SheetKind): SheetCells {
  return {
    values,
    ...(merges.length > 0 ? { merges } : {}),
    ...(unworked.length > 0 ? { unworked } : {}),
    ...(isNamed(name, SHEET_NAMES[kind]) ? {} : { name }),
  };
}

function copyProblem(
  original: string,
  copy: string,
  difference: { row: number; column: number } | null,
): Problem {
  if (difference === null)
    return {
      code: 'workbook.sheetRepeats',
      severity: 'info',
      place: { kind: 'workbook', sheet: copy },
      params: { sheet: copy, original },
    };
  const cell = cellAddress(difference.row, difference.column);
  return {
    code: 'workbook.twoSheets',
    severity: 'fatal',
    place: { kind: 'workbook', sheet: copy, cell },
    params: { sheet: copy, original, cell },
  };
}
