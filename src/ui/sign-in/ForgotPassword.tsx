import { Field, Input, Link, makeStyles, Subtitle1, Text } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { askPasswordReset } from '../../contract/passwords.js';
import { ACCOUNT } from '../messages/account.js';
import { SHARED } from '../messages/shared.js';
import { useServices } from '../services/services.js';
import { SubmitForm } from './SubmitForm.js';

const WORDS = ACCOUNT.forgot;
const FIELDS = ['district', 'email'] as const;

const useStyles = makeStyles({ start: { justifySelf: 'start' } });

export type ForgotPasswordProps = {
  district: string;
  email: string;
  onBack: () => void;
};

/** Asks for a link to choose a new password. What it says does not depend on whether there is such a person. */
export function ForgotPassword({ district, email, onBack }: ForgotPasswordProps) {
  const styles = useStyles();
  const { api } = useServices();
  const [entries, setEntries] = useState({ district, email });
  const [isChecked, setChecked] = useState(false);
  const asking = useMutation({
    networkMode: 'always',
    mutationFn: (body: typeof entries) => api.call(askPasswordReset, { params: {}, body }),
  });
  const ask = () => {
    setChecked(true);
    if (FIELDS.every((field) => entries[field].trim() !== '')) asking.mutate(entries);
  };
  return (
    <>
      <Subtitle1 as="h1">{WORDS.title}</Subtitle1>
      {asking.isSuccess ? (
        <Text role="status">
          {WORDS.intro} {WORDS.asked}
        </Text>
      ) : (
        <SubmitForm words={{ send: WORDS.ask, sending: WORDS.asking }} state={asking} onSubmit={ask}>
          {FIELDS.map((field) => (
            <Field
              key={field}
              label={SHARED.signIn[field]}
              {...(isChecked && entries[field].trim() === ''
                ? { validationMessage: SHARED.signIn.missing[field] }
                : {})}
            >
              <Input
                type={field === 'email' ? 'email' : 'text'}
                autoComplete={field === 'email' ? 'username' : 'organization'}
                value={entries[field]}
                onChange={(_, { value }) => setEntries({ ...entries, [field]: value })}
              />
            </Field>
          ))}
        </SubmitForm>
      )}
      <Link as="button" className={styles.start} onClick={onBack}>
        {WORDS.back}
      </Link>
    </>
  );
}
