import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { loadDemo } from '../../../server/demo/load-demo.js';
import { createTokens } from '../../../server/identity/tokens.js';
import { projectRoot } from '../../../server/project-root.js';
import { connect, withSnapshot, type Connection } from '../../../server/stores/connect.js';
import { knownMigrations, migrationsFolder, tablesAt } from '../../../server/stores/known-migrations.js';
import { openDatabase } from '../../../server/stores/open-database.js';
import type { TableEnd } from '../../../server/stores/backup/backup-format.js';
import { restoreBackup } from '../../../server/stores/backup/restore-backup.js';
import { schemaState } from '../../../server/stores/bring-up-to-date.js';
import { writeBackup } from '../../../server/stores/backup/write-backup.js';
import { readBackup } from '../../../server/stores/backup/read-backup.js';
import type { Parts } from '../../../server/use-cases/parts.js';
import { KINDS, newDatabase, type Kind, type NewDatabase } from '../../support/database-kinds.js';
import { fillEveryTable } from '../../support/full-database.js';
import { makeOldTables } from '../../support/old-database.js';
import { sitebookHere } from '../../support/sitebook-command.js';

type Result = { schema: string; tables: { table: string; rows: number; sha256: string }[] };

const known = knownMigrations(migrationsFolder());
const newest = known.at(-1)!;

let folder: string;
const sources = new Map<Kind, NewDatabase>();
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-backup-'));
  // The sample season, and beside it rows of the hardest values in every table.
  for (const kind of KINDS) {
    const made = await newDatabase(kind, folder, { isMade: true });
    const database = await openDatabase(made.config);
    const now = () => new Date();
    const tokens = createTokens('x'.repeat(44), now);
    const parts = { db: database.db, now, newId: randomUUID, tokens } as unknown as Parts;
    await loadDemo(parts, { withSeason: true });
    await database.close();
    const { pool, close } = await connect(made.config);
    await fillEveryTable(pool, newest.tag);
    await close();
    sources.set(kind, made);
  }
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const result = ({ out, err }: { out: string; err: string }): Result => {
  if (out === '') throw new Error(err);
  return JSON.parse(out) as Result;
};

/** Writes a backup of a database that has the first `count` migrations, without a program of its own. */
async function backUp(connection: Connection, count: number): Promise<{ file: string; ends: TableEnd[] }> {
  const file = path.join(folder, `${randomUUID()}.sitebook.gz`);
  const version = known[count - 1]!;
  const tables = tablesAt(migrationsFolder(), version.tag);
  const { tables: ends } = await withSnapshot(connection, null, (client) =>
    writeBackup(file, { client, version, tables, madeAt: new Date(), program: 'x' }),
  );
  return { file, ends };
}

/** The same of a database that nobody has open. */
async function backUpClosed({ config }: NewDatabase): Promise<{ file: string; ends: TableEnd[] }> {
  const connection = await connect(config);
  const backup = await backUp(connection, known.length);
  await connection.close();
  return backup;
}

