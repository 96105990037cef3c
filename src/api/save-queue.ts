import { ApiError, type ApiFailure } from './client.js';
import type {
  SaveQueueOptions,
  SaveRequest,
  SaveResult,
  SentSave,
  SentSubmit,
  SubmitRequest,
  SubmitResult,
} from './queue-calls.js';
import {
  QUEUE_FORMAT,
  readList,
  writeList,
  type QueueEntry,
  type QueueList,
  type SaveEntry,
  type SentMark,
  type SubmitEntry,
} from './queue-entry.js';
import { addSave, addSubmit, countAttempt, lastSave, nextToSend, remove, settleSave } from './queue-list.js';
import { IDLE, viewQueue, type QueueState } from './queue-state.js';
import { retryDelay, verdictOn } from './retry.js';
import { sendEntry, type Arrived } from './send-entry.js';

type Outcome = Arrived | { failure: ApiFailure };

const atOnce = (_: string, work: () => Promise<void>) => work();

/**
 * The saves and submissions of one person on their way to the server. Each is stored before it leaves, so that neither
 * an outage nor a reload loses it, and is sent one at a time in the order of asking; what arrived twice is one
 * revision, by the server. Only the person who asked ever sends or sees it: the queue is kept under her id.
 */
export class SaveQueue {
  private state = IDLE;
  private person: string | null = null;
  private list: QueueList = readList(undefined);
  private readonly refusals = new Map<string, ApiFailure>();
  private readonly outcomes = new Map<string, Outcome>();
  /** Entries that a button waits for: they count as queued when it learns so. */
  private readonly attended = new Map<string, number>();
  private waitsFor: QueueState['waitsFor'] = null;
  private isSending = false;
  private isWanted = false;
  private running: Promise<void> | null = null;
  private failures = 0;
  private callOff: (() => void) | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly sentListeners = new Set<(sent: SentSave) => void>();
  private readonly submittedListeners = new Set<(sent: SentSubmit) => void>();

  constructor(private readonly options: SaveQueueOptions) {}

  readonly current = (): QueueState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Told of every queued save that arrived, also after a reload; not of those that `save` itself answered. */
  readonly onSent = (listener: (sent: SentSave) => void): (() => void) => {
    this.sentListeners.add(listener);
    return () => this.sentListeners.delete(listener);
  };

  /** The same for queued submissions. */
  readonly onSubmitted = (listener: (sent: SentSubmit) => void): (() => void) => {
    this.submittedListeners.add(listener);
    return () => this.submittedListeners.delete(listener);
  };

  /** Who is signed in, by id, or nobody: her queue is shown and sent from now on. Another's stays where it is. */
  async setPerson(person: string | null): Promise<void> {
    if (person === this.person && this.waitsFor === null) return;
    if (person !== this.person) {
      this.refusals.clear();
      this.list = readList(undefined);
    }
    this.person = person;
    this.waitsFor = null;
    if (person !== null) await this.wake();
    else this.publish();
  }

  /**
   * Saves, now if the server answers, otherwise later by itself. Rejects with `ApiError` when the server refused or
   * the save cannot be sent as it is; it is not queued then.
   */
  async save({ siteCode, body }: SaveRequest): Promise<SaveResult> {
    const person = this.signedIn();
    const { workbookId, baseRevision: paneBase } = body;
    const entry: SaveEntry = { ...this.common(siteCode, workbookId), kind: 'save', paneBase, body };
    await this.store(person, (list) => addSave(list, entry, this.isRefused));
    // It may have taken the place of one that never left.
    const entryId = lastSave(this.list, workbookId)?.id ?? entry.id;
    const outcome = await this.attend(person, entryId);
    if (outcome && 'receipt' in outcome) return { kind: 'sent', receipt: outcome.receipt };
    return { kind: 'queued', entryId };
  }

