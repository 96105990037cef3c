import { problemKey, type Problem } from '../../../core/problem.js';
import { SHEET_NAMES } from '../../../core/workbook/layout.js';
import { openLineKeys } from '../../../core/workbook/sheet-plan.js';
import { cellName } from '../../../core/workbook/cell-of-place.js';
import type { CellToWrite } from '../../../excel/write-cells.js';
import type { ExplanationStore } from '../../sheet/explanation-store.js';
import type { SheetFrame, SheetReading } from '../../sheet/read-snapshot.js';
import type { SheetStore } from '../../sheet/sheet-store.js';

/** Where the explanation of a warning is written: the justification of its line, or beside the rows. */
export type ExplainTarget = { kind: 'cell'; name: string; cell: CellToWrite } | { kind: 'content' };

/**
 * Where somebody explains a warning: the justification of a line of hers explains everything about the line; what is
 * about no line, or about a line that she does not edit, is explained beside the rows.
 */
export function explainTarget(
  { index, owners }: SheetFrame,
  { decoded, stored }: SheetReading,
  { place }: Problem,
  text: string,
): ExplainTarget {
  if (place.kind !== 'line') return { kind: 'content' };
  const line = stored.lines.find(({ id }) => id === place.lineId);
  const row = decoded.lines.rows.get(place.lineId);
  const column = decoded.lines.columns.get('justification');
  const isOpen = line !== undefined && openLineKeys(index, line, owners).includes('justification');
  if (!isOpen || row === undefined || column === undefined) return { kind: 'content' };
  const cell = { sheet: SHEET_NAMES.budget, row, column, value: asText(text) };
  return { kind: 'cell', name: cellName(cell), cell };
}

/** Writes why a warning is right; false when Excel did not take it. */
export async function explainProblem(
  store: SheetStore,
  explanations: ExplanationStore,
  problem: Problem,
  text: string,
): Promise<boolean> {
  const { reading } = store.current();
  if (reading === null) return false;
  const target = explainTarget(store.frame, reading, problem, text.trim());
  if (target.kind === 'cell') return store.command((host) => host.writeOpenCells([target.cell]));
  explanations.write(problemKey(problem), text.trim());
  return true;
}

/** A sentence that begins like a formula stays a sentence. */
function asText(text: string): string {
  return /^[=+\-@]/.test(text) ? `'${text}` : text;
}
