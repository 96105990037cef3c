import { removeKeysBefore } from '../stores/request-key-store.js';
import type { Parts } from './parts.js';

const KEPT_MS = 24 * 3_600_000;

/** Forgets the keys and replies of writes that are a day old; gives how many. For the clock that does the upkeep. */
export function forgetOldRequests({ db, now }: Pick<Parts, 'db' | 'now'>): Promise<number> {
  return removeKeysBefore(db, new Date(now().getTime() - KEPT_MS));
}
