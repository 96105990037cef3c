import { ENGINE_VERSION } from '../../src/core/engine-version.js';
import { canonical } from '../../src/core/canonical.js';
import type { AllocationEntry } from '../../src/core/budget/allocation.js';
import type { RuleException } from '../../src/core/budget/rule-exception.js';
import type { Year } from '../stores/year-store.js';
import { sha256 } from '../content-hash.js';

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
    (year.plan.chart.requested ?? []).map(({ account }) => account),
    planHash(year),
    exceptions,
    ...(year.importStamp === null ? [] : [year.importStamp]),
  ];
  return sha256(JSON.stringify(parts)).slice(0, 16);
}

/** By the plan, which is one object for as long as the year's stamp is the same: its chart has thousands of codes. */
const planHashes = new WeakMap<Year['plan'], string>();

function planHash({ plan }: Year): string {
  const known = planHashes.get(plan);
  if (known !== undefined) return known;
  const hash = sha256(canonical(plan));
  planHashes.set(plan, hash);
  return hash;
}
