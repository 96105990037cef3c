import { compileCodePattern } from './account-pattern.js';
import { parseAccount, type AccountStructure } from './account-structure.js';
import type { CombinationFault, CombinationTable } from './combination-table.js';

/** A table made ready: judging one account takes a few map look-ups, whatever the size of the table. */
export type CompiledTable = {
  id: string;
  /** Whether the table has a say about an account, from its segment codes in the structure's order. */
  applies: (codes: readonly string[]) => boolean;
  /** The fault of an account, or null when it fits or the table does not apply. */
  check: (codes: readonly string[]) => CombinationFault | null;
};

type CodeTest = (code: string) => boolean;
type Judgement = { reason: CombinationFault['reason']; unlisted: string[] } | null;
/** A kind of table reduced to: the places it looks at, and its judgement of codes as the table sees them. */
type Judge = { places: number[]; required: number[]; judge: (codes: readonly string[]) => Judgement };

type Condition = { at: number; test: CodeTest };

/**
 * Prepares tables for a structure. `toState` gives the state's codes of an account for tables of the state. Throws a
 * RangeError on a table that names a segment the structure lacks or an account string of another shape; `checkChart`
 * lists those.
 */
export function compileCombinations(
  structure: AccountStructure,
  tables: readonly CombinationTable[],
  toState: (codes: readonly string[]) => readonly string[],
): CompiledTable[] {
  return tables.map((table) => compileTable(structure, table, toState));
}

function compileTable(
  structure: AccountStructure,
  table: CombinationTable,
  toState: (codes: readonly string[]) => readonly string[],
): CompiledTable {
  const { places, required, judge } = compileKind(structure, table);
  const when = compileConditions(structure, table, table.when);
  const unless = compileConditions(structure, table, table.unless);
  const segments = places.map((at) => structure.segments[at]?.code ?? '');
  const seen = table.isOfState === true ? toState : (codes: readonly string[]) => codes;
  const canLackCode = required.filter((at) => structure.segments[at]?.isOptional === true);
  // Plain loops: this runs for every table and every distinct account of a district.
  const appliesTo = (codes: readonly string[]) => {
    for (const at of canLackCode) if ((codes[at] ?? '') === '') return false;
    return meetsAll(when, codes) && (unless.length === 0 || !meetsAll(unless, codes));
  };
  return {
    id: table.id,
    applies: (codes) => appliesTo(seen(codes)),
    check(ownCodes) {
      const codes = seen(ownCodes);
      if (!appliesTo(codes)) return null;
      const judgement = judge(codes);
      if (judgement === null) return null;
      const pick = (from: readonly string[]) => places.map((at) => from[at] ?? '');
      return { table: table.id, ...judgement, segments, codes: pick(codes), ownCodes: pick(ownCodes) };
    },
  };
}

function meetsAll(conditions: readonly Condition[], codes: readonly string[]): boolean {
  for (const { at, test } of conditions) if (!test(codes[at] ?? '')) return false;
  return true;
}

function compileKind(structure: AccountStructure, table: CombinationTable): Judge {
  switch (table.kind) {
    case 'pairs':
      return compilePairs(structure, table);
    case 'ranges':
      return compileRanges(structure, table);
    case 'list':
      return compileList(structure, table);
  }
}

type TableOf<Kind extends CombinationTable['kind']> = Extract<CombinationTable, { kind: Kind }>;

/** What a table says of an account that none of its rows fits; `unlisted` are segments whose codes it never names. */
function unfit(table: CombinationTable, unlisted: string[]): Judgement {
  if (unlisted.length === 0) return { reason: 'notAllowed', unlisted };
  return table.unlisted === 'allowed' ? null : { reason: 'unlisted', unlisted };
}

function compilePairs(structure: AccountStructure, table: TableOf<'pairs'>): Judge {
  const row = placeOf(structure, table, table.rowSegment);
  const column = placeOf(structure, table, table.columnSegment);
  const pairs = new Map(Object.entries(table.pairs).map(([code, columns]) => [code, new Set(columns)]));
  const columns = new Set([...(table.columns ?? []), ...Object.values(table.pairs).flat()]);
  const places = [row, column];
  return {
    places,
    required: places,
    judge(codes) {
      const rowCode = codes[row] ?? '';
      const columnCode = codes[column] ?? '';
      const isListed = pairs.get(rowCode)?.has(columnCode) ?? false;
      if (table.sense === 'forbidden') return isListed ? { reason: 'forbidden', unlisted: [] } : null;
      if (isListed) return null;
      const unlisted: string[] = [];
      if (!pairs.has(rowCode)) unlisted.push(table.rowSegment);
      if (!columns.has(columnCode)) unlisted.push(table.columnSegment);
      return unfit(table, unlisted);
    },
  };
}

const BITS = 32;

