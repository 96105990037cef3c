import { LineItem } from '../budget/line-item.js';
import type { Problem } from '../problem.js';
import { cellAddress } from './layout.js';
import type { CellValue } from './read-figure.js';

/**
 * A row that has no id of its own in the sheet: a copy of another row, or one typed below the others. It counts as a
 * new row under `id` until somebody writes that id into the sheet.
 */
export type NewRow = {
  id: string;
  /** Zero-based row of the sheet. */
  row: number;
  /** What stands in its id column: the id of the row it was copied from, or nothing. */
  writtenId: string;
  /** The rows that may be the original where that could not be decided, the one taken meanwhile included. */
  choices: readonly number[];
  /** What the row held, so that it is known again where it moved. */
  fingerprint: string;
};

/** What the reading before knew of one sheet. */
export type KnownRows = { rows: ReadonlyMap<string, number>; newRows: readonly NewRow[] };

/** A row as it stands in the sheet. */
export type SheetRow = { row: number; writtenId: string; values: readonly CellValue[] };

/** How the rows of one sheet are told apart. */
export type RowChecks = {
  sheet: string;
  /** Whether the server knows a row with that id. */
  isKnown: (id: string) => boolean;
  /** Whether the locked cells are those of the row with that id on the server. */
  matchesFixed: (row: SheetRow, id: string) => boolean;
  /** Whether the typed cells are those of the row with that id on the server. */
  matchesTyped: (row: SheetRow, id: string) => boolean;
  /** Whether a row without id can be taken as a new one: it names an account in full. */
  isWhole: (row: SheetRow) => boolean;
  /** What a row is about, which its id can be made from: its account string and title, say. */
  naming: (row: SheetRow) => string;
  place: (id: string) => Problem['place'];
};

export type IdentifiedRows = { ids: Map<SheetRow, string>; newRows: NewRow[]; problems: Problem[] };

/**
 * Gives an id to a new row. It is asked again with the same naming where the id is another row's, and must give another
 * then.
 */
export type NewId = (naming: string) => string;

/** Ids for readers that store nothing: `new-1`, `new-2` in the order of the sheet. */
export function numberedIds(): NewId {
  let count = 0;
  return () => `new-${String((count += 1))}`;
}

/**
 * Gives every row its id. Of rows that share one, the row that the server knows keeps it: by its locked cells, then by
 * where it stood at a reading that had the copies already, then by its typed cells, then by where it stood before the
 * copies came. What is still open is asked (`row.copyUndecided`), the upper row being the original meanwhile. All
 * others become new rows, with the id they had at the reading before. A row without id that names no account in full
 * is not taken (`row.withoutId`), and is the only one without id in the answer.
 */
export function identifyRows(
  rows: readonly SheetRow[],
  checks: RowChecks,
  before: KnownRows | null,
  newId: NewId,
): IdentifiedRows {
  const groups = new Map<string, SheetRow[]>();
  const ids = new Map<SheetRow, string>();
  for (const row of rows) {
    const group = groups.get(row.writtenId);
    if (group) group.push(row);
    else groups.set(row.writtenId, [row]);
  }
  const problems: Problem[] = [];
  const copies: Copy[] = [];
  for (const [id, group] of groups) {
    // One too long to be stored was not given by Sitebook.
    if (!checks.isKnown(id) && !LineItem.shape.id.safeParse(id).success) {
      for (const row of group) {
        if (checks.isWhole(row)) copies.push({ row, original: null, choices: [] });
        else problems.push(withoutId(checks.sheet, row));
      }
      continue;
    }
    const { original, choices } =
      group.length === 1 ? { original: group[0], choices: [] } : choose(group, id, checks, before);
    if (original === undefined) continue;
    ids.set(original, id);
    if (choices.length > 0) problems.push(undecided(checks.sheet, original, choices));
    for (const row of group) if (row !== original) copies.push({ row, original, choices });
  }
  const newRows = nameCopies(copies, new Set(groups.keys()), before, newId, checks);
  for (const [at, { row, original }] of copies.entries()) {
    const id = newRows[at]?.id ?? '';
    ids.set(row, id);
    problems.push(newRow(checks, id, row, original));
  }
  return { ids, newRows, problems };
}

