import { useCallback, useMemo } from 'react';
import type { RevisionSummary, SiteBookReply } from '../../contract/sites.js';
import type { RouteStep } from '../../core/approval/due-and-route.js';
import type { Submission } from '../../core/approval/submission.js';
import type { WorkbookIdentity } from '../../core/workbook/identity.js';
import type { Session } from '../../ui/session/session-store.js';
import { usePaneMemory } from '../host/pane-memory.js';
import { maySubmit, type StandingFacts } from '../screens/home/standing.js';
import type { SheetFrame } from '../sheet/read-snapshot.js';
import type { SheetStore, SheetView } from '../sheet/sheet-store.js';
import { useAllocationChanges, type AllocationNews } from './use-allocation-changes.js';
import { useFollowBase } from './use-follow-base.js';
import { useNewAnswers } from './use-new-answers.js';
import { useQueuedSave, useWaiting } from './use-queue.js';
import { useSave } from './use-save.js';
import { useSheet } from './use-sheet.js';
import { useSiteStatus } from './use-site-status.js';
import { useSubmitWish, type SubmitWish } from './use-submit-wish.js';
import { useUndoable, type Undoable } from './use-undoable.js';
import { useUnreadComments, type UnreadComments } from './use-unread-comments.js';

export type NewAnswers = ReturnType<typeof useNewAnswers>;

export type OpenedSite = {
  identity: WorkbookIdentity;
  session: Session;
  /** What the pane opened with. */
  reply: SiteBookReply;
  frame: SheetFrame;
  /** A later revision was saved from this very workbook: the file is an older copy. */
  isOldCopy: boolean;
  /** The hidden sheet that says who the workbook is is gone. */
  isSheetLost: boolean;
};

/** Everything the screens beside an open workbook work with. */
export type SiteWork = OpenedSite & {
  store: SheetStore;
  view: SheetView;
  save: ReturnType<typeof useSave>;
  /** What the pane does to cells at a click, and its undo. */
  undoable: Undoable;
  /** The latest revision that the server has. */
  head: RevisionSummary | null;
  submission: Submission | null;
  /** The steps of the way to approval, and who has them; none while the server has not said. */
  route: readonly RouteStep[];
  /** By when the site submits, a local date of the district. */
  dueDate: string;
  facts: StandingFacts;
  news: AllocationNews;
  unread: UnreadComments;
  /** Requests that finance answered since the person last looked. */
  answers: NewAnswers;
  /** Saves and submissions that wait for the server. */
  waiting: number;
  /** The save that waits and holds what the sheet holds now, by its id in the queue. */
  queuedSave: string | null;
  /** A submission that waits for it. */
  wish: SubmitWish;
  timeZone: string;
  /** Title of a funding source by its code. A function that stays the same. */
  titleOf: (fundingSource: string) => string;
};

/** Follows the sheet, the server and what the browser remembers of both, for as long as the workbook is open. */
export function useSiteWork(opened: OpenedSite): SiteWork {
  const { identity, session, frame } = opened;
  const { siteCode, workbookId } = identity;
  const memory = usePaneMemory();
  const { store, view } = useSheet(frame);
  const save = useSave(store, identity);
  const undoable = useUndoable(store);
  useFollowBase(store, identity);
  const status = useSiteStatus(siteCode);
  const news = useAllocationChanges({ workbookId, siteCode, opened: opened.reply, store, seen: memory.seen });
  const unread = useUnreadComments(siteCode, workbookId, session.person.id, memory.seen);
  const answers = useNewAnswers(siteCode, workbookId, memory.seen);
  const waiting = useWaiting();
  const queuedSave = useQueuedSave(workbookId, view.reading);
  const wish = useSubmitWish(workbookId);
  const { reply } = news;
  // Until the status is known, the book says where the site stood when the pane opened.
  const head = status === undefined ? (reply.head?.summary ?? null) : status.revision;
  const submission = status === undefined ? reply.submission : status.submission;
  const { fundingSources, timeZone } = reply.book.plan;
  const titles = useMemo(
    () => new Map(fundingSources.map((source) => [source.code, source.title])),
    [fundingSources],
  );
  const titleOf = useCallback((code: string) => titles.get(code) ?? code, [titles]);
  const facts: StandingFacts = {
    baseRevision: view.base.revision,
    headRevision: head?.number ?? 0,
    isChanged: view.reading?.isChanged ?? false,
    isSaving: save.isPending,
    isQueued: queuedSave !== null,
    isSubmitAsked: wish.waiting !== null,
    isReadable: view.reading?.isReadable ?? false,
    isReadOnly: frame.owners.size === 0,
    submission,
    adoptedOn: (status ?? reply).adoptedOn ?? null,
    problems: view.reading?.problems ?? [],
    maySubmit: maySubmit(session.person, siteCode),
  };
  return {
    ...opened,
    reply,
    store,
    view,
    save,
    undoable,
    head,
    submission,
    route: status?.route?.steps ?? [],
    dueDate: status?.route?.dueDate ?? reply.book.plan.year.dueDate,
    facts,
    news,
    unread,
    answers,
    waiting,
    queuedSave,
    wish,
    timeZone,
    titleOf,
  };
}
