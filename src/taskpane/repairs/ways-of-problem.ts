import type { Problem } from '../../core/problem.js';
import type { Edit } from '../../core/validation/edit.js';
import { waysOut, type WayOut } from '../../core/validation/ways-out.js';
import { SHEET_NAMES } from '../../core/workbook/layout.js';
import { openLineKeys, openPostKeys } from '../../core/workbook/sheet-plan.js';
import type { ExcelHost } from '../../excel/excel-host.js';
import type { CellToWrite } from '../../excel/write-cells.js';
import { formatFte, formatMoney } from '../../ui/format/figures.js';
import { PANE } from '../../ui/messages/pane.js';
import type { SheetFrame, SheetReading } from '../sheet/read-snapshot.js';

const WORDS = PANE.waysOut;

/** A move that mends an overspent allocation: one line with its effect, and the command that makes it. */
export type Way = { label: string; run: (host: ExcelHost) => Promise<void> };

const OVERSPENT: readonly string[] = ['allocation.overspent', 'allocation.overFte'];

/** Whether moves can be looked for: somebody who may type, in front of an overspent allocation. */
export function hasWaysOut({ owners }: SheetFrame, reading: SheetReading, { code }: Problem): boolean {
  return owners.size > 0 && reading.isReadable && OVERSPENT.includes(code);
}

/** At most three moves, each tried in the engine; those whose cells are not in the sheet are left out. */
export function waysOfProblem(frame: SheetFrame, reading: SheetReading, problem: Problem): Way[] {
  return waysOut(reading.state, problem, frame.owners).flatMap((way): Way[] => {
    const cells = way.edits.flatMap((edit) => cellOfEdit(frame, reading, edit) ?? []);
    if (cells.length < way.edits.length) return [];
    return [{ label: labelOf(frame, reading, way, problem), run: (host) => host.writeOpenCells(cells) }];
  });
}

function cellOfEdit(
  { index, owners }: SheetFrame,
  { decoded }: SheetReading,
  edit: Edit,
): CellToWrite | null {
  if (edit.kind === 'line') {
    const { line } = edit;
    const key = openLineKeys(index, line, owners).find((open) => open !== 'justification');
    const row = decoded.lines.rows.get(line.id);
    const column = decoded.lines.columns.get(key ?? '');
    if (row === undefined || column === undefined) return null;
    return { sheet: SHEET_NAMES.budget, row, column, value: line.enteredCents / 100 };
  }
  if (edit.kind !== 'position' || !openPostKeys(index, edit.position, owners).includes('fte')) return null;
  const row = decoded.positions.rows.get(edit.position.id);
  const column = decoded.positions.columns.get('fte');
  if (row === undefined || column === undefined) return null;
  return { sheet: SHEET_NAMES.positions, row, column, value: edit.position.fte / 10_000 };
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