  /**
   * Submits the revision, or what a save that waits becomes; as `save` otherwise. Names the save that is meant
   * (`after`), so that nothing is submitted that its submitter has not seen.
   */
  async submit(request: SubmitRequest): Promise<SubmitResult> {
    const { siteCode, workbookId, after, mayWait = true } = request;
    const { revision, ...body } = request.body;
    const person = this.signedIn();
    const entry: SubmitEntry = { ...this.common(siteCode, workbookId), kind: 'submit', revision, body };
    await this.store(person, (list) => {
      const isMeant = after === undefined || after === (lastSave(list, workbookId)?.id ?? null);
      return isMeant ? addSubmit(list, entry) : list;
    });
    if (!this.list.entries.some(({ id }) => id === entry.id)) return { kind: 'saveMoved' };
    const outcome = await this.attend(person, entry.id, mayWait);
    if (outcome && 'submission' in outcome) return { kind: 'sent', submission: outcome.submission };
    return mayWait ? { kind: 'queued' } : { kind: 'notSent', waitsFor: this.waitsFor };
  }

  /** The save of a workbook that waits, without one that a button waits for; the same object until it changes. */
  waitingSave(workbookId: string): SaveEntry | null {
    const entry = lastSave(this.list, workbookId);
    return entry && !this.attended.has(entry.id) && !this.refusals.has(entry.id) ? entry : null;
  }

  /** Tries at once: at a click, when the network is back, when the pane gets the focus. */
  readonly wake = (): Promise<void> => {
    this.failures = 0;
    return this.run();
  };

  /** Another call has reached the server: so will these. */
  readonly reached = (): void => {
    if (this.running === null && this.waitsFor === 'connection' && this.list.entries.length > 0)
      void this.wake();
  };

  /** Whether signing out would leave something behind. */
  hasWaiting(): boolean {
    return this.list.entries.length > 0 || this.list.unreadable.length > 0;
  }

  /** Throws away one entry with what stands on it, or everything of this person. */
  async discard(id?: string): Promise<void> {
    if (id === undefined) await this.change((list) => ({ ...list, entries: [], unreadable: [] }));
    else await this.change((list) => remove(list, id));
    void this.run();
  }

  /** The revision that this workbook's last save became, where the workbook does not say so itself yet. */
  async sentOf(workbookId: string): Promise<SentMark | null> {
    await this.load();
    return this.list.sent.find((mark) => mark.workbookId === workbookId) ?? null;
  }

  /** The workbook says now which revision it stands on. */
  async acknowledge(workbookId: string): Promise<void> {
    await this.change((list) => ({
      ...list,
      sent: list.sent.filter((mark) => mark.workbookId !== workbookId),
    }));
  }

  private readonly isRefused = (id: string): boolean => this.refusals.has(id);

  private common(siteCode: string, workbookId: string) {
    const at = this.options.now().toISOString();
    const { newId, stamp } = this.options;
    return {
      format: QUEUE_FORMAT,
      id: newId(),
      siteCode,
      workbookId,
      claimedAt: at,
      since: at,
      stamp: stamp(),
      attempts: 0,
      after: null,
    } as const;
  }

  private signedIn(): string {
    if (this.person === null) throw new ApiError({ kind: 'unsendable' });
    return this.person;
  }

  /** Sends, and waits for what became of one entry; null when it waits on. Throws when it was refused. */
  private async attend(person: string, id: string, mayWait = true): Promise<Outcome | null> {
    this.attended.set(id, (this.attended.get(id) ?? 0) + 1);
    this.publish();
    await this.run();
    const outcome = this.outcomes.get(id) ?? null;
    if (outcome === null && !mayWait) await this.changeOf(person, (list) => remove(list, id));
    // Somebody who saves twice at once waits twice for one answer.
    const others = (this.attended.get(id) ?? 1) - 1;
    if (others > 0) this.attended.set(id, others);
    else {
      this.attended.delete(id);
      this.outcomes.delete(id);
    }
    if (outcome && 'failure' in outcome) {
      this.refusals.delete(id);
      await this.changeOf(person, (list) => remove(list, id));
      throw new ApiError(outcome.failure);
    }
    this.publish();
    return outcome;
  }

  /** One sender at a time; whoever asks meanwhile gets another round. */
  private run(): Promise<void> {
    this.isWanted = true;
    this.callOff?.();
    this.callOff = null;
    this.running ??= this.rounds();
    return this.running;
  }

