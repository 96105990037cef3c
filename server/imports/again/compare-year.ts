import { checkChart } from '../../../src/core/account/check-chart.js';
import type { RequestedAccount } from '../../../src/core/account/chart-of-accounts.js';
import { comparePlans, type PlanDiff } from '../../../src/core/approval/compare-plans.js';
import type { AllocationEntry } from '../../../src/core/budget/allocation.js';
import { periodOf } from '../../../src/core/budget/budget-year.js';
import type { DistrictPlan } from '../../../src/core/budget/site-book.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import type { Site } from '../../../src/core/budget/site.js';
import type { Spending } from '../../../src/core/budget/spending.js';
import { canonical } from '../../../src/core/canonical.js';
import type { ControlTotals } from '../../../src/core/merge/control-total.js';
import type { RevenueLine } from '../../../src/core/merge/tie-out.js';
import type { Problem } from '../../../src/core/problem.js';
import { checkRulePack } from '../../../src/core/rules/check-rule-pack.js';
import type { ImportedSite } from '../../stores/import-store.js';
import type { ImportedYear } from '../../stores/schema.js';
import type { DistrictFolder } from '../read-district-folder.js';
import { compareLedgers } from './compare-ledgers.js';
import { differenceOf, isNone, withKnownIds, type Difference } from './follow-opening.js';
import { mergePlans } from './merge-plans.js';
import { findStillInUse, type Use } from './still-in-use.js';

/** A year as it is stored, before another import. */
export type StoredYear = {
  plan: DistrictPlan;
  imported: ImportedYear | null;
  sites: readonly ImportedSite[];
  /** The latest content of every site that saved one. */
  saved: ReadonlyMap<string, SiteContent>;
  /** Contents whose approvals count for something, where they are older than the latest. */
  counted: readonly Use[];
  granted: readonly RequestedAccount[];
  ledger: readonly AllocationEntry[];
  revenue: readonly RevenueLine[];
  control: ControlTotals | null;
  isAdopted: boolean;
};

export type SiteDifference = { siteCode: string; siteName: string } & Difference;

/** What is to be stored, each empty or null where it stays as it is. */
export type NextYear = {
  /** The stored plan itself where nothing of it becomes another. */
  plan: DistrictPlan;
  newSites: { site: Site; opening: SiteContent; openingCents: number; spending?: Spending }[];
  sites: { site: Site; position: number; isOther: boolean }[];
  openings: Map<string, SiteContent>;
  entries: AllocationEntry[];
  revenue: RevenueLine[] | null;
  control: ControlTotals | null;
  spending: Map<string, Spending | null>;
  /** What the import after this one compares with; null where only spending is renewed. */
  imported: ImportedYear | null;
};

/** What an import changes, for its report. Names of parts are those of the plan, such as `benefitRates`. */
export type ImportChanges = Pick<PlanDiff, 'rules' | 'codes'> & {
  parts: string[];
  sitesAdded: Site[];
  sitesChanged: Site[];
  openings: SiteDifference[];
  allocations: AllocationEntry[];
  revenue: boolean;
  controlTotals: boolean;
  /** `countsFrom`: the first day of spending that amendments are held to. */
  spending: { asOf: string; asOfBefore: string | null; sites: string[]; countsFrom: string } | null;
};

/** What the files have and stays as it is all the same. */
export type LeftAsItIs = {
  /** Openings of sites that saved: their season goes on from the one they had. */
  openings: SiteDifference[];
  /** Rules and codes that the office changed since the last import. */
  office: string[];
  /** Allocations that the office entered before the files had them. */
  allocations: AllocationEntry[];
};

export type YearComparison = {
  next: NextYear;
  changes: ImportChanges;
  left: LeftAsItIs;
  problems: Problem[];
};

/** Compares a year with its files. `isSpendingAlone`: nothing else is looked at. */
export function compareYear(
  stored: StoredYear,
  folder: DistrictFolder,
  { isSpendingAlone }: { isSpendingAlone: boolean },
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
      openings: [],
      allocations: [],
      revenue: false,
      controlTotals: false,
      spending: null,
    },
    left: { openings: [], office: [], allocations: [] },
    problems: [],
  };
  result.problems.push(...findGoneSites(stored, folder));
  if (!isSpendingAlone) {
    comparePlan(result, stored, folder);
    compareSites(result, stored, folder);
    compareLedger(result, stored, folder);
    compareTotals(result, stored, folder);
    const others = namesOfChanges({ ...result.changes, spending: null });
    if (stored.isAdopted && others.length + result.problems.length > 0)
      // Whatever is wrong with the rest: it is not taken.
      result.problems = [districtProblem('import.yearAdopted', { changes: others.join(', ') })];
  }
  compareSpending(result, stored, folder, isSpendingAlone);
  return result;
}

