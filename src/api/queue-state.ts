import type { ApiFailure } from './client.js';
import type { QueueEntry, QueueList } from './queue-entry.js';

/** What a refused entry is, for the screen that says so. */
export type RefusedEntry = Pick<QueueEntry, 'id' | 'kind' | 'siteCode' | 'workbookId'> & {
  failure: ApiFailure;
};

/** A submission that waits, as somebody asked for it. */
export type WaitingSubmit = Pick<QueueEntry, 'id' | 'siteCode' | 'workbookId' | 'claimedAt'> & {
  /** What it waits for was refused: it is not sent. */
  isStopped: boolean;
};

/** What a screen shows of the queue. A new object at every change. */
export type QueueState = {
  /** `failed`: something was refused and waits for the person; the rest goes on. */
  phase: 'idle' | 'queued' | 'sending' | 'failed';
  /** Saves and submissions that wait, without those that a button still waits for. */
  count: number;
  /** Since when the oldest of them waits. */
  since: string | null;
  waitsFor: 'connection' | 'signIn' | 'reload' | null;
  refused: readonly RefusedEntry[];
  /** Submissions that wait, without those that were refused. */
  submissions: readonly WaitingSubmit[];
  /** Entries of another version of Sitebook, kept for it. */
  unreadable: number;
  /** False where the browser refuses storage: then a reload loses what waits. */
  isLasting: boolean;
};

export const IDLE: QueueState = {
  phase: 'idle',
  count: 0,
  since: null,
  waitsFor: null,
  refused: [],
  submissions: [],
  unreadable: 0,
  isLasting: true,
};

export type QueueFacts = {
  isAttended: (id: string) => boolean;
  refusals: ReadonlyMap<string, ApiFailure>;
} & Pick<QueueState, 'waitsFor' | 'isLasting'> & { isSending: boolean };

/** The state of a queue as screens show it. */
export function viewQueue(list: QueueList, facts: QueueFacts): QueueState {
  const waiting = list.entries.filter(({ id }) => !facts.isAttended(id));
  const refused = waiting.flatMap(({ id, kind, siteCode, workbookId }): RefusedEntry[] => {
    const failure = facts.refusals.get(id);
    return failure ? [{ id, kind, siteCode, workbookId, failure }] : [];
  });
  const stopped = new Set(refused.map(({ workbookId }) => workbookId));
  const submissions = waiting.flatMap(({ id, kind, siteCode, workbookId, claimedAt }): WaitingSubmit[] =>
    kind === 'submit' && !facts.refusals.has(id)
      ? [{ id, siteCode, workbookId, claimedAt, isStopped: stopped.has(workbookId) }]
      : [],
  );
  const waits = facts.isSending ? 'sending' : 'queued';
  return {
    phase: refused.length > 0 ? 'failed' : waiting.length > 0 ? waits : 'idle',
    count: waiting.length,
    since: waiting[0]?.since ?? null,
    waitsFor: facts.waitsFor,
    refused,
    submissions,
    unreadable: list.unreadable.length,
    isLasting: facts.isLasting,
  };
}
