import type { SheetCells, WorkbookCells } from '../core/workbook/decode.js';
import type { CellValue } from '../core/workbook/read-figure.js';
import { SHEET_NAMES } from '../core/workbook/layout.js';
import { ExcelError, runExcel } from './run-excel.js';

const NAMES = [SHEET_NAMES.budget, SHEET_NAMES.positions] as const;
/** Rows asked for in one request where everything at once is too much; about 1.5 MB of a Budget sheet. */
const ROWS_AT_ONCE = 5_000;

/** Excel on the web answers at most 5 MB at once. Once a workbook was too large, it is read in parts. */
let isTooLargeAtOnce = false;

/**
 * The cells of Budget and Positions as they stand, from A1 on, in one request; in several only where Excel refuses
 * the answer as too large. Rejects with `ExcelError`.
 */
export async function readSheets(): Promise<WorkbookCells> {
  if (!isTooLargeAtOnce) {
    try {
      return await runExcel(readAtOnce);
    } catch (error) {
      if (!(error instanceof ExcelError) || error.fault !== 'excel.tooLarge') throw error;
      isTooLargeAtOnce = true;
    }
  }
  return runExcel(readInParts);
}

async function readAtOnce(context: Excel.RequestContext): Promise<WorkbookCells> {
  const used = NAMES.map((name) => usedRange(context, name).load('rowIndex,columnIndex,values'));
  await context.sync();
  const [budget, positions] = used.map((range, at) => {
    assertThere(range, at);
    return cellsFromA1(range.rowIndex, range.columnIndex, range.values as CellValue[][]);
  });
  return workbookCells(budget, positions);
}

async function readInParts(context: Excel.RequestContext): Promise<WorkbookCells> {
  const used = NAMES.map((name) =>
    usedRange(context, name).load('rowIndex,columnIndex,rowCount,columnCount'),
  );
  await context.sync();
  const sheets: SheetCells[] = [];
  for (const [at, range] of used.entries()) {
    assertThere(range, at);
    const { rowIndex, columnIndex, rowCount, columnCount } = range;
    const sheet = context.workbook.worksheets.getItem(NAMES[at] ?? '');
    const values: CellValue[][] = [];
    for (let from = 0; from < rowCount; from += ROWS_AT_ONCE) {
      const rows = Math.min(ROWS_AT_ONCE, rowCount - from);
      const part = sheet.getRangeByIndexes(rowIndex + from, columnIndex, rows, columnCount).load('values');
      // One request a part is the point: all of them at once are what Excel refused.
      // eslint-disable-next-line office-addins/no-context-sync-in-loop
      await context.sync();
      values.push(...(part.values as CellValue[][]));
    }
    sheets.push(cellsFromA1(rowIndex, columnIndex, values));
  }
  return workbookCells(...sheets);
}

function usedRange(context: Excel.RequestContext, name: string): Excel.Range {
  return context.workbook.worksheets.getItemOrNullObject(name).getUsedRangeOrNullObject(true);
}

function assertThere(range: Excel.Range, at: number): void {
  if (range.isNullObject) throw new ExcelError('excel.sheetMissing', NAMES[at] ?? '');
}

/** The used range begins at its first filled cell; rows and columns are counted from A1. */
function cellsFromA1(rowIndex: number, columnIndex: number, values: CellValue[][]): SheetCells {
  if (rowIndex === 0 && columnIndex === 0) return { values };
  const before = Array.from({ length: columnIndex }, () => '');
  return {
    values: [...Array.from({ length: rowIndex }, () => []), ...values.map((row) => [...before, ...row])],
  };
}

function workbookCells(
  budget: SheetCells = { values: [] },
  positions: SheetCells = { values: [] },
): WorkbookCells {
  return { budget, positions };
}
