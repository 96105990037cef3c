import { NUMBER_FORMATS } from '../core/workbook/layout.js';
import type { CellValue } from '../core/workbook/read-figure.js';
import { ExcelError, runExcel } from './run-excel.js';
import type { CellPlace } from '../core/workbook/cell-of-place.js';
import { withoutProtectionOf } from './write-cells.js';

/** What a repair or a way out does to one cell. */
export type CellEdit = CellPlace & {
  value: string | number;
  /** A formula stays one, inside ROUND with so many decimals; a number becomes `value`. */
  roundTo?: number;
  /** Kept as text, so that leading zeros stay. */
  isCode?: boolean;
  /** The figure it must hold, since `value` was worked out from it; not looked at where it is left out. */
  from?: number;
};

/** What a cell holds, as it can be written again: formulas as formulas, text that looks like a figure as text. */
export type CellHeld = { entry: CellValue; numberFormat: string };

/** A cell that was edited: what it held before, and what it has held since. */
export type EditedCell = CellPlace & { before: CellHeld; after: CellHeld };

/**
 * Edits cells in one write and tells what they held, so that it can be put back. Protection stays as it is where the
 * cells are open; `isLocked` lifts it for the write. Rejects with `excel.changedMeanwhile`, and writes nothing, where a
 * cell does not hold the figure that its edit was worked out from.
 */
export async function editCells(edits: readonly CellEdit[], isLocked: boolean): Promise<EditedCell[]> {
  const before = await readHeld(edits);
  edits.forEach(({ from }, at) => {
    if (from !== undefined && !isFigure(before[at]?.value, from))
      throw new ExcelError('excel.changedMeanwhile', 'A cell holds something else by now');
  });
  await writeHeld(
    edits.map((edit, at) => ({ ...edit, ...toWrite(edit, before[at]) })),
    isLocked,
  );
  const after = await readHeld(edits);
  return edits.map(({ sheet, row, column }, at) => ({
    sheet,
    row,
    column,
    before: heldOf(before[at]),
    after: heldOf(after[at]),
  }));
}

/**
 * Puts back what edited cells held before, in one write: those that still hold what was written. What somebody changed
 * since stays, and is what this resolves to.
 */
export async function putCellsBack(cells: readonly EditedCell[], isLocked: boolean): Promise<EditedCell[]> {
  const now = await readHeld(cells);
  const holds = (at: number, held: CellHeld) => heldOf(now[at]).entry === held.entry;
  const toPutBack = cells.filter(({ after }, at) => holds(at, after));
  await writeHeld(
    toPutBack.map(({ before, after, ...place }) => ({
      ...place,
      entry: before.entry,
      numberFormat: before.numberFormat === after.numberFormat ? null : before.numberFormat,
    })),
    isLocked,
  );
  // What Excel's own undo took back already holds what it held.
  return cells.filter(({ before, after }, at) => !holds(at, after) && !holds(at, before));
}

type Read = CellHeld & { value: CellValue };

async function readHeld(places: readonly CellPlace[]): Promise<Read[]> {
  return runExcel(async (context) => {
    const ranges = places.map(({ sheet, row, column }) =>
      context.workbook.worksheets.getItem(sheet).getCell(row, column),
    );
    for (const range of ranges) range.load('formulas,values,valueTypes,numberFormat');
    await context.sync();
    return ranges.map((range) => {
      const formula = (range.formulas[0]?.[0] ?? '') as CellValue;
      const value = (range.values[0]?.[0] ?? '') as CellValue;
      const numberFormat = String(range.numberFormat[0]?.[0] ?? '');
      const isText = String(range.valueTypes[0]?.[0]) === 'String' && formula === value;
      // Excel reads what is written as if it were typed; a cell formatted as text keeps it anyway.
      const needsSign = isText && formula !== '' && numberFormat !== NUMBER_FORMATS.code;
      return { entry: needsSign ? `'${String(formula)}` : formula, value, numberFormat };
    });
  });
}

function heldOf(read: Read | undefined): CellHeld {
  return { entry: read?.entry ?? '', numberFormat: read?.numberFormat ?? '' };
}

/** The same figure, apart from the noise of floating point; a blank cell is zero. */
function isFigure(value: CellValue | undefined, figure: number): boolean {
  const held = value === '' || value == null ? 0 : value;
  return typeof held === 'number' && Math.abs(held - figure) < 0.000_001;
}

type Write = CellPlace & { entry: CellValue; numberFormat: string | null };

function toWrite({ value, roundTo, isCode = false }: CellEdit, held: Read | undefined) {
  const entry = held?.entry;
  const isFormula = typeof entry === 'string' && entry.startsWith('=');
  return {
    entry:
      roundTo !== undefined && isFormula
        ? `=ROUND(${entry.slice(1)},${String(roundTo)})`
        : (value as CellValue),
    numberFormat: isCode && held?.numberFormat !== NUMBER_FORMATS.code ? NUMBER_FORMATS.code : null,
  };
}

async function writeHeld(writes: readonly Write[], isLocked: boolean): Promise<void> {
  if (writes.length === 0) return;
  const write = (context: Excel.RequestContext) => {
    for (const { sheet, row, column, entry, numberFormat } of writes) {
      const cell = context.workbook.worksheets.getItem(sheet).getCell(row, column);
      // First, since a code would lose its leading zeros in a cell that is not text yet.
      if (numberFormat !== null) cell.numberFormat = [[numberFormat]];
      cell.formulas = [[entry]];
    }
  };
  if (isLocked) return withoutProtectionOf([...new Set(writes.map(({ sheet }) => sheet))], write);
  return runExcel(async (context) => {
    write(context);
    await context.sync();
  });
}
