import {
  Button,
  Dialog,
  DialogActions,
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
import { useState } from 'react';
import type { SaveQueue } from '../../../api/save-queue.js';
import { OFFLINE } from '../../../ui/messages/offline.js';
import { useQueue } from '../../hooks/use-queue.js';

const WORDS = OFFLINE.signOut;

const useStyles = makeStyles({
  content: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalM },
  button: { whiteSpace: 'nowrap' },
});

export type SignOutQuestionProps = {
  queue: SaveQueue;
  onSignOut: () => void;
  onCancel: () => void;
};

/**
 * Asked before signing out while something waits: send it first, keep it on this computer for the same person, or throw
 * it away. Ask `queue.hasWaiting()` whether there is a question at all.
 */
export function SignOutQuestion({ queue, onSignOut, onCancel }: SignOutQuestionProps) {
  const styles = useStyles();
  const { count: waiting, unreadable, isLasting } = useQueue(queue);
  const count = waiting + unreadable;
  const [step, setStep] = useState<'asked' | 'sending' | 'notSent'>('asked');
  const sendFirst = async () => {
    setStep('sending');
    await queue.wake();
    if (queue.hasWaiting()) setStep('notSent');
    else onSignOut();
  };
  const discard = async () => {
    await queue.discard();
    onSignOut();
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && onCancel()}>
      <DialogSurface data-testid="sign-out-question">
        <DialogBody>
          <DialogTitle>{WORDS.title}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{WORDS.text(count)}</Text>
            <Text>{isLasting ? WORDS.keepHint(count) : WORDS.notLasting}</Text>
            {step === 'notSent' && (
              <MessageBar intent="warning" layout="multiline" role="alert">
                <MessageBarBody>{WORDS.notSent}</MessageBarBody>
              </MessageBar>
            )}
          </DialogContent>
          <DialogActions fluid>
            <Button
              className={styles.button}
              appearance="primary"
              disabledFocusable={step === 'sending'}
              onClick={() => void sendFirst()}
            >
              {step === 'sending' ? WORDS.sending : WORDS.sendFirst}
            </Button>
            {isLasting && (
              <Button className={styles.button} onClick={onSignOut}>
                {WORDS.keep(count)}
              </Button>
            )}
            <Button className={styles.button} onClick={() => void discard()}>
              {WORDS.discard(count)}
            </Button>
            <Button className={styles.button} appearance="subtle" onClick={onCancel}>
              {WORDS.cancel}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
