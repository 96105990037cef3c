import { applyMigrations, inTurn, makeTurns } from '../../server/stores/bring-up-to-date.js';
import { connect } from '../../server/stores/connect.js';
import { knownMigrations, migrationsFolder } from '../../server/stores/known-migrations.js';
import type { DatabaseConfig } from '../../server/stores/open-database.js';
import { fillEveryTable } from './full-database.js';

/** Makes a database as it was after the first `count` migrations, with rows in every table when `isFull`. */
export async function makeOldDatabase(
  config: DatabaseConfig,
  { count, isFull }: { count: number; isFull: boolean },
): Promise<void> {
  const connection = await connect(config);
  const migrations = knownMigrations(migrationsFolder()).slice(0, count);
  await makeTurns(connection.pool);
  await connection.pool.query('DROP SCHEMA public CASCADE');
  await connection.pool.query('CREATE SCHEMA public');
  await connection.pool.query('DELETE FROM drizzle.__drizzle_migrations');
  await inTurn(connection.pool, (client) => applyMigrations(client, migrations));
  if (isFull) await fillEveryTable(connection.pool, migrations.at(-1)?.tag ?? '');
  await connection.close();
}
