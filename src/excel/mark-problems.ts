import type { DecodedWorkbook } from '../core/workbook/decode.js';
import { cellAddress, columnLetters, HEADER_ROW, SHEET_NAMES } from '../core/workbook/layout.js';
import { runExcel } from './run-excel.js';
import { withoutProtectionOf } from './write-cells.js';

/** What every mark of Sitebook's begins with, so that only its own are found again. `N` of a text is 0 in Excel. */
const SIGN = 'N("Sitebook")=0';
/** Excel's own dark red, readable on white and on the yellow of open cells. */
const MARK_COLOUR = '#C00000';

/**
 * The formula that marks cells of a sheet, relative to its first row below the titles: text where an amount or FTE
 * belongs, more decimals than are stored, an error, or a post without a status. It compares a cell with itself alone,
 * so nothing has to be written while somebody types. Null where the columns are not there.
 */
export function markFormula(sheet: string, { lines, positions }: DecodedWorkbook): string | null {
  const { columns } = sheet === SHEET_NAMES.budget ? lines : positions;
  const row = HEADER_ROW + 1;
  const cell = cellAddress(row, 0);
  const isColumn = (key: string) => {
    const column = columns.get(key);
    return column === undefined ? null : `COLUMN(${cell})=${String(column + 1)}`;
  };
  const figure = (keys: readonly string[], decimals: number) => {
    const places = keys.flatMap((key) => isColumn(key) ?? []);
    if (places.length === 0) return [];
    const isOff = `IFERROR(ABS(N(${cell})-ROUND(N(${cell}),${String(decimals)}))>0.000001,TRUE)`;
    const isWrong = `OR(ISTEXT(${cell}),${isOff})`;
    return [`AND(OR(${places.join(',')}),${isWrong})`];
  };
  const status = sheet === SHEET_NAMES.positions ? isColumn('status') : null;
  const parts =
    sheet === SHEET_NAMES.budget
      ? figure(['amount', 'besidePosts'], 2)
      : [...figure(['fte'], 4), ...figure(['annualSalary'], 2)];
  if (status !== null) parts.push(`AND(${status},ISBLANK(${cell}))`);
  return parts.length === 0 ? null : `=AND(${SIGN},OR(${parts.join(',')}))`;
}

const SHEETS = [SHEET_NAMES.budget, SHEET_NAMES.positions] as const;

/** Whether the marks are on, on any of the two sheets. */
export async function hasMarks(): Promise<boolean> {
  return [...(await ownMarks()).values()].some((ids) => ids.length > 0);
}

/**
 * Puts one rule on each sheet that colours the text of faulty cells, on a person's command; fills stay what they are.
 * Marks that are there already are replaced, since rows may have come since. Where one of the sheets is protected by
 * somebody else (`excel.protectedByOthers`), both stay as they were.
 */
export async function showMarks(decoded: DecodedWorkbook): Promise<void> {
  await replaceMarks(SHEETS.flatMap((name) => markRule(name, decoded) ?? []));
}

/** Takes exactly these rules away again; what somebody else made stays. */
export async function hideMarks(): Promise<void> {
  await replaceMarks([]);
}

type MarkRule = { name: string; address: string; formula: string };

function markRule(name: string, decoded: DecodedWorkbook): MarkRule | null {
  const { rows, columns } = name === SHEET_NAMES.budget ? decoded.lines : decoded.positions;
  const formula = markFormula(name, decoded);
  if (formula === null || rows.size === 0) return null;
  const last = Math.max(...rows.values()) + 1;
  const right = columnLetters(Math.max(...columns.values()));
  return { name, formula, address: `A${String(HEADER_ROW + 2)}:${right}${String(last)}` };
}

async function replaceMarks(rules: readonly MarkRule[]): Promise<void> {
  const own = await ownMarks();
  const names = SHEETS.filter(
    (name) => (own.get(name) ?? []).length > 0 || rules.some((rule) => rule.name === name),
  );
  if (names.length === 0) return;
  await withoutProtectionOf(names, ({ workbook: { worksheets } }) => {
    for (const name of names)
      for (const id of own.get(name) ?? [])
        worksheets.getItem(name).getRange().conditionalFormats.getItem(id).delete();
    for (const { name, address, formula } of rules) {
      const { custom } = worksheets.getItem(name).getRange(address).conditionalFormats.add('Custom');
      custom.rule.formula = formula;
      custom.format.font.color = MARK_COLOUR;
      custom.format.font.bold = true;
    }
  });
}

/** The ids of Sitebook's own rules by sheet. */
async function ownMarks(): Promise<Map<string, string[]>> {
  return runExcel(async (context) => {
    const sheets = SHEETS.map((name) => ({
      name,
      formats: context.workbook.worksheets.getItem(name).getRange().conditionalFormats,
    }));
    for (const { formats } of sheets) formats.load('items/id,items/type');
    await context.sync();
    const found = sheets.map(({ name, formats: { items } }) => ({
      name,
      rules: items
        .filter(({ type }) => type === 'Custom')
        .map(({ id, custom: { rule } }) => ({ id, rule: rule.load('formula') })),
    }));
    await context.sync();
    return new Map(
      found.map(({ name, rules }) => [
        name,
        rules.filter(({ rule }) => rule.formula.includes(SIGN)).map(({ id }) => id),
      ]),
    );
  });
}
