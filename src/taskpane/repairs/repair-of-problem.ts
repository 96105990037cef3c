import { parseAccount } from '../../core/account/account-structure.js';
import type { Problem } from '../../core/problem.js';
import { openLineKeys, openPostKeys, positionCells } from '../../core/workbook/sheet-plan.js';
import { segmentKey, SHEET_NAMES } from '../../core/workbook/layout.js';
import type { CellEdit } from '../../excel/edit-cells.js';
import { cellOf } from '../../core/workbook/cell-of-place.js';
import type { SheetFrame, SheetReading } from '../sheet/read-snapshot.js';
import { formatFte, formatMoney } from '../../words/figures.js';
import { PANE } from '../../ui/messages/pane.js';
import type { SheetChange } from './sheet-change.js';

const WORDS = PANE.repair;

/** The one-click repair of a problem, which needs no judgement; null where a person has to decide. */
export function repairOfProblem(
  frame: SheetFrame,
  reading: SheetReading,
  problem: Problem,
): SheetChange | null {
  const { code } = problem;
  if (code.startsWith('cell.')) return repairFigure(frame, reading, problem);
  if (code === 'account.duplicate' || code === 'account.noFundingSource') return null;
  if (code.startsWith('account.')) return restoreAccount(frame, reading, problem);
  if (code === 'row.notYours') return restoreRow(frame, reading, problem);
  return code === 'post.salaryNotYours' ? restoreSalary(frame, reading, problem) : null;
}

/** Rounds, or turns text into the one figure it can mean. Only in a cell that is open to the person. */
function repairFigure(frame: SheetFrame, reading: SheetReading, problem: Problem): SheetChange | null {
  const cell = cellOf(frame.index, reading.decoded, problem.place, frame.owners);
  const cents = problem.params['suggestionCents'];
  const fte = problem.params['suggestionFte'];
  if (cell === null || !isOpen(frame, reading, problem)) return null;
  const [figure, value, decimals] =
    typeof cents === 'number'
      ? [formatMoney(cents), cents / 100, 2]
      : typeof fte === 'number'
        ? [formatFte(fte), fte / 10_000, 4]
        : [null, 0, 0];
  if (figure === null) return null;
  if (problem.code.startsWith('cell.fractionOf')) {
    return { label: WORDS.round(figure), edits: [{ ...cell, value, roundTo: decimals }], isLocked: false };
  }
  return { label: WORDS.makeIt(figure), edits: [{ ...cell, value }], isLocked: false };
}

function isOpen({ index, owners }: SheetFrame, reading: SheetReading, { place }: Problem): boolean {
  if (place.kind === 'line') {
    const line = reading.stored.lines.find(({ id }) => id === place.lineId);
    return line !== undefined && openLineKeys(index, line, owners).includes(place.field);
  }
  if (place.kind !== 'position') return false;
  const post = reading.stored.positions.find(({ id }) => id === place.positionId);
  return post !== undefined && openPostKeys(index, post, owners).includes(place.field);
}

function restoreAccount(
  { index, base }: SheetFrame,
  { decoded }: SheetReading,
  { place }: Problem,
): SheetChange | null {
  if (place.kind !== 'line') return null;
  const known = base.content.lines.find(({ id }) => id === place.lineId);
  const shown = decoded.content.lines.find(({ id }) => id === place.lineId);
  const row = decoded.lines.rows.get(place.lineId);
  if (!known || row === undefined || known.account === shown?.account) return null;
  const { structure } = index.book.plan.chart;
  const parsed = parseAccount(structure, known.account);
  if (!parsed.ok) return null;
  const sheet = SHEET_NAMES.budget;
  const edits = structure.segments.flatMap((segment, at): CellEdit[] => {
    const column = decoded.lines.columns.get(segmentKey(segment.code));
    return column === undefined ? [] : [{ sheet, row, column, value: parsed.codes[at] ?? '', isCode: true }];
  });
  return { label: WORDS.putBackAccount, edits, isLocked: true };
}

/** Puts back what the person cannot change on a row of somebody else. */
function restoreRow(
  { index, base }: SheetFrame,
  { decoded }: SheetReading,
  { place }: Problem,
): SheetChange | null {
  if (place.kind === 'line') {
    const line = base.content.lines.find(({ id }) => id === place.lineId);
    if (!line) return null;
    const key = index.account(line.account).isFed ? 'besidePosts' : 'amount';
    const entered = line.unread.find(({ field }) => field === key)?.text ?? line.enteredCents / 100;
    const values = { [key]: entered, justification: line.justification };
    return restore(SHEET_NAMES.budget, decoded.lines, line.id, values);
  }
  if (place.kind !== 'position') return null;
  const post = base.content.positions.find(({ id }) => id === place.positionId);
  if (!post) return null;
  const fte = post.unread.find(({ field }) => field === 'fte')?.text ?? post.fte / 10_000;
  const values = { title: post.title, status: post.status, fte };
  return restore(SHEET_NAMES.positions, decoded.positions, post.id, values);
}

function restoreSalary(
  { base, index }: SheetFrame,
  { decoded }: SheetReading,
  { place }: Problem,
): SheetChange | null {
  if (place.kind !== 'position') return null;
  const post = base.content.positions.find(({ id }) => id === place.positionId);
  if (!post) return null;
  const { annualSalary } = positionCells(index, { ...post, unread: [] });
  const values = { annualSalary: Number(annualSalary) };
  const repair = restore(SHEET_NAMES.positions, decoded.positions, post.id, values);
  return repair && { ...repair, label: WORDS.putBackSalary };
}

function restore(
  sheet: string,
  places: { rows: Map<string, number>; columns: Map<string, number> },
  id: string,
  values: Record<string, string | number>,
): SheetChange | null {
  const row = places.rows.get(id);
  if (row === undefined) return null;
  const edits = Object.entries(values).flatMap(([key, value]): CellEdit[] => {
    const column = places.columns.get(key);
    return column === undefined ? [] : [{ sheet, row, column, value }];
  });
  return { label: WORDS.putBackRow, edits, isLocked: true };
}
