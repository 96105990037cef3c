import { z } from 'zod';
import { compilePattern, type AccountMatcher } from '../account/account-pattern.js';
import { parseAccount, splitAccount, type Segment } from '../account/account-structure.js';
import { indexChart, type ChartIndex } from '../account/chart-of-accounts.js';
import type { DistrictPlan } from '../budget/site-book.js';
import { OBJECT_SEGMENT } from '../staffing/contributions.js';

/**
 * What a master budget is added up by. `siteSource` is a site with a funding source, as allocations are given;
 * `objectGroup` what an object rolls up to, such as salaries.
 */
export const Dimension = z.enum([
  'total',
  'fund',
  'fundingSource',
  'site',
  'siteSource',
  'function',
  'objectGroup',
]);
export type Dimension = z.infer<typeof Dimension>;

/** The one code of the dimension `total`. */
export const WHOLE_DISTRICT = 'all';

type Charged = { account: string; siteCode: string };

/** What an account counts for; empty where it does not tell. */
export type AccountCodes = { fund: string; function: string; objectGroup: string; fundingSource: string };

/** Reads from a line what it counts for. A district whose account strings have no fund has no such dimension. */
export type DimensionReader = {
  dimensions: readonly Dimension[];
  /** Read once for each account. */
  codesOf: (account: string) => AccountCodes;
  /** Empty where the account does not tell. */
  codeOf: (dimension: Dimension, line: Charged) => string;
  /** The code itself where it has no title. */
  titleOf: (dimension: Dimension, code: string) => string;
};

export const FUND_SEGMENT = 'fund';
const FUNCTION_SEGMENT = 'function';

/** Makes the reader of a district's plan; `siteName` gives the names of its sites by code. */
export function readDimensions(plan: DistrictPlan, siteName: (code: string) => string): DimensionReader {
  const chart = indexChart(plan.chart);
  const { segments } = plan.chart.structure;
  const at = (segment: string) => segments.findIndex(({ code }) => code === segment);
  const [fundAt, functionAt, objectAt] = [at(FUND_SEGMENT), at(FUNCTION_SEGMENT), at(OBJECT_SEGMENT)];
  const sourceOf = sourceFinder(plan);
  const known = new Map<string, AccountCodes>();
  const codesOf = (account: string): AccountCodes => {
    const found = known.get(account);
    if (found) return found;
    const checked = chart.check(account);
    // An account with a code that nobody knows still has a fund.
    const parsed = checked.ok ? checked : parseAccount(plan.chart.structure, account);
    const code = (index: number) => (parsed.ok ? (parsed.codes[index] ?? '') : '');
    const codes = {
      fund: code(fundAt),
      function: code(functionAt),
      objectGroup: objectGroupOf(chart, code(objectAt)),
      fundingSource: (checked.ok ? sourceOf(checked.codes) : undefined) ?? '',
    };
    known.set(account, codes);
    return codes;
  };
  const sourceTitles = new Map(plan.fundingSources.map(({ code, title }) => [code, title]));
  const codeOf: DimensionReader['codeOf'] = (dimension, { account, siteCode }) => {
    if (dimension === 'total') return WHOLE_DISTRICT;
    if (dimension === 'site') return siteCode;
    if (dimension === 'siteSource') return `${siteCode} ${codesOf(account).fundingSource}`;
    return codesOf(account)[dimension];
  };
  const titleOf: DimensionReader['titleOf'] = (dimension, code) => {
    switch (dimension) {
      case 'total':
        return plan.districtName;
      case 'site':
        return siteName(code);
      case 'siteSource': {
        const cut = code.indexOf(' ');
        return `${siteName(code.slice(0, cut))} · ${titleOf('fundingSource', code.slice(cut + 1))}`;
      }
      case 'fundingSource':
        return sourceTitles.get(code) ?? code;
      case 'objectGroup':
        return chart.title(OBJECT_SEGMENT, code) ?? code;
      case 'fund':
      case 'function':
        return chart.title(dimension, code) ?? code;
    }
  };
  const dimensions = Dimension.options.filter(
    (one) =>
      !(
        (one === 'fund' && fundAt < 0) ||
        (one === 'function' && functionAt < 0) ||
        (one === 'objectGroup' && objectAt < 0)
      ),
  );
  return { dimensions, codesOf, codeOf, titleOf };
}

/**
 * The group that an object belongs to: the topmost code it rolls up to in the chart, else its first character with
 * zeros, which is how state handbooks number object groups (111 is of 100, salaries). Empty for no object.
 */
export function objectGroupOf(chart: ChartIndex, object: string): string {
  if (object === '') return '';
  let code = object;
  const seen = new Set<string>();
  for (;;) {
    const parent = chart.code(OBJECT_SEGMENT, code)?.parent;
    if (parent === undefined || seen.has(parent)) break;
    seen.add(parent);
    code = parent;
  }
  return code === object ? object.slice(0, 1).padEnd(object.length, '0') : code;
}

/** The first funding source whose pattern fits an account; undefined when none does. */
export function fundingSourceFinder(
  plan: DistrictPlan,
  chart = indexChart(plan.chart),
): (account: string) => string | undefined {
  const sourceOf = sourceFinder(plan);
  return (account) => {
    const checked = chart.check(account);
    return checked.ok ? sourceOf(checked.codes) : undefined;
  };
}

function sourceFinder(plan: DistrictPlan): (codes: readonly string[]) => string | undefined {
  const sources = plan.fundingSources.map(({ code, patterns }) => ({
    code,
    matchers: patterns.map((pattern) => compilePattern(plan.chart.structure, pattern)),
  }));
  return (codes) => sources.find(({ matchers }) => matchers.some((matches) => matches(codes)))?.code;
}

/** Account groups that the tie-out and amendments look for in a district's own, by their names. */
export const TIE_OUT_GROUPS = {
  revenue: 'revenue',
  transferOut: 'transferOut',
  transferIn: 'transferIn',
  reserve: 'reserve',
} as const;

/**
 * Tells the accounts of a group; null where the district has none of that name. Revenue accounts have fewer segments
 * than expenditures (`100-R5200`), so strings are split without being judged.
 */
export function groupMatcher(
  plan: DistrictPlan,
  group: keyof typeof TIE_OUT_GROUPS,
): ((account: string) => boolean) | null {
  const patterns = plan.accountGroups?.[TIE_OUT_GROUPS[group]];
  if (!patterns) return null;
  const { structure } = plan.chart;
  const matchers: AccountMatcher[] = patterns.map((pattern) => compilePattern(structure, pattern));
  return (account) => {
    const codes = splitAccount(structure, account);
    return matchers.some((matches) => matches(codes));
  };
}

/** What finding a fund needs of a structure. */
export type NamedSegments = { segments: readonly Pick<Segment, 'code' | 'width'>[]; separator: string };

/** The fund of an account of any kind, revenue included; null where account strings have no fund. */
export function fundFinder(structure: NamedSegments): ((account: string) => string) | null {
  const at = structure.segments.findIndex(({ code }) => code === FUND_SEGMENT);
  return at < 0 ? null : (account) => splitAccount(structure, account)[at] ?? '';
}
