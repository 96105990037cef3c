import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../config.js';
import { StartFailure } from '../start-failure.js';
import { schemaState } from '../stores/bring-up-to-date.js';
import { connect, type Connection } from '../stores/connect.js';
import { knownMigrations, migrationsFolder, type KnownMigration } from '../stores/known-migrations.js';

type Existing = { connection: Connection; version: KnownMigration };

/**
 * Opens a database that has tables of Sitebook and leaves it as it is: none is made, and none is brought up to date.
 * Whoever calls closes the connection.
 */
export async function openExisting(config: Pick<Config, 'dataFolder' | 'databaseUrl'>): Promise<Existing> {
  if (config.databaseUrl === null) assertFolder(config.dataFolder);
  const connection = await connect(config);
  try {
    const { version } = await schemaState(connection.pool, knownMigrations(migrationsFolder()));
    if (version) return { connection, version };
    throw new StartFailure(
      'There are no tables of Sitebook in this database.',
      'Set SITEBOOK_DATA or DATABASE_URL to the database that the server uses.',
    );
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** The same where the tables must be those of this version, since they are read or written by its own rules. */
export async function openCurrent(config: Pick<Config, 'dataFolder' | 'databaseUrl'>): Promise<Existing> {
  const existing = await openExisting(config);
  if (existing.version.tag === knownMigrations(migrationsFolder()).at(-1)?.tag) return existing;
  await existing.connection.close();
  throw new StartFailure(
    'The tables of this database are those of an older Sitebook.',
    'Start the server once, so that they are brought up to date.',
  );
}

function assertFolder(folder: string): void {
  if (existsSync(path.join(folder, 'pglite'))) return;
  throw new StartFailure(
    `There is no database in ${path.resolve(folder)}.`,
    'Set SITEBOOK_DATA to the folder that the server uses, or DATABASE_URL to its server.',
  );
}
