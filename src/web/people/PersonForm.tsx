import { Button, Field, Input, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { addPerson, changePerson, getGrantChoices, type ListedPerson } from '../../contract/people.js';
import type { Grant } from '../../core/district/role.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { PEOPLE as WORDS } from '../../ui/messages/people.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { GrantFields } from './GrantFields.js';
import { PersonSignIn } from './PersonSignIn.js';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    rowGap: tokens.spacingVerticalL,
    alignContent: 'start',
    maxWidth: '480px',
    // Stays in sight beside a long list.
    position: 'sticky',
    top: tokens.spacingHorizontalL,
  },
  title: { ...typographyStyles.subtitle2, margin: 0, outlineStyle: 'none' },
  form: { display: 'grid', rowGap: tokens.spacingVerticalM },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Looks like an address; the server looks closer. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Somebody's name, e-mail and roles; with null, of somebody who is added. */
export function PersonForm({ person, onClose }: { person: ListedPerson | null; onClose: () => void }) {
  const styles = useStyles();
  const { api } = useServices();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const choices = useQuery({
    queryKey: ['grant-choices'],
    queryFn: ({ signal }) => api.call(getGrantChoices, { params: {}, body: undefined, signal }),
  });
  return (
    <section className={styles.root} data-testid="person-form">
      <h2 ref={heading} tabIndex={-1} className={styles.title}>
        {person === null ? WORDS.addTitle : WORDS.changeTitle(person.name)}
      </h2>
      {choices.isPending && <LoadingState />}
      {choices.isError && (
        <ErrorState
          failure={failureOf(choices.error)}
          context="loading"
          onRetry={() => void choices.refetch()}
        />
      )}
      {choices.data && <Fields person={person} choices={choices.data} onClose={onClose} />}
      {person !== null && <PersonSignIn person={person} />}
    </section>
  );
}

type FieldsProps = {
  person: ListedPerson | null;
  choices: Parameters<typeof GrantFields>[0]['choices'];
  onClose: () => void;
};

function Fields({ person, choices, onClose }: FieldsProps) {
  const styles = useStyles();
  const { api } = useServices();
  const queries = useQueryClient();
  const [name, setName] = useState(person?.name ?? '');
  const [email, setEmail] = useState(person?.email ?? '');
  const [roles, setRoles] = useState<Grant[]>(person?.roles ?? []);
  const [isChecked, setChecked] = useState(false);
  // The same until it has arrived: who is sent twice is added once.
  const [id] = useState(() => person?.id ?? crypto.randomUUID());
  const saving = useMutation({
    networkMode: 'always',
    mutationFn: () => {
      const body = { name: name.trim(), email: email.trim(), roles };
      return person === null
        ? api.call(addPerson, { params: {}, body: { id, ...body } })
        : api.call(changePerson, {
            params: { personId: id },
            body,
            ...(person.etag === undefined ? {} : { ifMatch: person.etag }),
          });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['people'] });
      onClose();
    },
  });
  const isNameMissing = name.trim() === '';
  const isEmailWrong = !EMAIL.test(email.trim());
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!isNameMissing && !isEmailWrong) saving.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field
        label={WORDS.name}
        {...(isChecked && isNameMissing ? { validationMessage: WORDS.nameMissing } : {})}
      >
        <Input value={name} maxLength={120} onChange={(_, { value }) => setName(value)} />
      </Field>
      <Field
        label={WORDS.email}
        {...(isChecked && isEmailWrong ? { validationMessage: WORDS.emailMissing } : {})}
      >
        <Input type="email" value={email} maxLength={200} onChange={(_, { value }) => setEmail(value)} />
      </Field>
      <GrantFields grants={roles} choices={choices} onChange={setRoles} />
      {saving.isError && <ErrorState failure={failureOf(saving.error)} context="changing" />}
      <div className={styles.buttons}>
        <Button appearance="primary" type="submit" disabledFocusable={saving.isPending}>
          {saving.isPending ? WORDS.saving : WORDS.save}
        </Button>
        <Button type="button" onClick={onClose}>
          {WORDS.cancel}
        </Button>
      </div>
    </form>
  );
}
