import type { SheetCells, WorkbookCells } from '../core/workbook/decode.js';
import type { CellValue } from '../core/workbook/read-figure.js';
import { SHEET_NAMES } from '../core/workbook/layout.js';
import { ExcelError, runExcel } from './run-excel.js';

const NAMES = [SHEET_NAMES.budget, SHEET_NAMES.positions] as const;
/** Rows asked for in one request where everything at once is too much; about 1.5 MB of a Budget sheet. */
const ROWS_AT_ONCE = 5_000;
const EXTENT = 'rowIndex,columnIndex,rowCount,columnCount';

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
  const used = NAMES.map((name) => unkept(usedRange(context, name).load('rowIndex,columnIndex,values')));
  await context.sync();
  const [budget, positions] = used.map((range, at) => {
    assertThere(range, at);
    return cellsFromA1(range.rowIndex, range.columnIndex, range.values as CellValue[][]);
  });
  return workbookCells(budget, positions);
}

async function readInParts(context: Excel.RequestContext): Promise<WorkbookCells> {
  const used = NAMES.map((name) => unkept(usedRange(context, name).load(EXTENT)));
  await context.sync();
  const sheets: SheetCells[] = [];
  for (const [at, range] of used.entries()) {
    assertThere(range, at);
    const { rowIndex, columnIndex, rowCount, columnCount } = range;
    const sheet = context.workbook.worksheets.getItem(NAMES[at] ?? '');
    const values: CellValue[][] = [];
    for (let from = 0; from < rowCount; from += ROWS_AT_ONCE) {
      const rows = Math.min(ROWS_AT_ONCE, rowCount - from);
      const part = unkept(
        sheet.getRangeByIndexes(rowIndex + from, columnIndex, rows, columnCount).load('values'),
      );
      // One request a part is the point: all of them at once are what Excel refused.
      // oxlint-disable-next-line office-addins/no-context-sync-in-loop
      await context.sync();
      values.push(...(part.values as CellValue[][]));
    }
    sheets.push(cellsFromA1(rowIndex, columnIndex, values));
  }
  return workbookCells(...sheets);
}

/** Rows of a sheet, zero-based, both included. */
export type RowSpan = { sheet: string; firstRow: number; lastRow: number };

/**
 * The cells with some rows read anew and all other rows as they were. Null where they cannot have stayed: the sheet
 * begins, ends or is as wide as it was not before, or is gone. Rejects with `ExcelError`.
 */
export async function readRows(
  before: WorkbookCells,
  spans: readonly RowSpan[],
): Promise<WorkbookCells | null> {
  const sheets = NAMES.flatMap((name, at) => {
    const own = spans.filter(({ sheet }) => sheet === name);
    const { values } = at === 0 ? before.budget : before.positions;
    return own.length === 0 ? [] : [{ at, name, own, values, width: values.at(-1)?.length ?? 0 }];
  });
  const fits = sheets.every(({ own, values, width }) =>
    own.every(({ firstRow, lastRow }) => values[firstRow]?.length === width && lastRow < values.length),
  );
  if (!fits) return null;
  return runExcel(async (context) => {
    const asked = sheets.map((sheet) => {
      const found = context.workbook.worksheets.getItemOrNullObject(sheet.name);
      const used = unkept(found.getUsedRangeOrNullObject(true).load(EXTENT));
      const parts = sheet.own.map(({ firstRow, lastRow }) => ({
        firstRow,
        range: unkept(
          found.getRangeByIndexes(firstRow, 0, lastRow - firstRow + 1, sheet.width).load('values'),
        ),
      }));
      return { ...sheet, used, parts };
    });
    await context.sync();
    const next = [[...before.budget.values], [...before.positions.values]];
    for (const { at, used, parts, values, width } of asked) {
      if (used.isNullObject || !isExtent(used, values, width)) return null;
      for (const { firstRow, range } of parts)
        next[at]?.splice(firstRow, range.values.length, ...(range.values as CellValue[][]));
    }
    const [budget = [], positions = []] = next;
    return workbookCells({ values: budget }, { values: positions });
  });
}

/** Whether a used range is that of cells read before, from A1 on. */
function isExtent(used: Excel.Range, values: SheetCells['values'], width: number): boolean {
  const above = values.findIndex((row) => row.length > 0);
  return (
    used.rowIndex === above &&
    used.rowIndex + used.rowCount === values.length &&
    used.columnIndex + used.columnCount === width
  );
}

/**
 * Keeps Excel from holding a range for us after the batch: letting it go again would be a batch of its own, and events
 * wait for it. To be called before the sync.
 */
function unkept(range: Excel.Range): Excel.Range {
  return range.untrack();
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
