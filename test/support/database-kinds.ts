import { randomUUID } from 'node:crypto';
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { openDatabase, type DatabaseConfig } from '../../server/stores/open-database.js';
import { databaseOfTemplate, folderOfTemplate, hasTemplates, type Template } from './templates.js';

export type Kind = 'PGlite' | 'PostgreSQL';

/** The kinds of database that this run has: PostgreSQL only where one was started for it. */
export const KINDS: readonly Kind[] =
  process.env['SITEBOOK_TEST_POSTGRES_URL'] === undefined ? ['PGlite'] : ['PGlite', 'PostgreSQL'];

export type NewDatabase = { config: DatabaseConfig; settings: Record<string, string> };

/**
 * A new place for a database under a folder, as settings of the program and as what they mean. `isMade`: with the
 * tables in it already, where the run has such a one to copy, which saves time; nothing is in them.
 */
export async function newDatabase(
  kind: Kind,
  folder: string,
  { isMade = false }: { isMade?: boolean } = {},
): Promise<NewDatabase> {
  const own = path.join(folder, randomUUID());
  await mkdir(own);
  const backupsFolder = path.join(own, 'backups');
  if (kind === 'PGlite') {
    const dataFolder = path.join(own, 'data');
    if (isMade) await cp(await template(folder), dataFolder, { recursive: true });
    return {
      config: { dataFolder, databaseUrl: null, backupsFolder },
      settings: { SITEBOOK_DATA: dataFolder, SITEBOOK_BACKUPS: backupsFolder },
    };
  }
  const databaseUrl = await newServerDatabase(
    process.env['SITEBOOK_TEST_POSTGRES_URL'] ?? '',
    isMade ? 'empty' : undefined,
  );
  return {
    config: { dataFolder: '', databaseUrl, backupsFolder },
    settings: { DATABASE_URL: databaseUrl, SITEBOOK_BACKUPS: backupsFolder },
  };
}

let made: Promise<string> | undefined;
/** An embedded database to copy: the run's, or where the run is on PostgreSQL one that is made once, in the folder. */
async function template(folder: string): Promise<string> {
  const ofRun = folderOfTemplate('empty');
  if (ofRun !== null) return ofRun;
  made ??= (async () => {
    const dataFolder = path.join(folder, 'template');
    await (await openDatabase({ dataFolder, databaseUrl: null, backupsFolder: folder })).close();
    return dataFolder;
  })();
  return made;
}

/**
 * Makes a database on the server of an address, and gives its own address: empty, or a copy of one that was made for
 * the run, where the server has it.
 */
export async function newServerDatabase(serverUrl: string, template?: Template): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  const from =
    template && hasTemplates(serverUrl) ? `TEMPLATE ${databaseOfTemplate(template)} STRATEGY FILE_COPY` : '';
  await client.query(`CREATE DATABASE ${name} ${from}`);
  await client.end();
  return serverUrl.replace(/postgres$/, name);
}
