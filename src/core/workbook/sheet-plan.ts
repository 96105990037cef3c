import { parseAccount, splitAccount } from '../account/account-structure.js';
import type { LineItem, UnreadCell } from '../budget/line-item.js';
import type { SiteBook } from '../budget/site-book.js';
import type { SiteContent } from '../budget/site-content.js';
import type { Position } from '../staffing/position.js';
import { averageSalary } from '../staffing/typed-salary.js';
import { OBJECT_SEGMENT } from '../staffing/derive.js';
import type { BookIndex } from '../validation/book-index.js';
import type { Figures, LineFigures } from '../validation/figures.js';
import { lineOwner, postOwner, type Owners } from '../validation/owned-rows.js';
import {
  ALLOCATION_COLUMNS,
  budgetColumns,
  POSITION_COLUMNS,
  segmentKey,
  SPENDING_KEYS,
  type SheetColumn,
} from './layout.js';
import { valueOfUnread, type CellValue } from './read-figure.js';
import { formatSplits } from './splits-text.js';

/** One sheet as it should stand: column by column, row by row, and the column keys that are open in each row. */
export type PlannedRow = {
  id: string;
  values: CellValue[];
  openKeys: readonly string[];
  /** Cells that work themselves out where nobody else does, by column key; `values` has what they give now. */
  formulas?: Readonly<Record<string, Formula>>;
};
/** A formula, given how cells of its own row are called, and whole columns of the Budget sheet. */
export type Formula = (cell: (key: string) => string, budgetColumn: (key: string) => string) => string;
export type SheetPlan = { columns: readonly SheetColumn[]; rows: PlannedRow[] };

/** The Budget sheet of a content. `owners` says whose cells are open. */
export function planBudgetSheet(
  index: BookIndex,
  content: SiteContent,
  figures: Figures,
  owners: Owners,
): SheetPlan {
  const hasSpending = index.book.spending !== undefined;
  const columns = budgetColumns(index.book.plan.chart.structure).filter(
    ({ key }) => hasSpending || !SPENDING_KEYS.includes(key),
  );
  const rows = content.lines.map((line): PlannedRow => {
    const figure = figures.lines.get(line.id);
    const cells = budgetCells(index, line, figure);
    const row = rowOf(line.id, columns, cells, openLineKeys(index, line, owners));
    if (!index.account(line.account).isFed || line.unread.length > 0) return row;
    const posts = String(((figure?.proposedCents ?? 0) - line.enteredCents) / 100);
    return { ...row, formulas: { amount: (cell) => `ROUND(${posts}+${cell('besidePosts')},2)` } };
  });
  return { columns, rows };
}

/** The Positions sheet of a content. */
export function planPositionsSheet(index: BookIndex, content: SiteContent, owners: Owners): SheetPlan {
  const rows = content.positions.map((post) =>
    rowOf(post.id, POSITION_COLUMNS, positionCells(index, post), openPostKeys(index, post, owners)),
  );
  return { columns: POSITION_COLUMNS, rows };
}

const ofSource =
  (key: string, decimals: number): Formula =>
  (cell, budgetColumn) =>
    `ROUND(SUMIFS(${budgetColumn(key)},${budgetColumn('fundingSource')},${cell('fundingSource')}),${String(decimals)})`;
const left =
  (allocated: string, proposed: string): Formula =>
  (cell) =>
    `ROUND(${cell(allocated)}-${cell(proposed)},4)`;

/** What is proposed follows the Budget sheet as somebody types there, with the pane or without. */
const ALLOCATION_FORMULAS: Readonly<Record<string, Formula>> = {
  proposed: ofSource('amount', 2),
  remaining: left('allocated', 'proposed'),
  proposedFte: ofSource('fte', 4),
  remainingFte: left('allocatedFte', 'proposedFte'),
};

/** The Allocations sheet: what a site has, proposes and has left. Nothing is open. */
export function planAllocationsSheet(index: BookIndex, figures: Figures): SheetPlan {
  const titles = new Map(index.book.plan.fundingSources.map((source) => [source.code, source.title]));
  const rows = figures.balances.map((balance) => {
    const cells: Record<string, CellValue> = {
      fundingSource: balance.fundingSource,
      title: titles.get(balance.fundingSource) ?? '',
      allocated: balance.allocatedCents / 100,
      proposed: balance.proposedCents / 100,
      remaining: balance.remainingCents / 100,
      allocatedFte: balance.allocatedFte / 10_000,
      proposedFte: balance.proposedFte / 10_000,
      remainingFte: balance.remainingFte / 10_000,
    };
    return {
      ...rowOf(balance.fundingSource, ALLOCATION_COLUMNS, cells, []),
      formulas: ALLOCATION_FORMULAS,
    };
  });
  return { columns: ALLOCATION_COLUMNS, rows };
}

