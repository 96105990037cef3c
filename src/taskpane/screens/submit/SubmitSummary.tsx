import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { getRevision } from '../../../contract/sites.js';
import { formatChange, formatFte, formatMoney } from '../../../words/figures.js';
import { PANE } from '../../../ui/messages/pane.js';
import { SUBMIT } from '../../../ui/messages/submit.js';
import { useServices } from '../../../ui/services/services.js';
import type { SheetReading } from '../../sheet/read-snapshot.js';
import { changesSince, summarizeForSubmit } from './submit-summary.js';

const WORDS = PANE.submit;

const useStyles = makeStyles({
  figures: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
  },
  row: { display: 'contents' },
  figure: { margin: 0, textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
});

export type SubmitSummaryProps = {
  reading: SheetReading;
  siteCode: string;
  /** The revision that was submitted last; null where none was. */
  lastSubmitted: number | null;
};

/** What goes to finance, in figures: against the current budget, and against what was submitted last. */
export function SubmitSummary({ reading, siteCode, lastSubmitted }: SubmitSummaryProps) {
  const summary = useMemo(() => summarizeForSubmit(reading.state), [reading]);
  return (
    <>
      <Figures
        rows={[
          [WORDS.changedLines, String(summary.changedLines)],
          [WORDS.total, formatMoney(summary.totalCents)],
          [WORDS.fte, formatFte(summary.totalFte)],
          [WORDS.difference, formatChange(summary.changeCents)],
          [WORDS.left, formatMoney(summary.leftCents)],
        ]}
      />
      {lastSubmitted !== null && <SinceLast reading={reading} siteCode={siteCode} revision={lastSubmitted} />}
    </>
  );
}

type SinceLastProps = { reading: SheetReading; siteCode: string; revision: number };

function SinceLast({ reading, siteCode, revision }: SinceLastProps) {
  const { api } = useServices();
  const last = useQuery({
    queryKey: ['revision', siteCode, revision],
    staleTime: Infinity,
    networkMode: 'always',
    queryFn: ({ signal }) =>
      api.call(getRevision, { params: { siteCode, number: revision }, body: undefined, signal }),
  });
  const changes = useMemo(
    () => (last.data ? changesSince(reading.state, last.data.content) : null),
    [reading, last.data],
  );
  if (last.isError) return <Text size={200}>{SUBMIT.sinceLastFailed(revision)}</Text>;
  // The rows keep their place while the figures come.
  const figure = (text: string | undefined) => text ?? '…';
  return (
    <section aria-label={SUBMIT.sinceLast(revision)} data-testid="since-last">
      <Text block weight="semibold">
        {SUBMIT.sinceLast(revision)}
      </Text>
      <Figures
        rows={[
          [SUBMIT.sinceLastLines, figure(changes ? String(changes.changedLines) : undefined)],
          [SUBMIT.sinceLastChange, figure(changes ? formatChange(changes.changeCents) : undefined)],
        ]}
      />
    </section>
  );
}

function Figures({ rows }: { rows: readonly (readonly [string, string])[] }) {
  const styles = useStyles();
  return (
    <dl className={styles.figures}>
      {rows.map(([label, figure]) => (
        <div key={label} className={styles.row}>
          <dt>{label}</dt>
          <dd className={styles.figure}>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
