import type { DataValidation } from 'hucre/xlsx';
import { MAX_FTE, FTE_SCALE, formatFtePlain } from '../../src/core/fte.js';
import { formatCentsPlain, MAX_CENTS } from '../../src/core/money.js';
import { columnLetters, HEADER_ROW } from '../../src/core/workbook/layout.js';
import type { SheetPlan } from '../../src/core/workbook/sheet-plan.js';

/** Excel's own checks by column key. They are hints: all but the status let the person go on, and the pane judges. */
const HINTS: Record<string, Omit<DataValidation, 'range'>> = {
  amount: money(-MAX_CENTS),
  besidePosts: money(-MAX_CENTS),
  annualSalary: money(0),
  fte: {
    ...decimal('0', formatFtePlain(MAX_FTE)),
    errorTitle: 'FTE',
    errorMessage: `Type FTE as a number from 0, with at most ${String(String(FTE_SCALE).length - 1)} decimals, such as 0.5.`,
  },
  status: {
    type: 'list',
    values: ['filled', 'vacant', 'frozen'],
    allowBlank: false,
    showErrorMessage: true,
    // The one that stops: another word would be read as no change.
    errorStyle: 'stop',
    errorTitle: 'Status',
    errorMessage: 'A post is filled, vacant or frozen.',
  },
};

/** The checks of a sheet: one a column that somebody types into, over all its rows; locked cells are out of reach. */
export function inputHints({ columns, rows }: SheetPlan): DataValidation[] {
  const open = new Set(rows.flatMap((row) => row.openKeys));
  const first = HEADER_ROW + 2;
  const last = HEADER_ROW + 1 + rows.length;
  return columns.flatMap(({ key }, at) => {
    const hint = HINTS[key];
    if (!hint || !open.has(key)) return [];
    const letters = columnLetters(at);
    return [{ ...hint, range: `${letters}${String(first)}:${letters}${String(last)}` }];
  });
}

function money(minCents: number): Omit<DataValidation, 'range'> {
  return {
    ...decimal(formatCentsPlain(minCents), formatCentsPlain(MAX_CENTS)),
    errorTitle: 'Amount',
    errorMessage:
      'Type the amount as a number in dollars and cents, such as 1234.50, or leave the cell blank.',
  };
}

function decimal(formula1: string, formula2: string): Omit<DataValidation, 'range'> {
  return {
    type: 'decimal',
    operator: 'between',
    formula1,
    formula2,
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'information',
  };
}
