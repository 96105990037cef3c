import { Field, Radio, RadioGroup, Select, Text } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { getMailChoice, MailChoice, putMailChoice } from '../../contract/mails.js';
import { ACCOUNT } from '../../ui/messages/account.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { SubmitForm } from '../../ui/sign-in/SubmitForm.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { AccountPart } from './AccountPart.js';

const WORDS = ACCOUNT.mail;
const { frequency: Frequency, language: Language } = MailChoice.shape;

/** How often somebody gets mails, and in which language; what she did not choose is the district's. */
export function MailChoiceForm() {
  const { api } = useServices();
  const asked = useQuery({
    queryKey: ['mail-choice'],
    queryFn: ({ signal }) => api.call(getMailChoice, { params: {}, body: undefined, signal }),
  });
  return (
    <AccountPart title={WORDS.title} text={WORDS.text}>
      {asked.isPending && <LoadingState rows={3} />}
      {asked.isError && (
        <ErrorState failure={failureOf(asked.error)} context="loading" onRetry={() => void asked.refetch()} />
      )}
      {asked.data && <Choice stored={asked.data} />}
    </AccountPart>
  );
}

function Choice({ stored }: { stored: MailChoice }) {
  const { api } = useServices();
  const queries = useQueryClient();
  const [choice, setChoice] = useState(stored);
  const saving = useMutation({
    networkMode: 'always',
    mutationFn: (body: MailChoice) => api.call(putMailChoice, { params: {}, body }),
    onSuccess: (saved) => queries.setQueryData(['mail-choice'], saved),
  });
  const choose = (part: Partial<MailChoice>) => {
    saving.reset();
    setChoice({ ...choice, ...part });
  };
  return (
    <SubmitForm
      words={{ send: WORDS.save, sending: WORDS.saving }}
      state={saving}
      context="changing"
      onSubmit={() => saving.mutate(choice)}
    >
      <Field label={WORDS.frequency} hint={WORDS.always}>
        <RadioGroup
          value={choice.frequency}
          onChange={(_, { value }) => choose({ frequency: Frequency.parse(value) })}
        >
          {Frequency.options.map((one) => (
            <Radio key={one} value={one} label={WORDS.frequencies[one]} />
          ))}
        </RadioGroup>
      </Field>
      <Field label={WORDS.language}>
        <Select
          value={choice.language}
          onChange={(_, { value }) => choose({ language: Language.parse(value) })}
        >
          {Language.options.map((one) => (
            <option key={one} value={one} lang={one}>
              {WORDS.languages[one]}
            </option>
          ))}
        </Select>
      </Field>
      {saving.isSuccess && <Text role="status">{WORDS.saved}</Text>}
    </SubmitForm>
  );
}
