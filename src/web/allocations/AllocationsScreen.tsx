import { Field, makeStyles, Select, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getSiteBook, type SiteBookReply } from '../../contract/sites.js';
import type { AllocationEntry } from '../../core/budget/allocation.js';
import type { Site } from '../../core/budget/site.js';
import { sumCents } from '../../core/money.js';
import { formatAmount, formatDate, formatFte } from '../../words/figures.js';
import { ALLOCATION_CHANGES } from '../../ui/messages/allocation-changes.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { EmptyState } from '../../ui/state/EmptyState.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { FigureTable, type FigureColumn } from '../app/FigureTable.js';
import { WEB_EN } from '../messages-en.js';
import { EntryForm } from './EntryForm.js';
import { bookKey } from './site-balances.js';

const WORDS = WEB_EN.allocations;

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalL,
    maxWidth: '1040px',
  },
  choice: { maxWidth: '480px' },
});

export type AllocationsScreenProps = {
  sites: readonly Site[];
  siteCode: string | null;
  onChoose: (siteCode: string) => void;
};

/** The ledger of what a site may budget, a funding source at a time, and the way to add to it. */
export function AllocationsScreen({ sites, siteCode, onChoose }: AllocationsScreenProps) {
  const styles = useStyles();
  const site = sites.find(({ code }) => code === siteCode);
  return (
    <main className={styles.page}>
      <Field label={WORDS.site} className={styles.choice}>
        <Select value={siteCode ?? ''} onChange={(_, { value }) => value !== '' && onChoose(value)}>
          <option value="">{WORDS.chooseSite}</option>
          {sites.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {site === undefined ? (
        <EmptyState title={WORDS.empty} text={WORDS.emptyText} />
      ) : (
        <SiteLedger key={site.code} site={site} />
      )}
    </main>
  );
}

function SiteLedger({ site }: { site: Site }) {
  const { api } = useServices();
  const book = useQuery({
    queryKey: bookKey(site.code),
    networkMode: 'always',
    queryFn: ({ signal }) =>
      api.call(getSiteBook, { params: { siteCode: site.code }, body: undefined, signal }),
  });
  if (book.isPending) return <LoadingState rows={6} />;
  if (book.data === undefined) {
    return (
      <ErrorState context="loading" failure={failureOf(book.error)} onRetry={() => void book.refetch()} />
    );
  }
  return <Ledger site={site} reply={book.data} />;
}

function Ledger({ site, reply: { book } }: { site: Site; reply: SiteBookReply }) {
  const styles = useStyles();
  const { fundingSources } = book.plan;
  // What the site has something of comes to mind first.
  const [chosen, setChosen] = useState(book.allocations[0]?.fundingSource ?? fundingSources[0]?.code ?? '');
  const title = fundingSources.find(({ code }) => code === chosen)?.title ?? chosen;
  const entries = book.allocations.filter(({ fundingSource }) => fundingSource === chosen);
  return (
    <>
      <Subtitle1 as="h2">{WORDS.title(site.name)}</Subtitle1>
      <Field label={WORDS.source} className={styles.choice}>
        <Select value={chosen} onChange={(_, { value }) => setChosen(value)}>
          {fundingSources.map((source) => (
            <option key={source.code} value={source.code}>
              {source.title}
            </option>
          ))}
        </Select>
      </Field>
      {entries.length === 0 ? (
        <Text>{WORDS.none}</Text>
      ) : (
        <FigureTable
          label={WORDS.entries(title)}
          columns={COLUMNS}
          rows={[...entries, totalOf(entries)]}
          keyOf={({ id }) => id}
        />
      )}
      <EntryForm
        key={chosen}
        siteCode={site.code}
        siteName={site.name}
        fundingSource={chosen}
        sourceTitle={title}
      />
    </>
  );
}

type LedgerRow = Pick<AllocationEntry, 'id' | 'amountCents' | 'fte' | 'reason' | 'author'> & {
  date: string;
  kind: string;
};

const COLUMNS: readonly FigureColumn<LedgerRow | AllocationEntry>[] = [
  { title: WORDS.date, isFigure: false, render: ({ id, date }) => (id === TOTAL ? date : formatDate(date)) },
  {
    title: WORDS.kind,
    isFigure: false,
    render: ({ kind }) => (isKind(kind) ? ALLOCATION_CHANGES.kinds[kind] : kind),
  },
  { title: WORDS.amount, isFigure: true, render: ({ amountCents }) => formatAmount(amountCents) },
  { title: WORDS.fte, isFigure: true, render: ({ fte }) => formatFte(fte) },
  { title: WORDS.reason, isFigure: false, render: ({ reason }) => reason },
  { title: WORDS.author, isFigure: false, render: ({ author }) => author },
];

const TOTAL = 'total';

function isKind(kind: string): kind is AllocationEntry['kind'] {
  return kind in ALLOCATION_CHANGES.kinds;
}

/** What the entries add up to, as the last row. */
function totalOf(entries: readonly AllocationEntry[]): LedgerRow {
  return {
    id: TOTAL,
    date: WORDS.total,
    kind: '',
    amountCents: sumCents(entries.map(({ amountCents }) => amountCents)),
    fte: entries.reduce((sum, { fte }) => sum + fte, 0),
    reason: '',
    author: '',
  };
}
