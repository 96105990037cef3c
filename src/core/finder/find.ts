import { parseAccount, type AccountString } from '../account/account-structure.js';
import type { Cents } from '../money.js';
import { OBJECT_SEGMENT } from '../staffing/derive.js';
import { ownTitle, type Finder } from './finder.js';
import { readQuery, UNKNOWN_WEIGHT, type QueryUnit } from './read-query.js';

export type FindOptions = {
  /** Code of the allocation's funding source; without it, every candidate that its own source allows is offered. */
  fundingSource?: string;
  /** Most accounts to return: 10 unless told, at most 100. */
  limit?: number;
};

/** An account that fits a query, with what a person needs to recognise it. */
export type FoundAccount = {
  account: AccountString;
  /** The code of every segment with its title; empty where the chart has none. */
  titles: { segment: string; code: string; title: string }[];
  /** What is bought, for what, then the account string: "Textbooks · JH INSTR/MATH · 100-1121-571-180-420". */
  label: string;
  score: number;
  /** The words of the query that this account answers, as typed. */
  matchedWords: string[];
  fundingSource: string | null;
  /** The site has a line on it. */
  isOwn: boolean;
  /** This year's budget of the site's own lines on it, in cents. */
  currentCents: Cents;
};

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;
const EXACT_SCORE = 10_000_000;
const BEGINNING_QUALITY = 1000;
const INNER_QUALITY = 700;
/** From how many candidates on a word that fits most of them counts less. */
const FEW_CANDIDATES = 50;

/**
 * Account strings for a query in plain words, codes or a mixture, best first: how well each word fits a code's
 * title, the site's line title or a synonym, then what the site itself uses. Only candidates that are valid for
 * the funding source; an account has to answer at least half of what was asked, otherwise the list is empty.
 * An empty query gives the site's most used accounts. Equal scores are ordered by account string.
 */
export function find(finder: Finder, query: string, options: FindOptions = {}): FoundAccount[] {
  const limit = Math.max(0, Math.min(MAX_LIMIT, Math.trunc(options.limit ?? DEFAULT_LIMIT) || 0));
  if (limit === 0) return [];
  const isAsked = (row: number) =>
    options.fundingSource === undefined || finder.sources[row] === options.fundingSource;
  if (query.trim() === '') {
    const used = [...finder.own.keys()].filter((row) => isAsked(row));
    const best = selectBest(finder, used, (row) => finder.useScores[row] ?? 0, limit);
    return best.map(({ row, score }) => describe(finder, row, score, []));
  }
  const units = readQuery(finder.vocabulary, finder.codes, finder.lexicon, query);
  const { wanted, rows } = scoreRows(finder, units, isAsked);
  const { total, matched } = finder.scratch;
  const exact = exactRows(finder, query, isAsked);
  let bestText = 0;
  for (const row of rows) {
    const share = matched[row] ?? 0;
    // Half of what was asked for is worth a quarter: an account for all of it comes first.
    const text = 2 * share < wanted ? 0 : Math.trunc(((total[row] ?? 0) * share) / wanted);
    total[row] = text;
    if (text > bestText) bestText = text;
  }
  const scoreOf = (row: number): number => {
    const text = total[row] ?? 0;
    const bonus = exact.get(row) ?? 0;
    return bonus === 0 && (text === 0 || 2 * text < bestText)
      ? 0
      : text + bonus + (finder.useScores[row] ?? 0);
  };
  const named = [...exact.keys()].filter((row) => (matched[row] ?? 0) === 0);
  try {
    const best = selectBest(finder, named.length === 0 ? rows : [...rows, ...named], scoreOf, limit);
    return best.map(({ row, score }) => describe(finder, row, score, units));
  } finally {
    clearRows(finder, rows);
  }
}

/**
 * Fills the scratch columns: for each row the sum over the units, the weight of what matched, and which units did.
 * Returns the rows that any unit fits and the weight of all that was asked for.
 */
