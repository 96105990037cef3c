import type { RowPlaces } from '../core/workbook/decode.js';
import { POSITION_COLUMNS } from '../core/workbook/layout.js';
import { openPostKeys, positionCells } from '../core/workbook/sheet-plan.js';
import { NO_CHANGES } from '../core/workbook/sheet-changes.js';
import type { Position } from '../core/staffing/position.js';
import type { BookIndex } from '../core/validation/book-index.js';
import type { Owners } from '../core/validation/owned-rows.js';
import { applySheetChanges } from './apply-changes.js';

/** Appends a post below the last one, with its cells open for its owners. One unprotect, write and protect. */
export async function addPostRow(
  index: BookIndex,
  places: RowPlaces,
  post: Position,
  owners: Owners,
): Promise<void> {
  const [lastId = null] = [...places.rows].sort(([, a], [, b]) => b - a).map(([id]) => id);
  const values = positionCells(index, post);
  const row = {
    id: post.id,
    afterId: lastId,
    cells: POSITION_COLUMNS.map(({ key, kind }) => ({ key, kind, value: values[key] ?? null })),
    openKeys: openPostKeys(index, post, owners),
  };
  await applySheetChanges(
    { lines: { rows: new Map(), columns: new Map() }, positions: places },
    { lines: NO_CHANGES, positions: { ...NO_CHANGES, added: [row], isOpenOnly: false } },
  );
}
