import { parseAccount } from '../account/account-structure.js';
import { indexChart } from '../account/chart-of-accounts.js';
import type { DistrictPlan } from '../budget/site-book.js';
import { OBJECT_SEGMENT } from '../staffing/contributions.js';
import { groupMatcher, objectGroupOf } from './dimensions.js';
import type { MasterBudget } from './master-budget.js';

/** What amendments need to know of the adopted budget, which may have very many lines. */
export type AdoptedAccounts = Pick<MasterBudget, 'accounts' | 'totalCents'> & {
  /** The object groups of all its accounts, such as salaries; the empty text of those that tell none. */
  objectGroups: readonly string[];
};

/** Of the adopted budget the accounts that amendments name. */
export function accountsOf(
  plan: DistrictPlan,
  { accounts, totalCents }: MasterBudget,
  named: ReadonlySet<string>,
): AdoptedAccounts {
  const groupOf = objectGroupFinder(plan);
  const groups = new Set<string>();
  for (const { account } of accounts) groups.add(groupOf(account) ?? '');
  return {
    accounts: accounts.filter(({ account }) => named.has(account)),
    totalCents,
    objectGroups: [...groups].sort(),
  };
}

/**
 * Tells accounts that are of expenditures and can bring no revenue, also where nobody budgets on them: by the object, where
 * the adopted budget spends on its group, or where it is in the chart. Planned revenue, what is like it, and the account groups
 * `revenue` and `transferIn` are none; nor is an account of another form than the structure's, as revenue often has.
 */
export function expenditureTeller(
  plan: DistrictPlan,
  { objectGroups }: Pick<AdoptedAccounts, 'objectGroups'>,
  plannedRevenue: readonly string[],
): (account: string) => boolean {
  const chart = indexChart(plan.chart);
  const groupOf = objectGroupFinder(plan);
  const spent = new Set(objectGroups);
  const planned = new Set(plannedRevenue);
  const ofRevenue = new Set(plannedRevenue.map(groupOf));
  const named = (['revenue', 'transferIn'] as const).map((group) => groupMatcher(plan, group));
  return (account) => {
    if (planned.has(account) || named.some((matches) => matches?.(account))) return false;
    const group = groupOf(account);
    if (group === null || ofRevenue.has(group)) return false;
    // A district that plans no revenue here may have revenue in its chart that nobody can tell from the rest.
    return spent.has(group) || (planned.size > 0 && chart.check(account).ok);
  };
}

/** The object group of an account; empty where it has no object, null where it is of another form than the structure's. */
function objectGroupFinder(plan: DistrictPlan): (account: string) => string | null {
  const chart = indexChart(plan.chart);
  const { structure } = plan.chart;
  const at = structure.segments.findIndex(({ code }) => code === OBJECT_SEGMENT);
  return (account) => {
    const parsed = parseAccount(structure, account);
    return parsed.ok ? objectGroupOf(chart, parsed.codes[at] ?? '') : null;
  };
}
