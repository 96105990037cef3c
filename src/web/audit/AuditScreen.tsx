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
  Subtitle1,
  tokens,
} from '@fluentui/react-components';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import {
  exportAuditCsv,
  exportAuditJson,
  listAudit,
  verifyAudit,
  type AuditEntry,
  type AuditVerdict,
} from '../../contract/audit.js';
import { formatFte, formatMoney } from '../../words/figures.js';
import { AUDIT } from '../../ui/messages/audit.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { EmptyState } from '../../ui/state/EmptyState.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { downloadFile } from '../app/download-file.js';
import { FigureTable, type FigureColumn } from '../app/FigureTable.js';
import { When } from '../app/When.js';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalL,
  },
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  check: { display: 'grid', rowGap: tokens.spacingVerticalM },
  // The longest of the words is wider than a narrow window.
  action: { maxWidth: '100%', gridTemplateColumns: 'minmax(0, 1fr)' },
  start: { justifySelf: 'start' },
  faults: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
  hash: { display: 'block', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

const ACTIONS: Readonly<Record<string, string>> = AUDIT.actions;

type Filter = { site?: string; action?: string };

const COLUMNS: readonly FigureColumn<AuditEntry>[] = [
  { title: AUDIT.columns.at, isFigure: false, render: ({ at }) => <When at={at} withYear /> },
  { title: AUDIT.columns.person, isFigure: false, render: ({ person }) => person ?? AUDIT.nobody },
  { title: AUDIT.columns.action, isFigure: false, render: ({ action }) => ACTIONS[action] ?? action },
  { title: AUDIT.columns.site, isFigure: false, render: ({ siteCode }) => siteCode ?? '' },
  { title: AUDIT.columns.details, isFigure: false, render: (entry) => <Details entry={entry} /> },
  {
    title: AUDIT.columns.sequence,
    isFigure: true,
    render: ({ sequence }) => (sequence === null ? AUDIT.notSealed : String(sequence)),
  },
];

/** The audit trail: what happened, newest first, whether it is intact, and as a file. */
export function AuditScreen() {
  const styles = useStyles();
  const [filter, setFilter] = useState<Filter>({});
  return (
    <main className={styles.page}>
      <Subtitle1 as="h2">{AUDIT.title}</Subtitle1>
      <Check />
      <FilterBar onShow={setFilter} />
      <Entries filter={filter} />
    </main>
  );
}

function FilterBar({ onShow }: { onShow: (filter: Filter) => void }) {
  const styles = useStyles();
  const { api } = useServices();
  const [site, setSite] = useState('');
  const [action, setAction] = useState('');
  const typed = (): Filter => ({
    ...(site.trim() === '' ? {} : { site: site.trim() }),
    ...(action === '' ? {} : { action }),
  });
  const file = useMutation({
    mutationFn: async (kind: 'csv' | 'json') => {
      const input = { params: {}, query: typed(), body: undefined };
      const content =
        kind === 'csv'
          ? new Blob([await api.call(exportAuditCsv, input)], { type: 'text/csv' })
          : new Blob([new Uint8Array(await api.call(exportAuditJson, input))], { type: 'application/json' });
      downloadFile(`audit-trail.${kind}`, content);
    },
  });
  const show = (event: SubmitEvent) => {
    event.preventDefault();
    onShow(typed());
  };
  return (
    <>
      <form className={styles.bar} onSubmit={show}>
        <Field label={AUDIT.site}>
          <Input value={site} maxLength={20} onChange={(_, { value }) => setSite(value)} />
        </Field>
        <Field label={AUDIT.action} className={styles.action}>
          <Select value={action} onChange={(_, { value }) => setAction(value)}>
            <option value="">{AUDIT.everything}</option>
            {Object.entries(ACTIONS)
              .sort(([, a], [, b]) => a.localeCompare(b))
              .map(([code, words]) => (
                <option key={code} value={code}>
                  {words}
                </option>
              ))}
          </Select>
        </Field>
        <Button type="submit">{AUDIT.show}</Button>
        <Button disabled={file.isPending} onClick={() => file.mutate('csv')}>
          {AUDIT.csv}
        </Button>
        <Button disabled={file.isPending} onClick={() => file.mutate('json')}>
          {AUDIT.json}
        </Button>
      </form>
      {file.isError && (
        <ErrorState context="loading" failure={failureOf(file.error)} onRetry={() => file.reset()} />
      )}
    </>
  );
}

function Entries({ filter }: { filter: Filter }) {
  const { api } = useServices();
  const trail = useInfiniteQuery({
    queryKey: ['audit', filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.call(listAudit, {
        params: {},
        query: { ...filter, ...(pageParam === null ? {} : { before: pageParam }) },
        body: undefined,
        signal,
      }),
    getNextPageParam: ({ entries, hasMore }) => (hasMore ? (entries.at(-1)?.id ?? null) : null),
  });
  if (trail.isPending) return <LoadingState rows={6} />;
  if (trail.data === undefined)
    return (
      <ErrorState context="loading" failure={failureOf(trail.error)} onRetry={() => void trail.refetch()} />
    );
  const entries = trail.data.pages.flatMap((page) => page.entries);
  if (entries.length === 0) return <EmptyState title={AUDIT.empty} text={AUDIT.emptyText} />;
  return (
    <>
      <FigureTable label={AUDIT.title} columns={COLUMNS} rows={entries} keyOf={({ id }) => id} stacks />
      {trail.hasNextPage && (
        <span>
          <Button disabled={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>
            {AUDIT.more}
          </Button>
        </span>
      )}
    </>
  );
}

function Check() {
  const styles = useStyles();
  const { api } = useServices();
  const check = useMutation({ mutationFn: () => api.call(verifyAudit, { params: {}, body: {} }) });
  return (
    <section aria-label={AUDIT.verify} className={styles.check}>
      <Button
        appearance="primary"
        className={styles.start}
        disabledFocusable={check.isPending}
        onClick={() => check.mutate()}
      >
        {check.isPending ? AUDIT.verifying : AUDIT.verify}
      </Button>
      {check.isError && (
        <ErrorState context="loading" failure={failureOf(check.error)} onRetry={() => check.mutate()} />
      )}
      {check.data && <Verdict verdict={check.data} />}
    </section>
  );
}

function Verdict({ verdict }: { verdict: AuditVerdict }) {
  const styles = useStyles();
  const { isIntact, faults, faultCount, head } = verdict;
  return (
    <MessageBar intent={isIntact ? 'success' : 'error'} layout="multiline" role="status">
      <MessageBarBody>
        <MessageBarTitle>{isIntact ? AUDIT.intact(verdict) : AUDIT.damaged(faultCount)}</MessageBarTitle>
        {faults.length > 0 && (
          <ul className={styles.faults}>
            {faults.map(({ kind, sequence, eventId }) => (
              <li key={`${kind}/${String(sequence)}/${String(eventId)}`}>{AUDIT.fault(kind, sequence)}</li>
            ))}
          </ul>
        )}
        {head && <span className={styles.hash}>{AUDIT.head(head.sequence, head.hash)}</span>}
      </MessageBarBody>
    </MessageBar>
  );
}

/** What says nothing to a reader: ids and hashes. They are in the file. */
const CODES = /^([\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{64})$/;
const NAMES: Readonly<Record<string, string>> = AUDIT.details;

/** What an entry is about and what it holds besides. */
function Details({ entry: { subject, details } }: { entry: AuditEntry }) {
  const styles = useStyles();
  const shown = [
    ['', subject] as const,
    ...Object.entries(details).map(([name, value]) => [name, textOf(name, value)] as const),
  ].filter(([, text]) => text !== '' && !CODES.test(text));
  return (
    <Caption1 className={styles.quiet}>
      {shown.map(([name, text]) => (name === '' ? text : `${NAMES[name] ?? name}: ${text}`)).join(' · ')}
    </Caption1>
  );
}

function textOf(name: string, value: string | number): string {
  if (typeof value === 'string') return value;
  if (name === 'amountCents') return formatMoney(value);
  return name === 'fte' ? formatFte(value) : String(value);
}
