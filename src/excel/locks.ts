import { columnLetters, HEADER_ROW, SHEET_NAMES } from '../core/workbook/layout.js';
import type { DecodedWorkbook, RowPlaces } from '../core/workbook/decode.js';
import { openLineKeys, openPostKeys, TYPED_LINE_KEYS, TYPED_POST_KEYS } from '../core/workbook/sheet-plan.js';
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

/** Excel refuses longer lists of addresses (8,192 characters). */
const LONGEST_ADDRESS_LIST = 8_000;

/**
 * What was found: whether anything had to be locked or opened, whether the sheets were protected, and the sheets whose
 * hidden id column somebody has shown. Showing it harms nothing, so it stays as the person wants it.
 */
export type LockReport = { isChanged: boolean; wasProtected: boolean; shownIds: string[] };

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
  const lines = new Map(decoded.content.lines.map((line) => [line.id, openLineKeys(index, line, owners)]));
  const posts = new Map(
    decoded.content.positions.map((post) => [post.id, openPostKeys(index, post, owners)]),
  );
  const budget = await lockSheet(
    SHEET_NAMES.budget,
    areasOf(decoded.lines, TYPED_LINE_KEYS, lines),
    decoded.lines.columns.get('lineId'),
  );
  const positions = await lockSheet(
    SHEET_NAMES.positions,
    areasOf(decoded.positions, TYPED_POST_KEYS, posts),
    decoded.positions.columns.get('positionId'),
  );
  await protectWhole([SHEET_NAMES.allocations, SHEET_NAMES.instructions]);
  return {
    isChanged: budget.isChanged || positions.isChanged,
    wasProtected: budget.wasProtected && positions.wasProtected,
    shownIds: [...budget.shownIds, ...positions.shownIds],
  };
}

type Areas = { open: string[]; closed: string[] };

/** Lists of addresses that must be open and closed, together the whole block of header and rows. */
function areasOf(
  places: RowPlaces,
  keys: readonly string[],
  open: ReadonlyMap<string, readonly string[]>,
): Areas {
  const idAt = new Map([...places.rows].map(([id, row]) => [row, id]));
  const last = Math.max(HEADER_ROW, ...places.rows.values());
  const lists = { open: [] as string[], closed: [] as string[] };
  for (const [key, column] of places.columns) {
    const isOpenAt = (row: number) =>
      keys.includes(key) && (open.get(idAt.get(row) ?? '')?.includes(key) ?? false);
    const letters = columnLetters(column);
    for (let from = 0; from <= last;) {
      const isOpen = isOpenAt(from);
      let to = from;
      while (to < last && isOpenAt(to + 1) === isOpen) to += 1;
      lists[isOpen ? 'open' : 'closed'].push(`${letters}${String(from + 1)}:${letters}${String(to + 1)}`);
      from = to + 1;
    }
  }
  return { open: joinAddresses(lists.open), closed: joinAddresses(lists.closed) };
}

function joinAddresses(addresses: readonly string[]): string[] {
  const lists: string[] = [];
  let list = '';
  for (const address of addresses) {
    if (list.length + address.length + 1 > LONGEST_ADDRESS_LIST) {
      lists.push(list);
      list = '';
    }
    list = list === '' ? address : `${list},${address}`;
  }
  return list === '' ? lists : [...lists, list];
}

async function lockSheet(name: string, areas: Areas, idColumn: number | undefined): Promise<LockReport> {
  return runExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItem(name);
    const { protection } = sheet;
    protection.load('protected,options');
    const ids = idColumn === undefined ? null : sheet.getCell(0, idColumn).getEntireColumn();
    ids?.load('columnHidden');
    const found = [
      ...areas.open.map((address) => ({ range: sheet.getRanges(address), isLocked: false })),
      ...areas.closed.map((address) => ({ range: sheet.getRanges(address), isLocked: true })),
    ];
    for (const { range } of found) range.format.protection.load('locked');
    await context.sync();
    const { protected: wasProtected, options } = protection;
    const shownIds = ids !== null && !ids.columnHidden ? [name] : [];
    // Mixed cells answer null, which the types do not say: neither open nor closed.
    const wrong = found.filter(({ range, isLocked }) => range.format.protection.locked !== isLocked);
    if (wasProtected && wrong.length === 0) return { isChanged: false, wasProtected, shownIds };
    if (wasProtected) await unprotect(context, sheet);
    for (const { range, isLocked } of wrong) range.format.protection.locked = isLocked;
    // What somebody else allowed stays allowed; what Sitebook needs is added.
    const kept = wasProtected ? givenOptions(options) : {};
    protection.protect({ ...kept, ...PROTECTION_OPTIONS });
    await context.sync();
    return { isChanged: wrong.length > 0, wasProtected, shownIds };
  });
}

/** Options as `protect` takes them: those that come back as null are refused (OfficeDev/office-js #1931). */
export function givenOptions(options: Excel.WorksheetProtectionOptions): Excel.WorksheetProtectionOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => (value as unknown) !== null));
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
