import type { RowPlaces } from '../core/workbook/decode.js';
import { HEADER_ROW, NUMBER_FORMATS, POSITION_COLUMNS, SHEET_NAMES } from '../core/workbook/layout.js';
import { openPostKeys, positionCells } from '../core/workbook/sheet-plan.js';
import type { Position } from '../core/staffing/position.js';
import type { BookIndex } from '../core/validation/book-index.js';
import type { Owners } from '../core/validation/owned-rows.js';
import { withoutProtection } from './write-cells.js';

/** Appends a post below the last one, with its cells open for its owners. One unprotect, write and protect. */
export async function addPostRow(
  index: BookIndex,
  places: RowPlaces,
  post: Position,
  owners: Owners,
): Promise<void> {
  const row = Math.max(HEADER_ROW, ...places.rows.values()) + 1;
  const cells = positionCells(index, post);
  const open = new Set(openPostKeys(index, post, owners));
  await withoutProtection(SHEET_NAMES.positions, (sheet) => {
    for (const { key, kind } of POSITION_COLUMNS) {
      const column = places.columns.get(key);
      if (column === undefined) continue;
      const cell = sheet.getCell(row, column);
      // Codes would lose their leading zeros in a cell that is not text yet.
      cell.numberFormat = [[NUMBER_FORMATS[kind]]];
      cell.values = [[cells[key] ?? '']];
      cell.format.protection.locked = !open.has(key);
    }
  });
}
