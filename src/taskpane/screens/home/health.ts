import type { RevisionSummary } from '../../../contract/sites.js';
import { GUARD } from '../../../ui/messages/guard.js';
import { HEALTH } from '../../../ui/messages/health.js';
import type { SheetView } from '../../sheet/sheet-store.js';
import type { StandingFacts } from './standing.js';

const WORDS = HEALTH;

export type HealthLevel = 'good' | 'look' | 'wrong';

/** One thing that can be well or not with an open workbook, as a sentence. */
export type HealthPoint = { about: string; level: HealthLevel; text: string };

export type HealthFacts = {
  view: SheetView;
  facts: StandingFacts;
  head: RevisionSummary | null;
  /** Saves that wait until the server can be reached. */
  waitingSaves: number;
};

/** How the open workbook is, point by point: whether it is read, saved, the newest, locked, untouched and readable. */
export function healthOf({ view, facts, head, waitingSaves }: HealthFacts): HealthPoint[] {
  const points = [readPoint(view), newestPoint(facts, head), readablePoint(view, facts)];
  if (facts.isReadOnly) return [{ about: 'mine', level: 'good', text: WORDS.isViewOnly }, ...points];
  return [savedPoint(facts, waitingSaves), ...points, lockPoint(view), tamperPoint(view)];
}

function point(about: string, level: HealthLevel, text: string): HealthPoint {
  return { about, level, text };
}

function readPoint({ trouble, isSilent }: SheetView): HealthPoint {
  return trouble === null && !isSilent
    ? point('read', 'good', WORDS.isRead)
    : point('read', 'wrong', WORDS.isStale);
}

function savedPoint({ isChanged, baseRevision }: StandingFacts, waiting: number): HealthPoint {
  if (waiting > 0) return point('saved', 'look', WORDS.isWaiting(waiting));
  if (baseRevision === 0) return point('saved', 'look', WORDS.isNotSavedYet);
  return isChanged
    ? point('saved', 'look', WORDS.isUnsaved)
    : point('saved', 'good', WORDS.isSaved(baseRevision));
}

function newestPoint({ baseRevision }: StandingFacts, head: RevisionSummary | null): HealthPoint {
  return head !== null && head.number > baseRevision
    ? point('newest', 'wrong', WORDS.isBehind(head.savedBy, head.number))
    : point('newest', 'good', WORDS.isNewest);
}

function lockPoint({ unlocked, lockFault }: SheetView): HealthPoint {
  if (lockFault !== null) return point('locked', 'wrong', WORDS.lockFailed);
  return unlocked.length > 0
    ? point('locked', 'wrong', WORDS.isUnlocked(unlocked.join(', ')))
    : point('locked', 'good', WORDS.isLocked);
}

function tamperPoint({ reading }: SheetView): HealthPoint {
  const { cells = [], missingRows = [] } = reading?.tampered ?? {};
  return cells.length + missingRows.length > 0
    ? point('untouched', 'wrong', GUARD.tamper.title(cells.length, missingRows.length))
    : point('untouched', 'good', WORDS.isUntouched);
}

function readablePoint({ reading }: SheetView, { isReadable }: StandingFacts): HealthPoint {
  if (reading !== null && !isReadable) return point('readable', 'wrong', WORDS.isUnreadable);
  const broken = reading?.problems.filter(({ code }) => code === 'cell.excelError').length ?? 0;
  return broken > 0
    ? point('readable', 'wrong', WORDS.isBroken(broken))
    : point('readable', 'good', WORDS.isReadableAll);
}
