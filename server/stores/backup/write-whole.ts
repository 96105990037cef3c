import { createWriteStream, existsSync, rmSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { errorMessage } from '../../error-code.js';
import { StartFailure } from '../../start-failure.js';
import { databaseCode } from '../database-code.js';

/** Files that are being written: what a program leaves that is told to stop is removed. */
const unfinished = new Set<string>();
process.on('exit', () => {
  for (const file of unfinished) rmSync(file, { force: true });
});

/**
 * Writes a new file that only its owner may read, under another name until all of it is on the disk. Throws
 * `StartFailure` when there is one already, or the disk does not take it; nothing is left then.
 */
export async function writeWhole(file: string, write: (out: Writable) => Promise<void>): Promise<void> {
  if (existsSync(file)) {
    throw new StartFailure(
      `${file} exists already.`,
      'Nothing was written. Name another file, or remove that one.',
    );
  }
  const folder = path.dirname(file);
  const passing = path.join(folder, `.${path.basename(file)}.${String(process.pid)}.unfinished`);
  try {
    await mkdir(folder, { recursive: true });
    unfinished.add(passing);
    await write(createWriteStream(passing, { flags: 'wx', mode: 0o600, flush: true }));
    await rename(passing, file);
    await syncFolder(folder);
  } catch (error) {
    await rm(passing, { force: true }).catch(() => undefined);
    if (!isOfFiles(error)) throw error;
    throw new StartFailure(
      `${file} could not be written: ${errorMessage(error)}.`,
      'Nothing was left there. Make room, or name a folder that you may write to.',
    );
  } finally {
    unfinished.delete(passing);
  }
}

function isOfFiles(error: unknown): boolean {
  return /^(EACCES|EPERM|EROFS|ENOSPC|EDQUOT|EFBIG|EIO|ENOTDIR|EISDIR|ENAMETOOLONG|EEXIST)$/.test(
    databaseCode(error) ?? '',
  );
}

/** Windows cannot open a folder to sync it, and does not need to. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
