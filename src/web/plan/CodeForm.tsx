import { Button, Field, Input, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { BodyOf } from '../../contract/endpoint.js';
import { putCode } from '../../contract/district-plan.js';
import type { AccountCode } from '../../core/account/chart-of-accounts.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { WEB_EN } from '../messages-en.js';
import { ReasonField } from './ReasonField.js';

const WORDS = WEB_EN.plan.codes;

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM, maxWidth: '480px' },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalS },
});

export type CodeFormProps = {
  segment: string;
  /** The code to begin with; null to add one. */
  known: AccountCode | null;
  /** What there is: one of them is changed in the list, where it is seen as it is. */
  codes: readonly AccountCode[];
  /** Told of the code that was saved. */
  onSaved: (code: string) => void;
  onCancel: () => void;
};

type Draft = { code: string; title: string; from: string; to: string; reason: string };

/** What is sent of a draft; what the form does not show is what it was. */
function bodyOf(
  { title, from, to, reason }: Draft,
  { parent, stateCode, isHeading }: Partial<AccountCode> = {},
): BodyOf<typeof putCode> {
  return {
    title: title.trim(),
    reason: reason.trim(),
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
    ...(parent === undefined ? {} : { parent }),
    ...(stateCode === undefined ? {} : { stateCode }),
    ...(isHeading === undefined ? {} : { isHeading }),
  };
}

/** Adds a code, or retitles it, closes it by its last day, or opens it again. */
export function CodeForm({ segment, known, codes, onSaved, onCancel }: CodeFormProps) {
  const styles = useStyles();
  const { api } = useServices();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>({
    code: known?.code ?? '',
    title: known?.title ?? '',
    from: known?.from ?? '',
    to: known?.to ?? '',
    reason: '',
  });
  const [isTried, setIsTried] = useState(false);
  const code = draft.code.trim();
  const title = draft.title.trim();
  const reason = draft.reason.trim();
  const isThere = known === null && codes.some((entry) => entry.code === code);
  const fault = code === '' || title === '' ? WORDS.missing : isThere ? WORDS.isThere(code) : null;
  const saving = useMutation({
    networkMode: 'always',
    mutationFn: () =>
      api.call(putCode, {
        params: { segment, code },
        body: bodyOf(draft, known ?? undefined),
        ifUnchanged: known !== null,
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['codes'] });
      onSaved(code);
    },
  });
  const save = () => {
    setIsTried(true);
    if (fault === null && reason !== '') saving.mutate();
  };
  return (
    <form
      className={styles.form}
      aria-label={WORDS.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Subtitle2 as="h3">{known ? WORDS.changeOf(known.code) : WORDS.add}</Subtitle2>
      <CodeFields known={known} draft={draft} fault={isTried ? fault : null} onChange={setDraft} />
      <ReasonField
        value={draft.reason}
        isMissing={isTried && reason === ''}
        onChange={(value) => setDraft({ ...draft, reason: value })}
      />
      <div className={styles.buttons}>
        <Button type="submit" appearance="primary" disabledFocusable={saving.isPending}>
          {saving.isPending ? WEB_EN.plan.saving : WORDS.save}
        </Button>
        <Button onClick={onCancel}>{WORDS.cancel}</Button>
      </div>
      {saving.isError && <ErrorState context="saving" failure={failureOf(saving.error)} onRetry={save} />}
    </form>
  );
}

type CodeFieldsProps = {
  known: AccountCode | null;
  draft: Draft;
  fault: string | null;
  onChange: (draft: Draft) => void;
};

function CodeFields({ known, draft, fault, onChange }: CodeFieldsProps) {
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => fields.current?.querySelector<HTMLInputElement>('input:not([readonly])')?.focus(), []);
  const styles = useStyles();
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part });
  return (
    <div ref={fields} className={styles.form}>
      <Field
        label={WORDS.code}
        required
        {...(fault === null ? {} : { validationState: 'error', validationMessage: fault })}
      >
        <Input
          value={draft.code}
          maxLength={40}
          readOnly={known !== null}
          onChange={(_, { value }) => set({ code: value })}
        />
      </Field>
      <Field label={WORDS.codeTitle} required>
        <Input value={draft.title} maxLength={200} onChange={(_, { value }) => set({ title: value })} />
      </Field>
      <Field label={WORDS.from}>
        <Input type="date" value={draft.from} onChange={(_, { value }) => set({ from: value })} />
      </Field>
      <Field label={WORDS.to}>
        <Input type="date" value={draft.to} onChange={(_, { value }) => set({ to: value })} />
      </Field>
    </div>
  );
}
