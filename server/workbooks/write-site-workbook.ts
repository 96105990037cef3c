import { writeXlsx } from 'hucre/xlsx';
import type { TableDefinition } from 'hucre';
import type { Cell, CellStyle, WriteSheet } from 'hucre/xlsx';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import { computeFigures } from '../../src/core/validation/sheet-state.js';
import type { Owners } from '../../src/core/validation/owned-rows.js';
import { identityProperties, identityRows, type WorkbookIdentity } from '../../src/core/workbook/identity.js';
import { columnLetters, HEADER_ROW, SHEET_NAMES, type ColumnKind } from '../../src/core/workbook/layout.js';
import type { CellValue } from '../../src/core/workbook/read-figure.js';
import {
  planAllocationsSheet,
  planBudgetSheet,
  planPositionsSheet,
  type SheetPlan,
} from '../../src/core/workbook/sheet-plan.js';
import { openingHash } from '../opening-hash.js';
import { finishPackage } from './auto-open.js';
import { escapeCellText } from './cell-text.js';
import { inputHints } from './input-hints.js';
import { instructionRows } from './instructions.js';
import { dataStyle, GUIDANCE_STYLE, headerStyle, IDENTITY_STYLE, TITLE_STYLE } from './sheet-styles.js';
import { shortDate } from './short-date.js';
import { warningRules } from './warning-rules.js';

/** The same input gives the same bytes: a workbook has no time of its own. */
const FIXED_TIME = new Date('2000-01-01T00:00:00Z');
const HEADER_HEIGHT = 32;
const INSTRUCTIONS_WIDTH = 100;

type Cells = Map<string, Partial<Cell>>;

/**
 * The .xlsx of a site: Budget, Positions and Allocations as the core plans them, instructions, and who it is in a
 * very hidden sheet and in custom properties. Everything is locked but the cells of `owners`; the lock has no
 * password, since the server takes only what the author may change. The add-in's id makes Excel open the pane where
 * the add-in is deployed. The same input gives the same bytes. Throws on content that no cell can hold.
 */
export async function writeSiteWorkbook(
  index: BookIndex,
  content: SiteContent,
  owners: Owners,
  identity: WorkbookIdentity,
  addInId: string,
): Promise<Uint8Array> {
  const figures = computeFigures(index, content);
  const { site, plan } = index.book;
  const title = `${site.name} — Site budget ${plan.year.id}`;
  const due = `Due ${shortDate(plan.year.dueDate)}.`;
  const asOf =
    identity.baseRevision === 0 ? 'the opening budget' : `revision ${String(identity.baseRevision)}`;
  const whole =
    identity.baseRevision === 0 ? { ...identity, openingHash: openingHash(index.book.opening) } : identity;
  const planned: PlannedSheet[] = [
    {
      name: SHEET_NAMES.budget,
      guidance: `${due} Type in the yellow cells; grey account columns are fixed.`,
      plan: planBudgetSheet(index, content, figures, owners),
      frozenColumns: plan.chart.structure.segments.length,
    },
    {
      name: SHEET_NAMES.positions,
      guidance: `${due} One row a post. Change FTE in the yellow cells; salary and benefit lines follow.`,
      plan: planPositionsSheet(index, content, owners),
      frozenColumns: 2,
    },
    {
      name: SHEET_NAMES.allocations,
      guidance: `Allocated as of ${asOf}. Proposed and left follow the Budget sheet as you type; posts that change are counted by the pane, or when the workbook is read.`,
      plan: planAllocationsSheet(index, figures),
      frozenColumns: 2,
    },
  ];
  const budgetLetters = new Map(planned[0]?.plan.columns.map(({ key }, at) => [key, columnLetters(at)]));
  const budgetColumn = (key: string) => {
    const column = `$${budgetLetters.get(key) ?? ''}`;
    return `${SHEET_NAMES.budget}!${column}:${column}`;
  };
  const bytes = await writeXlsx({
    sheets: [
      ...planned.map((sheet) => dataSheet(title, sheet, budgetColumn)),
      instructionsSheet(index),
      identitySheet(whole),
    ],
    properties: {
      title,
      creator: 'Sitebook',
      created: FIXED_TIME,
      modified: FIXED_TIME,
      custom: identityProperties(whole),
    },
    activeSheet: 0,
  });
  return finishPackage(bytes, addInId);
}

type PlannedSheet = { name: string; guidance: string; plan: SheetPlan; frozenColumns: number };

