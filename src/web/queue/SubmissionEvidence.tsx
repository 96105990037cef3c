import { Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { Submission } from '../../core/approval/submission.js';
import { formatDate } from '../../words/figures.js';
import { SUBMIT } from '../../ui/messages/submit.js';

const WORDS = SUBMIT.filed;

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalS },
  list: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    margin: 0,
  },
  row: { display: 'contents' },
  value: { margin: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** The statement that the submitter confirmed and the evidence shown with it. Nothing where the district asks none. */
export function SubmissionEvidence({ submission }: { submission: Submission }) {
  const styles = useStyles();
  const { attestation, evidence = [] } = submission;
  if (!attestation && evidence.length === 0) return null;
  return (
    <section className={styles.root} aria-label={WORDS.evidence} data-testid="evidence">
      {evidence.map(({ id, title, fields }) => (
        <div key={id}>
          <Text weight="semibold">{title}</Text>
          <dl className={styles.list}>
            {fields.map(({ key, label, kind, value }) => (
              <div key={key} className={styles.row}>
                <dt className={styles.quiet}>{label}</dt>
                <dd className={styles.value}>{kind === 'date' ? formatDate(value) : value}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
      {attestation && (
        <Caption1 className={styles.quiet}>
          {WORDS.statement}: “{attestation.text}”
        </Caption1>
      )}
    </section>
  );
}