/** Each code is turned once into the set of rows it fits, as bits; an account fits where the sets of its codes meet. */
function compileRanges(structure: AccountStructure, table: TableOf<'ranges'>): Judge {
  const places = table.segments.map((segment) => placeOf(structure, table, segment));
  const words = Math.ceil(table.rows.length / BITS);
  const rowsOf = places.map((_, index) => {
    const segment = table.segments[index] ?? '';
    const tests = table.rows.map((row) => testOf(row[segment]));
    return remembered((code) => {
      const bits = new Uint32Array(words);
      tests.forEach((test, at) => {
        const word = Math.floor(at / BITS);
        if (test(code)) bits[word] = (bits[word] ?? 0) | (1 << (at % BITS));
      });
      return bits;
    });
  });
  const fits = (codes: readonly string[]) => {
    const sets = rowsOf.map((rows, index) => rows(codes[places[index] ?? 0] ?? ''));
    for (let word = 0; word < words; word += 1) {
      let common = -1;
      for (const set of sets) common &= set[word] ?? 0;
      if (common !== 0) return true;
    }
    return false;
  };
  return {
    places,
    required: places,
    judge(codes) {
      const isListed = fits(codes);
      if (table.sense === 'forbidden') return isListed ? { reason: 'forbidden', unlisted: [] } : null;
      if (isListed) return null;
      const isNamed = rowsOf[0]?.(codes[places[0] ?? 0] ?? '').some((word) => word !== 0) ?? true;
      return unfit(table, isNamed ? [] : [table.segments[0] ?? '']);
    },
  };
}

/** Entries that name the same segments share one set of keys, so a check is one look-up for each such group. */
function compileList(structure: AccountStructure, table: TableOf<'list'>): Judge {
  const groups = new Map<string, { places: number[]; keys: Set<string> }>();
  const firstCodes = new Map<number, Set<string>>();
  const named = new Set<number>();
  const required = new Set<number>();
  for (const entry of table.entries) {
    const codes = codesOfEntry(structure, table, entry);
    const entryPlaces = [...codes.keys()].sort((a, b) => a - b);
    const signature = entryPlaces.join(' ');
    const group = groups.get(signature) ?? { places: entryPlaces, keys: new Set() };
    groups.set(signature, group);
    group.keys.add(keyOf(entryPlaces, (at) => codes.get(at) ?? ''));
    for (const at of entryPlaces) {
      named.add(at);
      if (typeof entry !== 'string') required.add(at);
      firstCodes.set(at, (firstCodes.get(at) ?? new Set()).add(codes.get(at) ?? ''));
    }
  }
  const places = [...named].sort((a, b) => a - b);
  const [first = 0] = places;
  const groupList = [...groups.values()];
  const namesEveryFirst = groupList.some((group) => !group.places.includes(first));
  return {
    places,
    required: [...required],
    judge(codes) {
      const isListed = groupList.some((group) =>
        group.keys.has(keyOf(group.places, (at) => codes[at] ?? '')),
      );
      if (table.sense === 'forbidden') return isListed ? { reason: 'forbidden', unlisted: [] } : null;
      if (isListed) return null;
      const isNamed = namesEveryFirst || (firstCodes.get(first)?.has(codes[first] ?? '') ?? false);
      return unfit(table, isNamed ? [] : [structure.segments[first]?.code ?? '']);
    },
  };
}

function codesOfEntry(
  structure: AccountStructure,
  table: CombinationTable,
  entry: string | Record<string, string>,
): Map<number, string> {
  if (typeof entry !== 'string') {
    return new Map(
      Object.entries(entry).map(([segment, code]) => [placeOf(structure, table, segment), code]),
    );
  }
  const parsed = parseAccount(structure, entry);
  if (!parsed.ok)
    throw new RangeError(`The combination table ${table.id} lists ${entry}, which is no account`);
  return new Map(parsed.codes.map((code, at) => [at, code]));
}

function keyOf(places: readonly number[], code: (at: number) => string): string {
  let key = '';
  for (const at of places) key += `${code(at)}\n`;
  return key;
}

function compileConditions(
  structure: AccountStructure,
  table: CombinationTable,
  conditions: Record<string, string> | undefined,
): Condition[] {
  return Object.entries(conditions ?? {}).map(([segment, pattern]) => ({
    at: placeOf(structure, table, segment),
    test: remembered(compileCodePattern(pattern)),
  }));
}

function testOf(pattern: string | undefined): CodeTest {
  return pattern === undefined ? () => true : compileCodePattern(pattern);
}

function placeOf(structure: AccountStructure, table: CombinationTable, segment: string): number {
  const at = structure.segments.findIndex(({ code }) => code === segment);
  if (at < 0) throw new RangeError(`The combination table ${table.id} names no segment ${segment}`);
  return at;
}

function remembered<T>(compute: (code: string) => T): (code: string) => T {
  const known = new Map<string, T>();
  return (code) => {
    let value = known.get(code);
    if (value === undefined) known.set(code, (value = compute(code)));
    return value;
  };
}
