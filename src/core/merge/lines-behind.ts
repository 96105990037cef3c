import type { AllocationEntry } from '../budget/allocation.js';
import type { DistrictPlan } from '../budget/site-book.js';
import type { ControlTotals } from './control-total.js';
import { fundFinder, groupMatcher, readDimensions, WHOLE_DISTRICT, type Dimension } from './dimensions.js';
import type { MasterBudget, MasterLine } from './master-budget.js';
import type { Against, RevenueLine } from './tie-out.js';

/** A figure of the master budget, as somebody may ask what it is made of. */
export type FigurePlace = { dimension: Dimension; against: Against; code: string };

/** The lines that add up to the master's side of a row of the tie-out, in the master's order. */
export function linesBehind(
  plan: DistrictPlan,
  master: MasterBudget,
  { dimension, against, code }: FigurePlace,
  reader = readDimensions(plan, (site) => site),
): MasterLine[] {
  const group =
    against === 'transfers'
      ? groupMatcher(plan, 'transferOut')
      : against === 'reserves'
        ? groupMatcher(plan, 'reserve')
        : () => true;
  return master.accounts.flatMap(({ account, lines }) =>
    group?.(account) === true ? lines.filter((line) => reader.codeOf(dimension, line) === code) : [],
  );
}

/** What adds up to the other side, where that is no line of the master. `fte` is none of revenue and control totals. */
export type OtherFigure = { title: string; detail: string; amountCents: number; fte: number };

/** The revenues, ledger entries or control totals on the other side of a row. */
export function othersBehind(
  plan: DistrictPlan,
  { dimension, against, code }: FigurePlace,
  sources: {
    mergedSites: ReadonlySet<string>;
    allocations: readonly AllocationEntry[];
    revenue: readonly RevenueLine[];
    control: ControlTotals | null;
  },
): OtherFigure[] {
  const ofRevenue = ({ account, title, amountCents }: RevenueLine): OtherFigure => ({
    title,
    detail: account,
    amountCents,
    fte: 0,
  });
  switch (against) {
    case 'revenue':
      return sources.revenue
        .filter(({ fundingSource }) => dimension === 'total' || fundingSource === code)
        .map(ofRevenue);
    case 'transfers': {
      const isIn = groupMatcher(plan, 'transferIn');
      const fundOf = fundFinder(plan.chart.structure);
      return sources.revenue
        .filter(
          ({ account }) =>
            isIn?.(account) === true &&
            (dimension === 'total' ? WHOLE_DISTRICT : (fundOf?.(account) ?? '')) === code,
        )
        .map(ofRevenue);
    }
    case 'allocations':
      return sources.allocations
        .filter(
          ({ siteCode, fundingSource }) =>
            sources.mergedSites.has(siteCode) &&
            [fundingSource, siteCode, `${siteCode} ${fundingSource}`][
              ['fundingSource', 'site', 'siteSource'].indexOf(dimension)
            ] === code,
        )
        .map(({ reason, date, author, amountCents, fte }) => ({
          title: reason,
          detail: `${date} · ${author}`,
          amountCents,
          fte,
        }));
    case 'control':
      return (sources.control?.totals ?? [])
        .filter((total) => total.dimension === dimension && total.code === code)
        .map(({ note, amountCents }) => ({
          title: note,
          detail: sources.control?.asOf ?? '',
          amountCents,
          fte: 0,
        }));
    case 'revisions':
    case 'current':
    case 'reserves':
      return [];
  }
}
