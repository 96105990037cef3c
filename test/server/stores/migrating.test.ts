import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { StartFailure } from '../../../server/start-failure.js';
import { checkBackup } from '../../../server/stores/backup/restore-backup.js';
import { schemaState } from '../../../server/stores/bring-up-to-date.js';
import { connect } from '../../../server/stores/connect.js';
import { knownMigrations, migrationsFolder } from '../../../server/stores/known-migrations.js';
import { openDatabase, type DatabaseConfig } from '../../../server/stores/open-database.js';
import { KINDS, newDatabase } from '../../support/database-kinds.js';
import { makeOldDatabase } from '../../support/old-database.js';

const known = knownMigrations(migrationsFolder());
const before = known.length - 1;
const kind = KINDS.at(-1)!;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-migrating-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const made = () => newDatabase(kind, folder, { isMade: true });

async function versionOf(config: DatabaseConfig): Promise<string | undefined> {
  const { pool, close } = await connect(config);
  const { version } = await schemaState(pool, known);
  await close();
  return version?.tag;
}

async function failure(open: Promise<{ close: () => Promise<void> }>): Promise<StartFailure> {
  try {
    await (await open).close();
  } catch (error) {
    if (error instanceof StartFailure) return error;
    throw error;
  }
  throw new Error('It opened');
}

describe('before the tables of a database are changed', () => {
  test('everything in it is backed up, and of older such backups the newest stay', async () => {
    const { config } = await made();
    await makeOldDatabase(config, { count: before, isFull: true });
    await mkdir(config.backupsFolder);
    const old = [1, 2, 3, 4, 5, 6].map(
      (day) => `automatic-2024010${String(day)}T000000Z-before-0001_x.sitebook.gz`,
    );
    const others = ['automatic-notes.txt', 'sitebook-20240101T000000Z.sitebook.gz'];
    for (const name of [...old, ...others]) await writeFile(path.join(config.backupsFolder, name), 'x');

    const database = await openDatabase(config);
    const { rows } = await database.db.execute('SELECT count(*)::int AS count FROM revision');
    expect(rows).toEqual([{ count: 3 }]);
    await database.close();
    expect(await versionOf(config)).toBe(known.at(-1)?.tag);
    const kept = (await readdir(config.backupsFolder)).sort();
    const own = path.basename(database.backup ?? '');
    expect(own).toMatch(/^automatic-20\d{6}T\d{6}Z-before-/);
    expect(kept).toEqual([...old.slice(2), ...others, own].sort());
    const { header, tables } = await checkBackup(database.backup ?? '', migrationsFolder());
    expect(header.schema.tag).toBe(known[before - 1]?.tag);
    expect(tables.filter(({ rows: count }) => count !== 3)).toEqual([]);

    const again = await openDatabase(config);
    expect(again.backup).toBeNull();
    await again.close();
  });

  test('one with nothing in it is not worth a backup', async () => {
    const { config } = await made();
    await makeOldDatabase(config, { count: before, isFull: false });
    const database = await openDatabase(config);
    await database.close();
    expect(database.backup).toBeNull();
    expect(await versionOf(config)).toBe(known.at(-1)?.tag);
  });

  test('a backup that cannot be written stops the start, and nothing is changed', async () => {
    const { config } = await made();
    await makeOldDatabase(config, { count: before, isFull: true });
    await writeFile(config.backupsFolder, 'a file, no folder');
    const { message, whatToDo } = await failure(openDatabase(config));
    expect(message).toContain('the backup before that failed');
    expect(whatToDo).toContain('SITEBOOK_BACKUPS');
    expect(await versionOf(config)).toBe(known[before - 1]?.tag);
  });
});

test('a database of a newer version is refused, and left as it is', async () => {
  const { config } = await made();
  const database = await openDatabase(config);
  await database.db.execute(
    `INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('later', ${String(Date.UTC(2099, 0, 2))})`,
  );
  await database.close();
  const { message, whatToDo } = await failure(openDatabase(config));
  expect(message).toContain('newer Sitebook: it has changes of 2099-01-02');
  expect(whatToDo).toContain('Nothing was changed');
});

test('a migration that fails leaves the database as it was, with the reason', async () => {
  const { config } = await made();
  await (await openDatabase(config)).close();
  const migrations = path.join(folder, 'failing');
  await cp(migrationsFolder(), migrations, { recursive: true });
  const journal = path.join(migrations, 'meta/_journal.json');
  const { entries, ...rest } = JSON.parse(await readFile(journal, 'utf8')) as { entries: object[] };
  const extra = { idx: 99, version: '7', when: Date.UTC(2099, 0, 1), tag: '0099_bad', breakpoints: true };
  await writeFile(journal, JSON.stringify({ ...rest, entries: [...entries, extra] }));
  const statements = ['CREATE TABLE half (id int)', 'ALTER TABLE nowhere ADD COLUMN x int'];
  await writeFile(path.join(migrations, '0099_bad.sql'), statements.join(';\n--> statement-breakpoint\n'));
  const { message } = await failure(openDatabase(config, migrations));
  expect(message).toContain('nowhere');
  const database = await openDatabase(config);
  const { rows } = await database.db.execute("SELECT to_regclass('half') AS half");
  expect(rows).toEqual([{ half: null }]);
  await database.close();
});

if (kind === 'PostgreSQL') {
  test.each([
    ['a new database', null],
    ['an old one', before],
  ])('of six that start at once on %s, one brings it up to date', async (_what, count) => {
    const { config } = await newDatabase(kind, folder);
    if (count !== null) await makeOldDatabase(config, { count, isFull: true });
    const opened = await Promise.all([1, 2, 3, 4, 5, 6].map(() => openDatabase(config)));
    const { rows } = await opened[0]!.db.execute(
      'SELECT hash FROM drizzle.__drizzle_migrations ORDER BY created_at',
    );
    expect(rows).toEqual(known.map(({ hash }) => ({ hash })));
    await Promise.all(opened.map(({ close }) => close()));
    const backups = opened.flatMap(({ backup }) => backup ?? []);
    expect(backups).toHaveLength(count === null ? 0 : 1);
  });
}
