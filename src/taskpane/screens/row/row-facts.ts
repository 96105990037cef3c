import type { LineItem } from '../../../core/budget/line-item.js';
import type { Position } from '../../../core/staffing/position.js';
import { lineOwner, postOwner } from '../../../core/validation/owned-rows.js';
import type { SheetFrame, SheetReading } from '../../sheet/read-snapshot.js';
import type { SelectedRow } from '../home/selected-row.js';

/** The selected row with what decides what can be done with it. `number` is the row as the sheet counts. */
export type RowFacts = { number: number; title: string; isMine: boolean; ownerTitle: string } & (
  | { kind: 'line'; line: LineItem; isFed: boolean }
  | { kind: 'position'; post: Position }
);

/** Null where no row of the content is selected. */
export function rowFacts(
  { index, owners }: SheetFrame,
  { decoded }: SheetReading,
  selected: SelectedRow | null,
): RowFacts | null {
  if (selected?.kind === 'line') {
    const line = decoded.content.lines.find(({ id }) => id === selected.id);
    if (!line) return null;
    const owner = lineOwner(index, line);
    return {
      kind: 'line',
      line,
      isFed: index.account(line.account).isFed,
      number: (decoded.lines.rows.get(line.id) ?? 0) + 1,
      title: line.title === '' ? line.account : line.title,
      isMine: owners.has(owner),
      ownerTitle: index.ownerTitle(owner),
    };
  }
  if (selected?.kind !== 'position') return null;
  const post = decoded.content.positions.find(({ id }) => id === selected.id);
  if (!post) return null;
  const owner = postOwner(index, post);
  return {
    kind: 'position',
    post,
    number: (decoded.positions.rows.get(post.id) ?? 0) + 1,
    title: post.title,
    isMine: owners.has(owner),
    ownerTitle: index.ownerTitle(owner),
  };
}
