import type { LineItem, UnreadCell } from '../budget/line-item.js';
import type { SiteContent } from '../budget/site-content.js';
import { FTE_SCALE, type Fte } from '../fte.js';
import type { Cents } from '../money.js';
import type { Place, Problem } from '../problem.js';
import { Position } from '../staffing/position.js';
import { averageSalary, typedSalary } from '../staffing/typed-salary.js';
import type { BookIndex } from '../validation/book-index.js';
import { budgetColumns, HEADER_ROW, POSITION_COLUMNS, SHEET_NAMES, type SheetColumn } from './layout.js';
import { readFte, readMoney, type CellValue, type Figure } from './read-figure.js';
import { accountOf, lineChecks, postChecks, textOf, type CellOf, type ChecksOf } from './row-checks.js';
import { identifyRows, numberedIds, type KnownRows, type NewId, type NewRow } from './row-identity.js';
import { DecodeMemory } from './row-memory.js';
import { parseSplits } from './splits-text.js';

/** What the schemas of lines and posts hold at most, in characters. */
const MAX_ACCOUNT = 64;
const MAX_TITLE = 200;
const MAX_NUMBER = 40;
const MAX_JUSTIFICATION = 2000;

/** The cells of one sheet from its first row and column on; rows may differ in length. */
export type SheetCells = {
  values: readonly (readonly CellValue[])[];
  /** Merged ranges such as `C7:C9`, where the reader knows them: only their first cell holds anything. */
  merges?: readonly string[];
  /** Zero-based places of formulas without a result, where the reader knows them: they read as blank. */
  unworked?: readonly { row: number; column: number }[];
  /** Zero-based row of the titles where it is not the layout's. */
  header?: number;
  /** What the sheet is called where that is not the layout's name for it. */
  name?: string;
  /** The workbook has no such sheet: it is one into which only another was copied. */
  isMissing?: true;
};

export type WorkbookCells = { budget: SheetCells; positions: SheetCells };

/** Where a row of the content stands in the workbook: zero-based sheet rows by id and columns by key. */
export type RowPlaces = { rows: Map<string, number>; columns: Map<string, number> };

export type ShownFigures = { amountCents: Cents | null; fte: Fte | null };

export type DecodedWorkbook = {
  content: SiteContent;
  lines: RowPlaces;
  positions: RowPlaces;
  /** What the derived cells of a line show now; null where the cell holds no figure. */
  shown: Map<string, ShownFigures>;
  /** Rows that have no id of their own in the sheet yet. They are in the content like all others. */
  newLines: NewRow[];
  newPositions: NewRow[];
  /** What kept rows from being read. Cells that hold no figure are on the row itself (`unread`). */
  problems: Problem[];
};

/**
 * Where ids of rows come from that have none of their own. A reader that stores what it reads gives unique ones and
 * its reading before, so that a row keeps its id from one reading to the next.
 */
export type RowIds = {
  newId: NewId;
  before: DecodedWorkbook | null;
  /** What was read before; a row whose array of values is the same one is not read again. */
  memory?: RowMemory;
};

/** Made once for a book and a known content; one for others is not used. */
export class RowMemory extends DecodeMemory<ReadLine, ReadPost> {}

type ReadLine = { line: LineItem; shown: ShownFigures; problems: readonly Problem[] };
type ReadPost = { post: Position; problems: readonly Problem[] };

/**
 * Reads the cells of a workbook into a site's content. Rows are known by their hidden id: a known row takes its
 * fixed parts from `known` and what people type from the cells, while the account string is taken as it stands, so
 * that a changed code is seen. A new row is taken whole, and so are copied rows and rows typed below, which say so
 * (`identifyRows`). Texts longer than what is stored, and a status that is none, become problems.
 */
