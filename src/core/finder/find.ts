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
  const rows =
    options.fundingSource === undefined ? finder.everything : finder.bySource.get(options.fundingSource);
  if (!rows || limit === 0) return [];
  if (query.trim() === '') {
    const used = rows.filter((row) => finder.own.has(row));
    const best = selectBest(finder, used, (row) => finder.useScores[row] ?? 0, limit);
    return best.map(({ row, score }) => describe(finder, row, score, []));
  }
  const units = readQuery(finder.vocabulary, finder.codes, finder.lexicon, query);
  const wanted = scoreRows(finder, rows, units);
  const exact = exactRows(finder, query);
  const { total, matched } = finder.scratch;
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
  return selectBest(finder, rows, scoreOf, limit).map(({ row, score }) =>
    describe(finder, row, score, units),
  );
}

/**
 * Fills the scratch columns: for each row the sum over the units, the weight of what matched, and which units did.
 * Returns the weight of all that was asked for.
 */
function scoreRows(finder: Finder, rows: Uint32Array, units: readonly QueryUnit[]): number {
  let wanted = 0;
  const { total, matched, masks, unit: scores } = finder.scratch;
  for (const row of rows) {
    total[row] = 0;
    matched[row] = 0;
    masks[row] = 0;
  }
  units.forEach((unit, number) => {
    const fitting = scoreUnit(finder, rows, unit);
    wanted += fitting === 0 ? Math.min(unit.weight, UNKNOWN_WEIGHT) : unit.weight;
    if (fitting === 0) return;
    const weight = Math.trunc((unit.weight * rarityPercent(fitting, rows.length)) / 100);
    for (const row of rows) {
      const score = scores[row] ?? 0;
      if (score === 0) continue;
      total[row] = (total[row] ?? 0) + Math.trunc((score * weight) / 1000);
      matched[row] = (matched[row] ?? 0) + unit.weight;
      masks[row] = (masks[row] ?? 0) | (1 << number);
    }
  });
  return wanted;
}

/** Scores one unit for every row: the best of its columns and an eighth of the second best. How many rows fit. */
function scoreUnit(finder: Finder, rows: Uint32Array, unit: QueryUnit): number {
  const scores = finder.scratch.unit;
  const qualities = new Uint16Array(finder.columnOf.length);
  const active = new Set<number>();
  for (const [doc, quality] of unit.hits) {
    qualities[doc] = quality;
    active.add(finder.columnOf[doc] ?? 0);
  }
  const columns = finder.columns.filter((_, column) => active.has(column));
  const objects = finder.columns[finder.segments.indexOf(OBJECT_SEGMENT)];
  let fitting = 0;
  for (const row of rows) {
    let best = 0;
    let second = 0;
    for (const column of columns) {
      const found = qualities[column[row] ?? 0] ?? 0;
      // What is bought tells more than what for: "chromebooks for science" are no teacher of science.
      const quality = column === objects ? found + (found >> 2) : found;
      if (quality > best) {
        second = best;
        best = quality;
      } else if (quality > second) second = quality;
    }
    let score = best + (second >> 3);
    if (unit.written !== null) score = Math.max(score, writtenQuality(finder, row, unit.written));
    scores[row] = score;
    if (score > 0) fitting += 1;
  }
  return fitting;
}

/** Whether an account string begins with, or holds from the start of a code on, what was typed. */
function writtenQuality(finder: Finder, row: number, text: string): number {
  const written = finder.written[row] ?? '';
  if (written.startsWith(text)) return BEGINNING_QUALITY;
  if (!text.includes('-')) return (finder.packed[row] ?? '').startsWith(text) ? BEGINNING_QUALITY : 0;
  return written.includes(`-${text}`) ? INNER_QUALITY : 0;
}

/** A word that fits most candidates tells them apart less. */
function rarityPercent(fitting: number, count: number): number {
  if (count < FEW_CANDIDATES || fitting * 100 <= count * 25) return 100;
  return fitting * 100 <= count * 60 ? 60 : 30;
}

/** Rows that the query names outright: written exactly so first, then the same codes in another written form. */
function exactRows(finder: Finder, query: string): Map<number, number> {
  const rows = new Map<number, number>();
  const packed = query.length > 200 ? '' : query.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
  if (packed !== '') {
    finder.packed.forEach((text, row) => {
      if (text === packed) rows.set(row, EXACT_SCORE);
    });
  }
  for (const [text, score] of [
    [query.trim(), 2 * EXACT_SCORE],
    [query, 3 * EXACT_SCORE],
  ] as const) {
    const row = finder.indexOf.get(text);
    if (row !== undefined) rows.set(row, score);
  }
  return rows;
}

type Ranked = { row: number; score: number };

/** The best rows above zero, in order. Validity is asked only of rows that would get into the list. */
function selectBest(
  finder: Finder,
  rows: Uint32Array,
  scoreOf: (row: number) => number,
  limit: number,
): Ranked[] {
  const best: Ranked[] = [];
  for (const row of rows) {
    const entry = { row, score: scoreOf(row) };
    if (entry.score <= 0) continue;
    const last = best[limit - 1];
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
  if (!b || a.score !== b.score) return a.score > (b?.score ?? 0);
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
