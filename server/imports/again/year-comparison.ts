import type { RequestedAccount } from '../../../src/core/account/chart-of-accounts.js';
import type { PlanDiff } from '../../../src/core/approval/compare-plans.js';
import type { AllocationEntry } from '../../../src/core/budget/allocation.js';
import type { DistrictPlan } from '../../../src/core/budget/site-book.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import type { Site } from '../../../src/core/budget/site.js';
import type { Spending } from '../../../src/core/budget/spending.js';
import { canonical } from '../../../src/core/canonical.js';
import type { ControlTotals } from '../../../src/core/merge/control-total.js';
import type { RevenueLine } from '../../../src/core/merge/tie-out.js';
import type { Problem } from '../../../src/core/problem.js';
import type { ImportedSite } from '../../stores/import-store.js';
import type { ImportedYear } from '../../stores/schema.js';
import type { Difference } from './follow-opening.js';
import type { Use } from './still-in-use.js';

/** What of the files is taken. */
export type Taking = {
  /** Only what was spent and promised: all that changes once a master budget is adopted. */
  isSpendingAlone: boolean;
  /** Openings of sites that saved nothing follow the files: nobody has a workbook or a pane that started from them. */
  takesOpenings: boolean;
};

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
export type YearToStore = {
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

/** What an import changes, for its report. Parts are named as fields of the plan, such as `benefitRates`. */
export type ImportChanges = Pick<PlanDiff, 'rules' | 'codes'> & {
  parts: string[];
  sitesAdded: Site[];
  sitesChanged: Site[];
  /** Whether the sites that were there stand in another order. */
  sitesOrder: boolean;
  openings: SiteDifference[];
  allocations: AllocationEntry[];
  /** The sums of all revenue, where any line of it becomes another. */
  revenue: { beforeCents: number; afterCents: number } | null;
  controlTotals: boolean;
  /** `sites`: where it is renewed. `gone`: where there is none any more. `countsFrom`: the first day that amendments are held to. */
  spending: {
    asOf: string;
    asOfBefore: string | null;
    sites: string[];
    gone: string[];
    countsFrom: string;
  } | null;
};

/** What the files have and stays as it is all the same. */
export type LeftAsItIs = {
  /**
   * Openings of sites that saved, whose season goes on from the one they had, and of all others where nobody asked that they
   * follow: a workbook that was handed out counts as started from the opening that is stored.
   */
  openings: (SiteDifference & { why: 'saved' | 'notAsked' })[];
  /** Rules and codes that the office changed since the last import. */
  office: string[];
  /** Allocations that the office entered before the files had them. */
  allocations: AllocationEntry[];
};

export type YearComparison = {
  next: YearToStore;
  changes: ImportChanges;
  left: LeftAsItIs;
  problems: Problem[];
};

/** Where each part of a plan, or of its chart, stands in the import files, as who changed it knows it. */
const FILES: Record<string, string> = {
  rulePack: 'rules.json (its name or version)',
  fundingSources: 'funding-sources.csv',
  ownership: 'ownership.csv',
  jobClasses: 'job-classes.csv',
  benefitRates: 'benefit-rates.csv',
  exchangeRates: 'exchange-rates.csv',
  calendars: 'calendars.csv',
  figures: 'figures.csv',
  accountGroups: 'account-groups.csv',
  submission: 'submission.json',
  approval: 'approval.json',
  requests: 'request-routes.json',
  districtName: 'district.csv (name)',
  timeZone: 'district.csv (time_zone)',
  siteSegment: 'district.csv (site_segment)',
  year: 'district.csv (its years, first and last day, or due_date)',
  salaryOwner: 'district.csv (salary_owner)',
  lateClaims: 'district.csv (late_claims)',
  exportSettings: 'district.csv (what begins with “export.”)',
  structure: 'segments.csv',
  combinations: 'combinations.json',
  existing: 'existing-accounts.csv',
  requested: 'requested-accounts.csv',
};

/** The file, and where it is one of many there the key, that gives a part of the plan. */
export function fileOfPart(part: string): string {
  return FILES[part.replace('chart.', '')] ?? `district.csv (${part})`;
}

/** The files of what changes, in the order of a report; none where nothing does. */
export function filesOfChanges(changes: ImportChanges): string[] {
  const { sitesAdded, sitesChanged, sitesOrder } = changes;
  return [
    ...(changes.rules.length > 0 ? ['rules.json'] : []),
    ...(changes.codes.length > 0 ? ['codes.csv'] : []),
    ...changes.parts.map(fileOfPart),
    ...(sitesAdded.length + sitesChanged.length > 0 || sitesOrder ? ['sites.csv'] : []),
    ...(changes.openings.length > 0 ? ['lines.csv and positions.csv'] : []),
    ...(changes.allocations.length > 0 ? ['allocations.csv'] : []),
    ...(changes.revenue ? ['revenue.csv'] : []),
    ...(changes.controlTotals ? ['control-totals.csv'] : []),
    ...(changes.spending ? ['spending.csv'] : []),
  ];
}

export const differs = (one: unknown, other: unknown) => canonical(one ?? null) !== canonical(other ?? null);

export function districtProblem(code: string, params: Problem['params'], place?: Problem['place']): Problem {
  return { code, severity: 'fatal', place: place ?? { kind: 'district' }, params };
}
