import type { DataValidation } from 'hucre/xlsx';
import { INPUT_HINTS, type InputHint } from '../../src/core/workbook/input-hints.js';
import { columnLetters, HEADER_ROW } from '../../src/core/workbook/layout.js';
import type { SheetPlan } from '../../src/core/workbook/sheet-plan.js';

/** The checks of a sheet: one a column that somebody types into, over all its rows; locked cells are out of reach. */
export function inputHints({ columns, rows }: SheetPlan): DataValidation[] {
  const open = new Set(rows.flatMap((row) => row.openKeys));
  const first = HEADER_ROW + 2;
  const last = HEADER_ROW + 1 + rows.length;
  return columns.flatMap(({ key }, at) => {
    const hint = INPUT_HINTS[key];
    if (!hint || !open.has(key)) return [];
    const letters = columnLetters(at);
    return [{ ...validationOf(hint), range: `${letters}${String(first)}:${letters}${String(last)}` }];
  });
}

function validationOf(hint: InputHint): Omit<DataValidation, 'range'> {
  const { errorTitle, errorMessage } = hint;
  if (hint.kind === 'list') {
    return {
      type: 'list',
      values: [...hint.values],
      allowBlank: false,
      showErrorMessage: true,
      // The one that stops: another word would be read as no change.
      errorStyle: 'stop',
      errorTitle,
      errorMessage,
    };
  }
  return {
    type: 'decimal',
    operator: 'between',
    formula1: hint.min,
    formula2: hint.max,
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'information',
    errorTitle,
    errorMessage,
  };
}
