import { expect, test } from '@jest/globals';
import { TieOut } from '../../../src/core/merge/tie-out.js';
import { readTieOut } from '../../../server/stores/read-tie-out.js';

const row = (code: string) => ({
  code,
  title: code,
  masterCents: 5,
  otherCents: 3,
  differenceCents: 2,
  masterFte: 0,
  otherFte: 0,
  differenceFte: 0,
});

test('a tie-out that an older version stored is shown as it was, in the shape of today', () => {
  const read = readTieOut({
    mergedEqualsSubmitted: true,
    bySite: [row('608')],
    byAllocation: [row('608 100')],
    byFundingSource: [row('100')],
    byRevenue: [],
    missingSites: [{ code: '571', name: 'Dayton Junior High School' }],
  });
  expect(TieOut.parse(read)).toEqual({
    mergedEqualsSubmitted: true,
    parts: [
      { dimension: 'site', against: 'revisions', rows: [row('608')] },
      { dimension: 'fundingSource', against: 'allocations', rows: [row('100')] },
      { dimension: 'siteSource', against: 'allocations', rows: [row('608 100')] },
    ],
    missingSites: [{ code: '571', name: 'Dayton Junior High School' }],
  });
});

test('one of today is left as it is', () => {
  const stored: TieOut = { mergedEqualsSubmitted: false, parts: [], missingSites: [] };
  expect(readTieOut(stored)).toBe(stored);
});
