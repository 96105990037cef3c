import { NUMBER_FORMATS } from '../core/workbook/layout.js';
import { withoutProtection } from './write-cells.js';

/** A cell to put back: `isCode` keeps it text, so that leading zeros stay. */
export type CellToRestore = { row: number; column: number; value: string | number; isCode: boolean };

/** Puts cells back that are locked, on a person's command: one unprotect, write and protect. */
export async function restoreCells(sheetName: string, cells: readonly CellToRestore[]): Promise<void> {
  if (cells.length === 0) return;
  await withoutProtection(sheetName, (sheet) => {
    for (const { row, column, value, isCode } of cells) {
      const cell = sheet.getCell(row, column);
      if (isCode) cell.numberFormat = [[NUMBER_FORMATS.code]];
      cell.values = [[value]];
    }
  });
}
