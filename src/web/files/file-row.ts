import type { ApiFailure } from '../../api/client.js';
import type { SiteFileFinding, SiteFileReply } from '../../contract/site-files.js';
import { isUnexplained } from '../../core/problem.js';

export type FileState =
  | 'waiting'
  | 'checking'
  | 'toFix'
  | 'ready'
  | 'saving'
  | 'saved'
  | 'refused'
  | 'failed';

/** A file on the page with what the server said of it last. */
export type FileRow = {
  id: number;
  name: string;
  file: Blob;
  step: 'toCheck' | 'checking' | 'checked' | 'toSave' | 'saving';
  reply: SiteFileReply | null;
  /** Why the last call gave no reply. */
  failure: ApiFailure | null;
};

export function stateOf({ step, reply, failure }: FileRow): FileState {
  if (step === 'toCheck') return 'waiting';
  if (step === 'checking') return 'checking';
  if (step === 'toSave' || step === 'saving') return 'saving';
  if (failure !== null) return failure.kind === 'refused' ? 'refused' : 'failed';
  if (reply?.isRead !== true) return 'refused';
  if (reply.receipt !== null) return 'saved';
  return reply.findings.some(({ stopsSaving }) => stopsSaving === true) ? 'toFix' : 'ready';
}

/** Findings by what they mean for the file: what keeps it from being saved, what from being submitted, and the rest. */
export function sortFindings(
  reply: SiteFileReply,
): Record<'stops' | 'rules' | 'look' | 'notes', SiteFileFinding[]> {
  const sorted = { stops: [], rules: [], look: [], notes: [] } as Record<
    'stops' | 'rules' | 'look' | 'notes',
    SiteFileFinding[]
  >;
  for (const finding of reply.findings) {
    const { problem, stopsSaving } = finding;
    if (stopsSaving === true || !reply.isRead) sorted.stops.push(finding);
    else if (problem.severity === 'fatal') sorted.rules.push(finding);
    else if (isUnexplained(problem)) sorted.look.push(finding);
    else sorted.notes.push(finding);
  }
  return sorted;
}
