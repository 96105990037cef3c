import type { AccountCode, ChartOfAccounts } from '../account/chart-of-accounts.js';
import { isActive, type Period } from '../account/period.js';
import { periodOf } from '../budget/budget-year.js';
import type { DistrictPlan } from '../budget/site-book.js';
import { canonical } from '../canonical.js';
import type { Rule } from '../rules/rule-pack.js';

/** What became of one rule. */
export type RuleChange = { id: string; change: 'added' | 'removed' | 'changed' };

/**
 * What became of one code of a segment. `opened` and `closed`: amounts may be budgeted on it in the budget year now, or
 * no longer. `retitled`: nothing but its words; `changed`: anything else, such as what it belongs under.
 */
export type CodeChange = {
  segment: string;
  code: string;
  change: 'added' | 'removed' | 'opened' | 'closed' | 'retitled' | 'changed';
};

/** The parts of a plan, beside its rules and codes, that amounts and findings follow from. */
const TABLES = [
  'siteSegment',
  'fundingSources',
  'ownership',
  'jobClasses',
  'benefitRates',
  'exchangeRates',
  'calendars',
  'figures',
  'accountGroups',
] as const satisfies readonly (keyof DistrictPlan)[];
const CHART_TABLES = ['structure', 'combinations', 'existing', 'requested'] as const;

/**
 * What differs between two plans of one year that approvals depend on: rules, then codes, each in the order of names, and
 * the names of other parts, such as `benefitRates`, that only an import changes.
 */
export type PlanDiff = { rules: RuleChange[]; codes: CodeChange[]; tables: string[] };

type Compared = Pick<DistrictPlan, 'rules' | 'chart' | 'year' | (typeof TABLES)[number]>;

/** Compares a plan with the next one. In which order rules and codes stand is no difference. */
export function comparePlans(before: Compared, after: Compared): PlanDiff {
  return {
    rules: compareRules(before.rules.rules, after.rules.rules),
    codes: compareCodes(before.chart.codes, after.chart.codes, periodOf(after.year)),
    tables: compareTables(before, after),
  };
}

function compareTables(before: Compared, after: Compared): string[] {
  const differs = (was: unknown, is: unknown) =>
    was !== is && canonical(was ?? null) !== canonical(is ?? null);
  return [
    ...CHART_TABLES.filter((name) => differs(before.chart[name], after.chart[name])),
    ...TABLES.filter((name) => differs(before[name], after[name])),
    ...(differs(periodOf(before.year), periodOf(after.year)) ? ['year'] : []),
  ];
}

function compareRules(before: readonly Rule[], after: readonly Rule[]): RuleChange[] {
  const [old, now] = [byName(before, ({ id }) => id), byName(after, ({ id }) => id)];
  return namesOf(old, now).flatMap((id): RuleChange[] => {
    const [was, is] = [old.get(id), now.get(id)];
    if (!was) return [{ id, change: 'added' }];
    if (!is) return [{ id, change: 'removed' }];
    return canonical(was) === canonical(is) ? [] : [{ id, change: 'changed' }];
  });
}

function compareCodes(
  before: ChartOfAccounts['codes'],
  after: ChartOfAccounts['codes'],
  year: Period,
): CodeChange[] {
  const segments = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return segments.flatMap((segment) => {
    const old = byName(before[segment] ?? [], ({ code }) => code);
    const now = byName(after[segment] ?? [], ({ code }) => code);
    return namesOf(old, now).flatMap((code) => {
      const change = codeChange(old.get(code), now.get(code), year);
      return change === null ? [] : [{ segment, code, change }];
    });
  });
}

function codeChange(
  was: AccountCode | undefined,
  is: AccountCode | undefined,
  year: Period,
): CodeChange['change'] | null {
  if (!was || !is) return is ? 'added' : 'removed';
  if (canonical(was) === canonical(is)) return null;
  if (canonical({ ...was, title: '' }) === canonical({ ...is, title: '' })) return 'retitled';
  const isOpen = (entry: AccountCode) => entry.isHeading !== true && isActive(entry, year);
  if (isOpen(was) === isOpen(is)) return 'changed';
  return isOpen(is) ? 'opened' : 'closed';
}

function byName<T>(list: readonly T[], nameOf: (one: T) => string): Map<string, T> {
  return new Map(list.map((one) => [nameOf(one), one]));
}

function namesOf(...maps: readonly ReadonlyMap<string, unknown>[]): string[] {
  return [...new Set(maps.flatMap((map) => [...map.keys()]))].sort();
}
