import type { SiteContent } from '../../core/budget/site-content.js';
import { planSheetChanges } from '../../core/workbook/sheet-changes.js';
import type { SheetStore } from './sheet-store.js';

/**
 * Makes the open sheet hold a content that a command made of what it holds: what differs is written in one go. False
 * when Excel did not do it, or when the sheet has not been read yet.
 */
export async function changeContent(
  store: SheetStore,
  change: (content: SiteContent) => SiteContent,
): Promise<boolean> {
  const { reading } = store.current();
  if (reading === null) return false;
  const { index, owners } = store.frame;
  const { decoded } = reading;
  const changes = planSheetChanges(index, decoded, change(decoded.content), owners);
  return store.command((host) =>
    host.applySheetChanges({ lines: decoded.lines, positions: decoded.positions }, changes),
  );
}
