import { ENGINE_VERSION } from '../../src/core/engine-version.js';
import type { AllocationEntry } from '../../src/core/budget/allocation.js';
import type { RuleException } from '../../src/core/budget/rule-exception.js';
import type { Year } from '../stores/year-store.js';
import { sha256 } from './load-site.js';

/**
 * What a site's book consists of beside its content, as one short text: another one means that the book has to be
 * fetched again. The ledger is only ever added to, so that its ids stand for it.
 */
export function bookVersionOf(
  year: Year,
  allocations: readonly Pick<AllocationEntry, 'id'>[],
  exceptions: readonly RuleException[] = [],
): string {
  const parts = [
    ENGINE_VERSION,
    year.rulePackHash,
    allocations.map(({ id }) => id).sort(),
    // The rest of the chart does not change once a year is open.
    (year.plan.chart.requested ?? []).map(({ account }) => account),
    exceptions,
  ];
  return sha256(JSON.stringify(parts)).slice(0, 16);
}
