import type { RowPlaces } from '../core/workbook/decode.js';
import type { CellChange } from '../core/workbook/derived-cells.js';
import { SHEET_NAMES } from '../core/workbook/layout.js';
import { givenOptions } from './locks.js';
import { ExcelError, runExcel } from './run-excel.js';

/**
 * Writes derived cells, which are locked: one unprotect, write and protect, with the options found. Only ever on a
 * person's command, since Excel forgets what can be undone when protection changes.
 */
export async function writeDerivedCells(places: RowPlaces, changes: readonly CellChange[]): Promise<void> {
  if (changes.length === 0) return;
  await withoutProtection(SHEET_NAMES.budget, (sheet) => {
    for (const { lineId, key, value } of changes) {
      const row = places.rows.get(lineId);
      const column = places.columns.get(key);
      if (row !== undefined && column !== undefined) sheet.getCell(row, column).values = [[value ?? '']];
    }
  });
}

/** Unprotects a sheet, lets `write` queue its changes, and protects it as it was; all in one go where it can. */
export async function withoutProtection(
  name: string,
  write: (sheet: Excel.Worksheet) => void,
): Promise<void> {
  await withoutProtectionOf([name], (context) => write(context.workbook.worksheets.getItem(name)));
}

/**
 * The same for several sheets at once: nothing is written on any of them while one is protected by somebody else
 * (`excel.protectedByOthers`), and each ends as it was found.
 */
export async function withoutProtectionOf(
  names: readonly string[],
  write: (context: Excel.RequestContext) => void,
): Promise<void> {
  await runExcel(async (context) => {
    const sheets = names.map((name) => context.workbook.worksheets.getItem(name));
    for (const { protection } of sheets) protection.load('protected,options');
    await context.sync();
    const found = sheets.flatMap((sheet) =>
      sheet.protection.protected ? [{ sheet, options: givenOptions(sheet.protection.options) }] : [],
    );
    await unprotectAll(context, found);
    try {
      write(context);
      await context.sync();
    } finally {
      for (const { sheet, options } of found) sheet.protection.protect(options);
      if (found.length > 0) await context.sync();
    }
  });
}

type FoundProtection = { sheet: Excel.Worksheet; options: Excel.WorksheetProtectionOptions };

/** Unprotects all sheets or none: where one has a password, those before it are protected again. */
async function unprotectAll(context: Excel.RequestContext, found: readonly FoundProtection[]): Promise<void> {
  if (found.length === 0) return;
  try {
    for (const { sheet } of found) sheet.protection.unprotect();
    await context.sync();
  } catch (error) {
    for (const { sheet } of found) sheet.protection.load('protected');
    await context.sync();
    for (const { sheet, options } of found)
      if (!sheet.protection.protected) sheet.protection.protect(options);
    await context.sync();
    throw new ExcelError('excel.protectedByOthers', String(error));
  }
}

/** A value for an open cell. */
export type CellToWrite = { sheet: string; row: number; column: number; value: string | number };

/** Puts values into several open cells in one go, which one undo takes back. Protection stays as it is. */
export async function writeOpenCells(cells: readonly CellToWrite[]): Promise<void> {
  if (cells.length === 0) return;
  await runExcel(async (context) => {
    for (const { sheet, row, column, value } of cells)
      context.workbook.worksheets.getItem(sheet).getCell(row, column).values = [[value]];
    await context.sync();
  });
}
