import { causes, errorMessage } from '../error-code.js';
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

/**
 * A fault of the disk that PostgreSQL has no code of its own for, known by the part of it that found it: a file larger
 * than is allowed is "internal", and one that may not be written is "permission denied", as a table may be.
 */
const DISK_CODES = /^(XX000|42501)$/;
const DISK_PARTS = /^(md|fd|xlog|slru|smgr|buffile)\.c$/;

/** Whether an error means that the database cannot answer now, and may later; also behind drizzle's wrapper. */
export function isUnavailable(error: unknown): boolean {
  const code = databaseCode(error);
  // Values of a refused statement may hold any words.
  if (code !== undefined && CODES.test(code)) return true;
  return causes(error).some((one) => WORDS.test(errorMessage(one)) || isOfDisk(one));
}

function isOfDisk(error: unknown): boolean {
  const part = typeof error === 'object' && error !== null && 'file' in error ? error.file : undefined;
  return DISK_CODES.test(databaseCode(error) ?? '') && typeof part === 'string' && DISK_PARTS.test(part);
}
