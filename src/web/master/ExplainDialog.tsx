import {
  Button,
  Caption1,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  makeStyles,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { explainDifferences } from '../../contract/master-work.js';
import type { DifferenceExplanation } from '../../core/merge/difference-explanation.js';
import { formatMoney } from '../../words/figures.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { useGivenBackFocus } from '../app/use-given-back-focus.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { stateKey } from './state-key.js';
import { WORDS } from './words.js';

/** A row of the tie-out that is to be explained, as it is shown. */
export type Difference = Pick<DifferenceExplanation, 'key' | 'differenceCents' | 'differenceFte'> & {
  title: string;
};

const LISTED = 5;

const useStyles = makeStyles({
  content: { display: 'grid', gap: tokens.spacingVerticalM },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export type ExplainDialogProps = { version: number; differences: readonly Difference[]; onClose: () => void };

/** Signs what one or several differences come from. */
export function ExplainDialog({ version, differences, onClose }: ExplainDialogProps) {
  const styles = useStyles();
  const { api } = useServices();
  const queries = useQueryClient();
  useGivenBackFocus();
  const [text, setText] = useState('');
  const [isTried, setTried] = useState(false);
  const signing = useMutation({
    mutationFn: () =>
      api.call(explainDifferences, {
        params: { version },
        body: {
          text: text.trim(),
          differences: differences.map(({ key, differenceCents, differenceFte }) => ({
            key,
            differenceCents,
            differenceFte,
          })),
        },
      }),
    onSuccess: (state) => {
      queries.setQueryData(stateKey(version), state);
      onClose();
    },
  });
  const isMissing = text.trim() === '';
  const sign = () => {
    setTried(true);
    if (!isMissing) signing.mutate();
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>
            {differences.length === 1 ? WORDS.explain.title : WORDS.explain.titleOfMore(differences.length)}
          </DialogTitle>
          <DialogContent className={styles.content}>
            <ul className={styles.list}>
              {differences.slice(0, LISTED).map(({ key, title, differenceCents }) => (
                <li key={key}>
                  {title}: <Text weight="semibold">{formatMoney(differenceCents)}</Text>
                </li>
              ))}
              {differences.length > LISTED && <li>{WORDS.more(differences.length - LISTED)}</li>}
            </ul>
            <Field
              label={WORDS.explain.text}
              required
              {...(isTried && isMissing
                ? { validationState: 'error', validationMessage: WORDS.explain.missing }
                : {})}
            >
              <Textarea
                value={text}
                maxLength={2000}
                resize="vertical"
                onChange={(_, { value }) => setText(value)}
              />
            </Field>
            <Caption1 className={styles.quiet}>{WORDS.explain.signed}</Caption1>
            {signing.isError && <ErrorState context="saving" failure={failureOf(signing.error)} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{WORDS.explain.cancel}</Button>
            <Button appearance="primary" disabledFocusable={signing.isPending} onClick={sign}>
              {WORDS.explain.save}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
