import type { DecodedWorkbook } from '../../core/workbook/decode.js';
import { SHEET_NAMES } from '../../core/workbook/layout.js';
import type { CellEdit } from '../../excel/edit-cells.js';
import type { CellPlace } from '../../core/workbook/cell-of-place.js';

/** Something the pane does to cells of the sheet at a click, and can take back: what it says, and the edits. */
export type SheetChange = {
  label: string;
  edits: readonly CellEdit[];
  /** The cells are locked for the person: protection is lifted for the write. */
  isLocked: boolean;
};

/** A cell by its row's id and its column's key, which stay the same when rows come and go. */
export type RowCell = { sheet: string; id: string; key: string };

/** Which row and column a place is; null outside of the rows. */
export function rowCellAt(decoded: DecodedWorkbook, { sheet, row, column }: CellPlace): RowCell | null {
  const { rows, columns } = placesOf(decoded, sheet);
  const id = [...rows].find(([, at]) => at === row)?.[0];
  const key = [...columns].find(([, at]) => at === column)?.[0];
  return id === undefined || key === undefined ? null : { sheet, id, key };
}

/** Where the cell is now; null when its row or column is gone. */
export function placeOfCell(decoded: DecodedWorkbook, { sheet, id, key }: RowCell): CellPlace | null {
  const { rows, columns } = placesOf(decoded, sheet);
  const [row, column] = [rows.get(id), columns.get(key)];
  return row === undefined || column === undefined ? null : { sheet, row, column };
}

function placesOf(decoded: DecodedWorkbook, sheet: string) {
  return sheet === SHEET_NAMES.budget ? decoded.lines : decoded.positions;
}
