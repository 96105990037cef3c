import type { Place } from '../../../core/problem.js';
import { SHEET_NAMES } from '../../../core/workbook/layout.js';
import type { DecodedWorkbook } from '../../../core/workbook/decode.js';
import type { BookIndex } from '../../../core/validation/book-index.js';
import type { CellPlace } from '../../../core/workbook/cell-of-place.js';

/** Which row of the content the selected cell belongs to, and which funding source pays it. */
export type SelectedRow = { kind: 'line' | 'position'; id: string; fundingSource: string | null };

export function selectedRow(
  index: BookIndex,
  decoded: DecodedWorkbook,
  selection: CellPlace | null,
): SelectedRow | null {
  if (selection === null) return null;
  const isLine = selection.sheet === SHEET_NAMES.budget;
  const places = isLine ? decoded.lines : decoded.positions;
  for (const [id, row] of places.rows) {
    if (row !== selection.row) continue;
    const account = isLine
      ? decoded.content.lines.find((line) => line.id === id)?.account
      : decoded.content.positions.find((post) => post.id === id)?.splits[0]?.account;
    const fundingSource = account === undefined ? null : index.account(account).fundingSource;
    return { kind: isLine ? 'line' : 'position', id, fundingSource };
  }
  return null;
}

/** Whether a problem is about the selected row, or about the funding source it is paid from. */
export function isAboutRow(place: Place, row: SelectedRow | null): boolean {
  if (row === null) return false;
  switch (place.kind) {
    case 'line':
      return row.kind === 'line' && place.lineId === row.id;
    case 'position':
      return row.kind === 'position' && place.positionId === row.id;
    case 'allocation':
      return place.fundingSource === row.fundingSource;
    case 'site':
    case 'district':
    case 'workbook':
    case 'file':
      return false;
  }
}
