import { is, type ExtractTablesWithRelations } from 'drizzle-orm';
import { drizzle, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { PgTransaction, type PgDatabase } from 'drizzle-orm/pg-core';
import path from 'node:path';
import pg from 'pg';
import type { Config } from '../config.js';
import { projectRoot } from '../project-root.js';
import { StartFailure } from '../start-failure.js';
import { openEmbedded } from './embedded/open-embedded.js';
import * as schema from './schema.js';

/** A database handle: of the pool, or of a transaction that is running, in which another is a savepoint. */
export type Database = PgDatabase<
  NodePgQueryResultHKT,
  typeof schema,
  ExtractTablesWithRelations<typeof schema>
>;
/** A database handle inside a transaction; outside ones must not be used there, since the embedded pool has one. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

export type OpenDatabase = {
  db: Database;
  /** How often the embedded database has synced to disk; null on a server. */
  syncCount: () => Promise<number | null>;
  /** Connections of the pool, those that are idle, and requests that wait for one. */
  connections: () => { all: number; idle: number; waiting: number };
  /** Resolves, with the reason, when the embedded database broke: only a new start of the program brings it back. */
  lost: Promise<string>;
  close: () => Promise<void>;
};

const LARGEST_POOL = 10;
const CONNECTION_TIMEOUT_MS = 15_000;
/** Serialization failure and deadlock: the transaction did nothing and may be tried again. */
const RETRIABLE = new Set(['40001', '40P01']);
const MOST_TRIES = 5;

/** Opens the embedded database or a PostgreSQL server, and brings its tables up to date. */
export async function openDatabase(
  config: Pick<Config, 'dataFolder' | 'databaseUrl'>,
): Promise<OpenDatabase> {
  const opened =
    config.databaseUrl === null ? await openEmbedded(config.dataFolder) : openServer(config.databaseUrl);
  parseInt8AsNumber();
  const db = drizzle(opened.pool, { schema });
  try {
    await migrate(db, { migrationsFolder: path.join(projectRoot(), 'server/stores/migrations') });
  } catch (error) {
    await opened.close();
    const cause =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new StartFailure(
      `The database cannot be used: ${cause}.`,
      config.databaseUrl === null
        ? 'Nothing was changed. Put back a copy of the data folder, or set SITEBOOK_DATA to another.'
        : 'Check DATABASE_URL, and that the server runs and lets this user create tables.',
    );
  }
  const { pool, syncCount, lost, close } = opened;
  const connections = () => ({ all: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount });
  return { db, syncCount, connections, lost, close };
}

function openServer(url: string) {
  const pool = new pg.Pool({
    connectionString: url,
    max: LARGEST_POOL,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
  });
  // An idle connection that breaks is replaced at the next query.
  pool.on('error', () => undefined);
  return {
    pool,
    syncCount: () => Promise.resolve(null),
    lost: new Promise<string>(() => undefined),
    close: () => pool.end(),
  };
}

/** Cents are stored as bigint and read as numbers; one that a number cannot hold is a fault, not a rounding. */
function parseInt8AsNumber(): void {
  pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new RangeError('A stored number is outside the exact range');
    return value;
  });
}

/**
 * Runs a transaction, again when the database asks for it; with a growing, random pause, at most five times. Within
 * another it is a savepoint of that one, which is then the one to begin again.
 */
export async function inTransaction<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  if (is(db, PgTransaction)) return db.transaction(work);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (attempt === MOST_TRIES || !RETRIABLE.has(databaseCode(error) ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
    }
  }
}

/** PostgreSQL's five-character code of an error, also behind drizzle's wrapper. */
export function databaseCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return databaseCode(error.cause);
}

export const UNIQUE_VIOLATION = '23505';
/** Somebody else held a row for longer than `lock_timeout`. */
export const LOCK_NOT_AVAILABLE = '55P03';
