import type { SiteContent } from '../../../core/budget/site-content.js';
import { compareContents } from '../../../core/merge/compare-contents.js';
import {
  conflictKey,
  mergeContents,
  resolveConflicts,
  type Conflict,
} from '../../../core/merge/three-way.js';
import { planSheetChanges } from '../../../core/workbook/sheet-changes.js';
import type { Choices } from '../../../ui/conflicts/ConflictList.js';
import type { SheetBase, SheetFrame, SheetReading } from '../../sheet/read-snapshot.js';
import type { SheetStore } from '../../sheet/sheet-store.js';
import { targetContent } from '../../sheet/target-content.js';
import { ExcelError } from '../../../excel/run-excel.js';
import type { ExcelHost } from '../../../excel/excel-host.js';

export type MergePlan = {
  conflicts: Conflict[];
  /** Conflicts that nobody has chosen a side of. */
  openCount: number;
  /** Rows of the sheet that become theirs, and rows of the person's own that stay different from theirs. */
  comesIn: number;
  stays: number;
  /** What the sheet should hold. */
  sheet: SiteContent;
};

/** Brings the sheet together with what is on the server now. */
export function planMerge(
  frame: SheetFrame,
  reading: SheetReading,
  head: SiteContent,
  choices: Choices,
): MergePlan {
  const { base } = frame;
  const { conflicts } = mergeContents(base.content, reading.stored, head);
  const merged = resolveConflicts(base.content, reading.stored, head, choices);
  const { content, sheet } = targetContent(frame, reading, head, merged);
  return {
    conflicts,
    openCount: conflicts.filter((conflict) => !choices.has(conflictKey(conflict))).length,
    comesIn: compareContents(reading.stored, content).length,
    stays: compareContents(head, content).length,
    sheet,
  };
}

/** `again` when the sheet changed meanwhile so that something new must be chosen. */
export type MergeOutcome = { kind: 'done'; comesIn: number; stays: number } | { kind: 'again' };

/**
 * Reads the sheet once more, makes it hold what was merged, and lets the next save start from `head`. Rejects with
 * `ExcelError`; the base then stays the old one, so that merging again is safe.
 */
export async function carryOutMerge(
  host: ExcelHost,
  store: SheetStore,
  head: SheetBase,
  choices: Choices,
): Promise<MergeOutcome> {
  await store.look();
  const { frame } = store;
  const { reading, trouble } = store.current();
  // An old reading must not be taken for what the sheet holds now.
  if (trouble !== null) throw new ExcelError(trouble, 'The sheet could not be read before merging');
  if (!reading?.isReadable) return { kind: 'again' };
  const { openCount, comesIn, stays, sheet } = planMerge(frame, reading, head.content, choices);
  if (openCount > 0) return { kind: 'again' };
  const { decoded } = reading;
  await host.applySheetChanges(
    { lines: decoded.lines, positions: decoded.positions },
    planSheetChanges(frame.index, decoded, sheet, frame.owners),
  );
  store.setBase(head);
  // No cell holds them: what was chosen takes the place of what was written here.
  frame.explanations?.become(sheet.explanations, head.content.explanations);
  await store.look();
  // Noting the revision comes last: without the note the pane only merges once more when it opens next.
  await host.writeBaseRevision(head.revision).catch(() => undefined);
  return { kind: 'done', comesIn, stays };
}
