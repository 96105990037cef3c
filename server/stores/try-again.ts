import { databaseCode } from './database-code.js';

/** Serialization failure and deadlock: the transaction did nothing and may be tried again. */
export const COLLIDED: ReadonlySet<string> = new Set(['40001', '40P01']);
/** Also a lock that was not to be had in time, where there is time. */
export const RETRIABLE: ReadonlySet<string> = new Set(['55P03', ...COLLIDED]);
/** Two that make the same thing at once: one of them fails, and then finds it there. */
export const MADE_AT_ONCE: ReadonlySet<string> = new Set([
  '23505',
  '42P06',
  '42P07',
  '42710',
  'XX000',
  ...RETRIABLE,
]);
const MOST_TRIES = 8;

/**
 * Does what may collide with somebody else's, again where it failed with one of the codes: each time from its start, after
 * a random pause that grows, at most eight times.
 */
export async function tryAgain<T>(codes: ReadonlySet<string>, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === MOST_TRIES || !codes.has(databaseCode(error) ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 50 * attempt));
    }
  }
}