type Copy = { row: SheetRow; original: SheetRow | null; choices: readonly number[] };

function choose(
  group: readonly SheetRow[],
  id: string,
  checks: RowChecks,
  before: KnownRows | null,
): { original: SheetRow | undefined; choices: number[] } {
  const fixed = narrow(group, (row) => checks.matchesFixed(row, id));
  if (fixed.length === 1) return { original: fixed[0], choices: [] };
  const stood = fixed.find(({ row }) => row === before?.rows.get(id));
  const knownCopy = before?.newRows.find(({ writtenId }) => writtenId === id);
  if (stood && knownCopy) {
    const isStillThere = (row: number) => group.some((candidate) => candidate.row === row);
    return { original: stood, choices: knownCopy.choices.filter(isStillThere) };
  }
  const typed = narrow(fixed, (row) => checks.matchesTyped(row, id));
  if (typed.length === 1) return { original: typed[0], choices: [] };
  if (stood && typed.includes(stood)) return { original: stood, choices: [] };
  return { original: typed[0], choices: typed.map(({ row }) => row) };
}

/** Those that pass, or all where none does. */
function narrow(rows: readonly SheetRow[], passes: (row: SheetRow) => boolean): readonly SheetRow[] {
  const passing = rows.filter(passes);
  return passing.length > 0 ? passing : rows;
}

/** Copies keep the id of the reading before: first those that did not change, then those that only moved or changed. */
function nameCopies(
  copies: readonly Copy[],
  written: ReadonlySet<string>,
  before: KnownRows | null,
  newId: NewId,
  { isKnown, naming }: RowChecks,
): NewRow[] {
  if (copies.length === 0) return [];
  const free = new Set((before?.newRows ?? []).filter(({ id }) => !written.has(id)));
  const wanted = copies.map(({ row, choices }) => ({
    row: row.row,
    writtenId: row.writtenId,
    choices,
    fingerprint: JSON.stringify(row.values),
    id: '',
  }));
  const fits: ((was: NewRow, is: NewRow) => boolean)[] = [
    (was, is) => was.row === is.row && was.fingerprint === is.fingerprint,
    (was, is) => was.fingerprint === is.fingerprint,
    (was, is) => was.row === is.row,
  ];
  for (const fit of free.size === 0 ? [] : fits) {
    for (const copy of wanted.filter(({ id }) => id === '')) {
      const known = [...free].find((was) => was.writtenId === copy.writtenId && fit(was, copy));
      if (!known) continue;
      free.delete(known);
      copy.id = known.id;
    }
  }
  const taken = new Set([...written, ...wanted.map(({ id }) => id)]);
  for (const [at, copy] of wanted.entries()) {
    const { row } = copies[at] ?? {};
    while (copy.id === '' && row) {
      const id = newId(naming(row));
      if (!taken.has(id) && !isKnown(id)) copy.id = id;
    }
    taken.add(copy.id);
  }
  return wanted;
}

function withoutId(sheet: string, { row }: SheetRow): Problem {
  return {
    code: 'row.withoutId',
    severity: 'fatal',
    place: { kind: 'workbook', sheet, cell: cellAddress(row, 0) },
    params: { row: row + 1, sheet },
  };
}

function newRow(checks: RowChecks, id: string, { row }: SheetRow, original: SheetRow | null): Problem {
  const { sheet } = checks;
  return {
    code: original === null ? 'row.typedIsNew' : 'row.copyIsNew',
    severity: 'info',
    place: checks.place(id),
    params: { row: row + 1, sheet, ...(original === null ? {} : { originalRow: original.row + 1 }) },
  };
}

function undecided(sheet: string, original: SheetRow, choices: readonly number[]): Problem {
  return {
    code: 'row.copyUndecided',
    severity: 'warning',
    place: { kind: 'workbook', sheet, cell: cellAddress(original.row, 0) },
    params: {
      sheet,
      rows: choices.map((row) => row + 1).join(', '),
      originalRow: original.row + 1,
    },
  };
}
