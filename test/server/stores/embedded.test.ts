import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { inTransaction, type OpenDatabase } from '../../../server/stores/open-database.js';
import { openTestDatabase } from '../../support/test-database.js';

let database: OpenDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());

test('a commit of the embedded database reaches the disk', async () => {
  const before = await database.syncCount();
  if (before === null) {
    // A server keeps its own promise of durability.
    expect(process.env['SITEBOOK_TEST_DATABASE']).toBe('postgres');
    return;
  }
  await database.db.execute(sql`INSERT INTO signing_key (id, secret) VALUES ('sync', 'x')`);
  expect(await database.syncCount()).toBeGreaterThan(before);
});

test('money beyond 2^53 is refused, not rounded', async () => {
  const { rows } = await database.db.execute(sql`SELECT ${99_999_999_999_999}::bigint AS cents`);
  expect(rows).toEqual([{ cents: 99_999_999_999_999 }]);
  await expect(database.db.execute(sql`SELECT 9007199254740993::bigint AS cents`)).rejects.toThrow();
});

test('what a transaction did is gone when it fails', async () => {
  const work = inTransaction(database.db, async (tx) => {
    await tx.execute(sql`INSERT INTO signing_key (id, secret) VALUES ('half', 'x')`);
    throw new Error('stop');
  });
  await expect(work).rejects.toThrow('stop');
  const { rows } = await database.db.execute(sql`SELECT 1 FROM signing_key WHERE id = 'half'`);
  expect(rows).toEqual([]);
});

test('a transaction is tried again when the database asks for it, and not for ever', async () => {
  let tries = 0;
  const conflict = () =>
    inTransaction(database.db, async (tx) => {
      tries += 1;
      await tx.execute(sql`DO $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = '40001'; END $$`);
    });
  await expect(conflict()).rejects.toThrow();
  expect(tries).toBe(8);
  let count = 0;
  const second = await inTransaction(database.db, async (tx) => {
    count += 1;
    if (count === 1)
      await tx.execute(sql`DO $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = '40001'; END $$`);
    return 'done';
  });
  expect(second).toBe('done');
});
