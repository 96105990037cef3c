import type { CommentPlace } from '../../../contract/comments.js';
import { cellName, cellOf, type CellPlace } from '../../../core/workbook/cell-of-place.js';
import type { CommentThread } from '../../../ui/comments/use-comments.js';
import type { SheetFrame, SheetReading } from '../../sheet/read-snapshot.js';

/** The threads about one row, or about the whole budget, and where the row is. */
export type CommentRow = {
  key: string;
  kind: CommentPlace['kind'];
  account: string;
  title: string;
  threads: CommentThread[];
  /** Null where there is none to go to: the row is gone, or it is about the whole budget. */
  cell: CellPlace | null;
  cellName: string | null;
  isGone: boolean;
};

/** Threads by the row they are about, in the order of the sheet; rows that are gone last, the whole budget first. */
export function commentRows(
  frame: SheetFrame,
  reading: SheetReading,
  threads: readonly CommentThread[],
): CommentRow[] {
  const rows = new Map<string, CommentRow>();
  for (const thread of threads) {
    const { place, account, title } = thread.first;
    const key = place.kind === 'site' ? 'site' : `${place.kind}-${place.rowId}`;
    const known = rows.get(key);
    if (known) known.threads.push(thread);
    else
      rows.set(key, {
        key,
        kind: place.kind,
        account,
        title,
        threads: [thread],
        ...at(frame, reading, place),
      });
  }
  const orderOf = ({ kind, isGone, cell }: CommentRow) =>
    kind === 'site' ? -1 : isGone ? Number.MAX_SAFE_INTEGER : (kind === 'line' ? 0 : 1e6) + (cell?.row ?? 0);
  return [...rows.values()].sort((a, b) => orderOf(a) - orderOf(b));
}

function at(
  { index, owners }: SheetFrame,
  { decoded }: SheetReading,
  place: CommentPlace,
): Pick<CommentRow, 'cell' | 'cellName' | 'isGone'> {
  if (place.kind === 'site') return { cell: null, cellName: null, isGone: false };
  const cell =
    place.kind === 'line'
      ? cellOf(index, decoded, { kind: 'line', lineId: place.rowId, field: 'row' }, owners)
      : cellOf(index, decoded, { kind: 'position', positionId: place.rowId, field: 'row' }, owners);
  return { cell, cellName: cell && cellName(cell), isGone: cell === null };
}