function dataSheet(
  title: string,
  { name, guidance, plan, frozenColumns }: PlannedSheet,
  budgetColumn: (key: string) => string,
): WriteSheet {
  const { columns } = plan;
  const cells: Cells = new Map();
  put(cells, 0, 0, title, 'text', TITLE_STYLE);
  put(cells, 1, 0, guidance, 'text', GUIDANCE_STYLE);
  columns.forEach((column, at) => {
    put(cells, HEADER_ROW, at, column.title, 'text', headerStyle(column.kind));
  });
  const styles = columns.map(({ kind }) => ({ open: dataStyle(kind, true), fixed: dataStyle(kind, false) }));
  const letters = new Map(columns.map(({ key }, at) => [key, columnLetters(at)]));
  plan.rows.forEach(({ values, openKeys, formulas }, offset) => {
    const row = HEADER_ROW + 1 + offset;
    const cellName = (key: string) => `${letters.get(key) ?? ''}${String(row + 1)}`;
    columns.forEach(({ key, kind }, at) => {
      const style = openKeys.includes(key) ? styles[at]?.open : styles[at]?.fixed;
      put(cells, row, at, values[at] ?? null, kind, style);
      const formula = formulas?.[key];
      const cell = formula && cells.get(`${String(row)},${String(at)}`);
      if (!cell) return;
      cell.formula = formula(cellName, budgetColumn);
      cell.formulaResult = values[at] ?? null;
    });
  });
  return {
    name,
    rows: Array.from({ length: HEADER_ROW + 1 + plan.rows.length }, () => []),
    cells,
    columns: columns.map(({ width, isHidden }) => ({ width, hidden: isHidden })),
    rowDefs: new Map([[HEADER_ROW, { height: HEADER_HEIGHT }]]),
    freezePane: { rows: HEADER_ROW + 1, columns: frozenColumns },
    tables: [tableOf(name, plan)],
    conditionalRules: warningRules(name, plan),
    dataValidations: inputHints(plan),
    protection: { sheet: true, formatColumns: true, formatRows: true, autoFilter: true, sort: true },
    pageSetup: {
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${String(HEADER_ROW + 1)}:$${String(HEADER_ROW + 1)}`,
    },
  };
}

function instructionsSheet(index: BookIndex): WriteSheet {
  const rows = instructionRows(index);
  const cells: Cells = new Map();
  rows.forEach(({ text, style }, row) => {
    put(cells, row, 0, text, 'text', style);
  });
  return {
    name: SHEET_NAMES.instructions,
    rows: rows.map(() => []),
    cells,
    columns: [{ width: INSTRUCTIONS_WIDTH }],
    protection: { sheet: true, formatColumns: true, formatRows: true },
    pageSetup: { orientation: 'portrait', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}

/** Key and value as text, from A1 on. Not protected: the pane notes the base revision here after a save. */
function identitySheet(identity: WorkbookIdentity): WriteSheet {
  const cells: Cells = new Map();
  const rows = identityRows(identity);
  rows.forEach(([key, value], row) => {
    put(cells, row, 0, key, 'text', IDENTITY_STYLE);
    put(cells, row, 1, value, 'text', IDENTITY_STYLE);
  });
  return { name: SHEET_NAMES.identity, veryHidden: true, rows: rows.map(() => []), cells };
}

/**
 * Sets one cell. Text goes in escaped and stays text: in a text column not even `#N/A` becomes an error, which it
 * does in a column of figures, where it is what somebody's formula gave. Numbers that are none are refused.
 */
function put(
  cells: Cells,
  row: number,
  column: number,
  value: CellValue,
  kind: ColumnKind,
  style: CellStyle | undefined,
): void {
  const cell: Partial<Cell> = style ? { style } : {};
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError(`Row ${String(row + 1)} holds a number that is none`);
  }
  if (typeof value === 'string' && value !== '') {
    const text = escapeCellText(value);
    if (value.startsWith('#') && (kind === 'text' || kind === 'code')) cell.richText = [{ text }];
    else cell.value = text;
  } else cell.value = value === '' ? null : value;
  cells.set(`${String(row)},${String(column)}`, cell);
}

/**
 * Titles and rows as an Excel table. It has one empty row more: a line that the pane puts in below the last one is then
 * within it, since Excel does not extend tables of protected sheets.
 */
function tableOf(sheet: string, { columns, rows }: SheetPlan): TableDefinition {
  const last = HEADER_ROW + 2 + rows.length;
  return {
    name: `Sitebook${sheet}`,
    range: `A${String(HEADER_ROW + 1)}:${columnLetters(columns.length - 1)}${String(last)}`,
    columns: columns.map(({ title }) => ({ name: title })),
    style: 'TableStyleLight1',
    showRowStripes: false,
  };
}
