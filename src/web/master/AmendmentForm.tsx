import {
  Button,
  Caption1,
  Field,
  Input,
  makeStyles,
  Select,
  Subtitle2,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type Ref } from 'react';
import { addAmendment } from '../../contract/amendments.js';
import type { BodyOf } from '../../contract/endpoint.js';
import { listSegments } from '../../contract/district-plan.js';
import { listSites } from '../../contract/sites.js';
import { FUND_SEGMENT } from '../../core/merge/dimensions.js';
import { formatMoney } from '../../words/figures.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import {
  balancesOf,
  emptyAmendment,
  emptyRow,
  readAmendment,
  type AmendmentDraft,
  type AmendmentFaults,
  type EntryDraft,
  type EntryFaults,
} from './amendment-draft.js';
import { WORDS } from './words.js';

const TEXT = WORDS.amendments;

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM, maxWidth: '1120px' },
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(160px, 1fr))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
  },
  entry: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(160px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
    border: 'none',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    margin: 0,
    padding: `${tokens.spacingVerticalS} 0 0`,
    minWidth: 0,
  },
  heading: { margin: 0 },
  // Fluent's fields would be wider than their column.
  input: { minWidth: 0, width: '100%' },
  remove: { alignSelf: 'end', justifySelf: 'start' },
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  balances: { display: 'grid', gap: tokens.spacingVerticalXXS },
  quiet: { color: tokens.colorNeutralForeground2 },
  save: { justifySelf: 'start' },
});

const invalid = (message: string | undefined) =>
  message === undefined ? {} : { validationState: 'error' as const, validationMessage: message };

/** Enters an amendment of the adopted budget. */
export function AmendmentForm() {
  const styles = useStyles();
  const { api } = useServices();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<AmendmentDraft>(emptyAmendment);
  const [faults, setFaults] = useState<AmendmentFaults>({});
  // The same until it has arrived: what is sent twice is one amendment.
  const [id, setId] = useState(() => crypto.randomUUID());
  const entering = useMutation({
    networkMode: 'always',
    mutationFn: (body: BodyOf<typeof addAmendment>) => api.call(addAmendment, { params: {}, body }),
    async onSuccess() {
      setDraft(emptyAmendment());
      setId(crypto.randomUUID());
      await queries.invalidateQueries({ queryKey: ['amendments'] });
    },
  });
  const send = () => {
    const read = readAmendment(draft, id);
    setFaults('faults' in read ? read.faults : {});
    if ('body' in read) entering.mutate(read.body);
  };
  const set = (part: Partial<AmendmentDraft>) => setDraft({ ...draft, ...part });
  const rows = useRef(new Map<string, HTMLFieldSetElement>());
  const remove = (key: string) => {
    const at = draft.entries.findIndex((one) => one.key === key);
    const next = draft.entries[at + 1] ?? draft.entries[at - 1];
    // The button that is pressed goes away with its row.
    if (next) rows.current.get(next.key)?.querySelector('select')?.focus();
    set({ entries: draft.entries.filter((one) => one.key !== key) });
  };
  return (
    <form
      className={styles.form}
      aria-label={TEXT.add}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Subtitle2 as="h4" className={styles.heading}>
        {TEXT.add}
      </Subtitle2>
      <div className={styles.fields}>
        <Field label={TEXT.number} required {...invalid(faults.number)}>
          <Input value={draft.number} maxLength={40} onChange={(_, { value }) => set({ number: value })} />
        </Field>
        <Field label={TEXT.resolution} required {...invalid(faults.resolution)}>
          <Input
            value={draft.resolution}
            maxLength={80}
            onChange={(_, { value }) => set({ resolution: value })}
          />
        </Field>
        <Field label={TEXT.effective} required {...invalid(faults.effectiveDate)}>
          <Input
            type="date"
            value={draft.effectiveDate}
            onChange={(_, { value }) => set({ effectiveDate: value })}
          />
        </Field>
      </div>
      <Field label={TEXT.reason} required {...invalid(faults.reason)}>
        <Textarea
          value={draft.reason}
          maxLength={2000}
          resize="vertical"
          onChange={(_, { value }) => set({ reason: value })}
        />
      </Field>
      {draft.entries.map((entry, row) => (
        <EntryFields
          key={entry.key}
          ref={(element) => {
            if (element) rows.current.set(entry.key, element);
            else rows.current.delete(entry.key);
          }}
          row={row + 1}
          entry={entry}
          faults={faults.entries?.[entry.key] ?? {}}
          onChange={(next) => set({ entries: draft.entries.map((one, at) => (at === row ? next : one)) })}
          onRemove={draft.entries.length > 1 ? () => remove(entry.key) : null}
        />
      ))}
      <div className={styles.foot}>
        <Button onClick={() => set({ entries: [...draft.entries, emptyRow()] })}>{TEXT.addEntry}</Button>
        <FundBalances draft={draft} />
      </div>
      <Caption1 className={styles.quiet}>{TEXT.signed}</Caption1>
      <Button
        className={styles.save}
        type="submit"
        appearance="primary"
        disabledFocusable={entering.isPending}
      >
        {entering.isPending ? TEXT.saving : TEXT.save}
      </Button>
      <div role="status">{entering.isSuccess && <Text>{TEXT.entered(entering.data.number)}</Text>}</div>
      {entering.isError && <ErrorState failure={failureOf(entering.error)} context="saving" onRetry={send} />}
    </form>
  );
}

