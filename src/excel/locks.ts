import { HEADER_ROW, SHEET_NAMES } from '../core/workbook/layout.js';
import type { DecodedWorkbook, RowPlaces } from '../core/workbook/decode.js';
import { openLineKeys, openPostKeys } from '../core/workbook/sheet-plan.js';
import type { BookIndex } from '../core/validation/book-index.js';
import type { Owners } from '../core/validation/owned-rows.js';
import { ExcelError, runExcel } from './run-excel.js';

/** What may be done on a sheet that Sitebook locked: reading comfort, nothing that changes it. */
export const PROTECTION_OPTIONS: Excel.WorksheetProtectionOptions = {
  allowAutoFilter: true,
  allowFormatColumns: true,
  allowFormatRows: true,
  allowSort: true,
};

/** Columns that hold open cells on some row; all others are locked throughout. */
const LINE_KEYS = ['amount', 'besidePosts', 'justification'];
const POST_KEYS = ['title', 'status', 'fte', 'annualSalary'];

export type LockReport = { changedCells: number; wasProtected: boolean };

/**
 * Locks account strings, headers, derived cells and the rows of others, and opens the cells of `owners`. Reads the
 * state first and writes only where it differs, so that a sheet that is right is not touched. A sheet that somebody
 * else protected with a password is left as it is (`excel.protectedByOthers`).
 */
export async function lockSheets(
  index: BookIndex,
  decoded: DecodedWorkbook,
  owners: Owners,
): Promise<LockReport> {
  const lines = new Map(
    decoded.content.lines.map((line) => [line.id, new Set(openLineKeys(index, line, owners))]),
  );
  const posts = new Map(
    decoded.content.positions.map((post) => [post.id, new Set(openPostKeys(index, post, owners))]),
  );
  const budget = await lockSheet(SHEET_NAMES.budget, decoded.lines, LINE_KEYS, lines);
  const positions = await lockSheet(SHEET_NAMES.positions, decoded.positions, POST_KEYS, posts);
  await protectWhole([SHEET_NAMES.allocations, SHEET_NAMES.instructions]);
  return {
    changedCells: budget.changedCells + positions.changedCells,
    wasProtected: budget.wasProtected && positions.wasProtected,
  };
}

type Block = {
  column: number;
  range: Excel.Range;
  state: OfficeExtension.ClientResult<Excel.CellProperties[][]>;
};

async function lockSheet(
  name: string,
  places: RowPlaces,
  keys: readonly string[],
  open: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<LockReport> {
  return runExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItem(name);
    const { protection } = sheet;
    protection.load('protected');
    const rows = [...places.rows.values()];
    const first = HEADER_ROW + 1;
    const count = Math.max(1, Math.max(first, ...rows) - first + 1);
    const idAt = new Map([...places.rows].map(([id, row]) => [row - first, id]));
    const wantsOpen = (key: string, row: number) => open.get(idAt.get(row) ?? '')?.has(key) ?? false;
    const blocks = keys.flatMap((key): (Block & { key: string })[] => {
      const column = places.columns.get(key);
      if (column === undefined) return [];
      const range = sheet.getRangeByIndexes(first, column, count, 1);
      const state = range.getCellProperties({ format: { protection: true } });
      return [{ key, column, range, state }];
    });
    // Everything beside those columns: one answer a column, null when a column is mixed, which the types do not say.
    const openColumns = new Set(blocks.map(({ column }) => column));
    const others = [...places.columns.values()]
      .filter((column) => !openColumns.has(column))
      .map((column) => {
        const range = sheet.getRangeByIndexes(0, column, first + count, 1);
        range.format.protection.load('locked');
        return range;
      });
    await context.sync();
    const wasProtected = protection.protected;
    const wrong = blocks.filter(({ key, state }) =>
      state.value.some(([cell], row) => cell?.format?.protection?.locked !== !wantsOpen(key, row)),
    );
    const wrongOthers = others.filter((range) => !range.format.protection.locked);
    if (wasProtected && wrong.length === 0 && wrongOthers.length === 0)
      return { changedCells: 0, wasProtected };
    if (wasProtected) await unprotect(context, sheet);
    for (const range of wrongOthers) range.format.protection.locked = true;
    let changedCells = wrongOthers.length;
    for (const { key, range, state } of wrong) {
      const next = state.value.map((_, row): Excel.SettableCellProperties[] => [
        { format: { protection: { locked: !wantsOpen(key, row) } } },
      ]);
      changedCells += state.value.filter(
        ([cell], row) => cell?.format?.protection?.locked !== !wantsOpen(key, row),
      ).length;
      range.setCellProperties(next);
    }
    protection.protect(PROTECTION_OPTIONS);
    await context.sync();
    return { changedCells, wasProtected };
  });
}

async function protectWhole(names: readonly string[]): Promise<void> {
  await runExcel(async (context) => {
    const sheets = names.map((name) => context.workbook.worksheets.getItemOrNullObject(name));
    for (const sheet of sheets) sheet.protection.load('protected');
    await context.sync();
    for (const sheet of sheets) {
      if (!sheet.isNullObject && !sheet.protection.protected) sheet.protection.protect(PROTECTION_OPTIONS);
    }
    await context.sync();
  });
}

/** Unprotects a sheet that has no password, or says that somebody else protected it. */
export async function unprotect(context: Excel.RequestContext, sheet: Excel.Worksheet): Promise<void> {
  try {
    sheet.protection.unprotect();
    await context.sync();
  } catch (error) {
    throw new ExcelError('excel.protectedByOthers', String(error));
  }
}

/** The locked parts of which sheets are open to everybody now. */
export async function unprotectedSheets(): Promise<string[]> {
  return runExcel(async (context) => {
    const names = [SHEET_NAMES.budget, SHEET_NAMES.positions];
    const sheets = names.map((name) => context.workbook.worksheets.getItemOrNullObject(name));
    for (const sheet of sheets) sheet.protection.load('protected');
    await context.sync();
    return names.filter((_, at) => {
      const sheet = sheets[at];
      return sheet !== undefined && !sheet.isNullObject && !sheet.protection.protected;
    });
  });
}
