import type { LineItem } from '../core/budget/line-item.js';
import type { BookIndex } from '../core/validation/book-index.js';
import type { LineFigures } from '../core/validation/figures.js';
import type { RowPlaces } from '../core/workbook/decode.js';
import { SHEET_NAMES } from '../core/workbook/layout.js';
import { budgetCells } from '../core/workbook/sheet-plan.js';
import { withoutProtection } from './write-cells.js';

/** Puts back a row that was changed where it is locked: every cell as the server has it. On a person's command only. */
export async function restoreLine(
  index: BookIndex,
  places: RowPlaces,
  line: LineItem,
  figures: LineFigures | undefined,
): Promise<void> {
  const row = places.rows.get(line.id);
  if (row === undefined) return;
  const cells = budgetCells(index, line, figures);
  await withoutProtection(SHEET_NAMES.budget, (sheet) => {
    for (const [key, value] of Object.entries(cells)) {
      const column = places.columns.get(key);
      if (column !== undefined) sheet.getCell(row, column).values = [[value ?? '']];
    }
  });
}
