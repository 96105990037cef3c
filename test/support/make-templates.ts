// Makes the databases that tests copy: in a folder, or on a PostgreSQL server whose address is named.
import { cp } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { loadDemo } from '../../server/demo/load-demo.js';
import { openDatabase, type OpenDatabase } from '../../server/stores/open-database.js';
import { databaseOfTemplate, type Template } from './templates.js';
import { TEST_START, testParts } from './test-parts.js';

const [, , place = ''] = process.argv;
const isServer = place.startsWith('postgres:');

function open(template: Template): Promise<OpenDatabase> {
  return openDatabase({
    dataFolder: isServer ? '' : path.join(place, template),
    databaseUrl: isServer ? place.replace(/postgres$/, databaseOfTemplate(template)) : null,
    backupsFolder: '',
  });
}

/** Making the tables is most of the work, so that the others start as copies of the first. */
async function copyEmpty(template: Template): Promise<void> {
  if (isServer)
    await onServer(`CREATE DATABASE ${databaseOfTemplate(template)} TEMPLATE ${databaseOfTemplate('empty')}`);
  else await cp(path.join(place, 'empty'), path.join(place, template), { recursive: true });
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client(place);
  await client.connect();
  await client.query(statement);
  await client.end();
}

async function load(template: 'district' | 'season'): Promise<void> {
  const database = await open(template);
  const parts = await testParts(database.db, () => TEST_START);
  await loadDemo(parts, { withSeason: template === 'season' });
  await database.close();
}

if (isServer) await onServer(`CREATE DATABASE ${databaseOfTemplate('empty')}`);
await (await open('empty')).close();
const LOADED = ['district', 'season'] as const;
for (const template of LOADED) await copyEmpty(template);
await Promise.all(LOADED.map(load));
