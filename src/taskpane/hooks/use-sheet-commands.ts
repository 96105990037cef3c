import { useCallback, useMemo, useState } from 'react';
import type { Place, Problem } from '../../core/problem.js';
import { cellName, cellOf, parseCell, type CellPlace } from '../../excel/select-place.js';
import { PANE_EN } from '../../ui/messages/pane-en.js';
import { ruleOfProblem } from '../../ui/problem/rule-of-problem.js';
import { repairOfProblem } from '../repairs/repair-of-problem.js';
import type { ProblemDetails } from '../screens/home/ProblemList.js';
import { isAboutRow, type SelectedRow } from '../screens/home/selected-row.js';
import type { SheetFrame, SheetReading } from '../sheet/read-snapshot.js';
import type { SheetStore } from '../sheet/sheet-store.js';

/** What a click in the lists does to the sheet. The functions stay the same, so that lists are not painted again. */
export function useSheetCommands(store: SheetStore) {
  const [isBusy, setBusy] = useState(false);
  const goTo = useCallback(
    (place: Place) => {
      const { reading } = store.current();
      const cell = reading && placeInSheet(store.frame, reading, place);
      if (cell) void store.select(cell);
    },
    [store],
  );
  const repair = useCallback(
    async (problem: Problem) => {
      const { reading } = store.current();
      const found = reading && repairOfProblem(store.frame, reading, problem);
      if (!found) return;
      setBusy(true);
      await store.command(found.run);
      setBusy(false);
    },
    [store],
  );
  return useMemo(
    () => ({
      isBusy,
      onSelectProblem: (problem: Problem) => goTo(problem.place),
      onSelectSource: (fundingSource: string) => goTo({ kind: 'allocation', fundingSource }),
      onRepair: (problem: Problem) => void repair(problem),
    }),
    [isBusy, goTo, repair],
  );
}

/** What the list says beside a problem's sentence. */
export function detailsOfProblem(
  frame: SheetFrame,
  reading: SheetReading,
  row: SelectedRow | null,
  problem: Problem,
): ProblemDetails {
  const rule = ruleOfProblem(frame.index.book.plan.rules, problem);
  return {
    cell: cellLabel(frame, reading, problem.place),
    citation: rule?.citation ?? null,
    askWhom: rule?.askWhom ?? null,
    repair: repairOfProblem(frame, reading, problem)?.label ?? null,
    isSelected: isAboutRow(problem.place, row),
  };
}

function cellLabel(frame: SheetFrame, reading: SheetReading, place: Place): string | null {
  const cell = placeInSheet(frame, reading, place);
  if (cell === null) return null;
  return place.kind === 'allocation' ? PANE_EN.problems.show : cellName(cell);
}

function placeInSheet({ index }: SheetFrame, { decoded }: SheetReading, place: Place): CellPlace | null {
  if (place.kind !== 'workbook') return cellOf(index, decoded, place);
  const cell = place.cell === undefined ? null : parseCell(place.cell);
  return cell && place.sheet !== undefined ? { sheet: place.sheet, ...cell } : null;
}
