import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatFtePlain, MAX_FTE, parseFtePlain } from '../../src/core/fte.js';

test('the plain form reads back as the same FTE', () => {
  fc.assert(
    fc.property(fc.integer({ min: -MAX_FTE + 1, max: MAX_FTE - 1 }), (fte) => {
      expect(parseFtePlain(formatFtePlain(fte))).toBe(fte);
    }),
  );
  expect(formatFtePlain(137_500)).toBe('13.75');
  expect(formatFtePlain(10_000)).toBe('1');
});

test.each(['', '0.00001', '1,5', 'one', '1e2'])('"%s" is no FTE', (text) => {
  expect(parseFtePlain(text)).toBeNull();
});
