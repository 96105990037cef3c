import type { Year } from '../stores/year-store.js';

const MOST_KEPT = 10_000;
const known = new Map<string, number>();

/**
 * How many lines of a revision differ from the current budget. Neither ever changes, nor does what other sites charge
 * to its lines while `state` (its number, and what all sites share) is the same, so it is worked out once; the oldest
 * figures go when there are too many.
 */
export async function changedLinesOf(
  { districtId, yearId }: Year,
  siteCode: string,
  state: readonly [revision: number, sharedHash: string],
  count: () => Promise<number>,
): Promise<number> {
  const key = JSON.stringify([districtId, yearId, siteCode, ...state]);
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  const changed = await count();
  const [oldest] = known.keys();
  if (known.size >= MOST_KEPT && oldest !== undefined) known.delete(oldest);
  known.set(key, changed);
  return changed;
}
