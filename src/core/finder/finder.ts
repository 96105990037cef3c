import SearchableMap from 'minisearch/SearchableMap';
import { parseAccount, type AccountString } from '../account/account-structure.js';
import type { ChartIndex } from '../account/chart-of-accounts.js';
import { sumCents, type Cents } from '../money.js';
import type { CodeTexts } from './read-query.js';
import type { SynonymSet } from './synonyms.js';
import { addName, addText, compileLexicon, type DocId, type Lexicon, type Vocabulary } from './vocabulary.js';

/** A line of the site's own book, now or before: what the site uses an account for, and how much. */
export type HistoryLine = {
  account: AccountString;
  title: string;
  /** This year's adopted budget, in cents. */
  currentCents: Cents;
  /** What is entered for the year being built, in cents. */
  enteredCents: Cents;
};

export type FinderInput = {
  chart: ChartIndex;
  /** The strings that may be offered, in any order: those that exist in the accounting system. */
  accounts: readonly AccountString[];
  /** The site's own lines. A line whose account is not among `accounts` is not offered. */
  history: readonly HistoryLine[];
  synonyms: SynonymSet;
  /** Whether an account may be budgeted from its funding source. Asked once an account, when it first matters. */
  isValidFor?: (account: AccountString, fundingSource: string) => boolean;
  /** Code of the funding source that an account belongs to; null when to none. Asked once an account. */
  fundingSourceOf: (account: AccountString) => string | null;
};

/** What the site has on one account: all lines with this string together. */
export type OwnUse = { titles: ReadonlySet<string>; currentCents: Cents; enteredCents: Cents };

/**
 * An account finder, ready to answer: every candidate as a row of columns, one number a segment (the code) and one
 * for the site's line title, so that a query is worked out once a code and then only added up along the rows.
 * `learn` changes it in place.
 */
export type Finder = {
  readonly chart: ChartIndex;
  readonly segments: readonly string[];
  readonly accounts: readonly AccountString[];
  readonly indexOf: ReadonlyMap<AccountString, number>;
  /** Strings in lower case, parts joined by `-`, and without any separator: to find codes as they are typed. */
  readonly written: readonly string[];
  readonly packed: readonly string[];
  /** A column a segment, then the line titles; each entry the number of a text, 0 for none. */
  readonly columns: readonly Uint32Array[];
  /** The column of each text, by its number. */
  readonly columnOf: number[];
  /** The rows of each text, by its number; a row whose line title has changed since stays in its old list. */
  readonly rowsOf: number[][];
  readonly texts: Map<string, DocId>;
  readonly lexicon: Lexicon;
  readonly vocabulary: Vocabulary;
  readonly codes: CodeTexts;
  readonly sources: readonly (string | null)[];
  /** All rows, ordered by `packed`. */
  readonly byPacked: Uint32Array;
  /** 0 not asked yet, 1 valid for its funding source, 2 not valid. */
  readonly validity: Uint8Array;
  readonly isValidFor: FinderInput['isValidFor'];
  readonly own: Map<number, OwnUse>;
  /** What the site's own use adds to a score. */
  readonly useScores: Int32Array;
  /** Room for one query at a time. */
  readonly scratch: Scratch;
};

/** The columns are all zero between queries, the lists of rows are not. */
export type Scratch = {
  best: Uint16Array;
  second: Uint16Array;
  total: Int32Array;
  matched: Int32Array;
  masks: Uint16Array;
  unitRows: Uint32Array;
  allRows: Uint32Array;
};

const OWN_SCORE = 400;
const ENTERED_SCORE = 100;
const DIGIT_SCORE = 12;

/**
 * Prepares the search over a district's account strings for one site. Takes some tenths of a second for 50,000
 * strings; afterwards every allocation is answered from the same finder. The answer to a query does not depend on
 * the order of the candidates or of the history.
 */
