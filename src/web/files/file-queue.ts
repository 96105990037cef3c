import type { ApiClient } from '../../api/client.js';
import { takeSiteFile, type SiteFileReply } from '../../contract/site-files.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { conflictKey } from '../../core/merge/three-way.js';
import type { Choices } from '../../ui/conflicts/ConflictList.js';
import type { NamedFile } from './dropped-files.js';
import { conflictsOf, openConflicts, stateOf, type FileRow } from './file-row.js';
import { FILES_EN } from './files-messages-en.js';

/** What the server reads; a larger file is not even sent. */
const MOST_BYTES = 20 * 2 ** 20;

/**
 * The files of the page: checked and saved one after the other in the order in which they came, so that one that is bad
 * stops no other.
 */
export class FileQueue {
  rows: readonly FileRow[] = [];
  private takesSuggestions = false;
  private isWorking = false;
  private lastId = 0;
  private readonly listeners = new Set<() => void>();

  /** `onSaved` hears of each file that became a revision. */
  constructor(
    private readonly api: ApiClient,
    private readonly onSaved: () => void,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly getRows = (): readonly FileRow[] => this.rows;

  /** Adds files; one of a name that is there takes its place, as when it was mended and comes again. */
  add(files: readonly NamedFile[]): void {
    const names = new Set(files.map(({ name }) => name));
    const added = files.map(({ name, file }): FileRow => {
      this.lastId += 1;
      return {
        id: this.lastId,
        name,
        file,
        step: 'toCheck',
        reply: null,
        failure: null,
        choices: NO_CHOICES,
        takesSuggestions: this.takesSuggestions,
      };
    });
    this.set([...this.rows.filter(({ name }) => !names.has(name)), ...added]);
    void this.work();
  }

  /** Whether text that can only mean one figure is taken for it; what is not saved yet is checked anew. */
  takeSuggestions(takes: boolean): void {
    this.takesSuggestions = takes;
    // What is being checked or saved, or was asked to be, goes on as it was asked.
    const isToCheck = (row: FileRow) =>
      ['waiting', 'ready', 'toFix', 'toDecide', 'refused', 'failed'].includes(stateOf(row));
    const isOther = (row: FileRow) => row.takesSuggestions !== takes && isToCheck(row);
    this.again(isOther, { takesSuggestions: takes, choices: NO_CHOICES });
  }

  checkAgain(id: number): void {
    this.again((row) => row.id === id);
  }

  /**
   * Says what counts in a file where it and what was saved since differ. Once all is decided the file is checked with that,
   * so that its figures are those of what would be saved.
   */
  choose(id: number, choices: Choices): void {
    const row = this.rows.find((one) => one.id === id);
    // What was asked to be saved goes on as it was asked.
    if (!row || stateOf(row) === 'saving') return;
    this.change(id, { choices });
    // One that is being checked is looked at again when that is done.
    if (row.step !== 'checking' && openConflicts({ ...row, choices }) === 0) this.checkAgain(id);
  }

  saveReady(): void {
    this.set(this.rows.map((row) => (stateOf(row) === 'ready' ? { ...row, step: 'toSave' } : row)));
    void this.work();
  }

  removeSaved(): void {
    this.set(this.rows.filter((row) => stateOf(row) !== 'saved'));
  }

  private again(which: (row: FileRow) => boolean, part: Partial<FileRow> = {}): void {
    this.set(
      this.rows.map((row) => (which(row) ? { ...row, ...part, step: 'toCheck', failure: null } : row)),
    );
    void this.work();
  }

  private async work(): Promise<void> {
    if (this.isWorking) return;
    this.isWorking = true;
    const next = () => this.rows.find(({ step }) => step === 'toCheck' || step === 'toSave');
    for (let row = next(); row; row = next()) {
      const isSave = row.step === 'toSave';
      this.change(row.id, { step: isSave ? 'saving' : 'checking' });
      try {
        const reply = await this.send(row, isSave ? 'save' : 'check');
        this.take(row, reply);
        if (reply.isRead && reply.receipt !== null) this.onSaved();
      } catch (error) {
        this.change(row.id, { step: 'checked', failure: failureOf(error) });
      }
      // It was asked otherwise while this was on its way.
      if (!isSave && row.takesSuggestions !== this.takesSuggestions) this.recheck(row.id);
    }
    this.isWorking = false;
  }

  /** Takes what came back for a file as it was when that was asked. */
  private take(asked: FileRow, reply: SiteFileReply): void {
    const row = this.rows.find(({ id }) => id === asked.id);
    if (!row) return;
    // What was chosen against another revision is no answer to what is asked now.
    const choices = revisionOf(reply) === revisionOf(asked.reply) ? row.choices : NO_CHOICES;
    const isOther = choices !== NO_CHOICES && choices !== asked.choices;
    if (isOther && openConflicts({ reply, choices }) === 0)
      // It was decided otherwise meanwhile: these figures are none that would be saved.
      this.change(row.id, { step: 'toCheck', failure: null });
    else this.change(row.id, { step: 'checked', reply, failure: null, choices });
  }

  private recheck(id: number): void {
    this.change(id, { step: 'toCheck', takesSuggestions: this.takesSuggestions, choices: NO_CHOICES });
  }

  private async send(
    { name, file, reply, choices, takesSuggestions }: FileRow,
    mode: 'check' | 'save',
  ): Promise<SiteFileReply> {
    if (file === null) return unreadable(name);
    if (file.size > MOST_BYTES) return tooLarge(name);
    const content = await base64Of(file);
    if (content === null) return unreadable(name);
    const sides = conflictsOf({ reply }).flatMap(({ kind, id, field }) => {
      const side = choices.get(conflictKey({ kind, id, field }));
      return side === undefined ? [] : [{ kind, id, field, side }];
    });
    const revision = revisionOf(reply);
    const body = {
      name,
      content,
      mode,
      takesSuggestions,
      ...(sides.length > 0 && revision !== null ? { choices: { revision, sides } } : {}),
    };
    return this.api.call(takeSiteFile, { params: {}, body });
  }

  private change(id: number, part: Partial<FileRow>): void {
    this.set(this.rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  }

  private set(rows: readonly FileRow[]): void {
    this.rows = rows;
    for (const listener of this.listeners) listener();
  }
}

const NO_CHOICES: Choices = new Map();

/** The revision that a file was compared with; null where it was not. */
const revisionOf = (reply: SiteFileReply | null) => (reply?.isRead === true ? reply.latestRevision : null);

const tooLarge = (name: string) => refused(name, 'file.tooLarge', { what: 'file', limit: MOST_BYTES });
const unreadable = (name: string) => refused(name, 'file.unreadable', { detail: FILES_EN.notReadable });

/** A file that is not even sent, as the server would say it. */
function refused(file: string, code: string, params: Record<string, string | number>): SiteFileReply {
  const place = { kind: 'file' as const, file };
  const problem = { code, severity: 'fatal' as const, place, params: { file, ...params } };
  return { isRead: false, file, findings: [{ problem, cell: null }] };
}

/** Null of a file that cannot be read, as where it was moved since it was chosen. */
function base64Of(file: Blob): Promise<string | null> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    // `data:…;base64,` and the bytes; of an empty file nothing follows.
    reader.onload = () =>
      resolve(typeof reader.result === 'string' ? (reader.result.split(',')[1] ?? '') : '');
    reader.onerror = () => resolve(null);
    reader.readAsDataURL(file);
  });
}
