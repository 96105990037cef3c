import { INPUT_HINTS, type InputHint } from '../core/workbook/input-hints.js';
import { HEADER_ROW, NUMBER_FORMATS } from '../core/workbook/layout.js';
import {
  valueOfFault,
  type ColumnFormats,
  type PasteReport,
  type PasteScope,
} from '../core/workbook/paste-check.js';
import { runExcel } from './run-excel.js';
import { withoutProtection, writeOpenCells } from './write-cells.js';

/** Reads the formats of the changed rows in the columns that somebody types into: one request. */
export async function readPastedFormats(scope: PasteScope): Promise<ColumnFormats[]> {
  return runExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItem(scope.sheet);
    const rows = scope.lastRow - scope.firstRow + 1;
    const columns = scope.columns.map(({ key, column }) => {
      const range = sheet.getRangeByIndexes(scope.firstRow, column, rows, 1);
      range.load('numberFormat');
      range.dataValidation.load('type');
      const cells = range.getCellProperties({ format: { protection: true } });
      return { key, range, cells };
    });
    await context.sync();
    return columns.map(({ key, range, cells }) => ({
      key,
      isLocked: cells.value.map(([cell]) => cell?.format?.protection?.locked === true),
      numberFormats: (range.numberFormat as string[][]).map(([format]) => format ?? ''),
      // Where checks differ within the rows, some have lost theirs.
      hasHint: !['None', 'MixedCriteria', 'Inconsistent'].includes(range.dataValidation.type),
    }));
  });
}

/**
 * Repairs what a paste did, on a person's command. Locks, number formats and checks first, which needs the protection
 * off and clears what Excel can undo; then text becomes numbers in a step of its own, which one undo takes back.
 */
export async function fixPaste({ sheet: name, faults, lostHints }: PasteReport): Promise<void> {
  const formats = faults.filter(({ kind }) => kind !== 'text');
  if (formats.length > 0 || lostHints.length > 0) {
    await withoutProtection(name, (sheet) => {
      for (const { row, column, columnKind } of formats) {
        const cell = sheet.getCell(row, column);
        cell.numberFormat = [[NUMBER_FORMATS[columnKind]]];
        cell.format.protection.locked = false;
      }
      for (const { key, column, firstRow, lastRow } of lostHints) {
        const hint = INPUT_HINTS[key];
        const first = Math.max(firstRow, HEADER_ROW + 1);
        const rows = lastRow - first + 1;
        if (hint) setHint(sheet.getRangeByIndexes(first, column, rows, 1).dataValidation, hint);
      }
    });
  }
  await writeOpenCells(
    faults.flatMap((fault) => {
      const value = valueOfFault(fault);
      return value === null ? [] : [{ sheet: name, row: fault.row, column: fault.column, value }];
    }),
  );
}

function setHint(validation: Excel.DataValidation, hint: InputHint): void {
  validation.ignoreBlanks = hint.kind === 'decimal';
  validation.rule =
    hint.kind === 'list'
      ? { list: { inCellDropDown: true, source: hint.values.join(',') } }
      : { decimal: { formula1: hint.min, formula2: hint.max, operator: 'Between' } };
  validation.errorAlert = {
    title: hint.errorTitle,
    message: hint.errorMessage,
    showAlert: true,
    // The list is the one that stops: another word would be read as no change.
    style: hint.kind === 'list' ? 'Stop' : 'Information',
  };
}
