import { expect, test } from '@jest/globals';
import { Spellings, squeezed } from '../../../server/imports/allocation-letters/spellings.js';

const bestOf = (...texts: string[]) => {
  const spellings = new Spellings();
  for (const text of texts) spellings.add('x', text);
  return spellings.best('x');
};

test('a word ends wherever one of the spellings ends it', () => {
  expect(bestOf('SpEd- WSF School SiteAllocat', 'SpEd -WSF SchoolSite Allocat')).toBe(
    'SpEd - WSF School Site Allocat',
  );
  expect(bestOf('  LCFFFOCAL   STUDENTS ')).toBe('LCFFFOCAL STUDENTS');
});

test('names that differ in letters: the most frequent, then the first by alphabet, in any order of rows', () => {
  expect(bestOf('PEEF: LIBRARY', 'PEEF:LIBRARIES', 'PEEF:LIBRARY')).toBe('PEEF: LIBRARY');
  expect(bestOf('PEEF:LIBRARY', 'PEEF:LIBRARIES')).toBe('PEEF:LIBRARIES');
  expect(bestOf('PEEF:LIBRARIES', 'PEEF:LIBRARY')).toBe('PEEF:LIBRARIES');
});

test('a code without a name is its own name', () => {
  expect(bestOf('', '  ')).toBe('x');
  expect(new Spellings().codes()).toEqual([]);
});

test('white space, case and marks do not tell two texts apart, letters and digits do', () => {
  expect(squeezed('Arts (Prop28)')).toBe(squeezed('ARTS(Prop 28)*'));
  expect(squeezed('Add’l Program')).not.toBe(squeezed('Additional Program'));
  expect(squeezed('**')).toBe('');
});
