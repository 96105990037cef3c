import { describe, expect, test } from '@jest/globals';
import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../../server/project-root.js';

const folder = path.join(projectRoot(), 'server/stores');
const files = readdirSync(folder).filter((name) => /^schema.*\.ts$/.test(name));
const schemas = (await Promise.all(
  files.map((name) => import(`../../../server/stores/${name.replace(/\.ts$/, '.js')}`)),
)) as object[];

/** Of the whole installation, not of one district; small, so every machine can have a copy. */
const REFERENCE_TABLES = ['district', 'signing_key'];

const tables = schemas
  .flatMap((schema) => Object.values(schema) as unknown[])
  .filter((value): value is PgTable => is(value, PgTable))
  .map((table) => getTableConfig(table))
  .filter(({ name }) => !REFERENCE_TABLES.includes(name));

test('the document on clusters names every table, each after those that it refers to', () => {
  const text = readFileSync(path.join(projectRoot(), 'docs/beyond-one-machine.md'), 'utf8');
  const listed = (call: string) =>
    [...text.matchAll(new RegExp(`${call}\\('(\\w+)'`, 'g'))].map(([, name = '']) => name);
  expect(listed('create_reference_table').sort()).toEqual([...REFERENCE_TABLES].sort());
  const spread = listed('create_distributed_table');
  expect([...spread].sort()).toEqual(tables.map(({ name }) => name).sort());
  for (const { name, foreignKeys } of tables)
    for (const key of foreignKeys) {
      const parent = getTableConfig(key.reference().foreignTable).name;
      expect([name, parent, spread.indexOf(parent) <= spread.indexOf(name)]).toEqual([name, parent, true]);
    }
});

describe.each(tables.map((table) => [table.name, table] as const))('table %s', (_name, table) => {
  test('has districtId first in its primary key, unique indexes and foreign keys', () => {
    expect(table.primaryKeys.map(({ columns }) => columns[0]?.name)).toEqual(['district_id']);
    const unique = table.indexes.filter(({ config }) => config.unique);
    for (const { config } of unique)
      expect((config.columns[0] as { name?: string }).name).toBe('district_id');
    for (const key of table.foreignKeys) expect(key.reference().columns[0]?.name).toBe('district_id');
    expect(table.columns.filter(({ isUnique, primary }) => isUnique || primary)).toEqual([]);
  });

  test('counts nothing by itself', () => {
    expect(
      table.columns.filter((column) => /serial/i.test(column.getSQLType()) || column.generatedIdentity),
    ).toEqual([]);
  });
});
