import type { ApiFailure } from '../../api/client.js';
import type { SiteFileConflict, SiteFileFinding, SiteFileReply } from '../../contract/site-files.js';
import { conflictKey } from '../../core/merge/three-way.js';
import { isUnexplained, type Problem } from '../../core/problem.js';
import type { Choices } from '../../ui/conflicts/ConflictList.js';

export type FileState =
  | 'waiting'
  | 'checking'
  | 'toFix'
  | 'toDecide'
  | 'ready'
  | 'saving'
  | 'saved'
  | 'refused'
  | 'failed';

/** A file on the page with what the server said of it last. */
export type FileRow = {
  id: number;
  name: string;
  /** Null where the browser cannot read it. */
  file: Blob | null;
  step: 'toCheck' | 'checking' | 'checked' | 'toSave' | 'saving';
  reply: SiteFileReply | null;
  /** Why the last call gave no reply. */
  failure: ApiFailure | null;
  /** What counts where the file and what was saved since differ, by conflict, against the revision of the reply. */
  choices: Choices;
  /** Whether text that can only mean one figure is taken for it, as the file was checked last. */
  takesSuggestions: boolean;
};

/**
 * What the file and what was saved since have otherwise; none of a file that is not read, or is saved. One that adds nothing
 * as it was decided may be decided otherwise.
 */
export function conflictsOf({ reply }: Pick<FileRow, 'reply'>): readonly SiteFileConflict[] {
  if (reply?.isRead !== true) return [];
  return reply.receipt === null || reply.addsNothing === true ? reply.conflicts : [];
}

/** What is said of files that could not be opened: there is nothing else to show of them. */
export function unopened(rows: readonly FileRow[]): Problem[] {
  return rows.flatMap(({ reply }) =>
    reply?.isRead === false
      ? reply.findings.map(({ problem }) => problem).filter(({ code }) => code === 'file.unreadable')
      : [],
  );
}

const isConflict = ({ problem }: SiteFileFinding) => problem.code === 'file.conflict';

/** How many of them nobody has decided. */
export function openConflicts(row: Pick<FileRow, 'reply' | 'choices'>): number {
  return conflictsOf(row).filter((conflict) => !row.choices.has(conflictKey(conflict))).length;
}

export function stateOf(row: FileRow): FileState {
  const { step, reply, failure } = row;
  if (step === 'toCheck') return 'waiting';
  if (step === 'checking') return 'checking';
  if (step === 'toSave' || step === 'saving') return 'saving';
  if (failure !== null) return failure.kind === 'refused' ? 'refused' : 'failed';
  if (reply?.isRead !== true) return 'refused';
  if (reply.receipt !== null) return 'saved';
  const isStopped = reply.findings.some((finding) => finding.stopsSaving === true && !isConflict(finding));
  if (isStopped) return 'toFix';
  return openConflicts(row) > 0 ? 'toDecide' : 'ready';
}

/**
 * Findings by what they mean for the file: what keeps it from being saved, what from being submitted, and the rest. Conflicts
 * are decided on the page, and are none of them.
 */
export function sortFindings(
  reply: SiteFileReply,
): Record<'stops' | 'rules' | 'look' | 'notes', SiteFileFinding[]> {
  const sorted = { stops: [], rules: [], look: [], notes: [] } as Record<
    'stops' | 'rules' | 'look' | 'notes',
    SiteFileFinding[]
  >;
  for (const finding of reply.findings) {
    const { problem, stopsSaving } = finding;
    if (reply.isRead && isConflict(finding)) continue;
    if (stopsSaving === true || !reply.isRead) sorted.stops.push(finding);
    else if (problem.severity === 'fatal') sorted.rules.push(finding);
    else if (isUnexplained(problem)) sorted.look.push(finding);
    else sorted.notes.push(finding);
  }
  return sorted;
}

/** How much there is to decide, to fix and to look at. */
export function countsOf(
  row: Pick<FileRow, 'reply' | 'choices'>,
): [toDecide: number, toFix: number, toSee: number] {
  if (row.reply === null) return [0, 0, 0];
  const { stops, rules, look } = sortFindings(row.reply);
  return [openConflicts(row), stops.length + rules.length, look.length];
}
