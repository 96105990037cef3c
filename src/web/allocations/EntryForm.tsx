import {
  Button,
  Caption1,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Select,
  Subtitle2,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addAllocationEntry } from '../../contract/allocations.js';
import { getSiteBook } from '../../contract/sites.js';
import { AllocationEntry } from '../../core/budget/allocation.js';
import type { Balance } from '../../core/validation/figures.js';
import { formatFte, formatMoney } from '../../words/figures.js';
import { ALLOCATION_CHANGES } from '../../ui/messages/allocation-changes.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { WEB_EN } from '../messages-en.js';
import { EMPTY_ENTRY, readEntry, type EntryBody, type EntryDraft, type EntryFaults } from './entry-draft.js';
import { balanceOf, bookKey } from './site-balances.js';

const WORDS = WEB_EN.allocations;

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalM, maxWidth: '480px' },
  figures: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(140px, 1fr))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  save: { justifySelf: 'start' },
});

export type EntryFormProps = {
  siteCode: string;
  siteName: string;
  fundingSource: string;
  sourceTitle: string;
};

/** Adds an entry to a site's ledger, and says what is allocated then and what that leaves the site. */
export function EntryForm({ siteCode, siteName, fundingSource, sourceTitle }: EntryFormProps) {
  const styles = useStyles();
  const { api } = useServices();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<EntryDraft>(EMPTY_ENTRY);
  const [faults, setFaults] = useState<EntryFaults>({});
  // The same until it has arrived: what is sent twice is one entry.
  const [id, setId] = useState(() => crypto.randomUUID());
  const adding = useMutation({
    networkMode: 'always',
    mutationFn: async (body: EntryBody) => {
      await api.call(addAllocationEntry, { params: { siteCode }, body });
      const reply = await api.call(getSiteBook, { params: { siteCode }, body: undefined });
      queries.setQueryData(bookKey(siteCode), reply);
      return balanceOf(reply, fundingSource);
    },
    onSuccess: () => {
      setDraft(EMPTY_ENTRY);
      setId(crypto.randomUUID());
    },
  });
  const send = () => {
    const read = readEntry(draft, id, fundingSource);
    setFaults('faults' in read ? read.faults : {});
    if ('body' in read) adding.mutate(read.body);
  };
  return (
    <form
      className={styles.root}
      aria-label={WORDS.add}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Subtitle2 as="h3">{WORDS.add}</Subtitle2>
      <EntryFields draft={draft} faults={faults} onChange={setDraft} />
      <Caption1 className={styles.quiet}>{WORDS.dated}</Caption1>
      <Button className={styles.save} type="submit" appearance="primary" disabledFocusable={adding.isPending}>
        {adding.isPending ? WORDS.saving : WORDS.save}
      </Button>
      {adding.isError && <ErrorState failure={failureOf(adding.error)} context="saving" onRetry={send} />}
      <div role="status">
        {adding.data && <Added balance={adding.data} siteName={siteName} sourceTitle={sourceTitle} />}
      </div>
    </form>
  );
}

type EntryFieldsProps = { draft: EntryDraft; faults: EntryFaults; onChange: (draft: EntryDraft) => void };

function EntryFields({ draft, faults, onChange }: EntryFieldsProps) {
  const styles = useStyles();
  const faultOf = (field: keyof EntryFaults) =>
    faults[field] === undefined
      ? {}
      : { validationState: 'error' as const, validationMessage: faults[field] };
  const set = (part: Partial<EntryDraft>) => onChange({ ...draft, ...part });
  return (
    <>
      <Field label={WORDS.kind}>
        <Select
          value={draft.kind}
          onChange={(_, { value }) => set({ kind: AllocationEntry.shape.kind.parse(value) })}
        >
          {AllocationEntry.shape.kind.options.map((kind) => (
            <option key={kind} value={kind}>
              {ALLOCATION_CHANGES.kinds[kind]}
            </option>
          ))}
        </Select>
      </Field>
      <div className={styles.figures}>
        <Field label={WORDS.amountLabel} hint={WORDS.amountHint} {...faultOf('amount')}>
          <Input
            value={draft.amount}
            inputMode="decimal"
            onChange={(_, { value }) => set({ amount: value })}
          />
        </Field>
        <Field label={WORDS.fteLabel} {...faultOf('fte')}>
          <Input value={draft.fte} inputMode="decimal" onChange={(_, { value }) => set({ fte: value })} />
        </Field>
      </div>
      <Field label={WORDS.reasonLabel} required {...faultOf('reason')}>
        <Textarea
          value={draft.reason}
          maxLength={500}
          resize="vertical"
          onChange={(_, { value }) => set({ reason: value })}
        />
      </Field>
      <Field label={WORDS.fixByLabel}>
        <Input type="date" value={draft.fixBy} onChange={(_, { value }) => set({ fixBy: value })} />
      </Field>
    </>
  );
}

type AddedProps = { balance: Balance; siteName: string; sourceTitle: string };

function Added({ balance, siteName, sourceTitle }: AddedProps) {
  const { allocatedCents, allocatedFte, remainingCents, remainingFte } = balance;
  const isOver = remainingCents < 0 || remainingFte < 0;
  const sentence = isOver ? WORDS.over : WORDS.left;
  return (
    <MessageBar intent={isOver ? 'warning' : 'success'} layout="multiline" data-testid="entry-added">
      <MessageBarBody>
        <MessageBarTitle>
          {WORDS.added(sourceTitle, formatMoney(allocatedCents), formatFte(allocatedFte))}
        </MessageBarTitle>
        {sentence(siteName, formatMoney(remainingCents), formatFte(remainingFte))}
      </MessageBarBody>
    </MessageBar>
  );
}