function scoreRows(
  finder: Finder,
  units: readonly QueryUnit[],
  isAsked: (row: number) => boolean,
): { rows: Uint32Array; wanted: number } {
  const { best, second, total, matched, masks, unitRows, allRows } = finder.scratch;
  let count = 0;
  let wanted = 0;
  units.forEach((unit, number) => {
    const noted = scoreUnit(finder, unit);
    let fitting = 0;
    for (let at = 0; at < noted; at += 1) {
      const row = unitRows[at] ?? 0;
      if (isAsked(row)) {
        unitRows[fitting] = row;
        fitting += 1;
      } else {
        best[row] = 0;
        second[row] = 0;
      }
    }
    wanted += fitting === 0 ? Math.min(unit.weight, UNKNOWN_WEIGHT) : unit.weight;
    const weight = Math.trunc((unit.weight * rarityPercent(fitting, finder.accounts.length)) / 100);
    for (let at = 0; at < fitting; at += 1) {
      const row = unitRows[at] ?? 0;
      const score = (best[row] ?? 0) + ((second[row] ?? 0) >> 3);
      best[row] = 0;
      second[row] = 0;
      if (matched[row] === 0) {
        allRows[count] = row;
        count += 1;
      }
      total[row] = (total[row] ?? 0) + Math.trunc((score * weight) / 1000);
      matched[row] = (matched[row] ?? 0) + unit.weight;
      masks[row] = (masks[row] ?? 0) | (1 << number);
    }
  });
  return { rows: allRows.subarray(0, count), wanted };
}

/** Notes for each row the best and the second best of its columns, and the rows that have any; returns their number. */
function scoreUnit(finder: Finder, unit: QueryUnit): number {
  const { best, second, unitRows } = finder.scratch;
  const objectColumn = finder.segments.indexOf(OBJECT_SEGMENT);
  let count = 0;
  const note = (row: number, quality: number) => {
    const known = best[row] ?? 0;
    if (known === 0) {
      unitRows[count] = row;
      count += 1;
    }
    if (quality > known) {
      second[row] = known;
      best[row] = quality;
    } else if (quality > (second[row] ?? 0)) second[row] = quality;
  };
  for (const [doc, found] of unit.hits) {
    const column = finder.columnOf[doc] ?? 0;
    const cells = finder.columns[column];
    // What is bought tells more than what for: "chromebooks for science" are no teacher of science.
    const quality = column === objectColumn ? found + (found >> 2) : found;
    for (const row of finder.rowsOf[doc] ?? []) if (cells?.[row] === doc) note(row, quality);
  }
  if (unit.written !== null)
    for (const [row, quality] of writtenRows(finder, unit.written)) note(row, quality);
  return count;
}

/** Rows whose account string begins with what was typed; failing that, those that hold it from a code on. */
function* writtenRows(finder: Finder, text: string): Generator<[row: number, quality: number]> {
  let isFound = false;
  for (const row of rowsBeginning(finder, text.replaceAll('-', ''))) {
    if (text.includes('-') && finder.written[row]?.startsWith(text) !== true) continue;
    isFound = true;
    yield [row, BEGINNING_QUALITY];
  }
  if (isFound || !text.includes('-')) return;
  for (const [row, written] of finder.written.entries()) {
    if (written.includes(`-${text}`)) yield [row, INNER_QUALITY];
  }
}

/** Rows whose codes, without any separator, begin with a text: a stretch of the ordered rows. */
function* rowsBeginning(finder: Finder, text: string): Generator<number> {
  const { byPacked, packed } = finder;
  const textAt = (place: number) => packed[byPacked[place] ?? 0] ?? '';
  let from = 0;
  let to = byPacked.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (textAt(middle) < text) from = middle + 1;
    else to = middle;
  }
  for (let place = from; place < byPacked.length && textAt(place).startsWith(text); place += 1) {
    yield byPacked[place] ?? 0;
  }
}

/** A word that fits most candidates tells them apart less. */
function rarityPercent(fitting: number, count: number): number {
  if (count < FEW_CANDIDATES || fitting * 100 <= count * 25) return 100;
  return fitting * 100 <= count * 60 ? 60 : 30;
}

