import { errorMessage } from '../error-code.js';
import { databaseCode } from './database-code.js';

/**
 * PostgreSQL's codes, by their beginning, of a database that is away or cannot take more: connection lost (08), out of
 * room, memory or connections (53), shutting down or starting (57P), read-only for the time being (25006), a fault of
 * its disk (58); and the system's, of a network that is away.
 */
const CODES =
  /^(08|53|57P0|58|25006)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
/** The driver has no codes of its own. */
const WORDS =
  /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|Client was closed/i;

/** Whether an error means that the database cannot answer now, and may later; also behind drizzle's wrapper. */
export function isUnavailable(error: unknown): boolean {
  const code = databaseCode(error);
  // Values of a refused statement may hold any words.
  return (code !== undefined && CODES.test(code)) || WORDS.test(errorMessage(error));
}
