import type pg from 'pg';
import { errorMessage } from '../../error-code.js';
import { StartFailure } from '../../start-failure.js';
import { applyMigrations, inTurn, makeTurns, schemaState } from '../bring-up-to-date.js';
import { databaseCode } from '../database-code.js';
import { knownMigrations, tablesAt, type KnownMigration, type TableShape } from '../known-migrations.js';
import type { BackupHeader, BackupSummary } from './backup-format.js';
import { readBackup } from './read-backup.js';
import { quoted } from './write-backup.js';

/** A server that has started once has made its own; the backup's takes its place. */
const MAY_HAVE_ROWS = 'signing_key';

/**
 * Loads a backup into a database that has nothing in it, in one transaction: the tables are made as they were when the
 * backup was made, filled, checked, and then brought up to date. Throws `StartFailure` when the database has something
 * in it, or the backup is newer than this program or damaged; the database is as before then.
 */
export async function restoreBackup(pool: pg.Pool, file: string, migrations: string): Promise<BackupSummary> {
  const known = knownMigrations(migrations);
  await makeTurns(pool);
  return inTurn(pool, async (client) => {
    let tables: TableShape[] = [];
    let rest: KnownMigration[] = [];
    const summary = await readBackup(file, {
      async header(header) {
        const version = versionOf(header, known);
        tables = tablesAt(migrations, version.tag);
        assertSameTables(file, header, tables);
        rest = known.filter(({ when }) => when > version.when);
        await emptyOut(client, known, migrations);
        await applyMigrations(
          client,
          known.filter(({ when }) => when <= version.when),
        );
      },
      async rows(table, rows) {
        const shape = tables.find(({ name }) => name === table);
        if (shape) await insert(client, shape, rows);
      },
    });
    await applyMigrations(client, rest);
    return summary;
  });
}

/** Checks a backup without a database. */
export function checkBackup(file: string, migrations: string): Promise<BackupSummary> {
  const known = knownMigrations(migrations);
  return readBackup(file, {
    header(header) {
      assertSameTables(file, header, tablesAt(migrations, versionOf(header, known).tag));
      return Promise.resolve();
    },
    rows: () => Promise.resolve(),
  });
}

function versionOf({ schema, program }: BackupHeader, known: readonly KnownMigration[]): KnownMigration {
  const found = known.find(({ when }) => when === schema.when);
  if (found) return found;
  throw new StartFailure(
    `The backup is of a newer Sitebook (${program}): its tables, ${schema.tag}, are not known here.`,
    'Nothing was restored. Restore it with that version, or a newer one.',
  );
}

function assertSameTables(file: string, header: BackupHeader, tables: readonly TableShape[]): void {
  const names = (of: readonly { name: string; columns: readonly string[] }[]) =>
    JSON.stringify(of.map(({ name, columns }) => [name, columns]));
  if (names(header.tables) === names(tables)) return;
  throw new StartFailure(
    `The backup ${file} has other tables than a database of its version.`,
    'Nothing was restored. Take another backup.',
  );
}

/** Removes the tables of a database that was never used, so that it can be made anew at another version. */
async function emptyOut(
  client: pg.ClientBase,
  known: readonly KnownMigration[],
  migrations: string,
): Promise<void> {
  const { version } = await schemaState(client, known);
  const tables = version ? tablesAt(migrations, version.tag) : [];
  for (const { name } of tables) await client.query(`LOCK TABLE ${quoted(name)} IN ACCESS EXCLUSIVE MODE`);
  const full = await tablesWithRows(client, tables);
  if (full.length > 0) {
    throw new StartFailure(
      `The database has something in it: ${full.join(', ')}.`,
      'Nothing was restored. A backup goes into an empty database only: set SITEBOOK_DATA to a new folder, or DATABASE_URL to a new database.',
    );
  }
  for (const { name } of [...tables].reverse()) await client.query(`DROP TABLE ${quoted(name)}`);
  await client.query('DELETE FROM drizzle.__drizzle_migrations');
}

/** Names of the tables in which somebody has put something. */
export async function tablesWithRows(
  client: pg.ClientBase,
  tables: readonly TableShape[],
): Promise<string[]> {
  const full: string[] = [];
  for (const { name } of tables) {
    if (name === MAY_HAVE_ROWS) continue;
    const { rows } = await client.query(`SELECT 1 FROM ${quoted(name)} LIMIT 1`);
    if (rows.length > 0) full.push(name);
  }
  return full;
}

async function insert(
  client: pg.ClientBase,
  { name, columns }: TableShape,
  rows: readonly string[],
): Promise<void> {
  const list = columns.map(quoted).join(', ');
  try {
    await client.query(
      `INSERT INTO ${quoted(name)} (${list})
       SELECT ${list} FROM json_populate_recordset(NULL::${quoted(name)}, $1::json)`,
      [`[${rows.join(',')}]`],
    );
  } catch (error) {
    // Data exceptions and broken constraints: the rows are no rows of this table.
    if (!/^2[23]/.test(databaseCode(error) ?? '')) throw error;
    throw new StartFailure(
      `The backup is damaged: rows of ${name} cannot be stored (${errorMessage(error)}).`,
      'Nothing was restored of it. Take another copy, or an older backup.',
    );
  }
}
