import type { LineItem } from '../budget/line-item.js';
import type { SiteContent } from '../budget/site-content.js';
import type { Position } from '../staffing/position.js';
import type { BookIndex } from '../validation/book-index.js';
import { lineOwner, postOwner, type Owners } from '../validation/owned-rows.js';
import { budgetColumns, POSITION_COLUMNS, type SheetColumn } from './layout.js';
import { readFte, readMoney, type CellValue } from './read-figure.js';
import { textOf } from './row-checks.js';
import { budgetCells, openLineKeys, openPostKeys, positionCells } from './sheet-plan.js';

/** What a locked cell is about, as the pane groups what was changed. */
export type LockedGroup = 'account' | 'label' | 'current' | 'owner' | 'notYours' | 'header' | 'id';

/** What one locked cell must hold. */
export type ExpectedCell = {
  key: string;
  title: string;
  group: LockedGroup;
  value: CellValue;
  /** Reads the cell where it holds a figure. */
  read: typeof readMoney | null;
  /** The value as it is compared: whole cents or ten-thousandths, or text. */
  wanted: string | number;
};

export type ExpectedRow = {
  id: string;
  isOwn: boolean;
  cells: ExpectedCell[];
  /** Keys whose cells together say which row it is. */
  tellingKeys: readonly string[];
  /** A row without a known id is this one when they agree; otherwise it may as well be somebody's new one. */
  isTelling: boolean;
};

export type ExpectedSheet = { columns: readonly SheetColumn[]; rows: Map<string, ExpectedRow> };

/** Columns that follow from others, or show what the server last told: never compared. */
const FOLLOWING: readonly string[] = ['fte', 'spent', 'encumbered'];

/** What every locked cell of both sheets must hold by a base. */
export function planExpected(
  index: BookIndex,
  base: SiteContent,
  owners: Owners,
): { budget: ExpectedSheet; positions: ExpectedSheet } {
  const columns = budgetColumns(index.book.plan.chart.structure);
  const lines = base.lines.map((line) => expectedLine(index, line, owners, columns));
  const posts = base.positions.map((post) => expectedPost(index, post, owners));
  return {
    budget: { columns, rows: new Map(lines.map((row) => [row.id, row])) },
    positions: { columns: POSITION_COLUMNS, rows: new Map(posts.map((row) => [row.id, row])) },
  };
}

function expectedLine(
  index: BookIndex,
  line: LineItem,
  owners: Owners,
  columns: readonly SheetColumn[],
): ExpectedRow {
  const open = openLineKeys(index, line, owners);
  const skipped = [...open, ...FOLLOWING, ...(index.account(line.account).isFed ? ['amount'] : [])];
  const cells = budgetCells(index, line, undefined);
  const isOwn = owners.has(lineOwner(index, line));
  const segments = columns.filter(({ key }) => lineGroup(key) === 'account').map(({ key }) => key);
  return {
    id: line.id,
    isOwn,
    cells: expectedCells(columns, cells, skipped, lineGroup),
    tellingKeys: [...segments, 'program', 'currentAmount', 'currentFte'],
    isTelling: !isOwn || line.currentCents !== 0 || line.currentFte !== 0,
  };
}

function expectedPost(index: BookIndex, post: Position, owners: Owners): ExpectedRow {
  const setsSalary = owners.has(index.book.plan.salaryOwner);
  // How a post is priced follows from what the salary owner types.
  const skipped = [...openPostKeys(index, post, owners), ...(setsSalary ? ['pricedAt'] : [])];
  const isOwn = owners.has(postOwner(index, post));
  return {
    id: post.id,
    isOwn,
    cells: expectedCells(POSITION_COLUMNS, positionCells(index, post), skipped, postGroup),
    tellingKeys: ['number', 'jobClass', 'paidFrom'],
    isTelling: !isOwn || post.number !== '',
  };
}

function expectedCells(
  columns: readonly SheetColumn[],
  cells: Record<string, CellValue>,
  skipped: readonly string[],
  groupOf: (key: string) => LockedGroup,
): ExpectedCell[] {
  return columns
    .filter(({ key }) => !skipped.includes(key))
    .map((column) => expectedCell(column, cells[column.key] ?? null, groupOf));
}

/** What one locked cell must hold, as it is compared. */
export function expectedCell(
  { key, title, kind }: SheetColumn,
  value: CellValue,
  groupOf: (key: string) => LockedGroup,
): ExpectedCell {
  const figureOf = kind === 'money' ? readMoney : kind === 'fte' ? readFte : null;
  const figure = figureOf?.(value);
  // What was no figure when it was saved must be the same text again.
  const read = figure?.ok === true ? figureOf : null;
  return { key, title, group: groupOf(key), value, read, wanted: figure?.ok ? figure.value : plain(value) };
}

/** What a locked column of the Budget sheet is about, by its key. */
export function lineGroup(key: string): LockedGroup {
  if (key.startsWith('segment:')) return 'account';
  switch (key) {
    case 'accountTitle':
    case 'program':
      return 'label';
    case 'currentAmount':
    case 'currentFte':
      return 'current';
    case 'owner':
      return 'owner';
    case 'lineId':
      return 'id';
    default:
      return 'notYours';
  }
}

/** What a locked column of the Positions sheet is about, by its key. */
export function postGroup(key: string): LockedGroup {
  switch (key) {
    case 'number':
    case 'jobClass':
    case 'benefitPlans':
      return 'label';
    case 'paidFrom':
      return 'account';
    case 'owner':
      return 'owner';
    case 'positionId':
      return 'id';
    default:
      return 'notYours';
  }
}

/** Whether a cell holds what it must. Blank is no figure's zero; line ends differ between readers. */
export function sameCell({ read, wanted, value }: ExpectedCell, is: CellValue): boolean {
  if (is === value) return true;
  if (read === null) return is === wanted || plain(is) === wanted;
  const figure = read(is);
  return figure.ok && figure.value === wanted;
}

function plain(value: CellValue): string {
  const text = textOf(value);
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
