import type pg from 'pg';
import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { KnownMigration, TableShape } from '../known-migrations.js';
import { FORMAT, type BackupHeader, type BackupSummary, type TableEnd } from './backup-format.js';
import { writeWhole } from './write-whole.js';

/** Rows are fetched so many at a time that about this much is held. */
const FETCH_BYTES = 4 * 1024 * 1024;
const MOST_ROWS = 1000;

export type BackupSource = {
  /** In a transaction that sees one state of the database throughout. */
  client: pg.ClientBase;
  version: KnownMigration;
  tables: readonly TableShape[];
  madeAt: Date;
  /** Version of this program. */
  program: string;
};

/** Writes a backup into a new file, whole or not at all. Holds some megabytes, whatever the size of the database. */
export async function writeBackup(file: string, source: BackupSource): Promise<BackupSummary> {
  const header = await readHeader(source);
  const ends: TableEnd[] = [];
  await writeWhole(file, (out) =>
    pipeline(Readable.from(lines(source, header, ends), { objectMode: true }), createGzip(), out),
  );
  return { header, tables: ends };
}

async function readHeader({ client, version, tables, madeAt, program }: BackupSource): Promise<BackupHeader> {
  await client.query("SET LOCAL timezone = 'UTC'");
  const districts = await client.query<{ shortName: string; name: string }>(
    'SELECT short_name AS "shortName", name FROM district ORDER BY short_name COLLATE "C"',
  );
  const counted: BackupHeader['tables'] = [];
  for (const { name, columns } of tables) {
    const { rows } = await client.query<{ count: string }>(
      `SELECT count(*)::text AS count FROM ${quoted(name)}`,
    );
    counted.push({ name, columns: [...columns], rows: Number(rows[0]?.count) });
  }
  return {
    sitebook: 'backup',
    format: FORMAT,
    schema: { tag: version.tag, when: version.when },
    madeAt: madeAt.toISOString(),
    program,
    districts: districts.rows,
    tables: counted,
  };
}

async function* lines(
  { client, tables }: BackupSource,
  header: BackupHeader,
  ends: TableEnd[],
): AsyncGenerator<string> {
  const whole = createHash('sha256');
  yield closed(whole, header);
  for (const table of tables) {
    const hash = createHash('sha256');
    let rows = 0;
    for await (const batch of rowsOf(client, table)) {
      const text = batch.map((row) => `${row}\n`).join('');
      hash.update(text);
      rows += batch.length;
      yield text;
    }
    const end: TableEnd = { table: table.name, rows, sha256: hash.digest('hex') };
    ends.push(end);
    yield closed(whole, end);
  }
  yield `${JSON.stringify({ end: true, sha256: whole.digest('hex') })}\n`;
}

function closed(whole: Hash, value: object): string {
  const line = `${JSON.stringify(value)}\n`;
  whole.update(line);
  return line;
}

/** The rows as JSON that the database itself writes: exact for every type, the same in every version. */
async function* rowsOf(client: pg.ClientBase, { name, columns, key }: TableShape): AsyncGenerator<string[]> {
  const order = key.map(({ column, isText }) => `${quoted(column)}${isText ? ' COLLATE "C"' : ''}`);
  await client.query(
    `DECLARE backup_rows NO SCROLL CURSOR FOR
     SELECT row_to_json(r)::text AS row
     FROM (SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(name)} ORDER BY ${order.join(', ')}) r`,
  );
  let longest = FETCH_BYTES / 10;
  for (;;) {
    const count = Math.max(1, Math.min(MOST_ROWS, Math.floor(FETCH_BYTES / longest)));
    const { rows } = await client.query<{ row: string }>(`FETCH ${String(count)} FROM backup_rows`);
    if (rows.length === 0) break;
    yield rows.map(({ row }) => row);
    longest = Math.max(100, ...rows.map(({ row }) => row.length));
  }
  await client.query('CLOSE backup_rows');
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
