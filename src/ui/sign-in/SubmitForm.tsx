import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode, SubmitEvent } from 'react';
import { failureOf, type FailureContext } from '../messages/describe-failure.js';
import { ErrorState } from '../state/ErrorState.js';

const useStyles = makeStyles({
  form: { display: 'grid', rowGap: tokens.spacingVerticalM },
  start: { justifySelf: 'start' },
});

export type SubmitFormProps = {
  /** What the button says, and says while it works. */
  words: { send: string; sending: string };
  state: { isPending: boolean; error: Error | null };
  /** What to do; the form says itself what is missing in it. */
  onSubmit: () => void;
  context?: FailureContext;
  testId?: string;
  children: ReactNode;
};

/** Fields with one button below them; what went wrong stands right above it. */
export function SubmitForm(props: SubmitFormProps) {
  const { words, state, onSubmit, context = 'signingIn', testId, children } = props;
  const styles = useStyles();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate data-testid={testId}>
      {children}
      {state.error !== null && <ErrorState failure={failureOf(state.error)} context={context} />}
      <Button appearance="primary" type="submit" className={styles.start} disabledFocusable={state.isPending}>
        {state.isPending ? words.sending : words.send}
      </Button>
    </form>
  );
}
