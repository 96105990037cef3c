import { writeXlsx } from 'hucre/xlsx';
import type { Cell, CellStyle, WriteSheet } from 'hucre/xlsx';
import { columnLetters, HEADER_ROW, type ColumnKind } from '../../src/core/workbook/layout.js';
import { escapeCellText } from './cell-text.js';
import { masterSheets } from './master-sheets.js';
import { putLongRows } from './long-sheet.js';
import type { MasterReport, ReportSheet, ReportValue } from './report-sheet.js';
import { MASTER_WORDS } from './master-words.js';
import { dataStyle, GUIDANCE_STYLE, HEADING_STYLE, headerStyle, TITLE_STYLE } from './sheet-styles.js';

const HEADER_HEIGHT = 32;
const LINE_HEIGHT = 15;
const RULE = { style: 'thin', color: { rgb: 'D9D9D9' } } as const;
const TOTAL_RULE = { style: 'thin', color: { rgb: '404040' } } as const;

/**
 * The master workbook of a version: summary sheets by fund, funding source, site, function and object group, the
 * tie-out with its explanations, staff over all sites, the sources, and up to 200,000 lines. It depends on nothing
 * but the report. Every sheet prints on pages one sheet wide, with its headings repeated. Throws on text that no
 * cell can hold.
 */
export async function writeMasterWorkbook(report: MasterReport): Promise<Uint8Array> {
  const { plan, version, createdAt } = report;
  const title = MASTER_WORDS.title(plan.districtName, plan.year.id, version);
  const time = new Date(createdAt);
  const sheets = masterSheets(report);
  const written = await writeXlsx({
    sheets: sheets.map((sheet) => reportSheet(title, sheet)),
    properties: { title, creator: 'Sitebook', created: time, modified: time },
    activeSheet: 0,
  });
  const at = sheets.findIndex(({ long }) => long && long.count > 0);
  const long = sheets[at]?.long;
  return long ? putLongRows(written, { sheet: at, from: HEADER_ROW + 1, ...long }) : written;
}

function reportSheet(title: string, sheet: ReportSheet): WriteSheet {
  const { name, note, columns, rows, total } = sheet;
  const cells = new Map<string, Partial<Cell>>();
  const put = (row: number, column: number, value: ReportValue, style: CellStyle) =>
    cells.set(`${String(row)},${String(column)}`, cellOf(value, style));
  put(0, 0, title, TITLE_STYLE);
  put(1, 0, `${name}. ${note}`, GUIDANCE_STYLE);
  columns.forEach((column, at) => put(HEADER_ROW, at, column.title, headStyleOf(column.kind)));
  const first = HEADER_ROW + 1;
  const body = rows.map((row, offset) =>
    columns.map(({ kind, wraps }, at) => {
      const value = row[at] ?? null;
      // What has a form of its own is no plain value, nor is text such as `#N/A`, which hucre would take for an error.
      if (typeof value === 'object' ? value !== null : String(value).startsWith('#'))
        put(first + offset, at, value, styleOf(kind, wraps));
      if (typeof value === 'object') return null;
      return typeof value === 'string' ? escapeCellText(value) : value;
    }),
  );
  total?.forEach((value, at) => {
    const kind = columns[at]?.kind ?? 'text';
    const style = { ...styleOf(kind), ...HEADING_STYLE, border: { top: TOTAL_RULE } };
    put(first + rows.length, at, value, style);
  });
  const last = first + Math.max(1, sheet.long?.count ?? rows.length);
  // Says how the columns of a long sheet look: an empty cell is written with its style.
  if (sheet.long) body.push(columns.map(() => null));
  return {
    name,
    rows: [...Array.from({ length: first }, () => []), ...body, ...(total ? [[]] : [])],
    cells,
    columns: columns.map(({ width, kind, wraps }) => ({ width, style: styleOf(kind, wraps) })),
    rowDefs: new Map([
      [HEADER_ROW, { height: HEADER_HEIGHT }],
      ...rows.flatMap((row, offset): [number, { height: number }][] => {
        const lines = linesOf(row, columns);
        return lines > 1 ? [[first + offset, { height: lines * LINE_HEIGHT }]] : [];
      }),
    ]),
    freezePane: { rows: first, columns: 0 },
    autoFilter: {
      range: `A${String(HEADER_ROW + 1)}:${columnLetters(columns.length - 1)}${String(last)}`,
    },
    view: { showGridLines: false },
    headerFooter: { oddFooter: `&L${title.replaceAll('&', '&&')}&C${name}&RPage &P of &N` },
    pageSetup: {
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${String(HEADER_ROW + 1)}:$${String(HEADER_ROW + 1)}`,
      margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.7, header: 0.3, footer: 0.3 },
    },
  };
}

/** How many lines of text a row needs where it wraps: not every program works that out when it opens a file. */
function linesOf(row: readonly ReportValue[], columns: ReportSheet['columns']): number {
  return Math.max(
    1,
    ...columns.map(({ width, wraps }, at) => {
      const value = row[at];
      return wraps && typeof value === 'string' ? Math.ceil(value.length / (width - 2)) : 1;
    }),
  );
}

/** Text that follows figures keeps a little away from them. */
function styleOf(kind: ColumnKind, wraps = false): CellStyle {
  const { fill: _, ...style } = dataStyle(kind, false);
  const indent = kind === 'text' ? ({ horizontal: 'left', indent: 1 } as const) : {};
  return { ...style, border: { bottom: RULE }, alignment: { vertical: 'top', wrapText: wraps, ...indent } };
}

function headStyleOf(kind: ColumnKind): CellStyle {
  const style = headerStyle(kind);
  return kind === 'text' ? { ...style, alignment: { ...style.alignment, indent: 1 } } : style;
}

/** Text goes in escaped and stays text. */
function cellOf(value: ReportValue, style: CellStyle): Partial<Cell> {
  if (value !== null && typeof value === 'object') {
    const isMoney = 'money' in value;
    const figure = styleOf(isMoney ? 'money' : 'fte');
    const { alignment } = style;
    return {
      value: isMoney ? value.money : value.fte,
      style: { ...figure, ...(alignment && { alignment }) },
    };
  }
  if (typeof value !== 'string') return { value, style };
  const text = escapeCellText(value);
  return text.startsWith('#') ? { richText: [{ text }], style } : { value: text, style };
}