/** Columns that hold open cells on some row, by sheet; all others are locked throughout. */
export const TYPED_LINE_KEYS: readonly string[] = ['amount', 'besidePosts', 'justification'];
export const TYPED_POST_KEYS: readonly string[] = ['title', 'status', 'fte', 'annualSalary'];

/** The cells of a line that a person with these offices may type into. */
export function openLineKeys(index: BookIndex, line: LineItem, owners: Owners): string[] {
  if (!owners.has(lineOwner(index, line))) return [];
  return [index.account(line.account).isFed ? 'besidePosts' : 'amount', 'justification'];
}

/** The cells of a post that a person with these offices may type into. */
export function openPostKeys(index: BookIndex, post: Position, owners: Owners): string[] {
  const keys = owners.has(postOwner(index, post)) ? ['title', 'status', 'fte'] : [];
  if (owners.has(index.book.plan.salaryOwner)) keys.push('annualSalary');
  return keys;
}

/** The cells of the Positions row of a post, by column key. One priced at average shows its class's average. */
export function positionCells(index: BookIndex, post: Position): Record<string, CellValue> {
  const unread = new Map(post.unread.map((cell) => [cell.field, valueOfUnread(cell)]));
  const average = post.pricedAt === 'average' ? averageSalary(index.book.plan.jobClasses, post) : undefined;
  return {
    number: post.number,
    title: post.title,
    jobClass: post.jobClass,
    status: post.status,
    fte: unread.get('fte') ?? post.fte / 10_000,
    annualSalary: unread.get('annualSalary') ?? (average ?? post.annualSalaryCents) / 100,
    pricedAt: post.pricedAt,
    paidFrom: formatSplits(post.splits),
    owner: index.ownerTitle(postOwner(index, post)),
    benefitPlans: post.benefitPlans.join(';'),
    positionId: post.id,
  };
}

/** The cells of the Budget row of a line, by column key. */
export function budgetCells(
  index: BookIndex,
  line: LineItem,
  figures: LineFigures | undefined,
): Record<string, CellValue> {
  const { structure } = index.book.plan.chart;
  const facts = index.account(line.account);
  const parsed = parseAccount(structure, line.account);
  const codes = parsed.ok ? parsed.codes : splitAccount(structure, line.account);
  const unread = (field: UnreadCell['field']) => {
    const cell = line.unread.find((one) => one.field === field);
    return cell && valueOfUnread(cell);
  };
  const spending = spendingOf(index.book).get(line.account);
  const objectCode = codes[structure.segments.findIndex(({ code }) => code === OBJECT_SEGMENT)] ?? '';
  // One object, filled in one order: a whole site's rows are made this way at once.
  const cells: Record<string, CellValue> = {
    accountTitle: index.chart.title(OBJECT_SEGMENT, objectCode) ?? '',
    program: line.title,
    currentAmount: line.currentCents / 100,
    currentFte: line.currentFte === 0 ? null : line.currentFte / 10_000,
    spent: inDollars(spending?.spentCents),
    encumbered: inDollars(spending?.encumberedCents),
    amount: facts.isFed ? (figures?.proposedCents ?? 0) / 100 : (unread('amount') ?? line.enteredCents / 100),
    fte: figures && figures.proposedFte !== 0 ? figures.proposedFte / 10_000 : null,
    besidePosts: facts.isFed ? (unread('besidePosts') ?? line.enteredCents / 100) : null,
    owner: index.ownerTitle(lineOwner(index, line)),
    justification: line.justification,
    lineId: line.id,
    fundingSource: facts.fundingSource ?? null,
  };
  structure.segments.forEach((segment, at) => (cells[segmentKey(segment.code)] = codes[at] ?? ''));
  return cells;
}

type Spending = NonNullable<SiteBook['spending']>;
const spendingByBook = new WeakMap<SiteBook, Map<string, Spending['rows'][number]>>();

/** What an account has spent this year, by account string; made once for a book. */
function spendingOf(book: SiteBook): ReadonlyMap<string, Spending['rows'][number]> {
  const known = spendingByBook.get(book);
  if (known) return known;
  const made = new Map((book.spending?.rows ?? []).map((row) => [row.account, row]));
  spendingByBook.set(book, made);
  return made;
}

function inDollars(cents: number | undefined): CellValue {
  return cents === undefined ? null : cents / 100;
}

function rowOf(
  id: string,
  columns: readonly SheetColumn[],
  cells: Record<string, CellValue>,
  openKeys: readonly string[],
): PlannedRow {
  return { id, values: columns.map(({ key }) => cells[key] ?? null), openKeys };
}
