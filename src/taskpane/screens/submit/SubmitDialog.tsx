import {
  Checkbox,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useId, useMemo, useState, type ReactNode } from 'react';
import type { SubmitResult } from '../../../api/queue-calls.js';
import type { Submission } from '../../../core/approval/submission.js';
import type { Site } from '../../../core/budget/site.js';
import type { Problem } from '../../../core/problem.js';
import { failureOf } from '../../../ui/messages/describe-failure.js';
import { PANE } from '../../../ui/messages/pane.js';
import { SUBMIT } from '../../../ui/messages/submit.js';
import { ErrorState } from '../../../ui/state/ErrorState.js';
import { useSubmit } from '../../hooks/use-submit.js';
import type { SheetReading } from '../../sheet/read-snapshot.js';
import { EvidenceFields } from './EvidenceFields.js';
import { ExplainList } from './ExplainList.js';
import { SubmitActions } from './SubmitActions.js';
import { askedFor, bodyOf, EMPTY_DRAFT, reasonNotYet, valuesOf, type SaveState } from './submit-draft.js';
import { SubmitReceipt } from './SubmitReceipt.js';
import { SubmitSummary } from './SubmitSummary.js';

const WORDS = PANE.submit;

const useStyles = makeStyles({
  content: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalM },
  button: { whiteSpace: 'nowrap' },
  statement: {
    borderLeft: `2px solid ${tokens.colorNeutralStroke1}`,
    paddingLeft: tokens.spacingHorizontalS,
    whiteSpace: 'pre-wrap',
  },
});

export type SubmitDialogProps = {
  site: Site;
  /** The workbook that the revision was saved from. */
  workbookId: string;
  /** The revision the sheet stands on. */
  revision: number;
  /** The save that waits and holds what the sheet holds, by its id in the queue. */
  queuedSave?: string | null | undefined;
  reading: SheetReading;
  /** The last submission, to compare with; left out where there is none. */
  lastSubmission?: Submission | null | undefined;
  /** Writes why a warning is right, into the sheet or beside it; resolves to whether it was taken. */
  onExplain?: ((problem: Problem, text: string) => Promise<boolean>) | undefined;
  /** The cell that an explanation goes into; null where it has none. */
  explainCellOf?: ((problem: Problem) => string | null) | undefined;
  /** Saves what was explained here, without leaving. */
  onSave?: (() => void) | undefined;
  isSaving?: boolean;
  onClose: () => void;
};

/** What goes to finance, what the district asks for, then the one button that sends it, then the receipt. */
export function SubmitDialog(props: SubmitDialogProps) {
  const { site, workbookId, revision, reading, onClose } = props;
  const styles = useStyles();
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const { submission: form, timeZone } = reading.state.index.book.plan;
  const { balances } = reading.state.figures;
  const asked = useMemo(() => askedFor(form, balances), [form, balances]);
  const submitting = useSubmit(site.code, workbookId);
  const { data: answer } = submitting;
  const isDone = answer?.kind === 'sent' || answer?.kind === 'queued';
  const saveState = saveStateOf(props);
  const reason = reasonNotYet(form, asked, draft, saveState);
  const submit = (mayWait: boolean) =>
    submitting.mutate({
      body: bodyOf(revision, form, asked, draft),
      after: props.queuedSave ?? null,
      mayWait: mayWait || saveState === 'queued',
    });
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface data-testid="submit-dialog">
        <DialogBody>
          <DialogTitle>{titleFor(site, answer)}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{introFor(answer, saveState, revision)}</Text>
            {answer?.kind === 'sent' && <SubmitReceipt submission={answer.submission} timeZone={timeZone} />}
            {!isDone && (
              <WhatGoes {...props}>
                {asked.map((evidence) => (
                  <EvidenceFields
                    key={evidence.id}
                    form={evidence}
                    values={valuesOf(draft, evidence)}
                    onChange={(values) =>
                      setDraft({ ...draft, values: new Map([...draft.values, [evidence.id, values]]) })
                    }
                  />
                ))}
                {form && (
                  <Statement
                    text={form.attestation}
                    isConfirmed={draft.isConfirmed}
                    onConfirm={(isConfirmed) => setDraft({ ...draft, isConfirmed })}
                  />
                )}
              </WhatGoes>
            )}
            {submitting.isError && <ErrorState failure={failureOf(submitting.error)} context="submitting" />}
            {!submitting.isPending && <NotSubmitted answer={answer} />}
          </DialogContent>
          <SubmitActions
            saveState={saveState}
            isDone={isDone}
            isSubmitting={submitting.isPending}
            canWait={answer?.kind === 'notSent' && answer.waitsFor === 'connection'}
            reason={reason}
            onSubmit={submit}
            onSave={props.onSave}
            isSaving={props.isSaving === true}
            onClose={onClose}
          />
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** A save in flight counts as that even where the sheet was typed in since: what it becomes is known in a moment. */
function saveStateOf({ reading, queuedSave, isSaving = false }: SubmitDialogProps): SaveState {
  if (isSaving) return 'saving';
  if (queuedSave != null) return 'queued';
  return reading.isChanged ? 'unsaved' : 'saved';
}

function titleFor(site: Site, answer: SubmitResult | undefined): string {
  if (answer?.kind === 'sent') return WORDS.done(site.name);
  return answer?.kind === 'queued' ? SUBMIT.wish.asked(site.name) : WORDS.title(site.name);
}

function introFor(answer: SubmitResult | undefined, saveState: SaveState, revision: number): string {
  if (answer?.kind === 'sent') return WORDS.doneText;
  if (answer?.kind === 'queued') return SUBMIT.wish.askedText;
  if (saveState === 'queued') return SUBMIT.wish.intro;
  return saveState === 'saving' ? SUBMIT.reason.saving : WORDS.intro(revision);
}

/** That nothing was submitted, and why; in sight, above the buttons that say what can be done. */
function NotSubmitted({ answer }: { answer: SubmitResult | undefined }) {
  const { wish } = SUBMIT;
  if (answer?.kind !== 'notSent' && answer?.kind !== 'saveMoved') return null;
  const text = answer.kind === 'saveMoved' ? wish.saveMoved : wish.notSent[answer.waitsFor ?? 'connection'];
  const isOffline = answer.kind === 'notSent' && answer.waitsFor === 'connection';
  return (
    <MessageBar intent="warning" layout="multiline" data-testid="not-submitted">
      <MessageBarBody>{isOffline ? `${text} ${wish.notSentText}` : text}</MessageBarBody>
    </MessageBar>
  );
}

function WhatGoes(props: SubmitDialogProps & { children: ReactNode }) {
  const { site, reading, lastSubmission, onExplain, explainCellOf = () => null, children } = props;
  return (
    <>
      <SubmitSummary
        reading={reading}
        siteCode={site.code}
        lastSubmitted={lastSubmission?.revision ?? null}
      />
      <ExplainList problems={reading.problems} cellOf={explainCellOf} onExplain={onExplain} />
      {children}
    </>
  );
}

type StatementProps = { text: string; isConfirmed: boolean; onConfirm: (isConfirmed: boolean) => void };

function Statement({ text, isConfirmed, onConfirm }: StatementProps) {
  const styles = useStyles();
  const id = useId();
  return (
    <section aria-label={SUBMIT.attestationTitle}>
      <Text id={id} block className={styles.statement}>
        {text}
      </Text>
      <Checkbox
        label={SUBMIT.confirm}
        aria-describedby={id}
        required
        checked={isConfirmed}
        onChange={(_, { checked }) => onConfirm(checked === true)}
      />
    </section>
  );
}
