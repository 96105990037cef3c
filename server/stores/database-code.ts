/** PostgreSQL's five-character code of an error, or the system's (`ECONNREFUSED`); also behind drizzle's wrapper. */
export function databaseCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? databaseCode(error.cause) : undefined;
}

/** Somebody else held a row for longer than `lock_timeout`. */
export const LOCK_NOT_AVAILABLE = '55P03';
/** A row with the same key is there. */
export const UNIQUE_VIOLATION = '23505';
