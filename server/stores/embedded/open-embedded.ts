import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import pg from 'pg';
import { StartFailure } from '../../start-failure.js';
import { lockFolder } from './folder-lock.js';
import { PortStream } from './port-stream.js';

/** PGlite is PostgreSQL of this major version; a folder of another was not made by this Sitebook. */
const POSTGRES_VERSION = '18';
const CHECKPOINT_EVERY_MS = 5 * 60_000;
/** A nested request for the only connection would wait for ever. */
const CONNECTION_TIMEOUT_MS = 15_000;

type WorkerMessage =
  | { event: 'ready' | 'closed' }
  | { event: 'failed' | 'fault'; message: string }
  | { event: 'syncs'; count: number };

export type EmbeddedDatabase = {
  pool: pg.Pool;
  syncCount: () => Promise<number>;
  close: () => Promise<void>;
};

/**
 * Opens the embedded database in a folder, creating it when the folder is empty. Throws `StartFailure` when another
 * process uses the folder or what is in it cannot be opened; the folder is left as it is then.
 */
export async function openEmbedded(folder: string): Promise<EmbeddedDatabase> {
  const lockRoot = path.resolve(folder);
  const dataFolder = path.join(lockRoot, 'pglite');
  await mkdir(lockRoot, { recursive: true });
  const lock = await lockFolder(lockRoot);
  if (!lock) {
    throw new StartFailure(
      `Another Sitebook is running on the data folder ${lockRoot}.`,
      'Stop it first, or set SITEBOOK_DATA to another folder.',
    );
  }
  try {
    await assertOpenable(dataFolder);
    const worker = new Worker(new URL('./pglite-worker.mjs', import.meta.url), {
      workerData: { folder: dataFolder },
    });
    await untilReady(worker, dataFolder);
    return connect(worker, lock.release);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function connect(worker: Worker, release: () => Promise<void>): EmbeddedDatabase {
  const pool = new pg.Pool({
    stream: () => new PortStream(worker),
    user: 'postgres',
    database: 'postgres',
    max: 1,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
  });
  // An idle connection that breaks is replaced at the next query.
  pool.on('error', () => undefined);
  // PGlite checkpoints and vacuums only when told.
  const upkeep = setInterval(() => {
    pool.query('CHECKPOINT').then(
      () => pool.query('VACUUM ANALYZE').catch(() => undefined),
      () => undefined,
    );
  }, CHECKPOINT_EVERY_MS);
  upkeep.unref();
  return {
    pool,
    async syncCount() {
      const reply = await ask(worker, 'syncs', 'syncs');
      return reply.event === 'syncs' ? reply.count : 0;
    },
    async close() {
      clearInterval(upkeep);
      await pool.query('CHECKPOINT').catch(() => undefined);
      await pool.end();
      await ask(worker, 'close', 'closed');
      await worker.terminate();
      await release();
    },
  };
}

function ask(worker: Worker, request: string, event: WorkerMessage['event']): Promise<WorkerMessage> {
  return new Promise((resolve) => {
    const listen = (message: WorkerMessage) => {
      if (message.event !== event) return;
      worker.off('message', listen);
      resolve(message);
    };
    worker.on('message', listen);
    worker.postMessage({ request });
  });
}

function untilReady(worker: Worker, folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      void worker.terminate();
      reject(damaged(folder, reason));
    };
    worker.once('message', (message: WorkerMessage) => {
      if (message.event === 'ready') resolve();
      else fail('message' in message ? message.message : message.event);
    });
    worker.once('error', (error) => fail(error.message));
    worker.once('exit', () => fail('it stopped while opening'));
  });
}

/** Looks before opening: on a folder with other files PGlite would make a new database among them. */
async function assertOpenable(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) return;
  const version = await readFile(path.join(folder, 'PG_VERSION'), 'utf8').catch(() => null);
  if (version === null) throw damaged(folder, 'it has files but no PG_VERSION');
  if (version.trim() !== POSTGRES_VERSION)
    throw damaged(folder, `its version is "${version.trim().slice(0, 20)}"`);
  const control = await readFile(path.join(folder, 'global/pg_control')).catch(() => null);
  if (control === null || control.length < 512)
    throw damaged(folder, 'global/pg_control is missing or cut off');
}

function damaged(folder: string, reason: string): StartFailure {
  return new StartFailure(
    `The database in ${folder} cannot be opened: ${reason}.`,
    'Nothing was changed. Put back a copy of the folder, or move it away to start with an empty database.',
  );
}
