import { Button, DialogActions, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useEffect, useId, useRef } from 'react';
import { PANE } from '../../../ui/messages/pane.js';
import { SUBMIT } from '../../../ui/messages/submit.js';
import type { SaveState } from './submit-draft.js';

const WORDS = PANE.submit;

const useStyles = makeStyles({
  button: { whiteSpace: 'nowrap' },
  reason: { color: tokens.colorNeutralForeground2, alignSelf: 'center', minWidth: 0 },
});

export type SubmitActionsProps = {
  saveState: SaveState;
  isDone: boolean;
  isSubmitting: boolean;
  /** It was tried without a connection: the person may let it wait for one. */
  canWait: boolean;
  reason: string | null;
  /** Submits; `mayWait` where the person agreed that it is done later. */
  onSubmit: (mayWait: boolean) => void;
  /** Saves what was explained here, without leaving. */
  onSave: (() => void) | undefined;
  isSaving: boolean;
  onClose: () => void;
};

/** Submit, with the reason beside it where it cannot be; save where something was explained here; and the way back. */
export function SubmitActions(props: SubmitActionsProps) {
  const { saveState, isDone, isSubmitting, canWait, reason, onSubmit, onSave, isSaving, onClose } = props;
  const styles = useStyles();
  const reasonId = useId();
  const close = useRef<HTMLElement | null>(null);
  useEffect(() => {
    // The button that had the focus is gone; a dialog without it is closed to keyboards and screen readers.
    if (isDone) close.current?.focus();
  }, [isDone]);
  const offersSave = !isDone && onSave !== undefined && (saveState === 'unsaved' || isSaving);
  const isBlocked = isSubmitting || reason !== null;
  return (
    <DialogActions fluid>
      {offersSave && (
        <Button className={styles.button} appearance="primary" disabledFocusable={isSaving} onClick={onSave}>
          {isSaving ? SUBMIT.saving : SUBMIT.save}
        </Button>
      )}
      {!isDone && canWait && (
        <Button
          className={styles.button}
          appearance="primary"
          disabledFocusable={isBlocked}
          onClick={() => onSubmit(true)}
        >
          {SUBMIT.wish.later}
        </Button>
      )}
      {!isDone && (
        <Button
          className={styles.button}
          appearance={offersSave || canWait ? 'secondary' : 'primary'}
          disabledFocusable={isBlocked}
          aria-describedby={reasonId}
          onClick={() => onSubmit(false)}
        >
          {submitLabel(saveState, isSubmitting)}
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

function submitLabel(saveState: SaveState, isSubmitting: boolean): string {
  if (saveState === 'queued') return isSubmitting ? SUBMIT.wish.asking : SUBMIT.wish.ask;
  return isSubmitting ? WORDS.submitting : WORDS.confirm;
}
