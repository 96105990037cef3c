import {
  Button,
  Field,
  Input,
  Link,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Subtitle1,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import type { Person } from '../../contract/sign-in.js';
import { confirmSignInCode } from '../../contract/sign-in-codes.js';
import { isWholeCode } from '../../contract/user-code.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { SIGN_IN } from '../../ui/messages/sign-in.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';

const WORDS = SIGN_IN.link;

const useStyles = makeStyles({
  page: {
    display: 'grid',
    justifyContent: 'center',
    alignContent: 'start',
    gridTemplateColumns: 'minmax(0, 400px)',
    rowGap: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalL}`,
    minHeight: '100%',
    boxSizing: 'border-box',
  },
  form: { display: 'grid', rowGap: tokens.spacingVerticalM },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  who: { display: 'block' },
});

type Decision = 'confirm' | 'deny';

/** Confirms the code that a pane shows: who is signed in here is signed in there. */
export function LinkPage({ person }: { person: Person }) {
  const styles = useStyles();
  const { api } = useServices();
  const [userCode, setUserCode] = useState('');
  const [isChecked, setChecked] = useState(false);
  const deciding = useMutation({
    networkMode: 'always',
    mutationFn: (decision: Decision) =>
      api.call(confirmSignInCode, { params: {}, body: { userCode, decision } }),
  });
  const isWhole = isWholeCode(userCode);
  const decide = (decision: Decision) => {
    setChecked(true);
    if (isWhole) deciding.mutate(decision);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    decide('confirm');
  };
  return (
    <main className={styles.page} data-testid="link-page">
      <Subtitle1 as="h1">{WORDS.title}</Subtitle1>
      <Text>
        <Text weight="semibold" className={styles.who}>
          {WORDS.who(person.name, person.districtName)}
        </Text>
        {WORDS.what}
      </Text>
      {deciding.data ? (
        <Decided
          decision={deciding.data.decision}
          onAnother={() => {
            deciding.reset();
            setUserCode('');
            setChecked(false);
          }}
        />
      ) : (
        <form className={styles.form} onSubmit={submit} noValidate>
          <Field
            label={WORDS.label}
            hint={WORDS.hint}
            {...(isChecked && !isWhole ? { validationMessage: WORDS.wrongForm } : {})}
          >
            <Input
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              size="large"
              value={userCode}
              onChange={(_, { value }) => setUserCode(value)}
            />
          </Field>
          <Text>{WORDS.warning}</Text>
          {deciding.isError && <ErrorState failure={failureOf(deciding.error)} context="signingIn" />}
          <div className={styles.buttons}>
            <Button appearance="primary" type="submit" disabledFocusable={deciding.isPending}>
              {WORDS.confirm}
            </Button>
            <Button disabledFocusable={deciding.isPending} onClick={() => decide('deny')}>
              {WORDS.deny}
            </Button>
          </div>
        </form>
      )}
    </main>
  );
}

function Decided({ decision, onAnother }: { decision: Decision; onAnother: () => void }) {
  const styles = useStyles();
  const isConfirmed = decision === 'confirm';
  return (
    <div className={styles.form}>
      <MessageBar intent={isConfirmed ? 'success' : 'info'} layout="multiline" role="status">
        <MessageBarBody>{isConfirmed ? WORDS.confirmed : WORDS.denied}</MessageBarBody>
      </MessageBar>
      <div className={styles.buttons}>
        <Button onClick={onAnother}>{WORDS.another}</Button>
        <Link href="/">{WORDS.office}</Link>
      </div>
    </div>
  );
}
