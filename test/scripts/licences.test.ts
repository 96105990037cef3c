import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { licencesDocument, readLicences } from '../../scripts/lib/licences.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');

test('everything that is needed to run has a licence that asks for no more than its own text', () => {
  const found = readLicences(ROOT);
  expect(found.length).toBeGreaterThan(100);
  expect(found.filter(({ isAllowed }) => !isAllowed)).toEqual([]);
});

test('the list of licences is up to date: node scripts/licences.mjs', () => {
  const written = readFileSync(path.join(ROOT, 'docs/third-party-licences.md'), 'utf8');
  expect(written).toBe(licencesDocument(ROOT));
});
