import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { migrationsFolder, tablesAt } from '../../server/stores/known-migrations.js';

const ROWS = 3;
const NASTY = 'a"b\\c\n\t\u0001\u007f\u2028 é 😀 {"x":1}\\u0000 \r end';

type Column = { name: string; type: string; notNull: boolean };
type Table = {
  columns: Record<string, Column>;
  foreignKeys: Record<string, { tableTo: string; columnsFrom: string[]; columnsTo: string[] }>;
};

/** Puts some rows into every table that a migration leaves, of the values that are hardest to carry over. */
export async function fillEveryTable(client: pg.ClientBase | pg.Pool, tag: string): Promise<void> {
  const snapshot = JSON.parse(
    readFileSync(path.join(migrationsFolder(), `meta/${tag.slice(0, 4)}_snapshot.json`), 'utf8'),
  ) as { tables: Record<string, Table> };
  const valueOf = (table: string, column: Column, row: number): unknown => {
    const { foreignKeys } = snapshot.tables[`public.${table}`]!;
    for (const { tableTo, columnsFrom, columnsTo } of Object.values(foreignKeys)) {
      const at = columnsFrom.indexOf(column.name);
      const parent = snapshot.tables[`public.${tableTo}`]!.columns[columnsTo[at] ?? ''];
      if (parent && tableTo !== table) return valueOf(tableTo, parent, row);
    }
    return hardValue(table, column, row);
  };
  for (const { name } of tablesAt(migrationsFolder(), tag)) {
    const columns = Object.values(snapshot.tables[`public.${name}`]!.columns);
    for (let row = 0; row < ROWS; row += 1) {
      await client.query(
        `INSERT INTO "${name}" (${columns.map((column) => `"${column.name}"`).join(', ')})
         VALUES (${columns.map((column, at) => `$${String(at + 1)}::${column.type}`).join(', ')})`,
        columns.map((column) => valueOf(name, column, row)),
      );
    }
  }
}

function hardValue(table: string, { name, type, notNull }: Column, row: number): unknown {
  if (!notNull && row === 1) return null;
  switch (type) {
    case 'uuid':
      return uuidOf(`${name === 'district_id' ? '' : table}${name}${String(row)}`);
    case 'text':
      return `${String(row)} ${NASTY}`;
    case 'bigint':
      return [9_007_199_254_740_991n, -9_007_199_254_740_991n, 0n][row]!.toString();
    case 'integer':
      return [2_147_483_647, -2_147_483_648, 0][row];
    case 'bytea':
      return [Buffer.from([0, 255, 92, 120, 10]), Buffer.from([]), Buffer.from('é')][row];
    case 'boolean':
      return row === 0;
    case 'date':
      return ['2024-02-29', '0001-01-01', '9999-12-31'][row];
    case 'timestamp with time zone':
      return ['2024-03-10T09:59:59.999999Z', '1970-01-01T00:00:00Z', '2024-11-03T01:30:00.5-07:00'][row];
    case 'jsonb':
      return [
        JSON.stringify({ text: NASTY.replace('\\u0000', ''), none: null, list: [[], {}] }),
        '"alone"',
        '{"b": 12345678901234567890.1234567890, "a": -0.10, "c": 1e-7}',
      ][row];
    default:
      throw new Error(`No value for the type ${type} of ${table}.${name}`);
  }
}

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
