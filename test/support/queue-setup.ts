import { ApiError, type ApiClient } from '../../src/api/client.js';
import type { SaveRequest } from '../../src/api/queue-calls.js';
import { memoryStorage, type QueueStorage } from '../../src/api/queue-storage.js';
import { SaveQueue } from '../../src/api/save-queue.js';
import type { AnyEndpoint, CallOf } from './revision-model.js';
import { smallContent } from './small-book.js';

export const PERSON = 'f8a1f4be-63a5-4b7a-9a3d-0e1f8f0f7a11';
export const OTHER_PERSON = 'a2b7f4be-63a5-4b7a-9a3d-0e1f8f0f7a22';
export const WORKBOOK = '3f0c1b52-7a64-4d0e-9a41-5a7c2d9be314';
export const OTHER_WORKBOOK = '4f0c1b52-7a64-4d0e-9a41-5a7c2d9be315';

/** Timers that a test fires. */
export class ManualTimers {
  private readonly waiting = new Set<{ run: () => void; ms: number }>();
  readonly later = (run: () => void, ms: number): (() => void) => {
    const timer = { run, ms };
    this.waiting.add(timer);
    return () => this.waiting.delete(timer);
  };
  delays(): number[] {
    return [...this.waiting].map(({ ms }) => ms);
  }
  fire(): void {
    const due = [...this.waiting];
    this.waiting.clear();
    for (const { run } of due) run();
  }
}

export type QueueSetup = {
  queue: SaveQueue;
  timers: ManualTimers;
  clock: { now: Date };
  stamp: { current: string | null };
};

let ids = 0;
const newId = () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`;

/** A queue over some storage: another one over the same is the pane after a reload. */
export function openQueue(
  api: ApiClient,
  storage: QueueStorage = memoryStorage(),
  partitionKey?: string,
): QueueSetup {
  const timers = new ManualTimers();
  const clock = { now: new Date('2024-03-06T22:02:00.000Z') };
  const stamp: { current: string | null } = { current: 'stamp-1' };
  const queue = new SaveQueue({
    api,
    storage,
    partitionKey,
    now: () => clock.now,
    newId,
    stamp: () => stamp.current,
    later: timers.later,
    random: () => 0,
  });
  return { queue, timers, clock, stamp };
}

/** A save whose amount tells it from others. */
export function saveOf(
  amountCents: number,
  baseRevision = 0,
  workbookId = WORKBOOK,
  siteCode = '608',
): SaveRequest {
  const content = smallContent();
  const lines = content.lines.map((line) =>
    line.id === 'line-6' ? { ...line, enteredCents: amountCents } : line,
  );
  const body = {
    workbookId,
    yearId: '2024-25',
    layoutVersion: 1,
    baseRevision,
    content: { ...content, lines },
  };
  return { siteCode, body };
}

/** What tells one save from another in a body that was sent or stored. */
export function amountOf({ content }: { content: SaveRequest['body']['content'] }): number {
  return content.lines.find(({ id }) => id === 'line-6')?.enteredCents ?? -1;
}

/** An API of one function. */
export function apiOf(answer: (call: CallOf) => unknown): ApiClient {
  return {
    call: async (endpoint: AnyEndpoint, input: { params: unknown; body: unknown }) => {
      const reply = await answer({ endpoint, params: input.params, body: input.body });
      return reply as never;
    },
  };
}

export const unreachable = () => new ApiError({ kind: 'unreachable' });
