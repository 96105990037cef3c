import { periodOf } from '../../../src/core/budget/budget-year.js';
import type { DistrictFolder } from '../read-district-folder.js';
import { differs, districtProblem, type StoredYear, type YearComparison } from './year-comparison.js';

const FILE = { kind: 'file', file: 'spending.csv' } as const;

/**
 * What was spent and encumbered: the files' where they have any. None that is older than what is stored, and once a budget
 * is adopted none less: amendments are held to it.
 */
export function compareSpending(
  { next, changes, problems }: YearComparison,
  stored: StoredYear,
  { spending, plan, sites }: DistrictFolder,
  isSpendingAlone: boolean,
): void {
  // A district that gives none this time leaves what there is.
  if (!spending) {
    if (isSpendingAlone) problems.push(districtProblem('import.fileMissing', {}, FILE));
    return;
  }
  const [one] = spending.values();
  if (!one) return;
  const known = new Map(stored.sites.map((site) => [site.site.code, site]));
  const gone: string[] = [];
  for (const { code, name } of sites) {
    const was = known.get(code);
    const is = spending.get(code) ?? null;
    const params = { site: code, siteName: name };
    if (!was && isSpendingAlone && is) problems.push(districtProblem('import.siteNotThere', params, FILE));
    if (was?.spending && !is) {
      gone.push(code);
      if (stored.isAdopted) problems.push(districtProblem('import.spendingGone', params, FILE));
    }
    if (differs(was?.spending, is)) next.spending.set(code, is);
  }
  if (next.spending.size === 0) return;
  const asOfBefore =
    stored.sites
      .flatMap((site) => site.spending?.asOf ?? [])
      .sort()
      .at(-1) ?? null;
  const { asOf } = one;
  if (asOfBefore !== null && asOf < asOfBefore)
    problems.push(districtProblem('import.spendingOlder', { asOf, asOfBefore }, FILE));
  const renewed = [...next.spending.keys()].filter((code) => !gone.includes(code));
  const { from: countsFrom } = periodOf(plan.year);
  changes.spending = { asOf, asOfBefore, sites: renewed, gone, countsFrom };
}
