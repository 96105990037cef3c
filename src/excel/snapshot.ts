import type { SheetCells, WorkbookCells } from '../core/workbook/decode.js';
import type { CellValue } from '../core/workbook/read-figure.js';
import { SHEET_NAMES } from '../core/workbook/layout.js';
import { ExcelError, runExcel } from './run-excel.js';

/** Excel on the web answers at most 5 MB at once; 10,000 rows of a Budget sheet are about 3 MB. */
const ROWS_AT_ONCE = 10_000;

/** The cells of Budget and Positions as they stand, from A1 on: two requests, whatever their size up to 10,000 rows. */
export async function readSheets(): Promise<WorkbookCells> {
  return runExcel(async (context) => {
    const names = [SHEET_NAMES.budget, SHEET_NAMES.positions];
    const used = names.map((name) => {
      const range = context.workbook.worksheets.getItemOrNullObject(name).getUsedRangeOrNullObject(true);
      return range.load('rowIndex,columnIndex,rowCount,columnCount');
    });
    await context.sync();
    const blocks = used.map((range, at) => {
      if (range.isNullObject) throw new ExcelError('excel.sheetMissing', names[at] ?? '');
      const rows = range.rowIndex + range.rowCount;
      const columns = range.columnIndex + range.columnCount;
      const sheet = context.workbook.worksheets.getItem(names[at] ?? '');
      const parts: Excel.Range[] = [];
      for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
        const part = sheet.getRangeByIndexes(from, 0, Math.min(ROWS_AT_ONCE, rows - from), columns);
        parts.push(part.load('values'));
      }
      return parts;
    });
    await context.sync();
    const [budget = [], positions = []] = blocks;
    return { budget: cellsOf(budget), positions: cellsOf(positions) };
  });
}

function cellsOf(parts: Excel.Range[]): SheetCells {
  return { values: parts.flatMap((part) => part.values as CellValue[][]) };
}
