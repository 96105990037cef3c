import type { BookIndex } from '../validation/book-index.js';
import type { Figures } from '../validation/figures.js';
import type { DecodedWorkbook } from './decode.js';
import type { CellValue } from './read-figure.js';

/** One cell of the Budget sheet to write, by line and column key. */
export type CellChange = { lineId: string; key: 'amount' | 'fte'; value: CellValue };

/**
 * The derived cells that no longer show what the posts give: proposed amounts of lines that posts feed, and FTE.
 * The engine never reads these cells, so a stale one misleads the eye only; writing them needs a command, since
 * Excel refuses writes to locked cells and unlocking a sheet clears the person's undo list.
 */
export function staleDerivedCells(
  index: BookIndex,
  decoded: DecodedWorkbook,
  figures: Figures,
): CellChange[] {
  const changes: CellChange[] = [];
  for (const line of decoded.content.lines) {
    const is = figures.lines.get(line.id);
    const shows = decoded.shown.get(line.id);
    if (!is || !shows) continue;
    if (index.account(line.account).isFed && shows.amountCents !== is.proposedCents) {
      changes.push({ lineId: line.id, key: 'amount', value: is.proposedCents / 100 });
    }
    if (shows.fte !== is.proposedFte) {
      changes.push({
        lineId: line.id,
        key: 'fte',
        value: is.proposedFte === 0 ? null : is.proposedFte / 10_000,
      });
    }
  }
  return changes;
}
