import type pg from 'pg';

/**
 * Keeps a connection that breaks from ending the program: an idle one is replaced at the next query, and one in use
 * breaks the query that it is used for.
 */
export function surviveBreaks(pool: pg.Pool): void {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
}
