import type { ApiFailure } from './client.js';
import type { QueueEntry, QueueList } from './queue-entry.js';

/** What a refused entry is, for the screen that says so. */
export type RefusedEntry = Pick<QueueEntry, 'id' | 'kind' | 'siteCode' | 'workbookId'> & {
  failure: ApiFailure;
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
  const waits = facts.isSending ? 'sending' : 'queued';
  return {
    phase: refused.length > 0 ? 'failed' : waiting.length > 0 ? waits : 'idle',
    count: waiting.length,
    since: waiting[0]?.since ?? null,
    waitsFor: facts.waitsFor,
    refused,
    unreadable: list.unreadable.length,
    isLasting: facts.isLasting,
  };
}
