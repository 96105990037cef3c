import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Duplex } from 'node:stream';
import type pg from 'pg';
import { inTransaction, type OpenDatabase } from '../../../server/stores/open-database.js';
import { isUnavailable } from '../../../server/stores/unavailable.js';
import { openTestDatabase } from '../../support/test-database.js';

let database: OpenDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

type Opened = pg.PoolClient & { connection: { stream: Duplex } };

const one = () =>
  inTransaction(database.db, async (tx) => (await tx.execute<{ one: number }>(sql`SELECT 1 AS one`)).rows);

// More of them than the pool has connections: one that is not given back is missed at the end.
test('connections that are lost as a transaction begins are replaced', async () => {
  const { $client: pool } = database.db as unknown as { $client: pg.Pool };
  const cut = (client: pg.PoolClient) => (client as Opened).connection.stream.destroy();
  pool.on('acquire', cut);
  for (let count = 0; count < 12; count += 1) {
    const failure: unknown = await one().catch((error: unknown) => error);
    expect(isUnavailable(failure)).toBe(true);
  }
  pool.off('acquire', cut);
  expect(await one()).toEqual([{ one: 1 }]);
  const { all, idle, waiting } = database.connections();
  expect([all - idle, waiting]).toEqual([0, 0]);
});