/** Rows that the query names outright: written exactly so first, then the same codes in another written form. */
function exactRows(finder: Finder, query: string, isAsked: (row: number) => boolean): Map<number, number> {
  const rows = new Map<number, number>();
  const packed = query.length > 200 ? '' : query.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
  if (packed !== '') {
    for (const row of rowsBeginning(finder, packed)) {
      if (finder.packed[row] !== packed) break;
      rows.set(row, EXACT_SCORE);
    }
  }
  for (const [text, score] of [
    [query.trim(), 2 * EXACT_SCORE],
    [query, 3 * EXACT_SCORE],
  ] as const) {
    const row = finder.indexOf.get(text);
    if (row !== undefined) rows.set(row, score);
  }
  for (const row of rows.keys()) if (!isAsked(row)) rows.delete(row);
  return rows;
}

function clearRows(finder: Finder, rows: Uint32Array): void {
  const { total, matched, masks } = finder.scratch;
  for (const row of rows) {
    total[row] = 0;
    matched[row] = 0;
    masks[row] = 0;
  }
}

type Ranked = { row: number; score: number };

/** The best rows above zero, in order. Validity is asked only of rows that would get into the list. */
function selectBest(
  finder: Finder,
  rows: Iterable<number>,
  scoreOf: (row: number) => number,
  limit: number,
): Ranked[] {
  const best: Ranked[] = [];
  for (const row of rows) {
    const score = scoreOf(row);
    const last = best[limit - 1];
    if (score <= 0 || score < (last?.score ?? 0)) continue;
    const entry = { row, score };
    if (last && !isBefore(finder, entry, last)) continue;
    if (!isValid(finder, row)) continue;
    let place = best.length;
    while (place > 0 && isBefore(finder, entry, best[place - 1])) place -= 1;
    best.splice(place, 0, entry);
    if (best.length > limit) best.pop();
  }
  return best;
}

function isBefore(finder: Finder, a: Ranked, b: Ranked | undefined): boolean {
  if (a.score !== b?.score) return a.score > (b?.score ?? 0);
  return (finder.accounts[a.row] ?? '') < (finder.accounts[b.row] ?? '');
}

function isValid(finder: Finder, row: number): boolean {
  const known = finder.validity[row] ?? 0;
  if (known !== 0) return known === 1;
  const source = finder.sources[row] ?? null;
  const isAllowed = source === null ? undefined : finder.isValidFor?.(finder.accounts[row] ?? '', source);
  const valid = isAllowed ?? true;
  finder.validity[row] = valid ? 1 : 2;
  return valid;
}

function describe(finder: Finder, row: number, score: number, units: readonly QueryUnit[]): FoundAccount {
  const account = finder.accounts[row] ?? '';
  const parsed = parseAccount(finder.chart.chart.structure, account);
  const codes = parsed.ok ? parsed.codes : [];
  const use = finder.own.get(row);
  const mask = units.length === 0 ? 0 : (finder.scratch.masks[row] ?? 0);
  const matching = units.filter((_, number) => (mask & (1 << number)) !== 0);
  const titles = finder.segments.map((segment, column) => {
    const code = codes[column] ?? '';
    return { segment, code, title: finder.chart.title(segment, code) ?? '' };
  });
  const isMatched = (column: number) =>
    matching.some((unit) => unit.hits.has(finder.columns[column]?.[row] ?? 0));
  const bought = titles.find(({ segment }) => segment === OBJECT_SEGMENT)?.title ?? '';
  const own = use ? ownTitle(use) : '';
  const purpose =
    own === ''
      ? titles.filter(({ segment, title }, at) => segment !== OBJECT_SEGMENT && title !== '' && isMatched(at))
      : [];
  return {
    account,
    titles,
    label: [bought, own, ...purpose.map(({ title }) => title), account]
      .filter((part) => part !== '')
      .join(' · '),
    score,
    matchedWords: matching.flatMap((unit) => unit.words),
    fundingSource: finder.sources[row] ?? null,
    isOwn: use !== undefined,
    currentCents: use?.currentCents ?? 0,
  };
}
