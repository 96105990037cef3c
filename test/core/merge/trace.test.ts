import { expect, test } from '@jest/globals';
import { cellFinder } from '../../../src/core/merge/trace.js';
import { objectGroupOf } from '../../../src/core/merge/dimensions.js';
import { indexChart } from '../../../src/core/account/chart-of-accounts.js';
import { planBudgetSheet } from '../../../src/core/workbook/sheet-plan.js';
import { cellAddress, HEADER_ROW } from '../../../src/core/workbook/layout.js';
import { openSheet } from '../../../src/core/validation/sheet-state.js';
import { tinyBook } from '../../support/arbitrary-content.js';
import { smallBook } from '../../support/small-book.js';
import { indexBook } from '../../../src/core/validation/book-index.js';

test.each([false, true])(
  'the cell of a line is where the Budget sheet has its amount (spending: %s)',
  (has) => {
    const book = smallBook();
    const index = indexBook(has ? { ...book, spending: { asOf: '2024-03-01', rows: [] } } : book);
    const { figures } = openSheet(index, book.opening);
    const sheet = planBudgetSheet(index, book.opening, figures, new Set());
    const cellOf = cellFinder(book.plan.chart.structure, book.opening.lines, has);
    const column = sheet.columns.findIndex(({ key }) => key === 'amount');
    sheet.rows.forEach(({ id }, at) => {
      expect(cellOf(id)).toEqual({ sheet: 'Budget', cell: cellAddress(HEADER_ROW + 1 + at, column) });
    });
    expect(cellOf('elsewhere')).toBeNull();
  },
);

test('an object is of the topmost code it rolls up to, else of its hundred', () => {
  const { plan } = tinyBook();
  const chart = indexChart({
    ...plan.chart,
    codes: {
      ...plan.chart.codes,
      object: [
        { code: '111', title: 'Licensed', parent: '110' },
        { code: '110', title: 'Salaries', parent: '1xx' },
        { code: '1xx', title: 'Staff', isHeading: true },
        { code: '410', title: 'Supplies' },
      ],
    },
  });
  expect(['111', '110', '410', '', '99'].map((code) => objectGroupOf(chart, code))).toEqual([
    '1xx',
    '1xx',
    '400',
    '',
    '90',
  ]);
});