export function decodeWorkbook(
  index: BookIndex,
  known: SiteContent,
  cells: WorkbookCells,
  rowIds: RowIds = { newId: numberedIds(), before: null },
): DecodedWorkbook {
  const problems: Problem[] = [];
  const { structure } = index.book.plan.chart;
  const knownLines = new Map(known.lines.map((line) => [line.id, line]));
  const knownPosts = new Map(known.positions.map((post) => [post.id, post]));
  const { before } = rowIds;
  const budget = locate(cells.budget, SHEET_NAMES.budget, budgetColumns(structure), 'lineId', problems, {
    checks: lineChecks(index, knownLines),
    before: before && { rows: before.lines.rows, newRows: before.newLines },
    newId: rowIds.newId,
  });
  const posts = locate(cells.positions, SHEET_NAMES.positions, POSITION_COLUMNS, 'positionId', problems, {
    checks: postChecks(index, knownPosts),
    before: before && { rows: before.positions.rows, newRows: before.newPositions },
    newId: rowIds.newId,
  });
  const memory = rowIds.memory?.isFor(index, known) === true ? rowIds.memory : new RowMemory(index, known);
  memory.lines.open(budget.places.columns);
  memory.positions.open(posts.places.columns);
  const shown: DecodedWorkbook['shown'] = new Map();
  const lines = budget.rows.map((row) => {
    const read = memory.lines.recall(row.values, row.id, () => readLine(index, row, knownLines.get(row.id)));
    shown.set(row.id, read.shown);
    problems.push(...read.problems);
    return read.line;
  });
  const positions = posts.rows.map((row) => {
    const read = memory.positions.recall(row.values, row.id, () =>
      readPost(index, row, knownPosts.get(row.id)),
    );
    problems.push(...read.problems);
    return read.post;
  });
  return {
    content: { lines, positions },
    lines: budget.places,
    positions: posts.places,
    shown,
    newLines: budget.newRows,
    newPositions: posts.newRows,
    problems,
  };
}

type Row = { id: string; values: readonly CellValue[]; cell: CellOf };

type Identity = {
  checks: ChecksOf;
  before: KnownRows | null;
  newId: NewId;
};

function locate(
  cells: SheetCells,
  sheet: string,
  columns: readonly SheetColumn[],
  idKey: string,
  problems: Problem[],
  identity: Identity,
): { rows: Row[]; places: RowPlaces; newRows: NewRow[] } {
  const places: RowPlaces = { rows: new Map(), columns: new Map() };
  const headerRow = cells.header ?? HEADER_ROW;
  const header = cells.values[headerRow] ?? [];
  for (const column of columns) {
    const at = header.findIndex((title) => typeof title === 'string' && title.trim() === column.title);
    if (at >= 0) places.columns.set(column.key, at);
    else if (!column.isOptional) problems.push(columnMissing(sheet, column.title));
  }
  const idColumn = places.columns.get(idKey);
  if (
    idColumn === undefined ||
    columns.some(({ key, isOptional }) => !isOptional && !places.columns.has(key))
  )
    return { rows: [], places, newRows: [] };
  const cellsOf = (values: readonly CellValue[]) => (key: string) =>
    values[places.columns.get(key) ?? -1] ?? null;
  // What follows from the account alone makes no row: somebody who cleared one may not see that column.
  const following = places.columns.get('fundingSource');
  const filled = cells.values.flatMap((values, row) =>
    row <= headerRow || values.every((value, at) => at === following || textOf(value) === '')
      ? []
      : [{ row, writtenId: textOf(values[idColumn] ?? null), values }],
  );
  const identified = identifyRows(filled, identity.checks(cellsOf), identity.before, identity.newId);
  problems.push(...identified.problems);
  const rows = filled.flatMap((row): Row[] => {
    const id = identified.ids.get(row);
    if (id === undefined) return [];
    places.rows.set(id, row.row);
    return [{ id, values: row.values, cell: cellsOf(row.values) }];
  });
  return { rows, places, newRows: identified.newRows };
}

function columnMissing(sheet: string, column: string): Problem {
  return {
    code: 'workbook.columnMissing',
    severity: 'fatal',
    place: { kind: 'workbook', sheet },
    params: { column, sheet },
  };
}

function readLine(index: BookIndex, row: Row, known: LineItem | undefined): ReadLine {
  const problems: Problem[] = [];
  const line = decodeLine(index, row, known, problems);
  const amount = readMoney(row.cell('amount'));
  const fte = readFte(row.cell('fte'));
  const shown = { amountCents: amount.ok ? amount.value : null, fte: fte.ok ? fte.value : null };
  return { line, shown, problems };
}

function readPost(index: BookIndex, row: Row, known: Position | undefined): ReadPost {
  const problems: Problem[] = [];
  return { post: decodePost(index, row, known, problems), problems };
}

