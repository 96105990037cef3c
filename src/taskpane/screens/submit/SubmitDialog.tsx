import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Submission } from '../../../core/approval/submission.js';
import type { Site } from '../../../core/budget/site.js';
import type { Problem } from '../../../core/problem.js';
import { failureOf } from '../../../ui/messages/describe-failure.js';
import { OFFLINE } from '../../../ui/messages/offline.js';
import { PANE } from '../../../ui/messages/pane.js';
import { SUBMIT } from '../../../ui/messages/submit.js';
import { ErrorState } from '../../../ui/state/ErrorState.js';
import { useSubmit } from '../../hooks/use-submit.js';
import type { SheetReading } from '../../sheet/read-snapshot.js';
import { EvidenceFields } from './EvidenceFields.js';
import { ExplainList } from './ExplainList.js';
import { askedFor, bodyOf, EMPTY_DRAFT, reasonNotYet, valuesOf } from './submit-draft.js';
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
  reason: { color: tokens.colorNeutralForeground2, alignSelf: 'center', minWidth: 0 },
});

export type SubmitDialogProps = {
  site: Site;
  /** The workbook that the revision was saved from. */
  workbookId: string;
  /** The revision the sheet stands on. */
  revision: number;
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
  const isDone = submitting.isSuccess;
  const isQueued = submitting.data === 'queued';
  const reason = reasonNotYet(form, asked, draft, reading.isChanged);
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface data-testid="submit-dialog">
        <DialogBody>
          <DialogTitle>{isDone && !isQueued ? WORDS.done(site.name) : WORDS.title(site.name)}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{isDone ? (isQueued ? OFFLINE.queuedSubmit : WORDS.doneText) : WORDS.intro(revision)}</Text>
            {isDone && submitting.data !== 'queued' && (
              <SubmitReceipt submission={submitting.data} timeZone={timeZone} />
            )}
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
          </DialogContent>
          <Actions
            {...props}
            isDone={isDone}
            isSubmitting={submitting.isPending}
            reason={reason}
            onSubmit={() => submitting.mutate(bodyOf(revision, form, asked, draft))}
          />
        </DialogBody>
      </DialogSurface>
    </Dialog>
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

type ActionsProps = SubmitDialogProps & {
  isDone: boolean;
  isSubmitting: boolean;
  reason: string | null;
  onSubmit: () => void;
};

/** Submit, with the reason beside it where it cannot be; save where something was explained here; and the way back. */
function Actions(props: ActionsProps) {
  const { reading, isDone, isSubmitting, reason, onSubmit, onSave, isSaving = false, onClose } = props;
  const styles = useStyles();
  const reasonId = useId();
  const close = useRef<HTMLElement | null>(null);
  useEffect(() => {
    // The button that had the focus is gone; a dialog without it is closed to keyboards and screen readers.
    if (isDone) close.current?.focus();
  }, [isDone]);
  const offersSave = !isDone && reading.isChanged && onSave !== undefined;
  return (
    <DialogActions fluid>
      {offersSave && (
        <Button className={styles.button} appearance="primary" disabledFocusable={isSaving} onClick={onSave}>
          {isSaving ? SUBMIT.saving : SUBMIT.save}
        </Button>
      )}
      {!isDone && (
        <Button
          className={styles.button}
          appearance={offersSave ? 'secondary' : 'primary'}
          disabledFocusable={isSubmitting || reason !== null}
          aria-describedby={reasonId}
          onClick={onSubmit}
        >
          {isSubmitting ? WORDS.submitting : WORDS.confirm}
        </Button>
      )}
      {!isDone && (
        <Text size={200} id={reasonId} className={styles.reason} data-testid="not-yet">
          {reason ?? ''}
        </Text>
      )}
      <Button
        ref={(button: HTMLElement | null) => {
          close.current = button;
        }}
        className={styles.button}
        appearance={isDone ? 'primary' : 'secondary'}
        onClick={onClose}
      >
        {isDone ? WORDS.close : WORDS.cancel}
      </Button>
    </DialogActions>
  );
}
