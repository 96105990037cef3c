import { useState } from 'react';
import type { RevisionSummary } from '../../../contract/sites.js';
import type { WorkbookIdentity } from '../../../core/workbook/identity.js';
import { ExcelError } from '../../../excel/run-excel.js';
import { formatInstant } from '../../../words/figures.js';
import { failureOf } from '../../../ui/messages/describe-failure.js';
import { GUARD } from '../../../ui/messages/guard.js';
import { PANE } from '../../../ui/messages/pane.js';
import { ErrorState } from '../../../ui/state/ErrorState.js';
import type { useSave } from '../../hooks/use-save.js';
import { OutdatedNotice } from './OutdatedNotice.js';
import type { StandingFacts } from './standing.js';

export type SaveNoticesProps = {
  save: ReturnType<typeof useSave>;
  /** The latest revision that the server has. */
  head: RevisionSummary | null;
  facts: StandingFacts;
  identity: WorkbookIdentity;
  timeZone: string;
  /** The open file is an older copy of itself. */
  isOldCopy: boolean;
  /** Opens the screen that brings the newer revision into the sheet. */
  onMerge: () => void;
};

/** What came of the last save when it did not work, and that a newer revision exists before one is tried. */
export function SaveNotices({ save, head, facts, identity, timeZone, isOldCopy, onMerge }: SaveNoticesProps) {
  const [dismissed, setDismissed] = useState(0);
  const failure = save.isError && !(save.error instanceof ExcelError) ? failureOf(save.error) : null;
  const refusal =
    failure?.kind === 'refused' && failure.problem.code === 'revision.outdated' ? failure.problem : null;
  const isBehind = head !== null && head.number > facts.baseRevision && !save.isPending;
  // The notice of the adopted year says it.
  if (facts.adoptedOn !== null && failure?.kind === 'refused' && failure.problem.code === 'year.adopted')
    return null;
  if (refusal === null && failure !== null) {
    return <ErrorState failure={failure} context="saving" onRetry={() => save.mutate()} />;
  }
  if (refusal === null && (!isBehind || head.number <= dismissed)) return null;
  const newer =
    isOldCopy && isBehind
      ? GUARD.oldCopy.title(facts.baseRevision)
      : isBehind
        ? PANE.outdated.title(head.savedBy, head.number, formatInstant(head.savedAt, timeZone))
        : (refusal?.title ?? '');
  return (
    <OutdatedNotice
      title={newer}
      wasRefused={refusal !== null}
      download={{
        siteCode: identity.siteCode,
        fileName: PANE.notSitebook.workbookName(identity.siteCode, identity.yearId),
      }}
      onMerge={onMerge}
      onDismiss={() => {
        save.reset();
        setDismissed(head?.number ?? 0);
      }}
    />
  );
}
