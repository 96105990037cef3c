import { writeXlsx } from 'hucre/xlsx';
import type { Cell, CellStyle, WriteSheet } from 'hucre/xlsx';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import { computeFigures } from '../../src/core/validation/figures.js';
import type { Owners } from '../../src/core/validation/owned-rows.js';
import { IDENTITY_KEYS, type WorkbookIdentity } from '../../src/core/workbook/identity.js';
import { columnLetters, HEADER_ROW, NUMBER_FORMATS, SHEET_NAMES } from '../../src/core/workbook/layout.js';
import {
  planAllocationsSheet,
  planBudgetSheet,
  planPositionsSheet,
  type SheetPlan,
} from '../../src/core/workbook/sheet-plan.js';
import { addAutoOpen } from './auto-open.js';
import { instructionRows } from './instructions.js';

/** The same input gives the same bytes: a workbook has no time of its own. */
const FIXED_TIME = new Date('2000-01-01T00:00:00Z');
const HEADER_FILL = 'E8EEF7';
/** A pale yellow, Excel's own sign for cells that wait for input. */
const OPEN_FILL = 'FFFBE6';

type Rows = NonNullable<WriteSheet['rows']>;

/**
 * The .xlsx of a site: Budget, Positions and Allocations as the core plans them, instructions, and who it is in a
 * very hidden sheet and in custom properties. Everything is locked but the cells of `owners`. The add-in's id makes
 * Excel offer the pane where the add-in is deployed.
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
  const title = `${site.name} · Site budget ${plan.year.id}`;
  const segments = plan.chart.structure.segments.length;
  const bytes = await writeXlsx({
    sheets: [
      sheetOf(
        SHEET_NAMES.budget,
        title,
        'Type in the pale yellow cells. Grey account columns are fixed.',
        planBudgetSheet(index, content, figures, owners),
        segments,
      ),
      sheetOf(
        SHEET_NAMES.positions,
        title,
        'One row a post. Change FTE here; salary and benefit lines follow.',
        planPositionsSheet(index, content, owners),
        2,
      ),
      sheetOf(
        SHEET_NAMES.allocations,
        title,
        'As of the time this workbook was made. The pane shows what is left as you type.',
        planAllocationsSheet(index, figures),
        2,
      ),
      {
        name: SHEET_NAMES.instructions,
        rows: instructionRows(index),
        columns: [{ width: 100 }],
        protection: { sheet: true },
      },
      {
        name: SHEET_NAMES.identity,
        veryHidden: true,
        rows: IDENTITY_KEYS.map((key) => [key, String(identity[key])]),
        columns: [{ numFmt: '@' }, { numFmt: '@' }],
      },
    ],
    properties: {
      title,
      creator: 'Sitebook',
      created: FIXED_TIME,
      modified: FIXED_TIME,
      custom: Object.fromEntries(IDENTITY_KEYS.map((key) => [`Sitebook.${key}`, String(identity[key])])),
    },
    activeSheet: 0,
  });
  return addAutoOpen(bytes, addInId);
}

function sheetOf(
  name: string,
  title: string,
  hint: string,
  plan: SheetPlan,
  frozenColumns: number,
): WriteSheet {
  const { columns } = plan;
  const rows: Rows = [[title], [hint], [], columns.map((column) => column.title)];
  const cells = new Map<string, Partial<Cell>>();
  cells.set('0,0', { style: { font: { bold: true, size: 14 } } });
  columns.forEach((_, at) =>
    cells.set(`${String(HEADER_ROW)},${String(at)}`, {
      style: {
        font: { bold: true },
        fill: solid(HEADER_FILL),
        alignment: { wrapText: true, vertical: 'center' },
      },
    }),
  );
  plan.rows.forEach((row, offset) => {
    const at = HEADER_ROW + 1 + offset;
    rows[at] = row.values;
    columns.forEach((column, columnAt) => {
      const isOpen = row.openKeys.includes(column.key);
      const style: CellStyle = { numFmt: NUMBER_FORMATS[column.kind] };
      if (isOpen) {
        style.fill = solid(OPEN_FILL);
        style.protection = { locked: false };
      }
      cells.set(`${String(at)},${String(columnAt)}`, { style });
    });
  });
  const lastRow = HEADER_ROW + 1 + Math.max(1, plan.rows.length);
  return {
    name,
    rows,
    cells,
    columns: columns.map(({ width, isHidden }) => ({ width, hidden: isHidden })),
    freezePane: { rows: HEADER_ROW + 1, columns: frozenColumns },
    autoFilter: {
      range: `A${String(HEADER_ROW + 1)}:${columnLetters(columns.length - 1)}${String(lastRow)}`,
    },
    protection: { sheet: true, formatColumns: true, formatRows: true, autoFilter: true, sort: true },
    pageSetup: {
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${String(HEADER_ROW + 1)}:${String(HEADER_ROW + 1)}`,
    },
  };
}

function solid(rgb: string): NonNullable<CellStyle['fill']> {
  return { type: 'pattern', pattern: 'solid', fgColor: { rgb } };
}
