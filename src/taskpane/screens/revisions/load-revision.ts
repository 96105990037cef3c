import type { SiteContent } from '../../../core/budget/site-content.js';
import { compareContents } from '../../../core/merge/compare-contents.js';
import { planSheetChanges } from '../../../core/workbook/sheet-changes.js';
import type { SheetFrame, SheetReading } from '../../sheet/read-snapshot.js';
import type { SheetStore } from '../../sheet/sheet-store.js';
import { targetContent } from '../../sheet/target-content.js';

/** How many of the person's own rows would change if the sheet were to hold an earlier content. */
export function ownRowsToLoad(frame: SheetFrame, reading: SheetReading, revision: SiteContent): number {
  const { content } = targetContent(frame, reading, frame.base.content, revision);
  return compareContents(reading.stored, content).length;
}

/**
 * Makes the person's own rows what they were in an earlier content. The base stays what it is, so that the next save
 * makes a new revision. False when Excel did not do it.
 */
export async function loadRevision(store: SheetStore, revision: SiteContent): Promise<boolean> {
  await store.look();
  const { reading, trouble } = store.current();
  if (!reading?.isReadable || trouble !== null) return false;
  const { frame } = store;
  const { decoded } = reading;
  const { sheet } = targetContent(frame, reading, frame.base.content, revision);
  const changes = planSheetChanges(frame.index, decoded, sheet, frame.owners);
  const isDone = await store.command((host) =>
    host.applySheetChanges({ lines: decoded.lines, positions: decoded.positions }, changes),
  );
  // No cell holds them.
  if (isDone) frame.explanations?.become(sheet.explanations, frame.base.content.explanations);
  return isDone;
}
