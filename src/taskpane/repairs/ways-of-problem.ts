import { problemKey, type Problem } from '../../core/problem.js';
import type { LineItem } from '../../core/budget/line-item.js';
import type { Position } from '../../core/staffing/position.js';
import type { Edit } from '../../core/validation/edit.js';
import type { Balance } from '../../core/validation/figures.js';
import { waysOut, type WayOut } from '../../core/validation/ways-out.js';
import { SHEET_NAMES } from '../../core/workbook/layout.js';
import { openLineKeys, openPostKeys } from '../../core/workbook/sheet-plan.js';
import type { CellEdit } from '../../excel/edit-cells.js';
import { cellName, type CellPlace } from '../../core/workbook/cell-of-place.js';
import { formatFte, formatMoney } from '../../words/figures.js';
import { PANE } from '../../ui/messages/pane.js';
import type { SheetFrame, SheetReading } from '../sheet/read-snapshot.js';
import type { SheetChange } from './sheet-change.js';

const WORDS = PANE.waysOut;

/** A cell that a way changes, in words: its name, whose row it is, and its figure before and after. */
export type WayCell = { place: CellPlace; name: string; about: string; before: string; after: string };

/** A balance that a way moves: what is left of it before and after, and whether it would still be over. */
export type WayBalance = { fundingSource: string; before: string; after: string; isOver: boolean };

/** A move that mends an overspent allocation: one line with its effect, what it would change, and the edits. */
export type Way = SheetChange & { cells: readonly WayCell[]; balances: readonly WayBalance[] };

const OVERSPENT: readonly string[] = ['allocation.overspent', 'allocation.overFte'];

/** Whether moves can be looked for: somebody who may type, in front of an overspent allocation. */
export function hasWaysOut({ owners }: SheetFrame, reading: SheetReading, { code }: Problem): boolean {
  return owners.size > 0 && reading.isReadable && OVERSPENT.includes(code);
}

/** What was looked for once in a reading, since the sheet's state is tried and taken back for every move. */
const found = new WeakMap<SheetReading, Map<string, readonly Way[]>>();

/** At most three moves, each tried in the engine; those whose cells are not in the sheet are left out. */
export function waysOfProblem(frame: SheetFrame, reading: SheetReading, problem: Problem): readonly Way[] {
  const known = found.get(reading) ?? new Map<string, readonly Way[]>();
  found.set(reading, known);
  const key = problemKey(problem);
  const ways = known.get(key) ?? findWays(frame, reading, problem);
  known.set(key, ways);
  return ways;
}

function findWays(frame: SheetFrame, reading: SheetReading, problem: Problem): Way[] {
  const before = new Map(
    reading.state.figures.balances.map((balance) => [balance.fundingSource, balance] as const),
  );
  return waysOut(reading.state, problem, frame.owners).flatMap((way): Way[] => {
    const changes = way.edits.flatMap((edit) => changeOfEdit(frame, reading, edit) ?? []);
    if (changes.length < way.edits.length) return [];
    return [
      {
        label: labelOf(frame, reading, way, problem),
        edits: changes.map(({ edit }) => edit),
        isLocked: false,
        cells: changes.map(({ cell }) => cell),
        balances: way.balances.map((after) => balanceChange(before.get(after.fundingSource), after)),
      },
    ];
  });
}

/** Only the units that a way moves are shown, and only they say that it would still be over. */
function balanceChange(before: Balance | undefined, after: Balance): WayBalance {
  const isFteMoved = before?.remainingFte !== after.remainingFte;
  const text = ({ remainingCents, remainingFte }: Balance) =>
    isFteMoved
      ? WORDS.moneyAndFte(formatMoney(remainingCents), formatFte(remainingFte))
      : formatMoney(remainingCents);
  return {
    fundingSource: after.fundingSource,
    before: before === undefined ? '' : text(before),
    after: text(after),
    isOver: after.remainingCents < 0 || (isFteMoved && after.remainingFte < 0),
  };
}

type CellChange = { edit: CellEdit; cell: WayCell };

function changeOfEdit(frame: SheetFrame, reading: SheetReading, edit: Edit): CellChange | null {
  if (edit.kind === 'line') return changeOfLine(frame, reading, edit.line);
  return edit.kind === 'position' ? changeOfPost(frame, reading, edit.position) : null;
}

function changeOfLine(
  { index, owners }: SheetFrame,
  { decoded, checked }: SheetReading,
  line: LineItem,
): CellChange | null {
  const was = checked.lines.find(({ id }) => id === line.id);
  const key = openLineKeys(index, line, owners).find((open) => open !== 'justification');
  const row = decoded.lines.rows.get(line.id);
  const column = decoded.lines.columns.get(key ?? '');
  if (was === undefined || row === undefined || column === undefined) return null;
  const place = { sheet: SHEET_NAMES.budget, row, column };
  return {
    edit: { ...place, value: line.enteredCents / 100, from: was.enteredCents / 100 },
    cell: {
      place,
      name: cellName(place),
      about: line.title,
      before: formatMoney(was.enteredCents),
      after: formatMoney(line.enteredCents),
    },
  };
}

function changeOfPost(
  { index, owners }: SheetFrame,
  { decoded, checked }: SheetReading,
  post: Position,
): CellChange | null {
  if (!openPostKeys(index, post, owners).includes('fte')) return null;
  const was = checked.positions.find(({ id }) => id === post.id);
  const row = decoded.positions.rows.get(post.id);
  const column = decoded.positions.columns.get('fte');
  if (was === undefined || row === undefined || column === undefined) return null;
  const place = { sheet: SHEET_NAMES.positions, row, column };
  return {
    edit: { ...place, value: post.fte / 10_000, from: was.fte / 10_000 },
    cell: {
      place,
      name: cellName(place),
      about: post.title,
      before: WORDS.fte(formatFte(was.fte)),
      after: WORDS.fte(formatFte(post.fte)),
    },
  };
}

function labelOf({ index }: SheetFrame, { decoded }: SheetReading, way: WayOut, problem: Problem): string {
  // As the sheet counts its rows.
  const rowOf = (lineId: string) => (decoded.lines.rows.get(lineId) ?? 0) + 1;
  const leftIn = (fundingSource: string) =>
    way.balances.find((balance) => balance.fundingSource === fundingSource)?.remainingCents ?? 0;
  switch (way.kind) {
    case 'cutLine':
      return WORDS.cutLine(rowOf(way.lineId), formatMoney(way.byCents));
    case 'moveAmount': {
      const source = index.book.plan.fundingSources.find(({ code }) => code === way.toFundingSource);
      return WORDS.moveAmount(
        formatMoney(way.byCents),
        rowOf(way.fromLineId),
        source?.title ?? way.toFundingSource,
        formatMoney(leftIn(way.toFundingSource)),
      );
    }
    case 'cutPost': {
      const title = decoded.content.positions.find(({ id }) => id === way.positionId)?.title ?? '';
      const source = problem.place.kind === 'allocation' ? problem.place.fundingSource : '';
      return WORDS.cutPost(title, formatFte(way.fromFte), formatFte(way.toFte), formatMoney(leftIn(source)));
    }
  }
}
