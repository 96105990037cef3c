import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const HOST = path.resolve(import.meta.dirname, '../../../src/workbench/host');

function idsInCode(): string[] {
  const files = readdirSync(HOST, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return files.flatMap((file) =>
    [...readFileSync(path.join(HOST, file), 'utf8').matchAll(/\/\/ behaviour: ([a-z-]+)$/gm)].map(
      ([, id = '']) => id,
    ),
  );
}

type Row = { id: string; behaviour: string; source: string };

function rows(): Row[] {
  const text = readFileSync(path.join(HOST, 'behaviours.md'), 'utf8');
  const cells = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  return cells
    .filter(([, id = '']) => /^[a-z][a-z-]+$/.test(id))
    .map(([, id = '', behaviour = '', source = '']) => ({ id, behaviour, source }));
}

test('every decision in the code stands in the table, and every row of the table in the code', () => {
  const inTable = rows().map(({ id }) => id);
  expect(new Set(inTable).size).toBe(inTable.length);
  expect([...new Set(idsInCode())].sort()).toEqual([...inTable].sort());
});

test('every row names a source or says that there is none', () => {
  const unsourced = rows().filter(
    ({ source }) =>
      !/types|Learn|Support|#\d+|library|ECMA-376|unverified|by choice|Excel's own/.test(source),
  );
  expect(unsourced).toEqual([]);
});

test('the check-list for real Excel covers every behaviour that is unverified', () => {
  const list = readFileSync(path.resolve(HOST, '../../../docs/real-excel-checklist.md'), 'utf8');
  const missing = rows().filter(
    ({ id, source }) => source.includes('unverified') && !list.includes(`\`${id}\``),
  );
  expect(missing.map(({ id }) => id)).toEqual([]);
});