export function openFinder(input: FinderInput): Finder {
  const { chart, synonyms } = input;
  const { structure } = chart.chart;
  const accounts = [...new Set(input.accounts)];
  const count = accounts.length;
  const segments = structure.segments.map((segment) => segment.code);
  const columns = [...segments, 'title'].map(() => new Uint32Array(count));
  const lexicon = compileLexicon(synonyms);
  const index = indexCodes(chart, lexicon);
  const rowsOf: number[][] = [[]];
  const written: string[] = [];
  const packed: string[] = [];
  accounts.forEach((account, row) => {
    const parsed = parseAccount(structure, account);
    const codes = parsed.ok ? parsed.codes : [];
    codes.forEach((code, column) => {
      const cells = columns[column];
      if (!cells || code === '') return;
      const doc = index.docOf(column, code);
      cells[row] = doc;
      (rowsOf[doc] ??= []).push(row);
    });
    const parts = parsed.ok ? codes : account.split(/[^\p{L}\p{N}]+/u);
    written.push(parts.join('-').toLowerCase());
    packed.push(parts.join('').toLowerCase());
  });
  const sources = accounts.map((account) => input.fundingSourceOf(account));
  const finder: Finder = {
    chart,
    segments,
    accounts,
    indexOf: new Map(accounts.map((account, row) => [account, row])),
    written,
    packed,
    columns,
    columnOf: index.columnOf,
    rowsOf,
    texts: new Map(),
    lexicon,
    vocabulary: index.vocabulary,
    codes: index.codes,
    sources,
    byPacked: orderBy(packed),
    validity: new Uint8Array(count),
    isValidFor: input.isValidFor,
    own: new Map(),
    useScores: new Int32Array(count),
    scratch: {
      best: new Uint16Array(count),
      second: new Uint16Array(count),
      total: new Int32Array(count),
      matched: new Int32Array(count),
      masks: new Uint16Array(count),
      unitRows: new Uint32Array(count),
      allRows: new Uint32Array(count),
    },
  };
  for (const line of input.history) learn(finder, line);
  return finder;
}

/**
 * Adds a line to what the finder knows of the site, as if it had been opened with it: its account is now the
 * site's own and found by the line's title. A line on an account that is not among the candidates changes nothing.
 */
export function learn(finder: Finder, line: HistoryLine): void {
  const row = finder.indexOf.get(line.account);
  if (row === undefined) return;
  const before = finder.own.get(row);
  const use: OwnUse = {
    titles: new Set([...(before?.titles ?? []), line.title]),
    currentCents: sumCents([before?.currentCents ?? 0, line.currentCents]),
    enteredCents: sumCents([before?.enteredCents ?? 0, line.enteredCents]),
  };
  finder.own.set(row, use);
  finder.useScores[row] = useScore(use);
  const titles = finder.columns[finder.segments.length];
  if (titles && !before?.titles.has(line.title)) {
    const doc = titleDoc(finder, ownTitle(use));
    titles[row] = doc;
    if (doc !== 0) (finder.rowsOf[doc] ??= []).push(row);
  }
}

/** The title of the site's line on an account; several in alphabetical order. */
export function ownTitle(use: OwnUse): string {
  return [...use.titles]
    .filter((title) => title !== '')
    .sort()
    .join(' / ');
}

/** More money is more use: by the number of digits, so that no amount drowns what was asked for. */
function useScore(use: OwnUse): number {
  const largest = Math.max(Math.abs(use.currentCents), Math.abs(use.enteredCents));
  const digits = largest === 0 ? 0 : String(largest).length;
  return OWN_SCORE + (use.enteredCents === 0 ? 0 : ENTERED_SCORE) + DIGIT_SCORE * digits;
}

function titleDoc(finder: Finder, title: string): DocId {
  if (title === '') return 0;
  const known = finder.texts.get(title);
  if (known !== undefined) return known;
  const doc = finder.columnOf.push(finder.segments.length) - 1;
  finder.texts.set(title, doc);
  addText(finder.vocabulary, finder.lexicon, doc, title);
  return doc;
}

/** Numbers the codes of every segment and reads their titles; codes without a title are found by code alone. */
function indexCodes(chart: ChartIndex, lexicon: Lexicon) {
  const vocabulary: Vocabulary = new SearchableMap();
  const codes: CodeTexts = new SearchableMap();
  const columnOf = [0];
  const docs = chart.chart.structure.segments.map(() => new Map<string, DocId>());
  const docOf = (column: number, code: string): DocId => {
    const known = docs[column]?.get(code);
    if (known !== undefined) return known;
    const doc = columnOf.push(column) - 1;
    docs[column]?.set(code, doc);
    codes.fetch(code.toLowerCase(), () => []).push(doc);
    return doc;
  };
  chart.chart.structure.segments.forEach((segment, column) => {
    for (const { code, title } of chart.chart.codes[segment.code] ?? []) {
      addText(vocabulary, lexicon, docOf(column, code), title);
    }
    for (const own of lexicon.synonyms.codes) {
      if (own.segment !== segment.code) continue;
      for (const word of own.words) addName(vocabulary, docOf(column, own.code), word);
    }
  });
  return { vocabulary, codes, columnOf, docOf };
}

function orderBy(texts: readonly string[]): Uint32Array {
  const rows = Uint32Array.from({ length: texts.length }, (_, row) => row);
  return rows.sort((a, b) => {
    const [first = '', second = ''] = [texts[a], texts[b]];
    return first < second ? -1 : first > second ? 1 : 0;
  });
}
