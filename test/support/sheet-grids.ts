import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import type { Owners } from '../../src/core/validation/owned-rows.js';
import { computeFigures } from '../../src/core/validation/sheet-state.js';
import type { CellWrite } from '../../src/core/workbook/cell-write.js';
import { HEADER_ROW, SHEET_NAMES } from '../../src/core/workbook/layout.js';
import type { CellValue } from '../../src/core/workbook/read-figure.js';
import { planBudgetSheet, planPositionsSheet, type SheetPlan } from '../../src/core/workbook/sheet-plan.js';

/** The cells of both sheets, to change as a person or a command would. */
export type SheetGrids = { budget: { values: CellValue[][] }; positions: { values: CellValue[][] } };

/** The cells of a content as its workbook has them. */
export function cellsOfContent(index: BookIndex, content: SiteContent, owners: Owners): SheetGrids {
  const figures = computeFigures(index, content);
  return {
    budget: gridOf(planBudgetSheet(index, content, figures, owners)),
    positions: gridOf(planPositionsSheet(index, content, owners)),
  };
}

function gridOf(plan: SheetPlan): { values: CellValue[][] } {
  return {
    values: [
      ...Array.from({ length: HEADER_ROW }, (): CellValue[] => ['Title']),
      plan.columns.map(({ title }) => title),
      ...plan.rows.map(({ values }) => [...values]),
    ],
  };
}

/** Carries out what a command writes, without Excel. */
export function applyWrites(cells: SheetGrids, writes: readonly CellWrite[]): void {
  for (const { sheet, row, column, value } of writes) {
    if (value === undefined) continue;
    const { values } = sheet === SHEET_NAMES.budget ? cells.budget : cells.positions;
    while (values.length <= row) values.push([]);
    const target = values[row] ?? [];
    while (target.length <= column) target.push(null);
    target[column] = value;
  }
}
