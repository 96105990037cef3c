import type { Problem } from '../problem.js';
import type { Check } from './rule-context.js';

/** A site budgets no more dollars and no more FTE from a funding source than its ledger of allocations gives. */
export const checkAllocationCap: Check<'allocationCap'> = (rule, { index, figures }) => {
  const problems: Problem[] = [];
  const titles = new Map(index.book.plan.fundingSources.map((source) => [source.code, source.title]));
  for (const balance of figures.balances) {
    const place = { kind: 'allocation', fundingSource: balance.fundingSource } as const;
    const fundingSource = titles.get(balance.fundingSource) ?? balance.fundingSource;
    if (balance.remainingCents < -rule.toleranceCents) {
      problems.push({
        code: 'allocation.overspent',
        severity: rule.severity,
        place,
        params: {
          fundingSource,
          overCents: -balance.remainingCents,
          allocatedCents: balance.allocatedCents,
          proposedCents: balance.proposedCents,
          askWhom: rule.askWhom,
        },
      });
    }
    if (balance.remainingFte < 0) {
      problems.push({
        code: 'allocation.overFte',
        severity: rule.severity,
        place,
        params: {
          fundingSource,
          overFte: -balance.remainingFte,
          allocatedFte: balance.allocatedFte,
          proposedFte: balance.proposedFte,
          askWhom: rule.askWhom,
        },
      });
    }
  }
  return problems;
};
