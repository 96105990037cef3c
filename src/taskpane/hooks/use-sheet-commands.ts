import { useCallback, useMemo } from 'react';
import { isUnexplained, type Problem } from '../../core/problem.js';
import {
  cellName,
  cellOf,
  cellOfSource,
  parseCell,
  type CellPlace,
} from '../../core/workbook/cell-of-place.js';
import { ruleOfProblem } from '../../ui/problem/rule-of-problem.js';
import { repairOfProblem } from '../repairs/repair-of-problem.js';
import { hasWaysOut, waysOfProblem, type Way, type WayCell } from '../repairs/ways-of-problem.js';
import type { Explain, ProblemDetails } from '../screens/home/ProblemList.js';
import { isAboutRow, type SelectedRow } from '../screens/home/selected-row.js';
import { explainProblem, explainTarget } from '../screens/submit/explain-problem.js';
import type { SheetFrame, SheetReading } from '../sheet/read-snapshot.js';
import type { SheetStore } from '../sheet/sheet-store.js';
import type { Undoable } from './use-undoable.js';

type ProblemPlace = Pick<Problem, 'code' | 'place' | 'part'>;

/** What a click in the lists does to the sheet. The functions stay the same, so that lists are not painted again. */
export function useSheetCommands(store: SheetStore, { isBusy, run }: Undoable) {
  const goTo = useCallback(
    (problem: ProblemPlace) => {
      const { reading } = store.current();
      const cell = reading && cellOfProblem(store.frame, reading, problem);
      if (cell) void store.select(cell);
    },
    [store],
  );
  const repair = useCallback(
    (problem: Problem) => {
      const { reading } = store.current();
      const found = reading && repairOfProblem(store.frame, reading, problem);
      if (found) void run(found);
    },
    [store, run],
  );
  return useMemo(
    () => ({
      isBusy,
      onSelectProblem: goTo,
      onSelectSource: (fundingSource: string) =>
        goTo({ code: '', place: { kind: 'allocation', fundingSource } }),
      onRepair: repair,
      onGoToCell: ({ place }: WayCell) => void store.select(place),
      onTakeWay: (way: Way) => void run(way),
    }),
    [store, isBusy, goTo, repair, run],
  );
}

/** What the list says beside a problem's sentence. */
export function detailsOfProblem(
  store: SheetStore,
  reading: SheetReading,
  row: SelectedRow | null,
  problem: Problem,
): ProblemDetails {
  const { frame } = store;
  const cell = cellOfProblem(frame, reading, problem);
  const rule = ruleOfProblem(frame.index.book.plan.rules, problem);
  return {
    cell: cell && cellName(cell),
    ruleTitle: rule?.title ?? null,
    citation: rule?.citation ?? null,
    askWhom: rule?.askWhom ?? null,
    repair: repairOfProblem(frame, reading, problem)?.label ?? null,
    isSelected: isAboutRow(problem.place, row),
    mayBeAllowed:
      rule !== null &&
      (problem.severity === 'warning' ? isUnexplained(problem) : rule.allowsExceptions === true),
    explain: explainOf(store, reading, problem),
    findWays: hasWaysOut(frame, reading, problem) ? () => waysOfProblem(frame, reading, problem) : null,
  };
}

/** A warning is explained by whoever may write: in the justification of its line, or beside the rows. */
function explainOf(store: SheetStore, reading: SheetReading, problem: Problem): Explain | null {
  const { owners, explanations } = store.frame;
  if (problem.severity !== 'warning' || owners.size === 0 || explanations === undefined) return null;
  const target = explainTarget(store.frame, reading, problem, '');
  return {
    cell: target.kind === 'cell' ? target.name : null,
    write: (about, text) => explainProblem(store, explanations, about, text),
  };
}

function cellOfProblem(
  { index, owners }: SheetFrame,
  { decoded }: SheetReading,
  { code, place, part }: ProblemPlace,
): CellPlace | null {
  // Posts, not amounts, bring headcount down.
  if (place.kind === 'allocation' && code === 'allocation.overFte') {
    return cellOfSource(index, decoded, place.fundingSource, owners, 'fte');
  }
  if (place.kind !== 'workbook') return cellOf(index, decoded, place, owners, part);
  const cell = place.cell === undefined ? null : parseCell(place.cell);
  return cell && place.sheet !== undefined ? { sheet: place.sheet, ...cell } : null;
}
