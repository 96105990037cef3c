import type { CellPlace } from '../core/workbook/cell-of-place.js';
import { runExcel } from './run-excel.js';

export async function selectCell({ sheet, row, column }: CellPlace): Promise<void> {
  await runExcel(async (context) => {
    const worksheet = context.workbook.worksheets.getItem(sheet);
    worksheet.activate();
    worksheet.getCell(row, column).select();
    await context.sync();
  });
}
