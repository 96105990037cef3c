import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openDatabase, type OpenDatabase } from '../../server/stores/open-database.js';
import { newServerDatabase } from './database-kinds.js';
import { folderOfTemplate, type Template } from './templates.js';

/**
 * A database of its own: PGlite in a folder, or a database on the run's PostgreSQL. Same driver for both. Where nobody
 * made what it is to be a copy of, it is empty.
 */
export async function openTestDatabase(template: Template = 'empty'): Promise<OpenDatabase> {
  const url = process.env['SITEBOOK_TEST_POSTGRES_URL'];
  if (url !== undefined) {
    const databaseUrl = await newServerDatabase(url, template);
    return openDatabase({ dataFolder: '', databaseUrl, backupsFolder: '' });
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-test-'));
  const source = folderOfTemplate(template);
  if (source !== null) await cp(source, folder, { recursive: true });
  const opened = await openDatabase({ dataFolder: folder, databaseUrl: null, backupsFolder: '' });
  return {
    ...opened,
    async close() {
      await opened.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
