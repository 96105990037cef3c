import { describe, expect, test } from '@jest/globals';
import { decodeCellText, MAX_CELL_TEXT, TooLongText } from '../../../server/workbooks/cell-text.js';

describe('the text of a cell', () => {
  test.each([
    ['NUL in an escape', 'a_x0000_b', 'a\ufffdb'],
    ['half a pair in an escape', '_xD83D_', '\ufffd'],
    ['both halves', '_xD83D__xDE00_', '\ud83d\ude00'],
    ['an escape of an escape', '_x005F_x0041_', '_x0041_'],
    ['a half that is none of an escape', 'a\udc00', 'a\ufffd'],
  ])('with %s can be stored', (_, raw, text) => {
    expect(decodeCellText(raw)).toBe(text);
  });

  test('is no longer than a cell holds', () => {
    expect(decodeCellText('x'.repeat(MAX_CELL_TEXT))).toHaveLength(MAX_CELL_TEXT);
    expect(() => decodeCellText('x'.repeat(MAX_CELL_TEXT + 1))).toThrow(TooLongText);
  });
});
