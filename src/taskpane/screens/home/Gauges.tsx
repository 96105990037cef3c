import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { memo } from 'react';
import type { RuleGauge } from '../../../core/validation/sheet-state.js';
import { formatFte, formatMoney } from '../../../words/figures.js';
import { PANE } from '../../../ui/messages/pane.js';

const WORDS = PANE.balances;

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid' },
  gauge: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXXS,
    padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS} calc(${tokens.spacingHorizontalM} + 3px)`,
    fontVariantNumeric: 'tabular-nums',
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  missed: { color: tokens.colorStatusDangerForeground3 },
});

/** Where the percentages that rules set stand: how much there is, and the most or the least it may be. */
export const Gauges = memo(function Gauges({ gauges }: { gauges: readonly RuleGauge[] }) {
  const styles = useStyles();
  if (gauges.length === 0) return null;
  return (
    <ul className={styles.list}>
      {gauges.map((gauge) => (
        <li key={gauge.ruleId} className={styles.gauge} data-testid={`gauge-${gauge.ruleId}`}>
          <Text size={200} className={isMissed(gauge) ? styles.missed : styles.quiet}>
            {sentence(gauge)}
          </Text>
          <ProgressBar
            value={gauge.limit === 0 ? 1 : Math.max(0, Math.min(1, gauge.part / gauge.limit))}
            color={isMissed(gauge) ? 'error' : gauge.sense === 'min' ? 'success' : 'brand'}
            aria-label={gauge.title}
          />
        </li>
      ))}
    </ul>
  );
});

function isMissed({ sense, part, limit }: RuleGauge): boolean {
  return sense === 'max' ? part > limit : part < limit;
}

function sentence({ sense, unit, part, limit, title }: RuleGauge): string {
  const figure = (value: number) => (unit === 'fte' ? `${formatFte(value)} FTE` : formatMoney(value));
  const words = sense === 'max' ? WORDS.atMost : WORDS.atLeast;
  return words(title, figure(part), figure(limit));
}
