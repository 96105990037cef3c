import { Link, MessageBar, MessageBarBody, Subtitle1, Text } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { redeemPasswordReset } from '../../contract/passwords.js';
import { ACCOUNT } from '../../ui/messages/account.js';
import { useServices } from '../../ui/services/services.js';
import { faultsOf, NO_PASSWORD, PasswordFields } from '../../ui/sign-in/PasswordFields.js';
import { SignInPage } from '../../ui/sign-in/SignInPage.js';
import { SubmitForm } from '../../ui/sign-in/SubmitForm.js';
import { useCardStyles } from './account-card.js';

const WORDS = ACCOUNT.reset;

/** Where a link to choose a password leads. `token` stands behind the `#` of the address, and never left the browser. */
export function ResetPage({ token, onDone }: { token: string; onDone: () => void }) {
  const styles = useCardStyles();
  const { api } = useServices();
  const [entry, setEntry] = useState(NO_PASSWORD);
  const [isChecked, setChecked] = useState(false);
  const saving = useMutation({
    networkMode: 'always',
    mutationFn: (password: string) =>
      api.call(redeemPasswordReset, { params: {}, body: { token, password } }),
  });
  const save = () => {
    setChecked(true);
    if (Object.keys(faultsOf(entry)).length === 0) saving.mutate(entry.password);
  };
  return (
    <SignInPage purpose={ACCOUNT.purpose}>
      <div className={styles.root} data-testid="reset-page">
        <Subtitle1 as="h1">{WORDS.title}</Subtitle1>
        {saving.data ? (
          <MessageBar intent="success" layout="multiline" role="status">
            <MessageBarBody>{WORDS.done(saving.data.email)}</MessageBarBody>
          </MessageBar>
        ) : token === '' ? (
          <Text role="alert">{WORDS.noLink}</Text>
        ) : (
          <SubmitForm words={{ send: WORDS.save, sending: WORDS.saving }} state={saving} onSubmit={save}>
            <PasswordFields value={entry} onChange={setEntry} isChecked={isChecked} />
          </SubmitForm>
        )}
        <Link as="button" className={styles.start} onClick={onDone}>
          {WORDS.toSignIn}
        </Link>
      </div>
    </SignInPage>
  );
}
