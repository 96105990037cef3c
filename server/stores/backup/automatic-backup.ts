import type pg from 'pg';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { programVersion } from '../../program-version.js';
import { StartFailure } from '../../start-failure.js';
import { tablesAt, type KnownMigration } from '../known-migrations.js';
import { tablesWithRows } from './restore-backup.js';
import { writeBackup } from './write-backup.js';

/** So many automatic backups stay; those that somebody made are never removed. */
const KEEP = 5;
const AUTOMATIC = /^automatic-\d{8}T\d{6}Z-before-\w+\.sitebook\.gz$/;
export const BACKUP_ENDING = '.sitebook.gz';

export type AutomaticBackup = {
  /** In a transaction that sees one state of the database throughout. */
  client: pg.ClientBase;
  migrations: string;
  folder: string;
  from: KnownMigration;
  next: KnownMigration;
  now: Date;
};

/** Writes a backup of a database that is about to be changed, unless there is nothing in it; returns its file. */
export async function backUpBeforeChange(wanted: AutomaticBackup): Promise<string | null> {
  const { client, migrations, folder, from, next, now } = wanted;
  const tables = tablesAt(migrations, from.tag);
  if ((await tablesWithRows(client, tables)).length === 0) return null;
  const file = path.join(folder, `automatic-${compact(now)}-before-${next.tag}${BACKUP_ENDING}`);
  try {
    await writeBackup(file, { client, version: from, tables, madeAt: now, program: programVersion() });
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    throw new StartFailure(
      `The database must be changed for this version, and the backup before that failed: ${error.message}`,
      'Nothing was changed. Make room there, or set SITEBOOK_BACKUPS to a folder that you may write to.',
    );
  }
  return file;
}

/** Removes the oldest automatic backups, but for the newest few. */
export async function pruneAutomatic(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => AUTOMATIC.test(name)).sort();
  for (const name of names.slice(0, -KEEP)) await rm(path.join(folder, name), { force: true });
}

/** `20261126T073000Z`: sorts by time, and every file system takes it. */
export function compact(now: Date): string {
  return now.toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
}
