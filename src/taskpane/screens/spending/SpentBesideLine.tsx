import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { formatDate, formatMoney } from '../../../words/figures.js';
import { SPENDING } from '../../../ui/messages/spending.js';
import type { SpentOfLine } from './spent-of-line.js';

const WORDS = SPENDING;

const useStyles = makeStyles({
  root: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}` },
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    rowGap: tokens.spacingVerticalXXS,
    margin: 0,
  },
  row: { display: 'contents' },
  figure: { margin: 0, textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground2 },
  over: { color: tokens.colorStatusDangerForeground3, fontWeight: tokens.fontWeightSemibold },
});

/** What this year's budget of the selected line was spent on. Nothing where no line is selected or no figure known. */
export function SpentBesideLine({ spent }: { spent: SpentOfLine | null }) {
  const styles = useStyles();
  if (spent === null) return null;
  const { asOf, account, currentCents, spentCents, encumberedCents, leftCents, lines } = spent;
  const isOver = leftCents < 0;
  const rows = [
    { label: WORDS.current, cents: currentCents },
    { label: WORDS.spent, cents: spentCents },
    { label: WORDS.encumbered, cents: encumberedCents },
  ];
  return (
    <section className={styles.root} aria-label={WORDS.title} data-testid="spent">
      <Text block weight="semibold">
        {WORDS.title}
      </Text>
      <Text block size={200} className={styles.quiet}>
        {account}
      </Text>
      <Text block size={200} className={styles.quiet}>
        {WORDS.asOf(formatDate(asOf))}
      </Text>
      <dl className={styles.list}>
        {rows.map(({ label, cents }) => (
          <div key={label} className={styles.row}>
            <dt>{label}</dt>
            <dd className={styles.figure}>{formatMoney(cents)}</dd>
          </div>
        ))}
        <div className={styles.row}>
          <dt>{isOver ? WORDS.over : WORDS.left}</dt>
          <dd className={mergeClasses(styles.figure, isOver && styles.over)}>
            {formatMoney(Math.abs(leftCents))}
          </dd>
        </div>
      </dl>
      {spentCents === 0 && encumberedCents === 0 && (
        <Text block size={200} className={styles.quiet}>
          {WORDS.nothing}
        </Text>
      )}
      {lines > 1 && (
        <Text block size={200} className={styles.quiet}>
          {WORDS.shared(lines)}
        </Text>
      )}
    </section>
  );
}
