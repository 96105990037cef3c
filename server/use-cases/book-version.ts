import { ENGINE_VERSION } from '../../src/core/engine-version.js';
import type { AllocationEntry } from '../../src/core/budget/allocation.js';
import type { Year } from '../stores/year-store.js';
import { sha256 } from './load-site.js';

/**
 * What a site's book consists of beside its content, as one short text: another one means that the book has to be
 * fetched again. The ledger is only ever added to, so that its ids stand for it.
 */
export function bookVersionOf(year: Year, allocations: readonly Pick<AllocationEntry, 'id'>[]): string {
  const parts = [ENGINE_VERSION, year.rulePackHash, ...allocations.map(({ id }) => id).sort()];
  return sha256(JSON.stringify(parts)).slice(0, 16);
}
