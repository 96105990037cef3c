import { z } from 'zod';
import type { FundingSource } from '../budget/funding-source.js';
import { staffAllowances } from '../budget/staff-allocation.js';
import type { Place } from '../problem.js';
import { compareRationals, floorOf, ZERO } from '../staffing/rational.js';
import { tradeStaff } from '../staffing/staff-trade.js';
import type { Check, GroupView, Report, SiteFacts, StaffSums } from './check.js';
import { noInputs, ruleKind, type RuleScopeFacts } from './rule-kind.js';
import { hasLevel, RULE_COMMON } from './rule-common.js';

/**
 * A site budgets no more dollars and no more FTE from a funding source than its ledger of allocations gives. Where the
 * ledger names staff by type, each type is held to its own number, after what the district lets a site exchange.
 */
export const allocationCap = ruleKind({
  schema: z.strictObject({
    kind: z.literal('allocationCap'),
    ...RULE_COMMON,
    toleranceCents: z.int().min(0),
    /** FTE in ten-thousandths that a site may be over. */
    toleranceFte: z.int().min(0).optional(),
  }),
  inputs: noInputs,
  prepare(rule, scope): Check[] {
    const isSelected = scope.select(rule.appliesTo);
    return [
      {
        at: 'group',
        by: 'siteAndSource',
        selectors: [isSelected],
        check(group, report) {
          const balance = balanceOf(group);
          const { place, fundingSource } = sourcePlace(scope, group);
          if (balance.proposedCents - balance.allocatedCents > rule.toleranceCents) {
            const overCents = balance.proposedCents - balance.allocatedCents;
            const { allocatedCents, proposedCents } = balance;
            report({
              code: 'allocation.overspent',
              place,
              params: { fundingSource, overCents, allocatedCents, proposedCents },
            });
          }
          if (balance.proposedFte - balance.allocatedFte > (rule.toleranceFte ?? 0)) {
            const overFte = balance.proposedFte - balance.allocatedFte;
            const { allocatedFte, proposedFte } = balance;
            report({
              code: 'allocation.overFte',
              place,
              params: { fundingSource, overFte, allocatedFte, proposedFte },
            });
          }
        },
      },
      {
        at: 'staff',
        check(staff, site, report) {
          if (!hasLevel(rule.appliesTo, site.site)) return;
          const sources = scope.sourcesOf(rule.appliesTo);
          checkStaffTypes(scope, staff, site, rule.toleranceFte ?? 0, sources, report);
        },
      },
    ];
  },
});

function checkStaffTypes(
  scope: RuleScopeFacts,
  staff: readonly StaffSums[],
  site: SiteFacts,
  toleranceFte: number,
  sources: ReadonlySet<string>,
  report: Report,
): void {
  const allowances = staffAllowances(site.entries);
  if (allowances.length === 0) return;
  const types = new Map(scope.jobClasses.map(({ code, staffType }) => [code, staffType ?? code]));
  const titles = new Map<string, string>();
  const allocated = new Map<string, Map<string, number>>();
  for (const { fundingSource, staffType, fte } of allowances) {
    titles.set(staffType.code, staffType.title);
    allocated.set(
      fundingSource,
      (allocated.get(fundingSource) ?? new Map<string, number>()).set(staffType.code, fte),
    );
  }
  for (const [fundingSource, allowance] of allocated) {
    if (!sources.has(fundingSource)) continue;
    const planned = new Map<string, number>();
    for (const { jobClass, fundingSource: source, fte } of staff) {
      const type = types.get(jobClass) ?? jobClass;
      if (source === fundingSource) planned.set(type, (planned.get(type) ?? 0) + fte);
    }
    for (const balance of tradeStaff(allowance, planned, scope.exchangeRates).types) {
      if (compareRationals(balance.remaining, ZERO) >= 0) continue;
      const overFte = -floorOf(balance.remaining);
      if (overFte <= toleranceFte) continue;
      const source = sourcePlace(scope, { site, fundingSource, sums: [] });
      report({
        code: 'allocation.overStaff',
        place: source.place,
        part: balance.staffType,
        params: {
          fundingSource: source.fundingSource,
          staff: titles.get(balance.staffType) ?? balance.staffType,
          overFte,
          allocatedFte: allowance.get(balance.staffType) ?? 0,
          planFte: planned.get(balance.staffType) ?? 0,
          tradedFte: floorOf(balance.tradedIn),
        },
      });
    }
  }
}

/** What a site was given from a funding source and what it proposes; zero where it has no allocation. */
export function balanceOf({ site, fundingSource, sums }: GroupView) {
  const allocation = site?.allocations.get(fundingSource ?? '');
  return {
    allocatedCents: allocation?.amountCents ?? 0,
    allocatedFte: allocation?.fte ?? 0,
    proposedCents: sums[0]?.cents ?? 0,
    proposedFte: sums[0]?.fte ?? 0,
  };
}

/** Where a finding about a site's funding source points, and what the source is called. */
export function sourcePlace(
  scope: { kind: 'site' | 'district'; fundingSources: readonly FundingSource[] },
  { site, fundingSource }: GroupView,
): { place: Place; fundingSource: string } {
  const code = fundingSource ?? '';
  const title = scope.fundingSources.find((source) => source.code === code)?.title ?? code;
  const place: Place = { kind: 'allocation', fundingSource: code };
  return {
    place: scope.kind === 'district' && site ? { ...place, siteCode: site.site.code } : place,
    fundingSource: title,
  };
}