function decodeLine(index: BookIndex, row: Row, known: LineItem | undefined, problems: Problem[]): LineItem {
  const within = textLimits(problems, (field: 'account' | 'justification' | 'row') => ({
    kind: 'line',
    lineId: row.id,
    field,
  }));
  const account = within(accountOf(index, row.cell), {
    limit: MAX_ACCOUNT,
    column: 'Account',
    field: 'account',
  });
  const field = index.account(known?.account ?? account).isFed ? 'besidePosts' : 'amount';
  const unread: UnreadCell[] = [];
  return {
    id: row.id,
    account,
    title:
      known?.title ??
      within(textOf(row.cell('program')), { limit: MAX_TITLE, column: 'Program', field: 'row' }),
    currentCents: known?.currentCents ?? 0,
    currentFte: known?.currentFte ?? 0,
    enteredCents: take(readMoney(row.cell(field)), field, unread),
    justification: within(textOf(row.cell('justification')), {
      limit: MAX_JUSTIFICATION,
      column: 'Justification',
      field: 'justification',
    }),
    unread,
  };
}

function decodePost(index: BookIndex, row: Row, known: Position | undefined, problems: Problem[]): Position {
  const unread: UnreadCell[] = [];
  const within = textLimits(problems, (field: 'row') => ({
    kind: 'position',
    positionId: row.id,
    field,
  }));
  const jobClass = known?.jobClass ?? textOf(row.cell('jobClass'));
  const fte = take(notNegative(readFte(row.cell('fte')), FTE_SCALE), 'fte', unread);
  const figures = { fte, ...decodeSalary(index, row, known, jobClass, unread) };
  const title = within(textOf(row.cell('title')), { limit: MAX_TITLE, column: 'Title', field: 'row' });
  const status = readStatus(row, known?.status ?? 'vacant', problems);
  if (known) return { ...known, ...figures, title, status, unread };
  return {
    id: row.id,
    number: within(textOf(row.cell('number')), { limit: MAX_NUMBER, column: 'Post', field: 'row' }),
    title,
    jobClass,
    ...figures,
    status,
    benefitPlans: textOf(row.cell('benefitPlans'))
      .split(';')
      .filter((plan) => plan !== ''),
    splits: parseSplits(textOf(row.cell('paidFrom'))),
    unread,
  };
}

/** A post priced at average shows its class's average; whatever else stands there is its own salary. */
function decodeSalary(
  { book }: BookIndex,
  row: Row,
  known: Position | undefined,
  jobClass: string,
  unread: UnreadCell[],
): Pick<Position, 'annualSalaryCents' | 'pricedAt'> {
  const average = averageSalary(book.plan.jobClasses, { jobClass });
  const isBlank = textOf(row.cell('annualSalary')) === '';
  const count = unread.length;
  const cents = take(notNegative(readMoney(row.cell('annualSalary')), 100), 'annualSalary', unread);
  const pricedAt = textOf(row.cell('pricedAt')) === 'actual' ? 'actual' : 'average';
  const before = known ?? { annualSalaryCents: average ?? cents, pricedAt };
  return typedSalary(before, average, isBlank || unread.length > count ? null : cents);
}

/** Cuts text to what is stored, and says so: nothing that somebody wrote goes in silence. */
function textLimits<Field extends string>(problems: Problem[], placeOf: (field: Field) => Place) {
  return (
    text: string,
    { limit, column, field }: { limit: number; column: string; field: Field },
  ): string => {
    if (text.length <= limit) return text;
    problems.push({
      code: 'cell.tooLong',
      severity: 'warning',
      place: placeOf(field),
      params: { column, length: text.length, limit },
    });
    // Not in the middle of a character that takes two places.
    return text.slice(0, limit).replace(/[\ud800-\udbff]$/, '');
  };
}

/** A post has no less than nothing of either; the text stays so that the person sees what to mend. */
function notNegative(figure: Figure, scale: number): Figure {
  if (!figure.ok || figure.value >= 0) return figure;
  return { ok: false, unread: { reason: 'negative', text: String(figure.value / scale) } };
}

/** The status in any case of letters; another word is a problem, and the post keeps the status it had. */
function readStatus(row: Row, fallback: Position['status'], problems: Problem[]): Position['status'] {
  const text = textOf(row.cell('status'));
  const read = Position.shape.status.safeParse(text.toLowerCase());
  if (read.success) return read.data;
  problems.push({
    code: 'cell.status',
    severity: 'fatal',
    place: { kind: 'position', positionId: row.id, field: 'row' },
    params: { text: text.slice(0, 200), allowed: Position.shape.status.options.join(', '), status: fallback },
  });
  return fallback;
}

function take(figure: Figure, field: UnreadCell['field'], unread: UnreadCell[]): number {
  if (figure.ok) return figure.value;
  unread.push({ field, ...figure.unread });
  return 0;
}
