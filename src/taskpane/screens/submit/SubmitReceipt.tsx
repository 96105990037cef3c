import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Submission } from '../../../core/approval/submission.js';
import { formatInstant } from '../../../words/figures.js';
import { SUBMIT } from '../../../ui/messages/submit.js';

const WORDS = SUBMIT.receipt;
/** Enough of a hash to compare by eye; the copy has all of it. */
const SHORT = 8;

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalS, justifyItems: 'start' },
  list: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
  },
  row: { display: 'contents' },
  label: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' },
});

/** Proof of a submission: revision, content, rules, engine and time, to be read out or copied. */
export function SubmitReceipt({ submission, timeZone }: { submission: Submission; timeZone: string }) {
  const styles = useStyles();
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const rows = rowsOf(submission, timeZone);
  const copy = async () => {
    try {
      const whole = WORDS.text(rows.map(({ label, whole: value }) => [label, value] as const));
      await navigator.clipboard.writeText(whole);
      setState('copied');
    } catch {
      setState('failed');
    }
  };
  return (
    <section className={styles.root} aria-label={WORDS.title} data-testid="submit-receipt">
      <dl className={styles.list}>
        {rows.map(({ label, short, whole }) => (
          <div key={label} className={styles.row}>
            <dt className={styles.label}>{label}</dt>
            <dd className={styles.value} title={whole}>
              {short}
            </dd>
          </div>
        ))}
      </dl>
      <Button size="small" icon={<Copy16Regular />} onClick={() => void copy()}>
        {WORDS.copy}
      </Button>
      <Text size={200} role="status">
        {state === 'copied' ? WORDS.copied : state === 'failed' ? WORDS.copyFailed : ''}
      </Text>
    </section>
  );
}

function rowsOf({ revision, submittedAt, proof }: Submission, timeZone: string) {
  const number = `r${String(revision)}`;
  const row = (label: string, whole: string, short = whole) => ({ label, whole, short });
  return [
    row(WORDS.revision, number),
    row(WORDS.time, submittedAt, formatInstant(submittedAt, timeZone)),
    ...(proof
      ? [
          row(WORDS.contentHash, proof.contentHash, proof.contentHash.slice(0, SHORT)),
          row(WORDS.rulePackHash, proof.rulePackHash, proof.rulePackHash.slice(0, SHORT)),
          row(WORDS.engineVersion, proof.engineVersion),
        ]
      : []),
  ];
}
