import pg from 'pg';
import { StartFailure } from '../start-failure.js';
import { serverFailure } from './server-failure.js';
import { serverSettings } from './server-settings.js';
import { surviveBreaks } from './survive-breaks.js';

const LARGEST_POOL = 10;
const CONNECTION_TIMEOUT_MS = 15_000;
const OLDEST_VERSION = 15;

/** Connects to a PostgreSQL server, and asks whether it is one that Sitebook can use; throws `StartFailure` if not. */
export async function connectServer(url: string): Promise<pg.Pool> {
  const settings = serverSettings(url);
  const pool = new pg.Pool({
    ...settings,
    max: LARGEST_POOL,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
  });
  surviveBreaks(pool);
  try {
    await assertVersion(pool);
    return pool;
  } catch (error) {
    await pool.end();
    throw error instanceof StartFailure ? error : serverFailure(error, settings);
  }
}

async function assertVersion(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ server_version_num: string }>('SHOW server_version_num');
  const version = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  if (version >= OLDEST_VERSION) return;
  throw new StartFailure(
    `The database server is PostgreSQL ${String(version)}; Sitebook needs ${String(OLDEST_VERSION)} or newer.`,
    'Nothing was changed. Upgrade the server, or set DATABASE_URL to a newer one.',
  );
}
