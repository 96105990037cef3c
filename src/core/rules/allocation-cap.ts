import { z } from 'zod';
import type { FundingSource } from '../budget/funding-source.js';
import type { Place } from '../problem.js';
import type { GroupView } from './check.js';
import { noInputs, ruleKind } from './rule-kind.js';
import { RULE_COMMON } from './rule-common.js';

/** A site budgets no more dollars and no more FTE from a funding source than its ledger of allocations gives. */
export const allocationCap = ruleKind({
  schema: z.strictObject({
    kind: z.literal('allocationCap'),
    ...RULE_COMMON,
    toleranceCents: z.int().min(0),
    /** FTE in ten-thousandths that a site may be over. */
    toleranceFte: z.int().min(0).optional(),
  }),
  inputs: noInputs,
  prepare(rule, scope) {
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
    ];
  },
});

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
