import { joinAccount, parseAccount } from '../account/account-structure.js';
import type { LineItem, UnreadCell } from '../budget/line-item.js';
import type { Position } from '../staffing/position.js';
import type { BookIndex } from '../validation/book-index.js';
import { segmentKey, SHEET_NAMES } from './layout.js';
import { readFte, readMoney, valueOfUnread, type CellValue, type Figure } from './read-figure.js';
import type { RowChecks } from './row-identity.js';
import { formatSplits, parseSplits } from './splits-text.js';

/** The cells of one row by column key. */
export type CellOf = (key: string) => CellValue;

/** Checks over rows, given how their cells are found. */
export type ChecksOf = (cellsOf: (values: readonly CellValue[]) => CellOf) => RowChecks;

export function accountOf({ book }: BookIndex, cell: CellOf): string {
  const { structure } = book.plan.chart;
  return joinAccount(
    structure,
    structure.segments.map((segment) => textOf(cell(segmentKey(segment.code)))),
  );
}

/** How rows of the Budget sheet are told apart: by account string and current-year cells, then by what is typed. */
export function lineChecks(index: BookIndex, known: ReadonlyMap<string, LineItem>): ChecksOf {
  const { structure } = index.book.plan.chart;
  return (cellsOf) => ({
    sheet: SHEET_NAMES.budget,
    isKnown: (id) => known.has(id),
    matchesFixed({ values }, id) {
      const line = known.get(id);
      if (!line) return false;
      const cell = cellsOf(values);
      return (
        accountOf(index, cell) === line.account &&
        holds(readMoney(cell('currentAmount')), line.currentCents) &&
        holds(readFte(cell('currentFte')), line.currentFte)
      );
    },
    matchesTyped({ values }, id) {
      const line = known.get(id);
      if (!line) return false;
      const cell = cellsOf(values);
      const field = index.account(line.account).isFed ? 'besidePosts' : 'amount';
      return (
        holdsTyped(cell(field), readMoney, line.enteredCents, line.unread, field) &&
        textOf(cell('justification')) === line.justification
      );
    },
    isWhole: ({ values }) => parseAccount(structure, accountOf(index, cellsOf(values))).ok,
    naming({ values }) {
      const cell = cellsOf(values);
      return JSON.stringify(['line', accountOf(index, cell), textOf(cell('program'))]);
    },
    place: (lineId) => ({ kind: 'line', lineId, field: 'row' }),
  });
}

/** How rows of the Positions sheet are told apart: by number, class and accounts, then by what is typed. */
export function postChecks(index: BookIndex, known: ReadonlyMap<string, Position>): ChecksOf {
  const { chart, jobClasses } = index.book.plan;
  return (cellsOf) => ({
    sheet: SHEET_NAMES.positions,
    isKnown: (id) => known.has(id),
    matchesFixed({ values }, id) {
      const post = known.get(id);
      if (!post) return false;
      const cell = cellsOf(values);
      return (
        textOf(cell('number')) === post.number &&
        textOf(cell('jobClass')) === post.jobClass &&
        textOf(cell('paidFrom')) === formatSplits(post.splits)
      );
    },
    matchesTyped({ values }, id) {
      const post = known.get(id);
      if (!post) return false;
      const cell = cellsOf(values);
      return (
        holdsTyped(cell('fte'), readFte, post.fte, post.unread, 'fte') &&
        textOf(cell('title')) === post.title &&
        textOf(cell('status')).toLowerCase() === post.status
      );
    },
    isWhole({ values }) {
      const cell = cellsOf(values);
      const splits = parseSplits(textOf(cell('paidFrom')));
      return (
        splits.length > 0 &&
        splits.every(({ account }) => parseAccount(chart.structure, account).ok) &&
        jobClasses.some(({ code }) => code === textOf(cell('jobClass')))
      );
    },
    naming({ values }) {
      const cell = cellsOf(values);
      return JSON.stringify(['post', ...['jobClass', 'paidFrom', 'title'].map((key) => textOf(cell(key)))]);
    },
    place: (positionId) => ({ kind: 'position', positionId, field: 'row' }),
  });
}

function holds(figure: Figure, value: number): boolean {
  return figure.ok && figure.value === value;
}

/** Whether a cell still holds the figure, or the same text that was none. */
function holdsTyped(
  cell: CellValue,
  read: (cell: CellValue) => Figure,
  value: number,
  unread: readonly UnreadCell[],
  field: UnreadCell['field'],
): boolean {
  const was = unread.find((candidate) => candidate.field === field);
  return was ? cell === valueOfUnread(was) : holds(read(cell), value);
}

/** Codes keep their text; a code that Excel turned into a number has lost its zeros and shows as a wrong code. */
export function textOf(cell: CellValue): string {
  return cell === null ? '' : String(cell).trim();
}
