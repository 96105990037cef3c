import { mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { errorCode, errorMessage } from '../../error-code.js';
import { StartFailure } from '../../start-failure.js';
import { surviveBreaks } from '../survive-breaks.js';
import { lockFolder, type FolderLock } from './folder-lock.js';
import { PortStream } from './port-stream.js';
import { startUpkeep, type Upkeep } from './upkeep.js';
import { startWorker, type WorkerHandle } from './worker-handle.js';

/** PGlite is PostgreSQL of this major version; a folder of another was not made by this Sitebook. */
const POSTGRES_VERSION = '18';
/** Size of the part of global/pg_control that PostgreSQL reads. */
const CONTROL_BYTES = 512;
/** A nested request for the only connection would wait for ever. */
const CONNECTION_TIMEOUT_MS = 15_000;

export type EmbeddedDatabase = {
  pool: pg.Pool;
  upkeep: Upkeep;
  syncCount: () => Promise<number>;
  lost: Promise<string>;
  close: () => Promise<void>;
};

/**
 * Opens the embedded database in a folder, creating it when the folder is empty. Throws `StartFailure` when another
 * process uses the folder or what is in it cannot be opened; nothing is made in its place then.
 */
export async function openEmbedded(folder: string): Promise<EmbeddedDatabase> {
  const root = path.resolve(folder);
  const dataFolder = path.join(root, 'pglite');
  const lock = await takeFolder(root);
  try {
    await assertOpenable(dataFolder);
    if (await isEmpty(dataFolder)) await create(root, dataFolder);
    return connect(await openFolder(dataFolder), lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function takeFolder(root: string): Promise<FolderLock> {
  let lock: FolderLock | null;
  try {
    await mkdir(root, { recursive: true });
    lock = await lockFolder(root);
  } catch (error) {
    throw new StartFailure(
      `The data folder ${root} cannot be used: ${errorMessage(error)}.`,
      'Set SITEBOOK_DATA to a folder on a disk of this computer that you may write to.',
    );
  }
  if (lock) return lock;
  throw new StartFailure(
    `Another Sitebook is running on the data folder ${root}.`,
    'Stop it first, or set SITEBOOK_DATA to another folder.',
  );
}

function connect(handle: WorkerHandle, lock: FolderLock): EmbeddedDatabase {
  const pool = new pg.Pool({
    stream: () => new PortStream(handle.worker),
    user: 'postgres',
    database: 'postgres',
    max: 1,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
  });
  surviveBreaks(pool);
  const upkeep = startUpkeep(pool, handle.syncCount);
  let isLost = false;
  void handle.lost.then(() => (isLost = true));
  return {
    pool,
    upkeep,
    syncCount: handle.syncCount,
    lost: handle.lost,
    async close() {
      upkeep.stop();
      if (!isLost) await upkeep.checkpoint().catch(() => undefined);
      await pool.end();
      await handle.close();
      await lock.release();
    },
  };
}

async function openFolder(folder: string): Promise<WorkerHandle> {
  try {
    return await startWorker(folder);
  } catch (error) {
    throw new StartFailure(
      `The database in ${folder} cannot be opened: ${errorMessage(error)}.`,
      'No new database was made in its place. Put back a copy of the folder, or move it away to start with an empty one.',
    );
  }
}

/** Makes the database beside its place and moves it there whole: a start that is killed leaves no half of one. */
async function create(root: string, dataFolder: string): Promise<void> {
  const unfinished = path.join(root, 'pglite-unfinished');
  await rm(unfinished, { recursive: true, force: true });
  await (await openFolder(unfinished)).close();
  // Refuses a folder that has something in it.
  await mkdir(dataFolder, { recursive: true });
  await rmdir(dataFolder);
  await rename(unfinished, dataFolder);
  await syncFolder(root);
}

/** Windows cannot open a folder to sync it, and does not need to. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

/** Also when there is no such folder. What cannot be looked into is not empty. */
async function isEmpty(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return true;
    throw damaged(folder, errorMessage(error));
  }
}

/** Looks before opening: on a folder with other files PGlite would make a new database among them. */
async function assertOpenable(folder: string): Promise<void> {
  if (await isEmpty(folder)) return;
  const version = await readFile(path.join(folder, 'PG_VERSION'), 'utf8').catch(() => null);
  if (version === null) throw damaged(folder, 'it has files but no PG_VERSION');
  if (version.trim() !== POSTGRES_VERSION)
    throw damaged(folder, `its version is "${version.trim().slice(0, 20)}", not ${POSTGRES_VERSION}`);
  const control = await readFile(path.join(folder, 'global/pg_control')).catch(() => null);
  if (control === null || control.length < CONTROL_BYTES)
    throw damaged(folder, 'global/pg_control is missing or cut off');
}

function damaged(folder: string, reason: string): StartFailure {
  return new StartFailure(
    `The database in ${folder} cannot be opened: ${reason}.`,
    'Nothing was changed. Put back a copy of the folder, or move it away to start with an empty database.',
  );
}
