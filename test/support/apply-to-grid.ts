import type { CellValue } from '../../src/core/workbook/read-figure.js';
import type { ChangesOfSheet } from '../../src/core/workbook/sheet-changes.js';

/** The rows of a sheet below its titles, with the column keys and the id of each row. */
export type Grid = { columns: readonly { key: string }[]; ids: string[]; cells: CellValue[][] };

/** Does to a grid what a plan says, as Excel would. */
export function applyToGrid(grid: Grid, changes: ChangesOfSheet): void {
  const rowOf = (id: string) => {
    const at = grid.ids.indexOf(id);
    if (at < 0) throw new Error(`No row ${id}`);
    return at;
  };
  for (const { id, key, value } of changes.cells) {
    const column = grid.columns.findIndex((candidate) => candidate.key === key);
    const row = grid.cells[rowOf(id)];
    if (!row || column < 0) throw new Error(`No cell ${key} of ${id}`);
    row[column] = value;
  }
  // Rows below the same row keep their order when the last of them goes in first.
  for (const { id, afterId, cells } of [...changes.added].reverse()) {
    const at = afterId === null ? 0 : rowOf(afterId) + 1;
    const values = new Map(cells.map(({ key, value }) => [key, value]));
    grid.ids.splice(at, 0, id);
    grid.cells.splice(
      at,
      0,
      grid.columns.map(({ key }) => values.get(key) ?? null),
    );
  }
  for (const id of changes.deleted) {
    const at = rowOf(id);
    grid.ids.splice(at, 1);
    grid.cells.splice(at, 1);
  }
}
