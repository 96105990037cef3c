import { z } from 'zod';
import type { AccountStructure } from '../account/account-structure.js';
import { budgetColumns, cellAddress, HEADER_ROW, SHEET_NAMES } from '../workbook/layout.js';
import { MasterLine } from './master-budget.js';

/** Where a line's proposed amount stands in the workbook that the server writes of its revision. */
export const WorkbookCell = z.object({ sheet: z.string(), cell: z.string() });
export type WorkbookCell = z.infer<typeof WorkbookCell>;

/** Where a line of the master budget comes from. The cell is null of a line that was removed. */
export const LineSource = z.object({
  siteName: z.string(),
  contentHash: z.string(),
  approvedBy: z.string(),
  approvedAt: z.iso.datetime(),
  cell: WorkbookCell.nullable(),
});
export type LineSource = z.infer<typeof LineSource>;

/** A line of the master budget with everything that led to it. */
export const TracedLine = MasterLine.extend(LineSource.shape);
export type TracedLine = z.infer<typeof TracedLine>;

/** Finds the cells of a revision's lines; rows of the Budget sheet stand in the order of the content. */
export function cellFinder(
  structure: AccountStructure,
  lines: readonly { id: string }[],
  hasSpending: boolean,
): (lineId: string) => WorkbookCell | null {
  const columns = budgetColumns(structure).filter(({ isOptional }) => hasSpending || !isOptional);
  const column = columns.findIndex(({ key }) => key === 'amount');
  const rows = new Map(lines.map(({ id }, at) => [id, HEADER_ROW + 1 + at]));
  return (lineId) => {
    const row = rows.get(lineId);
    return row === undefined ? null : { sheet: SHEET_NAMES.budget, cell: cellAddress(row, column) };
  };
}
