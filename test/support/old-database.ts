import type pg from 'pg';
import { applyMigrations, inTurn, makeTurns } from '../../server/stores/bring-up-to-date.js';
import { connect } from '../../server/stores/connect.js';
import { knownMigrations, migrationsFolder } from '../../server/stores/known-migrations.js';
import type { DatabaseConfig } from '../../server/stores/open-database.js';
import { fillEveryTable } from './full-database.js';

/** Makes a database as it was after the first `count` migrations, with rows in every table when `isFull`. */
export async function makeOldDatabase(
  config: DatabaseConfig,
  options: { count: number; isFull: boolean },
): Promise<void> {
  const connection = await connect(config);
  await makeOldTables(connection.pool, options);
  await connection.close();
}

/** The same in a database that is open, in place of whatever is in it. */
export async function makeOldTables(
  pool: pg.Pool,
  { count, isFull }: { count: number; isFull: boolean },
): Promise<void> {
  const migrations = knownMigrations(migrationsFolder()).slice(0, count);
  await makeTurns(pool);
  await pool.query('DROP SCHEMA public CASCADE');
  await pool.query('CREATE SCHEMA public');
  await pool.query('DELETE FROM drizzle.__drizzle_migrations');
  await inTurn(pool, (client) => applyMigrations(client, migrations));
  if (isFull) await fillEveryTable(pool, migrations.at(-1)?.tag ?? '');
}