  private async rounds(): Promise<void> {
    const alone = this.options.alone ?? atOnce;
    try {
      while (this.isWanted) {
        this.isWanted = false;
        if (this.person !== null) await alone(this.key(this.person), () => this.sendAll());
      }
    } finally {
      this.running = null;
      this.isSending = false;
      this.planRetry();
      this.publish();
    }
  }

  private async sendAll(): Promise<void> {
    const { person } = this;
    await this.load();
    for (;;) {
      const next = nextToSend(this.list, this.isRefused);
      if (next === null || person === null || person !== this.person) return;
      // Counted before it leaves, so that nothing takes its place from now on, in whatever pane.
      await this.changeOf(person, (list) => countAttempt(list, next.id));
      const counted = this.list.entries.find(({ id }) => id === next.id);
      if (counted?.after !== null) continue;
      this.isSending = true;
      this.publish();
      const goesOn = await this.send(person, counted);
      this.isSending = false;
      if (!goesOn) return;
    }
  }

  /** Sends one entry; false when the rest has to wait as well. */
  private async send(person: string, entry: QueueEntry): Promise<boolean> {
    const isAttended = this.attended.has(entry.id);
    let arrived: Arrived;
    try {
      // Only what did not go through at once claims to have waited.
      arrived = await sendEntry(this.options.api, entry, !isAttended || entry.attempts > 1);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return this.notSent(entry, error.failure);
    }
    this.failures = 0;
    this.waitsFor = null;
    if (entry.kind === 'submit' || !('receipt' in arrived)) {
      await this.changeOf(person, (list) => remove(list, entry.id));
      if ('submission' in arrived && !isAttended)
        for (const tell of this.submittedListeners)
          tell({ workbookId: entry.workbookId, submission: arrived.submission });
    } else {
      const { receipt } = arrived;
      await this.changeOf(person, (list) => settleSave(list, entry, receipt.revision.number));
      const { id: entryId, siteCode, workbookId } = entry;
      if (!this.attended.has(entryId))
        for (const tell of this.sentListeners) tell({ entryId, siteCode, workbookId, receipt });
    }
    if (this.attended.has(entry.id)) this.outcomes.set(entry.id, arrived);
    return true;
  }

  private notSent(entry: QueueEntry, failure: ApiFailure): boolean {
    const verdict = verdictOn(failure);
    if (verdict === 'refused') {
      this.refusals.set(entry.id, failure);
      if (this.attended.has(entry.id)) this.outcomes.set(entry.id, { failure });
      return true;
    }
    this.waitsFor = verdict;
    this.failures += 1;
    return false;
  }

  private planRetry(): void {
    // A sign-in or a reload comes from the person; the network comes back by itself.
    if (this.waitsFor !== 'connection' || this.person === null || this.list.entries.length === 0) return;
    const { later, random } = this.options;
    this.callOff?.();
    this.callOff = later(() => void this.run(), retryDelay(this.failures, random()));
  }

  private key(person: string): string {
    return `${this.options.partitionKey ?? ''}sitebook-queue/${person}`;
  }

  private async load(): Promise<void> {
    const { person } = this;
    if (person === null) return;
    const list = readList(await this.options.storage.read(this.key(person)));
    if (person === this.person) this.list = list;
    this.publish();
  }

  private change(change: (list: QueueList) => QueueList): Promise<void> {
    return this.person === null ? Promise.resolve() : this.changeOf(this.person, change);
  }

  private async changeOf(person: string, change: (list: QueueList) => QueueList): Promise<void> {
    await this.store(person, change);
    this.publish();
  }

  /** Changes without telling: what is on its way at once shall not look like something that waits. */
  private async store(person: string, change: (list: QueueList) => QueueList): Promise<void> {
    const stored = await this.options.storage.change(this.key(person), (before) =>
      writeList(change(readList(before))),
    );
    if (person === this.person) this.list = readList(stored);
  }

  private publish(): void {
    this.state = viewQueue(this.list, {
      isAttended: (id) => this.attended.has(id),
      refusals: this.refusals,
      waitsFor: this.waitsFor,
      isSending: this.isSending,
      isLasting: this.options.storage.isLasting(),
    });
    for (const listener of this.listeners) listener();
  }
}
