import type { SiteContent } from '../../core/budget/site-content.js';
import { takeOwnedRows } from '../../core/validation/owned-rows.js';
import type { SheetFrame, SheetReading } from './read-snapshot.js';

/**
 * What the sheet should hold so that a save on `base` stores `wanted` as far as it is the person's own: rows of others
 * are as `base` has them. Rows of the sheet that no save takes, such as a new one on another office's account, stay
 * where they are: nothing that somebody typed goes in silence.
 */
export function targetContent(
  { index, owners }: SheetFrame,
  { decoded, stored }: Pick<SheetReading, 'decoded' | 'stored'>,
  base: SiteContent,
  wanted: SiteContent,
): { content: SiteContent; sheet: SiteContent } {
  const { content } = takeOwnedRows(index, base, wanted, owners);
  return {
    content,
    sheet: {
      ...content,
      lines: [
        ...content.lines,
        ...leftOver(decoded.content.lines, [stored.lines, base.lines, content.lines]),
      ],
      positions: [
        ...content.positions,
        ...leftOver(decoded.content.positions, [stored.positions, base.positions, content.positions]),
      ],
    },
  };
}

function leftOver<Row extends { id: string }>(
  rows: readonly Row[],
  known: readonly (readonly Row[])[],
): Row[] {
  const ids = new Set(known.flatMap((list) => list.map(({ id }) => id)));
  return rows.filter(({ id }) => !ids.has(id));
}
