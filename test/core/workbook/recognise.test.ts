import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { combineIdentity, hashPlace, recognise } from '../../../src/core/workbook/recognise.js';
import { smallIdentity } from '../../support/small-book.js';

const ours = smallIdentity();
const other = { ...ours, workbookId: '11111111-1111-4111-8111-111111111111' };
const known = {
  district: 'Maple-Valley',
  yearId: '2024-25',
  siteCodes: ['608'],
  savedFromHere: null,
  placeHash: null,
};
const found = (identity: typeof ours | null, placeHash: string | null = null) => ({
  identity,
  isSheetLost: false,
  isContradicted: false,
  placeHash,
});

describe('who a workbook says it is', () => {
  test.each([
    ['all agree', [ours, ours, ours], { identity: ours, isSheetLost: false, isContradicted: false }],
    ['only the sheet', [ours, null, null], { identity: ours, isSheetLost: false, isContradicted: false }],
    ['the sheet is lost', [null, ours, ours], { identity: ours, isSheetLost: true, isContradicted: false }],
    ['only properties', [null, null, ours], { identity: ours, isSheetLost: true, isContradicted: false }],
    [
      'two against the sheet',
      [other, ours, ours],
      { identity: ours, isSheetLost: false, isContradicted: true },
    ],
    [
      'one against the sheet',
      [ours, other, null],
      { identity: ours, isSheetLost: false, isContradicted: true },
    ],
    ['nobody', [null, null, null], { identity: null, isSheetLost: false, isContradicted: false }],
  ] as const)('%s', (_, [sheet, settings, properties], expected) => {
    expect(combineIdentity({ sheet, settings, properties }, null)).toEqual({ ...expected, placeHash: null });
  });

  test('an older base revision in another place is no contradiction; the sheet says which counts', () => {
    const before = { ...ours, baseRevision: 3 };
    const sheet = { ...ours, baseRevision: 4 };
    expect(combineIdentity({ sheet, settings: before, properties: before }, null)).toMatchObject({
      identity: sheet,
      isContradicted: false,
    });
  });
});

describe('what it is to the person', () => {
  test.each([
    ['none of ours', found(null), {}, { kind: 'notOurs' }],
    [
      'of another district',
      found(ours),
      { district: 'other' },
      { kind: 'otherDistrict', district: 'maple-valley' },
    ],
    ['of a newer layout', found({ ...ours, layoutVersion: 3 }), {}, { kind: 'newerLayout', layout: 3 }],
    ['of another year', found(ours), { yearId: '2025-26' }, { kind: 'otherYear', yearId: '2024-25' }],
    [
      'of a site that is not hers',
      found(ours),
      { siteCodes: ['001'] },
      { kind: 'otherSite', siteCode: '608' },
    ],
    ['elsewhere', found(ours, 'a'), { placeHash: 'b', savedFromHere: 9 }, { kind: 'movedOrCopied' }],
    [
      'an old copy',
      found(ours, 'a'),
      { placeHash: 'a', savedFromHere: 2 },
      { kind: 'oldCopy', baseRevision: 0, savedRevision: 2 },
    ],
    ['of the layout before', found({ ...ours, layoutVersion: 1 }), {}, { kind: 'olderLayout', layout: 1 }],
    ['ours', found(ours, 'a'), { savedFromHere: 0 }, { kind: 'ours' }],
  ])('%s', (_, identity, facts, expected) => {
    expect(recognise(identity, { ...known, ...facts })).toEqual(expected);
  });

  test('what is not known judges nothing', () => {
    const unknown = { district: null, yearId: null, siteCodes: null, savedFromHere: null, placeHash: null };
    expect(recognise(found(ours, 'a'), unknown)).toEqual({ kind: 'ours' });
  });
});

describe('the hash of a place', () => {
  test('is the same for the same file, whatever the letter case and what follows a question mark', () => {
    const place = hashPlace('https://maple.example/Sites/608.xlsx');
    expect(place).toMatch(/^[0-9a-f]{16}$/);
    expect(hashPlace('https://MAPLE.example/sites/608.xlsx?web=1#a')).toBe(place);
    expect(hashPlace('C:\\Budget\\608.xlsx')).not.toBe(place);
    expect([hashPlace(null), hashPlace(' ')]).toEqual([null, null]);
  });

  test('tells places apart', () => {
    const text = fc
      .string({ minLength: 1 })
      .map((raw) => `/${raw.replace(/[?#]/g, '').trim().toLowerCase()}x`);
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(hashPlace(a) === hashPlace(b)).toBe(a === b);
      }),
    );
  });
});
