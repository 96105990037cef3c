import type pg from 'pg';
import { StartFailure } from '../start-failure.js';
import type { KnownMigration } from './known-migrations.js';
import { MADE_AT_ONCE, RETRIABLE, tryAgain } from './try-again.js';

/** A table that is in use is waited for this long; an old version that still serves is not held up for longer. */
const LOCK_WITHIN = '5s';
/** What a database has of the migrations that this program knows: those up to `version`; null of an empty database. */
export type SchemaState = { version: KnownMigration | null; pending: KnownMigration[] };

/** Throws `StartFailure` when the database has a migration that this program does not know. */
export async function schemaState(
  client: pg.ClientBase | pg.Pool,
  known: readonly KnownMigration[],
): Promise<SchemaState> {
  if (!(await exists(client, '__drizzle_migrations'))) return { version: null, pending: [...known] };
  const { rows } = await client.query<{ at: string }>(
    'SELECT created_at::text AS at FROM drizzle.__drizzle_migrations ORDER BY created_at',
  );
  const unknown = rows.map(({ at }) => Number(at)).filter((at) => !known.some(({ when }) => when === at));
  if (unknown.length > 0) throw newer(unknown);
  const last = rows.at(-1);
  const version = known.find(({ when }) => when === Number(last?.at)) ?? null;
  return { version, pending: known.filter(({ when }) => when > (version?.when ?? 0)) };
}

function newer(unknown: readonly number[]): StartFailure {
  const days = unknown.map((at) => new Date(at).toISOString().slice(0, 10)).join(', ');
  return new StartFailure(
    `The database is of another, probably newer Sitebook: it has changes of ${days} that this one does not know.`,
    'Nothing was changed. Start the version that was in use last, or a newer one.',
  );
}

export type BringUpToDate = {
  known: readonly KnownMigration[];
  /** Called before the first change of a database that has a version already. */
  beforeChange: (client: pg.PoolClient, from: KnownMigration, next: KnownMigration) => Promise<void>;
};

/**
 * Applies the migrations that a database lacks, all or none. Processes that start together take turns by the lock of
 * one row, which also engines have that know no advisory locks; an older version may serve meanwhile.
 */
export async function bringUpToDate(pool: pg.Pool, { known, beforeChange }: BringUpToDate): Promise<void> {
  if ((await schemaState(pool, known)).pending.length === 0) return;
  await makeTurns(pool);
  let isPrepared = false;
  await tryAgain(RETRIABLE, () =>
    inTurn(pool, async (client) => {
      const { version, pending } = await schemaState(client, known);
      const [next] = pending;
      if (next && version && !isPrepared) {
        await beforeChange(client, version, next);
        isPrepared = true;
      }
      await client.query(`SET LOCAL lock_timeout = '${LOCK_WITHIN}'`);
      await applyMigrations(client, pending);
    }),
  );
}

/** Runs the work in a transaction that no other migration or restore runs beside. */
export async function inTurn<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    // A backup in between takes its time.
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    await client.query('SELECT id FROM drizzle.migration_turn WHERE id = 1 FOR UPDATE');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((fault: unknown) => {
      broken = fault instanceof Error ? fault : new Error(String(fault));
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

export async function applyMigrations(
  client: pg.ClientBase,
  migrations: readonly KnownMigration[],
): Promise<void> {
  for (const { statements, hash, when } of migrations) {
    for (const statement of statements) await client.query(statement);
    await client.query('INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ($1, $2)', [
      hash,
      when,
    ]);
  }
}

/** Makes, where they are missing, the table of the migrations that were applied, as drizzle does, and the turn's row. */
export async function makeTurns(pool: pg.Pool): Promise<void> {
  await tryAgain(MADE_AT_ONCE, async () => {
    if (!(await exists(pool, '__drizzle_migrations'))) {
      await pool.query('CREATE SCHEMA IF NOT EXISTS drizzle');
      await pool.query(
        'CREATE TABLE IF NOT EXISTS drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint)',
      );
    }
    if (!(await exists(pool, 'migration_turn')))
      await pool.query('CREATE TABLE IF NOT EXISTS drizzle.migration_turn (id integer PRIMARY KEY)');
    await pool.query('INSERT INTO drizzle.migration_turn (id) VALUES (1) ON CONFLICT DO NOTHING');
  });
}

async function exists(client: pg.ClientBase | pg.Pool, table: string): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    "SELECT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = 'drizzle' AND table_name = $1) AS found",
    [table],
  );
  return rows[0]?.found === true;
}
