import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { openDatabase, type OpenDatabase } from '../../server/stores/open-database.js';

/** An empty database of its own: PGlite in a folder, or a database on the run's PostgreSQL. Same driver for both. */
export async function openTestDatabase(): Promise<OpenDatabase> {
  const url = process.env['SITEBOOK_TEST_POSTGRES_URL'];
  if (url !== undefined) {
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`CREATE DATABASE ${name}`);
    await client.end();
    return openDatabase({ dataFolder: '', databaseUrl: url.replace(/postgres$/, name), backupsFolder: '' });
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-test-'));
  const template = process.env['SITEBOOK_TEST_TEMPLATE'];
  if (template !== undefined) await cp(template, folder, { recursive: true });
  const opened = await openDatabase({ dataFolder: folder, databaseUrl: null, backupsFolder: '' });
  return {
    ...opened,
    async close() {
      await opened.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
