import { databaseCode } from './database-code.js';

/** Lock not available, serialization failure, deadlock: nothing was changed, and it may be tried again. */
export const RETRIABLE: ReadonlySet<string> = new Set(['55P03', '40001', '40P01']);
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

/** Does what may collide with another process, again where it failed with one of the codes; each time from its start. */
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
