import { decodeIdentity, IDENTITY_KEYS, type WorkbookIdentity } from '../core/workbook/identity.js';
import { SHEET_NAMES } from '../core/workbook/layout.js';
import { runExcel } from './run-excel.js';

/** Which workbook is open, or null when it is none of Sitebook's. */
export async function readIdentity(): Promise<WorkbookIdentity | null> {
  return runExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject(SHEET_NAMES.identity);
    const cells = sheet.getUsedRangeOrNullObject();
    cells.load('values');
    await context.sync();
    return cells.isNullObject ? null : decodeIdentity({ values: cells.values as string[][] });
  });
}

/** Notes in the workbook which revision it now stands on. */
export async function writeBaseRevision(revision: number): Promise<void> {
  await runExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItem(SHEET_NAMES.identity);
    sheet.getCell(IDENTITY_KEYS.indexOf('baseRevision'), 1).values = [[String(revision)]];
    await context.sync();
  });
}
