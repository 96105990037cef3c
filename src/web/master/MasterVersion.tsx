import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  Caption1,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQuery } from '@tanstack/react-query';
import { exportMaster, getMaster } from '../../contract/master-budgets.js';
import type { ReplyOf } from '../../contract/endpoint.js';
import { Fte } from '../../ui/figures/Fte.js';
import { Money } from '../../ui/figures/Money.js';
import { formatInstant, localTimeZone } from '../../words/figures.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { downloadFile } from '../app/download-file.js';
import { WEB_EN } from '../messages-en.js';
import { AccountsTable } from './AccountsTable.js';
import { ExportPart } from './ExportPart.js';
import { TieOutTable, differencesOf } from './TieOutTable.js';

const WORDS = WEB_EN.master;

const useStyles = makeStyles({
  part: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalL },
  proof: { display: 'grid', gap: tokens.spacingVerticalS },
  totals: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalXXL },
  total: { display: 'grid' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

type Version = ReplyOf<typeof getMaster>;

/** One version of the master budget: totals, the proof that it ties out, and its accounts. */
export function MasterVersion({ version }: { version: number }) {
  const styles = useStyles();
  const { api } = useServices();
  const loaded = useQuery({
    queryKey: ['master', version],
    queryFn: () => api.call(getMaster, { params: { version }, body: undefined }),
    // A version never changes.
    staleTime: Infinity,
  });
  if (loaded.isPending) return <LoadingState rows={8} />;
  if (loaded.isError) {
    return (
      <ErrorState context="loading" failure={failureOf(loaded.error)} onRetry={() => void loaded.refetch()} />
    );
  }
  return (
    <div className={styles.part}>
      <Totals data={loaded.data} />
      <Proof data={loaded.data} />
      <ExportPart version={version} />
      <AccountsTable accounts={loaded.data.master.accounts} />
    </div>
  );
}

function Totals({ data: { summary } }: { data: Version }) {
  const styles = useStyles();
  const { api } = useServices();
  const zone = localTimeZone();
  const download = useMutation({
    mutationFn: async () => {
      const csv = await api.call(exportMaster, { params: { version: summary.version }, body: undefined });
      downloadFile(`master-budget-v${String(summary.version)}.csv`, new Blob([csv], { type: 'text/csv' }));
    },
  });
  return (
    <>
      <div className={styles.totals}>
        <div className={styles.total}>
          <Caption1 className={styles.quiet}>
            {WORDS.version(summary.version)},{' '}
            {WORDS.made(summary.createdBy, formatInstant(summary.createdAt, zone))}
          </Caption1>
          <Text size={500} weight="semibold" data-testid="master-total">
            <Money cents={summary.totalCents} />
          </Text>
        </div>
        <div className={styles.total}>
          <Caption1 className={styles.quiet}>{WORDS.fte}</Caption1>
          <Text size={500} weight="semibold">
            <Fte fte={summary.totalFte} />
          </Text>
        </div>
        <div className={styles.total}>
          <Caption1 className={styles.quiet}>{WORDS.sitesIn}</Caption1>
          <Text size={500} weight="semibold">
            {summary.siteCount}
          </Text>
        </div>
        <Button disabled={download.isPending} onClick={() => download.mutate()}>
          {WORDS.download}
        </Button>
      </div>
      {download.isError && <ErrorState context="loading" failure={failureOf(download.error)} />}
    </>
  );
}

/** Merged equals submitted comes first; every other comparison says how many figures differ and shows them. */
function Proof({ data: { tieOut } }: { data: Version }) {
  const styles = useStyles();
  const parts = [
    { key: 'bySite', title: WORDS.bySite, other: WORDS.other.bySite, rows: tieOut.bySite, hasFte: true },
    {
      key: 'byFundingSource',
      title: WORDS.byFundingSource,
      other: WORDS.other.byAllocation,
      rows: tieOut.byFundingSource,
      hasFte: true,
    },
    {
      key: 'byAllocation',
      title: WORDS.byAllocation,
      other: WORDS.other.byAllocation,
      rows: tieOut.byAllocation,
      hasFte: true,
    },
    {
      key: 'byRevenue',
      title: WORDS.byRevenue,
      other: WORDS.other.byRevenue,
      rows: tieOut.byRevenue,
      hasFte: false,
    },
  ].filter(({ rows }) => rows.length > 0);
  return (
    <section className={styles.proof}>
      <MessageBar intent={tieOut.mergedEqualsSubmitted ? 'success' : 'error'}>
        <MessageBarBody>{tieOut.mergedEqualsSubmitted ? WORDS.tiesOut : WORDS.tiesNot}</MessageBarBody>
      </MessageBar>
      <LeftOut words={WORDS.ended} sites={tieOut.missingSites.filter(({ approvalEnded }) => approvalEnded)} />
      <LeftOut
        words={WORDS.missing}
        sites={tieOut.missingSites.filter(({ approvalEnded }) => !approvalEnded)}
      />
      <Accordion multiple collapsible defaultOpenItems={['bySite']}>
        {parts.map(({ key, title, other, rows, hasFte }) => (
          <AccordionItem key={key} value={key}>
            <AccordionHeader>
              <PartTitle title={title} rows={rows} />
            </AccordionHeader>
            <AccordionPanel>
              <TieOutTable label={title} otherTitle={other} rows={rows} hasFte={hasFte} />
            </AccordionPanel>
          </AccordionItem>
        ))}
      </Accordion>
    </section>
  );
}

type LeftOutProps = { words: (names: string) => string; sites: Version['tieOut']['missingSites'] };

function LeftOut({ words, sites }: LeftOutProps) {
  if (sites.length === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{words(sites.map(({ name }) => name).join(', '))}</MessageBarBody>
    </MessageBar>
  );
}

function PartTitle({ title, rows }: { title: string; rows: Version['tieOut']['bySite'] }) {
  const styles = useStyles();
  return (
    <span>
      <Text weight="semibold" block>
        {title}
      </Text>
      <Caption1 className={styles.quiet}>{differencesOf(rows)}</Caption1>
    </span>
  );
}