describe.each(KINDS)('from %s', (from) => {
  test.each(KINDS)(
    'into %s: everything is there, and a backup of it is the same',
    async (into) => {
      const file = path.join(folder, `${from}-${into}.sitebook.gz`);
      const saved = await sitebookHere(['backup', file, '--json'], sources.get(from)!.settings);
      expect([saved.exit, saved.err]).toEqual([0, '']);
      const tables = result(saved).tables;
      expect(tables.filter(({ rows }) => rows < 3)).toEqual([]);
      expect(tables.find(({ table }) => table === 'revision')?.rows).toBe(8);
      if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);

      const target = await newDatabase(into, folder, { isMade: true });
      const restored = await sitebookHere(['--json', 'restore', file], target.settings);
      expect([restored.exit, result(restored)]).toEqual([0, result(saved)]);
      // A file with the time as its name, in SITEBOOK_BACKUPS.
      const again = await sitebookHere(['backup', '--json'], target.settings);
      expect(result(again).tables).toEqual(tables);
      const names = await readdir(target.config.backupsFolder);
      expect(names).toEqual([expect.stringMatching(/^sitebook-\d{8}T\d{6}Z\.sitebook\.gz$/)]);
    },
    180_000,
  );

  test('a database with something in it is not touched', async () => {
    const source = sources.get(from)!;
    const before = await backUpClosed(source);
    const refused = await sitebookHere(['restore', before.file], source.settings);
    expect([refused.exit, refused.out]).toEqual([1, '']);
    expect(refused.err).toContain('The database has something in it: ');
    expect(refused.err).toContain('a new folder');
    expect(refused.err).not.toMatch(/^\s+at /m);
    expect((await backUpClosed(source)).ends).toEqual(before.ends);
  }, 120_000);

  describe('made at an older version', () => {
    let old: Connection;
    beforeAll(async () => {
      old = await connect((await newDatabase(from, folder, { isMade: true })).config);
    });
    afterAll(() => old.close());

    test.each(known.slice(0, -1).map(({ tag }, index) => [tag, index + 1] as const))(
      'a backup of %s is brought up to date',
      async (_, count) => {
        await makeOldTables(old.pool, { count, isFull: true });
        const saved = await backUp(old, count);
        // A server has been there before, so that the tables of today are there, with a key in them.
        const target = await connect((await newDatabase(from, folder, { isMade: true })).config);
        await target.pool.query("INSERT INTO signing_key (id, secret) VALUES ('tokens', 'of the empty one')");
        await restoreBackup(target.pool, saved.file, migrationsFolder());
        expect((await schemaState(target.pool, known)).pending).toEqual([]);
        const after = await backUp(target, known.length);
        await target.close();
        const counts = new Map(after.ends.map(({ table, rows }) => [table, rows]));
        for (const { table, rows } of saved.ends) expect([table, counts.get(table)]).toEqual([table, rows]);
      },
      120_000,
    );
  });

  test('a backup holds one state, whatever is written meanwhile', async () => {
    const { config } = sources.get(from)!;
    const connection = await connect(config);
    // The embedded database has one session: there, nothing can be written meanwhile.
    const isAlone = connection.isEmbedded;
    let isOver = false;
    const writer = async () => {
      for (let n = 0; !isOver && !isAlone; n += 1) {
        const id = `writer ${String(n)}`;
        await connection.pool.query(
          `WITH a AS (INSERT INTO signing_key VALUES ($1, 'x')) INSERT INTO district VALUES ($2, $1, 'x')`,
          [id, randomUUID()],
        );
      }
    };
    const writing = writer();
    const file = path.join(folder, `${from}-${randomUUID()}`);
    const tables = tablesAt(migrationsFolder(), newest.tag);
    const made = { version: newest, tables, madeAt: new Date(), program: 'x' };
    await withSnapshot(connection, null, (client) => writeBackup(file, { client, ...made }));
    isOver = true;
    await writing;
    const written = { signing_key: 0, district: 0 };
    await readBackup(file, {
      header: () => Promise.resolve(),
      rows(table, rows) {
        if (table === 'signing_key' || table === 'district')
          written[table] += rows.filter((row) => row.includes('writer ')).length;
        return Promise.resolve();
      },
    });
    expect(written.signing_key).toBe(written.district);
    await connection.pool.query("DELETE FROM signing_key WHERE id LIKE 'writer%'");
    await connection.pool.query("DELETE FROM district WHERE short_name LIKE 'writer%'");
    await connection.close();
  }, 60_000);
});

test('every table and column of the schema is in the newest migration, and so in every backup', async () => {
  const stores = path.join(projectRoot(), 'server/stores');
  const files = (await readdir(stores)).filter((name) => /^schema.*\.ts$/.test(name));
  const schemas = (await Promise.all(
    files.map((name) => import(`../../../server/stores/${name.replace(/\.ts$/, '.js')}`)),
  )) as object[];
  const declared = schemas
    .flatMap((schema) => Object.values(schema) as unknown[])
    .filter((value): value is PgTable => is(value, PgTable))
    .map((table) => getTableConfig(table))
    .map(({ name, columns }) => [name, columns.map((column) => column.name).sort()]);
  const kept = tablesAt(migrationsFolder(), newest.tag).map(({ name, columns }) => [name, columns]);
  expect(Object.fromEntries(kept)).toEqual(Object.fromEntries(declared));
});
