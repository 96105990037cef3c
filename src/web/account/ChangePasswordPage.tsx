import { Button, Field, Input, Link, Subtitle1, Text } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { changePassword } from '../../contract/passwords.js';
import { ACCOUNT } from '../../ui/messages/account.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { SHARED } from '../../ui/messages/shared.js';
import { useServices } from '../../ui/services/services.js';
import { signOutOf } from '../../ui/session/sign-out.js';
import { faultsOf, NO_PASSWORD, PasswordFields } from '../../ui/sign-in/PasswordFields.js';
import { SignInPage } from '../../ui/sign-in/SignInPage.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { useCardStyles } from './account-card.js';

const WORDS = ACCOUNT.change;

/** Asked of somebody whose password was made by another, before anything else. */
export function ChangePasswordPage() {
  const styles = useCardStyles();
  const { api, session } = useServices();
  const [current, setCurrent] = useState('');
  const [entry, setEntry] = useState(NO_PASSWORD);
  const [isChecked, setChecked] = useState(false);
  const saving = useMutation({
    networkMode: 'always',
    mutationFn: () => api.call(changePassword, { params: {}, body: { current, password: entry.password } }),
    onSuccess: (signedIn) => {
      const district = session.current()?.district ?? '';
      session.set({ ...signedIn, district });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (current !== '' && Object.keys(faultsOf(entry)).length === 0) saving.mutate();
  };
  return (
    <SignInPage purpose={WORDS.title}>
      <form className={styles.root} onSubmit={submit} noValidate data-testid="change-password">
        <Subtitle1 as="h1">{WORDS.title}</Subtitle1>
        <Text>{WORDS.why}</Text>
        <Field
          label={WORDS.current}
          {...(isChecked && current === '' ? { validationMessage: WORDS.currentMissing } : {})}
        >
          <Input
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={(_, { value }) => setCurrent(value)}
          />
        </Field>
        <PasswordFields value={entry} onChange={setEntry} isChecked={isChecked} />
        {saving.isError && <ErrorState failure={failureOf(saving.error)} context="signingIn" />}
        <Button
          appearance="primary"
          type="submit"
          className={styles.start}
          disabledFocusable={saving.isPending}
        >
          {saving.isPending ? ACCOUNT.reset.saving : ACCOUNT.reset.save}
        </Button>
        <Link as="button" type="button" className={styles.start} onClick={() => signOutOf({ api, session })}>
          {SHARED.signIn.signOut}
        </Link>
      </form>
    </SignInPage>
  );
}
