import { joinAccount } from '../account/account-structure.js';
import type { LineItem, UnreadCell } from '../budget/line-item.js';
import type { SiteContent } from '../budget/site-content.js';
import type { Fte } from '../fte.js';
import type { Cents } from '../money.js';
import type { Problem } from '../problem.js';
import type { Position } from '../staffing/position.js';
import type { BookIndex } from '../validation/book-index.js';
import {
  budgetColumns,
  HEADER_ROW,
  POSITION_COLUMNS,
  segmentKey,
  SHEET_NAMES,
  type SheetColumn,
} from './layout.js';
import { parseSplits } from './splits-text.js';
import { readFte, readMoney, type CellValue, type Figure } from './read-figure.js';

/** The cells of one sheet from its first row and column on; rows may differ in length. */
export type SheetCells = { values: readonly (readonly CellValue[])[] };

export type WorkbookCells = { budget: SheetCells; positions: SheetCells };

/** Where a row of the content stands in the workbook: zero-based sheet rows by id and columns by key. */
export type RowPlaces = { rows: Map<string, number>; columns: Map<string, number> };

export type DecodedWorkbook = {
  content: SiteContent;
  lines: RowPlaces;
  positions: RowPlaces;
  /** What the derived cells of a line show now; null where the cell holds no figure. */
  shown: Map<string, { amountCents: Cents | null; fte: Fte | null }>;
  /** What kept rows from being read. Cells that hold no figure are on the row itself (`unread`). */
  problems: Problem[];
};

/**
 * Reads the cells of a workbook into a site's content. Rows are known by their hidden id: a known row takes its
 * fixed parts from `known` and what people type from the cells, while the account string is taken as it stands, so
 * that a changed code is seen. A new row is taken whole. Rows without id, or with one twice, become problems.
 */
export function decodeWorkbook(index: BookIndex, known: SiteContent, cells: WorkbookCells): DecodedWorkbook {
  const problems: Problem[] = [];
  const { structure } = index.book.plan.chart;
  const budget = locate(cells.budget, SHEET_NAMES.budget, budgetColumns(structure), 'lineId', problems);
  const posts = locate(cells.positions, SHEET_NAMES.positions, POSITION_COLUMNS, 'positionId', problems);
  const knownLines = new Map(known.lines.map((line) => [line.id, line]));
  const knownPosts = new Map(known.positions.map((post) => [post.id, post]));
  const shown: DecodedWorkbook['shown'] = new Map();
  const lines = budget.rows.map((row) => {
    const line = decodeLine(index, row, knownLines.get(row.id));
    const amount = readMoney(row.cell('amount'));
    const fte = readFte(row.cell('fte'));
    shown.set(row.id, { amountCents: amount.ok ? amount.value : null, fte: fte.ok ? fte.value : null });
    return line;
  });
  const positions = posts.rows.map((row) => decodePost(row, knownPosts.get(row.id)));
  return { content: { lines, positions }, lines: budget.places, positions: posts.places, shown, problems };
}

type Row = { id: string; cell: (key: string) => CellValue };

function locate(
  cells: SheetCells,
  sheet: string,
  columns: readonly SheetColumn[],
  idKey: string,
  problems: Problem[],
): { rows: Row[]; places: RowPlaces } {
  const places: RowPlaces = { rows: new Map(), columns: new Map() };
  const header = cells.values[HEADER_ROW] ?? [];
  for (const column of columns) {
    const at = header.findIndex((title) => typeof title === 'string' && title.trim() === column.title);
    if (at >= 0) places.columns.set(column.key, at);
    else problems.push(workbookProblem('workbook.columnMissing', sheet, { column: column.title, sheet }));
  }
  const idColumn = places.columns.get(idKey);
  if (idColumn === undefined || places.columns.size < columns.length) return { rows: [], places };
  const rows: Row[] = [];
  for (let at = HEADER_ROW + 1; at < cells.values.length; at += 1) {
    const values = cells.values[at] ?? [];
    if (values.every((value) => value === null || value === '')) continue;
    const id = textOf(values[idColumn] ?? null);
    if (id === '') problems.push(workbookProblem('row.withoutId', sheet, { row: at + 1, sheet }, at));
    else if (places.rows.has(id))
      problems.push(workbookProblem('row.copied', sheet, { row: at + 1, sheet }, at));
    else {
      places.rows.set(id, at);
      rows.push({ id, cell: (key) => values[places.columns.get(key) ?? -1] ?? null });
    }
  }
  return { rows, places };
}

function workbookProblem(code: string, sheet: string, params: Problem['params'], row?: number): Problem {
  const place = row === undefined ? { sheet } : { sheet, cell: `A${String(row + 1)}` };
  return { code, severity: 'fatal', place: { kind: 'workbook', ...place }, params };
}

function decodeLine(index: BookIndex, row: Row, known: LineItem | undefined): LineItem {
  const { structure } = index.book.plan.chart;
  const account = joinAccount(
    structure,
    structure.segments.map((segment) => textOf(row.cell(segmentKey(segment.code)))),
  );
  const field = index.account(known?.account ?? account).isFed ? 'besidePosts' : 'amount';
  const unread: UnreadCell[] = [];
  return {
    id: row.id,
    account,
    title: known?.title ?? textOf(row.cell('program')).slice(0, 200),
    currentCents: known?.currentCents ?? 0,
    currentFte: known?.currentFte ?? 0,
    enteredCents: take(readMoney(row.cell(field)), field, unread),
    justification: textOf(row.cell('justification')).slice(0, 2000),
    unread,
  };
}

function decodePost(row: Row, known: Position | undefined): Position {
  const unread: UnreadCell[] = [];
  const fte = readFte(row.cell('fte'));
  const figures = {
    fte: Math.max(0, take(fte.ok && fte.value < 0 ? negative(fte.value) : fte, 'fte', unread)),
    annualSalaryCents: Math.max(0, take(readMoney(row.cell('annualSalary')), 'annualSalary', unread)),
  };
  const title = textOf(row.cell('title')).slice(0, 200);
  const status = statusOf(row.cell('status'), known?.status ?? 'vacant');
  if (known) return { ...known, ...figures, title, status, unread };
  return {
    id: row.id,
    number: textOf(row.cell('number')).slice(0, 40),
    title,
    jobClass: textOf(row.cell('jobClass')),
    ...figures,
    pricedAt: textOf(row.cell('pricedAt')) === 'actual' ? 'actual' : 'average',
    status,
    benefitPlans: textOf(row.cell('benefitPlans'))
      .split(';')
      .filter((plan) => plan !== ''),
    splits: parseSplits(textOf(row.cell('paidFrom'))),
    unread,
  };
}

/** A post cannot have less than no FTE; the text stays so that the person sees what to mend. */
function negative(fte: Fte): Figure {
  return { ok: false, unread: { reason: 'tooLarge', text: String(fte / 10_000) } };
}

function take(figure: Figure, field: UnreadCell['field'], unread: UnreadCell[]): number {
  if (figure.ok) return figure.value;
  unread.push({ field, ...figure.unread });
  return 0;
}

function statusOf(cell: CellValue, fallback: Position['status']): Position['status'] {
  const text = textOf(cell).toLowerCase();
  return text === 'filled' || text === 'vacant' || text === 'frozen' ? text : fallback;
}

/** Codes keep their text; a code that Excel turned into a number has lost its zeros and shows as a wrong code. */
function textOf(cell: CellValue): string {
  return cell === null ? '' : String(cell).trim();
}