const differs = (one: unknown, other: unknown) => canonical(one ?? null) !== canonical(other ?? null);

function districtProblem(code: string, params: Problem['params'], place?: Problem['place']): Problem {
  return { code, severity: 'fatal', place: place ?? { kind: 'district' }, params };
}

/** The names of what changes, in the order of a report; none where nothing does. */
export function namesOfChanges(changes: ImportChanges): string[] {
  return [
    ...(changes.rules.length > 0 ? ['rules'] : []),
    ...(changes.codes.length > 0 ? ['codes'] : []),
    ...changes.parts,
    ...(changes.sitesAdded.length + changes.sitesChanged.length > 0 ? ['sites'] : []),
    ...(changes.openings.length > 0 ? ['openings'] : []),
    ...(changes.allocations.length > 0 ? ['allocations'] : []),
    ...(changes.revenue ? ['revenue'] : []),
    ...(changes.controlTotals ? ['controlTotals'] : []),
    ...(changes.spending ? ['spending'] : []),
  ];
}

function comparePlan(
  { next, changes, left, problems }: YearComparison,
  stored: StoredYear,
  folder: DistrictFolder,
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
    .filter(({ site }) => stored.saved.has(site.code))
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

function findGoneSites(stored: StoredYear, folder: DistrictFolder): Problem[] {
  const given = new Set(folder.sites.map(({ code }) => code));
  return stored.sites
    .filter(({ site }) => !given.has(site.code))
    .map(({ site: { code: site, name: siteName } }) =>
      districtProblem('import.siteGone', { site, siteName }, { kind: 'file', file: 'sites.csv' }),
    );
}

function compareSites({ next, changes, left }: YearComparison, stored: StoredYear, folder: DistrictFolder) {
  const known = new Map(stored.sites.map((one) => [one.site.code, one]));
  folder.sites.forEach((site, position) => {
    const opening = folder.openings.get(site.code) ?? { lines: [], positions: [] };
    const was = known.get(site.code);
    if (!was) {
      const openingCents = opening.lines.reduce((sum, { currentCents }) => sum + currentCents, 0);
      next.newSites.push({ site, opening, openingCents });
      changes.sitesAdded.push(site);
      next.sites.push({ site, position, isOther: false });
      return;
    }
    const isOther = differs(was.site, site);
    if (isOther) changes.sitesChanged.push(site);
    if (isOther || was.position !== position) next.sites.push({ site, position, isOther });
    const followed = withKnownIds(was.opening, opening);
    const difference = differenceOf(was.opening, followed);
    if (isNone(difference)) return;
    const told = { siteCode: site.code, siteName: site.name, ...difference };
    if (stored.saved.has(site.code)) left.openings.push(told);
    else {
      next.openings.set(site.code, followed);
      changes.openings.push(told);
    }
  });
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
    changes.revenue = true;
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

function compareSpending(
  { next, changes, problems }: YearComparison,
  stored: StoredYear,
  { spending, plan, sites }: DistrictFolder,
  isSpendingAlone: boolean,
) {
  // A district that gives none this time leaves what there is.
  if (!spending) {
    if (isSpendingAlone)
      problems.push(districtProblem('import.fileMissing', {}, { kind: 'file', file: 'spending.csv' }));
    return;
  }
  const [one] = spending.values();
  if (!one) return;
  const known = new Map(stored.sites.map((site) => [site.site.code, site]));
  for (const { code, name } of sites) {
    const was = known.get(code);
    const is = spending.get(code) ?? null;
    if (!was && isSpendingAlone && is)
      problems.push(
        districtProblem(
          'import.siteNotThere',
          { site: code, siteName: name },
          { kind: 'file', file: 'spending.csv' },
        ),
      );
    if (differs(was?.spending, is)) next.spending.set(code, is);
  }
  if (next.spending.size === 0) return;
  const asOfBefore = stored.sites.flatMap((site) => site.spending?.asOf ?? []).at(0) ?? null;
  const { from: countsFrom } = periodOf(plan.year);
  changes.spending = { asOf: one.asOf, asOfBefore, sites: [...next.spending.keys()], countsFrom };
}
