// Makes the databases that tests copy: in a folder, or on a PostgreSQL server whose address is named.
import path from 'node:path';
import pg from 'pg';
import { loadDemo } from '../../server/demo/load-demo.js';
import { openDatabase } from '../../server/stores/open-database.js';
import { databaseOfTemplate, TEMPLATES, type Template } from './templates.js';
import { TEST_START, testParts } from './test-parts.js';

const [, , place = ''] = process.argv;
const isServer = place.startsWith('postgres:');

async function make(template: Template): Promise<void> {
  const database = await openDatabase({
    dataFolder: isServer ? '' : path.join(place, template),
    databaseUrl: isServer ? place.replace(/postgres$/, databaseOfTemplate(template)) : null,
    backupsFolder: '',
  });
  if (template !== 'empty') {
    const parts = await testParts(database.db, () => TEST_START);
    await loadDemo(parts, { withSeason: template === 'season' });
  }
  await database.close();
}

if (isServer) {
  const client = new pg.Client(place);
  await client.connect();
  for (const template of TEMPLATES) await client.query(`CREATE DATABASE ${databaseOfTemplate(template)}`);
  await client.end();
}
await Promise.all(TEMPLATES.map(make));
