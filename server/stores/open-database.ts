import { is } from 'drizzle-orm';
import { drizzle, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import { PgTransaction, type PgDatabase, type PgTransactionConfig } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import type { Config } from '../config.js';
import { errorMessage } from '../error-code.js';
import { StartFailure } from '../start-failure.js';
import { backUpBeforeChange, pruneAutomatic } from './backup/automatic-backup.js';
import { bringUpToDate } from './bring-up-to-date.js';
import { connect, withSnapshot, type Connection } from './connect.js';
import { knownMigrations, migrationsFolder } from './known-migrations.js';
import { serverFailure } from './server-failure.js';
import { COLLIDED, tryAgain } from './try-again.js';
import { isUnavailable } from './unavailable.js';

/** A database handle: of the pool, or of a transaction that is running, in which another is a savepoint. */
export type Database = PgDatabase<NodePgQueryResultHKT>;
/** A database handle inside a transaction; outside ones must not be used there, since the embedded pool has one. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

export type OpenDatabase = Pick<Connection, 'syncCount' | 'lost' | 'close'> & {
  db: Database;
  /** The backup that was written because the tables had to be changed; null when there was no need. */
  backup: string | null;
  /** Connections of the pool, those that are idle, and requests that wait for one. */
  connections: () => { all: number; idle: number; waiting: number };
};

export type DatabaseConfig = Pick<Config, 'dataFolder' | 'databaseUrl' | 'backupsFolder'>;

/**
 * Opens the embedded database or a PostgreSQL server, and brings its tables up to date: after a backup, when there is
 * something in them. `migrations` is the folder of those that the program knows.
 */
export async function openDatabase(
  config: DatabaseConfig,
  migrations = migrationsFolder(),
): Promise<OpenDatabase> {
  const connection = await connect(config);
  try {
    const backup = await upToDate(connection, config, migrations);
    const { pool, syncCount, lost, close } = connection;
    const connections = () => ({ all: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount });
    return { db: drizzle(pool), backup, connections, syncCount, lost, close };
  } catch (error) {
    await connection.close();
    if (error instanceof StartFailure) throw error;
    if (config.databaseUrl !== null) throw serverFailure(error, { connectionString: config.databaseUrl });
    throw new StartFailure(
      `The database cannot be used: ${errorMessage(error)}.`,
      'Nothing was changed. Put back a copy of the data folder, or set SITEBOOK_DATA to another.',
    );
  }
}

async function upToDate(
  connection: Connection,
  { backupsFolder }: DatabaseConfig,
  migrations: string,
): Promise<string | null> {
  const written: string[] = [];
  await bringUpToDate(connection.pool, {
    known: knownMigrations(migrations),
    async beforeChange(own, from, next) {
      const file = await withSnapshot(connection, own, (client) =>
        backUpBeforeChange({ client, migrations, folder: backupsFolder, from, next, now: new Date() }),
      );
      if (file !== null) written.push(file);
    },
  });
  const [file] = written;
  if (file !== undefined) await pruneAutomatic(backupsFolder);
  return file ?? null;
}

/** Whether what is done with a handle is part of a transaction that goes on afterwards. */
export function isTransaction(db: Database): db is Transaction {
  return is(db, PgTransaction);
}

/**
 * Runs a transaction, again when the database asks for it. Within another it is a savepoint of that one, which is then
 * the one to begin again.
 */
export async function inTransaction<T>(
  db: Database,
  work: (tx: Transaction) => Promise<T>,
  config?: PgTransactionConfig,
): Promise<T> {
  if (isTransaction(db)) return db.transaction(work);
  return tryAgain(COLLIDED, () => onOneConnection(db, work, config));
}

/**
 * Gives the connection back whatever happens. Drizzle's own, of a pool, keeps one that is lost at BEGIN, and a pool
 * that loses them one by one is empty at the end.
 */
async function onOneConnection<T>(
  db: Database,
  work: (tx: Transaction) => Promise<T>,
  config?: PgTransactionConfig,
): Promise<T> {
  const client = await (db as Database & { $client: pg.Pool }).$client.connect();
  let isLost = false;
  try {
    return await drizzle(client).transaction(work, config);
  } catch (error) {
    isLost = isUnavailable(error);
    throw error;
  } finally {
    client.release(isLost);
  }
}
