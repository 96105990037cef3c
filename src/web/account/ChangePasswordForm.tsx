import { Field, Input } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { changePassword } from '../../contract/passwords.js';
import { ACCOUNT } from '../../ui/messages/account.js';
import { useServices } from '../../ui/services/services.js';
import { faultsOf, NO_PASSWORD, PasswordFields } from '../../ui/sign-in/PasswordFields.js';
import { SubmitForm } from '../../ui/sign-in/SubmitForm.js';

const WORDS = ACCOUNT.change;

/** The password that somebody has, and the one she wants. Who saves stays signed in here, and nowhere else. */
export function ChangePasswordForm({ onSaved }: { onSaved?: () => void }) {
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
      onSaved?.();
    },
  });
  const save = () => {
    setChecked(true);
    if (current !== '' && Object.keys(faultsOf(entry)).length === 0) saving.mutate();
  };
  return (
    <SubmitForm
      words={{ send: ACCOUNT.reset.save, sending: ACCOUNT.reset.saving }}
      state={saving}
      onSubmit={save}
    >
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
    </SubmitForm>
  );
}
