import { z } from 'zod';
import { indexChart } from '../account/chart-of-accounts.js';
import { compilePattern } from '../account/account-pattern.js';
import type { AllocationEntry } from '../budget/allocation.js';
import type { DistrictPlan } from '../budget/site-book.js';
import { Fte } from '../fte.js';
import { Cents } from '../money.js';
import type { ApprovedRevision, MasterBudget } from './master-budget.js';

/** A planned revenue of the year, compared with the expenditure of its funding source. */
export const RevenueLine = z.object({
  account: z.string(),
  fundingSource: z.string(),
  title: z.string(),
  amountCents: Cents,
});
export type RevenueLine = z.infer<typeof RevenueLine>;

/** One figure that two sources give. The difference is master less the other side. */
export const TieOutRow = z.object({
  code: z.string(),
  title: z.string(),
  masterCents: Cents,
  otherCents: Cents,
  differenceCents: Cents,
  masterFte: Fte,
  otherFte: Fte,
  differenceFte: Fte,
});
export type TieOutRow = z.infer<typeof TieOutRow>;

/** The proof of a master budget: merged equals submitted exactly; every other difference is shown, not hidden. */
export const TieOut = z.object({
  /** True when every site's merged lines equal its approved revision to the cent and the FTE. */
  mergedEqualsSubmitted: z.boolean(),
  /** By site, against the totals stored with each approved revision. */
  bySite: z.array(TieOutRow),
  /** By site and funding source, against allocations. The code is `<site> <funding source>`. */
  byAllocation: z.array(TieOutRow),
  /** By funding source, against allocations of the sites merged. */
  byFundingSource: z.array(TieOutRow),
  /** By funding source, against revenue (no FTE). Only when the district gives revenue. */
  byRevenue: z.array(TieOutRow),
  /** Sites of the district that the merge does not hold. */
  missingSites: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      /** It was approved before: it was opened again since, or what it was approved for changed. */
      approvalEnded: z.literal(true).optional(),
    }),
  ),
});
export type TieOut = z.infer<typeof TieOut>;

type Sum = { cents: Cents; fte: Fte };

/** Works the tie-out of a master budget. Everything is recomputed from the lines; no total is taken on trust. */
export function tieOut(
  plan: DistrictPlan,
  sites: TieOut['missingSites'],
  master: MasterBudget,
  revisions: readonly ApprovedRevision[],
  allocations: readonly AllocationEntry[],
  revenue: readonly RevenueLine[],
): TieOut {
  const sourceOf = fundingSourceFinder(plan);
  const bySite = new Map<string, Sum>();
  const byPair = new Map<string, Sum>();
  const bySource = new Map<string, Sum>();
  for (const account of master.accounts) {
    const source = sourceOf(account.account) ?? '';
    for (const line of account.lines) {
      for (const [sums, key] of [
        [bySite, line.siteCode],
        [byPair, `${line.siteCode} ${source}`],
        [bySource, source],
      ] as const) {
        addTo(sums, key, line.proposedCents, line.proposedFte);
      }
    }
  }
  const merged = new Set(revisions.map(({ siteCode }) => siteCode));
  const allocatedByPair = new Map<string, Sum>();
  const allocatedBySource = new Map<string, Sum>();
  for (const entry of allocations.filter(({ siteCode }) => merged.has(siteCode))) {
    addTo(allocatedByPair, `${entry.siteCode} ${entry.fundingSource}`, entry.amountCents, entry.fte);
    addTo(allocatedBySource, entry.fundingSource, entry.amountCents, entry.fte);
  }
  const revenueBySource = new Map<string, Sum>();
  for (const line of revenue) addTo(revenueBySource, line.fundingSource, line.amountCents, 0);
  const submitted = new Map(revisions.map((r) => [r.siteCode, { cents: r.totalCents, fte: r.totalFte }]));
  const sourceTitle = (code: string) =>
    plan.fundingSources.find((source) => source.code === code)?.title ?? code;
  const siteName = (code: string) => sites.find((site) => site.code === code)?.name ?? code;
  const pairTitle = (pair: string) => {
    const [site = '', source = ''] = pair.split(' ');
    return `${siteName(site)} · ${sourceTitle(source)}`;
  };
  const siteRows = compare(bySite, submitted, siteName);
  return {
    mergedEqualsSubmitted: siteRows.every((row) => row.differenceCents === 0 && row.differenceFte === 0),
    bySite: siteRows,
    byAllocation: compare(byPair, allocatedByPair, pairTitle),
    byFundingSource: compare(bySource, allocatedBySource, sourceTitle),
    byRevenue: revenue.length === 0 ? [] : compare(dollarsOnly(bySource), revenueBySource, sourceTitle),
    missingSites: sites.filter(({ code }) => !merged.has(code)),
  };
}

/** The first funding source whose pattern fits an account; undefined when none does. */
export function fundingSourceFinder(plan: DistrictPlan): (account: string) => string | undefined {
  const chart = indexChart(plan.chart);
  const sources = plan.fundingSources.map(({ code, patterns }) => ({
    code,
    matchers: patterns.map((pattern) => compilePattern(plan.chart.structure, pattern)),
  }));
  return (account) => {
    const checked = chart.check(account);
    if (!checked.ok) return undefined;
    return sources.find(({ matchers }) => matchers.some((matcher) => matcher(checked.codes)))?.code;
  };
}

function addTo(sums: Map<string, Sum>, key: string, cents: Cents, fte: Fte): void {
  const sum = sums.get(key);
  if (sum) {
    sum.cents += cents;
    sum.fte += fte;
  } else sums.set(key, { cents, fte });
}

function dollarsOnly(sums: Map<string, Sum>): Map<string, Sum> {
  return new Map([...sums].map(([key, { cents }]) => [key, { cents, fte: 0 }]));
}

function compare(
  master: Map<string, Sum>,
  other: Map<string, Sum>,
  titleOf: (code: string) => string,
): TieOutRow[] {
  const none: Sum = { cents: 0, fte: 0 };
  return [...new Set([...master.keys(), ...other.keys()])].sort().map((code) => {
    const mine = master.get(code) ?? none;
    const theirs = other.get(code) ?? none;
    return {
      code,
      title: titleOf(code),
      masterCents: mine.cents,
      otherCents: theirs.cents,
      differenceCents: mine.cents - theirs.cents,
      masterFte: mine.fte,
      otherFte: theirs.fte,
      differenceFte: mine.fte - theirs.fte,
    };
  });
}
