import { readMigrationFiles } from 'drizzle-orm/migrator';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../project-root.js';

/** One step of the schema that this program knows. Databases remember `when`, in milliseconds, of each they have. */
export type KnownMigration = { tag: string; when: number; hash: string; statements: readonly string[] };

/** A table as a migration leaves it. */
export type TableShape = {
  name: string;
  /** By name in alphabetical order, so that two databases with another history give the same rows. */
  columns: readonly string[];
  /** The primary key; text is compared byte by byte, whatever the database's language. */
  key: readonly { column: string; isText: boolean }[];
  /** Tables that its foreign keys point to. */
  references: readonly string[];
};

const Journal = z.object({ entries: z.array(z.object({ tag: z.string() })) });
const Snapshot = z.object({
  tables: z.record(
    z.string(),
    z.object({
      name: z.string(),
      columns: z.record(z.string(), z.object({ type: z.string(), primaryKey: z.boolean() })),
      foreignKeys: z.record(z.string(), z.object({ tableTo: z.string() })),
      compositePrimaryKeys: z.record(z.string(), z.object({ columns: z.array(z.string()) })),
    }),
  ),
});

/** The folder of the migrations that came with this program. */
export const migrationsFolder = (): string => path.join(projectRoot(), 'server/stores/migrations');

/** Every migration that this program knows, oldest first. */
export function knownMigrations(folder: string): KnownMigration[] {
  const { entries } = Journal.parse(readJson(path.join(folder, 'meta/_journal.json')));
  return readMigrationFiles({ migrationsFolder: folder }).map(({ sql, folderMillis, hash }, index) => ({
    tag: entries[index]?.tag ?? '',
    when: folderMillis,
    hash,
    statements: sql,
  }));
}

/**
 * The tables as the migration `tag` leaves them, each after those that it refers to. They come from what drizzle-kit
 * writes beside every migration, so that a database of an older version is read as it is.
 */
export function tablesAt(folder: string, tag: string): TableShape[] {
  const file = path.join(folder, `meta/${tag.slice(0, 4)}_snapshot.json`);
  const { tables } = Snapshot.parse(readJson(file));
  const shapes = Object.values(tables)
    .map((table): TableShape => {
      const [composite] = Object.values(table.compositePrimaryKeys);
      const alone = Object.keys(table.columns).filter((name) => table.columns[name]?.primaryKey);
      return {
        name: table.name,
        columns: Object.keys(table.columns).sort(),
        key: (composite?.columns ?? alone).map((column) => ({
          column,
          isText: table.columns[column]?.type === 'text',
        })),
        references: Object.values(table.foreignKeys).map(({ tableTo }) => tableTo),
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return parentsFirst(shapes);
}

function parentsFirst(shapes: readonly TableShape[]): TableShape[] {
  const sorted: TableShape[] = [];
  let waiting = [...shapes];
  while (waiting.length > 0) {
    const isReady = ({ name, references }: TableShape) =>
      references.every((parent) => parent === name || sorted.some((done) => done.name === parent));
    const ready = waiting.filter(isReady);
    if (ready.length === 0) throw new Error('Tables refer to each other in a ring');
    sorted.push(...ready);
    waiting = waiting.filter((shape) => !ready.includes(shape));
  }
  return sorted;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
