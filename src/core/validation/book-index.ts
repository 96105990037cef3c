import { compilePattern, type AccountMatcher } from '../account/account-pattern.js';
import { indexChart, type ChartIndex, type CodeFault } from '../account/chart-of-accounts.js';
import { totalAllocations, type Allocation } from '../budget/allocation.js';
import type { LineItem } from '../budget/line-item.js';
import { SITE_OWNER } from '../budget/site.js';
import type { SiteBook } from '../budget/site-book.js';
import { OBJECT_SEGMENT } from '../staffing/derive.js';
import type { Position } from '../staffing/position.js';

/** What the checks want to know of one account string, worked out once. */
export type AccountFacts = {
  /** Segment codes, or null when the string has another shape or unknown codes. */
  codes: readonly string[] | null;
  faults: readonly CodeFault[];
  /** Code of the first funding source whose pattern fits; null when none does or the string is faulty. */
  fundingSource: string | null;
  /** Office code of who edits a line on this account. */
  lineOwner: string;
  /** Office code of who edits a post charged to this account. */
  postOwner: string;
  /** Posts put amounts on this account, so its proposed amount is not typed. */
  isFed: boolean;
};

/** A site's book prepared for checking: look-ups built once, answers about accounts remembered. */
export type BookIndex = {
  book: SiteBook;
  chart: ChartIndex;
  allocations: Map<string, Allocation>;
  openingLines: Map<string, LineItem>;
  openingPositions: Map<string, Position>;
  account: (account: string) => AccountFacts;
  /** Tests an account against patterns of a rule; compiled once a pattern. */
  matches: (pattern: string, account: string) => boolean;
  ownerTitle: (owner: string) => string;
  /** Whether an account is this site's, as far as the account string tells. */
  isOfSite: (account: string) => boolean;
};

export function indexBook(book: SiteBook): BookIndex {
  const { plan } = book;
  const { structure } = plan.chart;
  const chart = indexChart(plan.chart);
  const objectIndex = structure.segments.findIndex((segment) => segment.code === OBJECT_SEGMENT);
  const siteIndex = structure.segments.findIndex((segment) => segment.code === plan.siteSegment);
  const fedObjects = new Set([
    ...plan.jobClasses.map((jobClass) => jobClass.salaryObject),
    ...plan.benefitRates.map((rate) => rate.object),
  ]);
  const sources = plan.fundingSources.map((source) => ({
    code: source.code,
    matchers: source.patterns.map((pattern) => compilePattern(structure, pattern)),
  }));
  const owners = plan.ownership.map((rule) => ({ rule, matcher: compilePattern(structure, rule.pattern) }));
  const ownerFor = (codes: readonly string[], appliesTo: 'lines' | 'posts') =>
    owners.find(({ rule, matcher }) => rule.appliesTo !== otherOf(appliesTo) && matcher(codes))?.rule.owner ??
    SITE_OWNER;

  const factsOf = (account: string): AccountFacts => {
    const checked = chart.check(account);
    if (!checked.ok) {
      return {
        codes: null,
        faults: checked.faults,
        fundingSource: null,
        lineOwner: SITE_OWNER,
        postOwner: SITE_OWNER,
        isFed: false,
      };
    }
    const { codes } = checked;
    return {
      codes,
      faults: [],
      fundingSource:
        sources.find((source) => source.matchers.some((matcher) => matcher(codes)))?.code ?? null,
      lineOwner: ownerFor(codes, 'lines'),
      postOwner: ownerFor(codes, 'posts'),
      isFed: fedObjects.has(codes[objectIndex] ?? ''),
    };
  };
  const compiled = new Map<string, AccountMatcher>();
  const account = remembered(factsOf);
  const titles = new Map(plan.ownership.map((rule) => [rule.owner, rule.ownerTitle]));
  return {
    book,
    chart,
    allocations: new Map(totalAllocations(book.allocations).map((total) => [total.fundingSource, total])),
    openingLines: new Map(book.opening.lines.map((line) => [line.id, line])),
    openingPositions: new Map(book.opening.positions.map((post) => [post.id, post])),
    account,
    matches(pattern, text) {
      let matcher = compiled.get(pattern);
      if (!matcher) compiled.set(pattern, (matcher = compilePattern(structure, pattern)));
      const { codes } = account(text);
      return codes !== null && matcher(codes);
    },
    ownerTitle: (owner) => (owner === SITE_OWNER ? book.site.name : (titles.get(owner) ?? owner)),
    isOfSite(text) {
      const code = account(text).codes?.[siteIndex];
      return code === undefined || code === book.site.code;
    },
  };
}

function otherOf(appliesTo: 'lines' | 'posts'): 'lines' | 'posts' {
  return appliesTo === 'lines' ? 'posts' : 'lines';
}

function remembered<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = compute(key)));
    return value;
  };
}