const NO_STRUCTURE = { segments: [], separator: '' };

/** Which funds are not balanced yet, and by how much. */
function FundBalances({ draft }: { draft: AmendmentDraft }) {
  const styles = useStyles();
  const { api } = useServices();
  const structure = useQuery({
    queryKey: ['codes', 'segments'],
    queryFn: () => api.call(listSegments, { params: {}, body: undefined }),
  });
  const known = structure.data ?? NO_STRUCTURE;
  const hasFunds = known.segments.some(({ code }) => code === FUND_SEGMENT);
  const balances = balancesOf(draft, known);
  const off = balances.filter(({ cents }) => cents !== 0);
  const nameOf = (fund: string) => (fund !== '' ? TEXT.fund(fund) : hasFunds ? TEXT.noFund : TEXT.district);
  return (
    <div role="status" className={styles.balances}>
      {off.map(({ fund, cents }) => (
        <Text key={fund}>{TEXT.fundOff(nameOf(fund), formatMoney(Math.abs(cents)), cents > 0)}</Text>
      ))}
      {balances.length > 0 && off.length === 0 && (
        <Text>{TEXT.balanced(balances.flatMap(({ fund }) => fund || []).join(', '))}</Text>
      )}
    </div>
  );
}

type EntryFieldsProps = {
  row: number;
  entry: EntryDraft;
  faults: EntryFaults;
  ref: Ref<HTMLFieldSetElement>;
  onChange: (entry: EntryDraft) => void;
  onRemove: (() => void) | null;
};

function EntryFields({ ref, row, entry, faults, onChange, onRemove }: EntryFieldsProps) {
  const styles = useStyles();
  const { api } = useServices();
  const sites = useQuery({
    queryKey: ['sites'],
    queryFn: () => api.call(listSites, { params: {}, body: undefined }),
  });
  const set = (part: Partial<EntryDraft>) => onChange({ ...entry, ...part });
  return (
    <fieldset ref={ref} className={styles.entry} aria-label={TEXT.entry(row)}>
      <Field label={TEXT.side}>
        <Select
          className={styles.input}
          value={entry.side}
          onChange={(_, { value }) => set({ side: value === 'revenue' ? 'revenue' : 'expenditure' })}
        >
          <option value="expenditure">{TEXT.sides.expenditure}</option>
          <option value="revenue">{TEXT.sides.revenue}</option>
        </Select>
      </Field>
      {entry.side === 'expenditure' && (
        <Field label={TEXT.site} required {...invalid(faults.site)}>
          <Select
            className={styles.input}
            value={entry.siteCode}
            onChange={(_, { value }) => set({ siteCode: value })}
          >
            <option value="" />
            {(sites.data?.sites ?? []).map(({ site: { code, name } }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field label={TEXT.account} required {...invalid(faults.account)}>
        <Input
          className={styles.input}
          value={entry.account}
          maxLength={64}
          onChange={(_, { value }) => set({ account: value })}
        />
      </Field>
      <Field label={TEXT.amount} hint={TEXT.amountHint} required {...invalid(faults.amount)}>
        <Input
          className={styles.input}
          value={entry.amount}
          inputMode="decimal"
          onChange={(_, { value }) => set({ amount: value })}
        />
      </Field>
      {entry.side === 'expenditure' && (
        <Field label={TEXT.fte} {...invalid(faults.fte)}>
          <Input
            className={styles.input}
            value={entry.fte}
            inputMode="decimal"
            onChange={(_, { value }) => set({ fte: value })}
          />
        </Field>
      )}
      {onRemove && (
        <Button
          className={styles.remove}
          appearance="subtle"
          icon={<Dismiss20Regular />}
          aria-label={TEXT.removeEntry(row)}
          onClick={onRemove}
        />
      )}
    </fieldset>
  );
}
