import pg from 'pg';
import type { Config } from '../config.js';
import { connectServer } from './connect-server.js';
import { openEmbedded } from './embedded/open-embedded.js';

/** A database that answers, with whatever tables it has. */
export type Connection = {
  pool: pg.Pool;
  /** The embedded database has one session, which all connections share. */
  isEmbedded: boolean;
  /** How often the embedded database has synced to disk; null on a server. */
  syncCount: () => Promise<number | null>;
  /** Resolves, with the reason, when the embedded database broke: only a new start of the program brings it back. */
  lost: Promise<string>;
  close: () => Promise<void>;
};

/** Opens the embedded database or a PostgreSQL server. Throws `StartFailure` when it cannot be used. */
export async function connect(config: Pick<Config, 'dataFolder' | 'databaseUrl'>): Promise<Connection> {
  parseInt8AsNumber();
  if (config.databaseUrl === null) return { isEmbedded: true, ...(await openEmbedded(config.dataFolder)) };
  const pool = await connectServer(config.databaseUrl);
  return {
    pool,
    isEmbedded: false,
    syncCount: () => Promise.resolve(null),
    lost: new Promise<string>(() => undefined),
    close: () => pool.end(),
  };
}

/**
 * Runs the work with a client whose transaction sees one state of the database throughout. `own` is a client that is
 * in a transaction: the one session of an embedded database can have no other.
 */
export async function withSnapshot<T>(
  { pool, isEmbedded }: Pick<Connection, 'pool' | 'isEmbedded'>,
  own: pg.ClientBase | null,
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  if (isEmbedded && own) return work(own);
  const client = await pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await work(client);
  } finally {
    // Nothing was written: closing the connection is the end of the transaction, also of one that failed.
    client.release(true);
  }
}

/** Cents are stored as bigint and read as numbers; one that a number cannot hold is a fault, not a rounding. */
function parseInt8AsNumber(): void {
  pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new RangeError('A stored number is outside the exact range');
    return value;
  });
}
