import { describe, expect, test } from '@jest/globals';
import { decodeWorkbook } from '../../../src/core/workbook/decode.js';
import { checkPaste, isRestyled, pasteScope } from '../../../src/core/workbook/paste-check.js';
import { cellsOfContent } from '../../support/sheet-grids.js';
import { smallContent, smallIndex } from '../../support/small-book.js';

const SITE = new Set(['site']);
const index = smallIndex();
const block = { sheet: 'Budget', firstRow: 2, lastRow: 11, firstColumn: 8, lastColumn: 13 };

describe('a pasted block', () => {
  test('is looked at where it meets rows and columns that are typed into', () => {
    const decoded = decodeWorkbook(index, smallContent(), cellsOfContent(index, smallContent(), SITE));
    expect(pasteScope(index, decoded, block)).toEqual({
      ...block,
      firstRow: 4,
      columns: [
        { key: 'amount', column: 8 },
        { key: 'besidePosts', column: 10 },
        { key: 'justification', column: 13 },
      ],
    });
    expect(pasteScope(index, decoded, { ...block, firstColumn: 0, lastColumn: 4 })).toBeNull();
    expect(pasteScope(index, decoded, { ...block, firstRow: 90, lastRow: 99 })).toBeNull();
  });

  test('counts rows, and tells of each open cell what is wrong', () => {
    const cells = cellsOfContent(index, smallContent(), SITE);
    const set = (row: number, value: string) => ((cells.budget.values[row] ?? [])[8] = value);
    set(9, ' 1,234.50 ');
    set(11, '12.345,67');
    const decoded = decodeWorkbook(index, smallContent(), cells);
    const scope = pasteScope(index, decoded, { ...block, firstRow: 9, lastColumn: 8 });
    if (!scope) throw new Error('no scope');
    // Row 10 is facilities' own: its lock is right.
    const report = checkPaste(index, decoded, SITE, scope, [
      { key: 'amount', isLocked: [true, true, true], numberFormats: ['@', '@', '0%'], hasHint: false },
    ]);
    expect(report).toMatchObject({ rowCount: 3, fineCount: 1, newRowCount: 0 });
    expect(report.faults.map(({ kind, row, text, figure }) => [kind, row, text, figure])).toEqual([
      ['locked', 9, '', null],
      ['restyled', 9, '@', null],
      ['text', 9, '1,234.50', 123_450],
      ['locked', 11, '', null],
      ['restyled', 11, '0%', null],
      ['text', 11, '12.345,67', 1_234_567],
    ]);
    expect(report.lostHints).toEqual([
      { key: 'amount', column: 8, title: 'Proposed amount', firstRow: 4, lastRow: 14 },
    ]);
  });

  test.each([
    ['money', '@', true],
    ['money', 'm/d/yyyy', true],
    ['fte', '0%', true],
    ['money', ';;;', true],
    ['money', '"$"#,##0.00', false],
    ['money', '#,##0.00_);[Red](#,##0.00)', false],
    ['fte', 'General', false],
    ['text', '@', false],
    ['text', '0', true],
  ] as const)('a %s column with the format %s is restyled: %s', (kind, format, is) => {
    expect(isRestyled(kind, format)).toBe(is);
  });
});
