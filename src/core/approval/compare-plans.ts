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

/** What differs between two plans of one year that approvals depend on: rules, then codes, each in the order of names. */
export type PlanDiff = { rules: RuleChange[]; codes: CodeChange[] };

type Compared = Pick<DistrictPlan, 'rules' | 'chart' | 'year'>;

/** Compares a plan with the next one. In which order rules and codes stand is no difference. */
export function comparePlans(before: Compared, after: Compared): PlanDiff {
  return {
    rules: compareRules(before.rules.rules, after.rules.rules),
    codes: compareCodes(before.chart.codes, after.chart.codes, periodOf(after.year)),
  };
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
