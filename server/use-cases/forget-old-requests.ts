import { removeEndedCounts } from '../stores/rate-count-store.js';
import { removeKeysBefore } from '../stores/request-key-store.js';
import type { Parts } from './parts.js';

const KEPT_MS = 24 * 3_600_000;

/**
 * Forgets the keys and replies of writes that are a day old, and ended counts of request limits; gives how many keys.
 * For the clock that does the upkeep: once an hour is plenty.
 */
export async function forgetOldRequests({ db, now }: Pick<Parts, 'db' | 'now'>): Promise<number> {
  await removeEndedCounts(db, now());
  return removeKeysBefore(db, new Date(now().getTime() - KEPT_MS));
}
