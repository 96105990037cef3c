import { checkChart } from '../../../src/core/account/check-chart.js';
import { comparePlans } from '../../../src/core/approval/compare-plans.js';
import { canonical } from '../../../src/core/canonical.js';
import type { RevenueLine } from '../../../src/core/merge/tie-out.js';
import { checkRulePack } from '../../../src/core/rules/check-rule-pack.js';
import type { DistrictFolder } from '../read-district-folder.js';
import { compareLedgers } from './compare-ledgers.js';
import { compareSites, findGoneSites } from './compare-sites.js';
import { compareSpending } from './compare-spending.js';
import { mergePlans } from './merge-plans.js';
import { findStillInUse, type Use } from './still-in-use.js';
import {
  differs,
  districtProblem,
  filesOfChanges,
  type StoredYear,
  type Taking,
  type YearComparison,
} from './year-comparison.js';

/** Compares a year with its files. */
export function compareYear(
  stored: StoredYear,
  folder: DistrictFolder,
  { isSpendingAlone, takesOpenings }: Taking,
): YearComparison {
  const result: YearComparison = {
    next: {
      plan: stored.plan,
      newSites: [],
      sites: [],
      openings: new Map(),
      entries: [],
      revenue: null,
      control: null,
      spending: new Map(),
      imported: null,
    },
    changes: {
      rules: [],
      codes: [],
      parts: [],
      sitesAdded: [],
      sitesChanged: [],
      sitesOrder: false,
      openings: [],
      allocations: [],
      revenue: null,
      controlTotals: false,
      spending: null,
    },
    left: { openings: [], office: [], allocations: [] },
    problems: [],
  };
  result.problems.push(...findGoneSites(stored, folder));
  if (!isSpendingAlone) {
    comparePlan(result, stored, folder, takesOpenings);
    compareSites(result, stored, folder, { takesOpenings });
    compareLedger(result, stored, folder);
    compareTotals(result, stored, folder);
    const others = filesOfChanges({ ...result.changes, spending: null });
    if (stored.isAdopted && others.length + result.problems.length > 0)
      // Whatever is wrong with the rest: it is not taken.
      result.problems = [districtProblem('import.yearAdopted', { changes: others.join(', ') })];
  }
  compareSpending(result, stored, folder, isSpendingAlone);
  return result;
}

function comparePlan(
  { next, changes, left, problems }: YearComparison,
  stored: StoredYear,
  folder: DistrictFolder,
  takesOpenings: boolean,
) {
  const merged = mergePlans(stored.imported?.plan ?? stored.plan, stored.plan, folder.plan);
  const { rules, codes } = comparePlans(stored.plan, merged.plan);
  const isOtherPack = rules.length === 0 && merged.plan.rules !== stored.plan.rules;
  Object.assign(changes, { rules, codes, parts: isOtherPack ? ['rulePack', ...merged.parts] : merged.parts });
  left.office.push(...merged.kept);
  problems.push(...merged.problems);
  if (canonical(merged.plan) !== canonical(stored.plan)) next.plan = merged.plan;
  // What the office and the files each have right alone may not fit together.
  if (merged.kept.length > 0 && merged.problems.length === 0) {
    problems.push(
      ...checkChart(next.plan.chart).map(({ code, params }) =>
        districtProblem(code, params, { kind: 'file', file: 'codes.csv' }),
      ),
      ...checkRulePack(next.plan),
    );
  }
  const opening = stored.sites
    .filter(({ site }) => stored.saved.has(site.code) || !takesOpenings)
    .map(({ site, opening: content }): Use => ({ site, content }));
  const saved = stored.sites.flatMap(({ site }): Use[] => {
    const content = stored.saved.get(site.code);
    return content ? [{ site, content }] : [];
  });
  const contents = [...saved, ...stored.counted, ...opening];
  const { granted, ledger } = stored;
  problems.push(...findStillInUse(stored.plan, next.plan, { contents, granted, ledger }));
  if (stored.plan.siteSegment !== next.plan.siteSegment && contents.length > 0)
    problems.push(districtProblem('import.siteSegmentInUse', {}, { kind: 'file', file: 'district.csv' }));
}

function compareLedger(
  { next, changes, left, problems }: YearComparison,
  stored: StoredYear,
  folder: DistrictFolder,
) {
  const ledger = compareLedgers(stored.ledger, folder.allocations);
  next.entries = ledger.added;
  changes.allocations = ledger.added;
  left.allocations = ledger.enteredBefore;
  problems.push(...ledger.problems);
}

function compareTotals({ next, changes }: YearComparison, stored: StoredYear, folder: DistrictFolder) {
  if (differs(stored.revenue, folder.revenue)) {
    next.revenue = folder.revenue;
    changes.revenue = { beforeCents: sumOf(stored.revenue), afterCents: sumOf(folder.revenue) };
  }
  const { controlTotals: control } = folder;
  const last = stored.imported?.controlTotals ?? null;
  // The same file as last time says nothing new: what the office put in since stays.
  if (control && differs(stored.control, control) && (!stored.imported || differs(last, control))) {
    next.control = control;
    changes.controlTotals = true;
  }
  const imported = { plan: folder.plan, controlTotals: control ?? last };
  if (!stored.imported || differs(stored.imported, imported)) next.imported = imported;
}

const sumOf = (lines: readonly RevenueLine[]) => lines.reduce((sum, { amountCents }) => sum + amountCents, 0);
