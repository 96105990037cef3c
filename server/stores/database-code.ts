import { causes, errorCode } from '../error-code.js';

/** PostgreSQL's five-character code of an error, or the system's (`ECONNREFUSED`); also behind drizzle's wrapper. */
export function databaseCode(error: unknown): string | undefined {
  return causes(error)
    .map(errorCode)
    .find((code) => code !== undefined);
}

/** Somebody else held a row for longer than `lock_timeout`. */
export const LOCK_NOT_AVAILABLE = '55P03';
/** A row with the same key is there. */
export const UNIQUE_VIOLATION = '23505';
