import type { QueueEntry, QueueList, SaveEntry, SentMark, SubmitEntry } from './queue-entry.js';

/** A workbook whose mark is this many workbooks old will not be opened before its revision is fetched anyway. */
const MOST_MARKS = 50;

/**
 * Puts a save at the end of the queue. One of the same workbook that waits at the end and never left is replaced: its
 * content was a stage of the same sheet that nobody has seen, and sending both would store a revision for every
 * click on Save during an outage. One that was on its way is not: the server may have stored it, so the new save
 * follows it and stands on its revision. The same where a submission was queued in between, which is of what was
 * saved before it. A save that was refused gives way to the sheet's newer content, with whatever waited for it.
 */
export function addSave(list: QueueList, next: SaveEntry, isRefused: (id: string) => boolean): QueueList {
  const entries = withoutRefused(list.entries, next.workbookId, isRefused);
  const lane = entries.filter(({ workbookId }) => workbookId === next.workbookId);
  const last = lane.at(-1);
  if (last?.kind === 'save' && last.attempts === 0 && last.paneBase <= next.paneBase) {
    const replaced = { ...next, id: last.id, since: last.since };
    // With the same base the pane has heard of nothing since: the chain that the old one stands on stays.
    const chained: SaveEntry =
      last.paneBase === next.paneBase
        ? {
            ...replaced,
            after: last.after,
            body: { ...next.body, baseRevision: last.body.baseRevision },
          }
        : replaced;
    return { ...list, entries: entries.map((entry) => (entry === last ? chained : entry)) };
  }
  const before = lane.filter((entry) => entry.kind === 'save').at(-1);
  const after = before?.paneBase === next.paneBase ? before.id : null;
  return { ...list, entries: [...entries, { ...next, after }] };
}

/** Puts a submission at the end: of the workbook's last queued save, or of the revision it names. */
export function addSubmit(list: QueueList, next: SubmitEntry): QueueList {
  const before = lastSave(list, next.workbookId);
  const entry = before ? { ...next, after: before.id, revision: null } : next;
  return { ...list, entries: [...list.entries, entry] };
}

/** The newest save of a workbook that waits. */
export function lastSave({ entries }: QueueList, workbookId: string): SaveEntry | undefined {
  return entries
    .filter((entry): entry is SaveEntry => entry.kind === 'save' && entry.workbookId === workbookId)
    .at(-1);
}

/** A save became a revision: what waited for it stands on that now. */
export function settleSave(list: QueueList, done: SaveEntry, revision: number): QueueList {
  const mark: SentMark = { workbookId: done.workbookId, siteCode: done.siteCode, revision };
  const entries = list.entries
    .filter(({ id }) => id !== done.id)
    .map((entry): QueueEntry => {
      if (entry.after !== done.id) return entry;
      return entry.kind === 'save'
        ? { ...entry, after: null, body: { ...entry.body, baseRevision: revision } }
        : { ...entry, after: null, revision };
    });
  const others = list.sent.filter(({ workbookId }) => workbookId !== done.workbookId);
  return { ...list, entries, sent: [...others, mark].slice(-MOST_MARKS) };
}

/** Takes an entry out, with those that cannot be sent without it. */
export function remove(list: QueueList, id: string): QueueList {
  return { ...list, entries: list.entries.filter((entry) => entry.id !== id && entry.after !== id) };
}

export function countAttempt(list: QueueList, id: string): QueueList {
  return {
    ...list,
    entries: list.entries.map((entry) =>
      entry.id === id ? { ...entry, attempts: entry.attempts + 1 } : entry,
    ),
  };
}

/** What is sent next: the oldest whose workbook has nothing refused before it. Other workbooks do not wait for it. */
export function nextToSend(list: QueueList, isRefused: (id: string) => boolean): QueueEntry | null {
  const stopped = new Set<string>();
  for (const entry of list.entries) {
    if (isRefused(entry.id)) stopped.add(entry.workbookId);
    else if (entry.after === null && !stopped.has(entry.workbookId)) return entry;
    // Whatever keeps one back keeps back what was asked for after it.
    else stopped.add(entry.workbookId);
  }
  return null;
}

function withoutRefused(
  entries: readonly QueueEntry[],
  workbookId: string,
  isRefused: (id: string) => boolean,
): QueueEntry[] {
  const gone = new Set(
    entries.filter((entry) => entry.workbookId === workbookId && isRefused(entry.id)).map(({ id }) => id),
  );
  return entries.filter(({ id, after }) => !gone.has(id) && (after === null || !gone.has(after)));
}
