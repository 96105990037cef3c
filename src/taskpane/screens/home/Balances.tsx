import {
  Button,
  makeStyles,
  mergeClasses,
  ProgressBar,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ChevronDown16Regular, ChevronUp16Regular, ErrorCircle16Filled } from '@fluentui/react-icons';
import { memo, useId, useMemo, useState } from 'react';
import type { Balance } from '../../../core/validation/figures.js';
import type { RuleGauge } from '../../../core/validation/sheet-state.js';
import { Fte } from '../../../ui/figures/Fte.js';
import { Money } from '../../../ui/figures/Money.js';
import { PANE } from '../../../ui/messages/pane.js';
import { EmptyState } from '../../../ui/state/EmptyState.js';
import { Gauges } from './Gauges.js';
import { orderBalances, usedShare } from './balance-order.js';

const WORDS = PANE.balances;

/** What is left takes the room it needs; headcount lines up in a column of its own. */
const COLUMNS = 'minmax(0, 1fr) auto 56px';

const useStyles = makeStyles({
  root: { paddingBottom: tokens.spacingVerticalS },
  head: {
    display: 'grid',
    gridTemplateColumns: COLUMNS,
    alignItems: 'end',
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXS}`,
  },
  unit: { textAlign: 'right', whiteSpace: 'nowrap', color: tokens.colorNeutralForeground3 },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  row: {
    display: 'grid',
    gridTemplateColumns: COLUMNS,
    alignItems: 'start',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
    width: '100%',
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalL}`,
    border: 'none',
    borderLeft: '3px solid transparent',
    // A transparent border is painted where the system picks the colours.
    '@media (forced-colors: active)': { borderLeftColor: 'Canvas' },
    paddingLeft: `calc(${tokens.spacingHorizontalL} - 3px)`,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  isSelected: {
    backgroundColor: tokens.colorSubtleBackgroundSelected,
    borderLeftColor: tokens.colorBrandStroke1,
    '@media (forced-colors: active)': { borderLeftColor: 'Highlight' },
  },
  title: { display: 'flex', alignItems: 'start', columnGap: tokens.spacingHorizontalXS, minWidth: 0 },
  titleText: { minWidth: 0, overflowWrap: 'anywhere' },
  overIcon: { flexShrink: 0, marginTop: '2px', color: tokens.colorStatusDangerForeground3 },
  meter: { gridColumn: '1 / -1' },
  more: { margin: `0 ${tokens.spacingHorizontalS}` },
});

export type BalancesProps = {
  balances: readonly Balance[];
  /** Title of a funding source by its code. */
  titleOf: (fundingSource: string) => string;
  /** Where the percentages that rules set stand. */
  gauges: readonly RuleGauge[];
  selected: string | null;
  onSelect: (fundingSource: string) => void;
};

/** What is left in every funding source, worst first; what is settled, or has something left beyond a glance, is folded away. */
export const Balances = memo(function Balances(props: BalancesProps) {
  const { balances, gauges, titleOf, selected, onSelect } = props;
  const styles = useStyles();
  const listId = useId();
  const [isUnfolded, setUnfolded] = useState(false);
  const { shown, folded, isFoldedSettled } = useMemo(
    () => orderBalances(balances, selected),
    [balances, selected],
  );
  const bySource = useMemo(() => gaugesBySource(gauges), [gauges]);
  if (balances.length === 0) return <EmptyState title={WORDS.none} text={WORDS.noneText} />;
  const row = (balance: Balance) => (
    <BalanceRow
      key={balance.fundingSource}
      fundingSource={balance.fundingSource}
      title={titleOf(balance.fundingSource)}
      remainingCents={balance.remainingCents}
      remainingFte={balance.remainingFte}
      hasFte={balance.allocatedFte !== 0 || balance.proposedFte !== 0}
      used={usedShare(balance)}
      isSelected={selected === balance.fundingSource}
      gauges={bySource.get(balance.fundingSource) ?? NO_GAUGES}
      onSelect={onSelect}
    />
  );
  return (
    <section className={styles.root} aria-label={WORDS.title} data-testid="balances">
      <div className={styles.head}>
        <Subtitle2 as="h2">{WORDS.title}</Subtitle2>
        {(shown.length > 0 || isUnfolded) && (
          <>
            <Text size={200} className={styles.unit}>
              {WORDS.dollars}
            </Text>
            <Text size={200} className={styles.unit}>
              {WORDS.fte}
            </Text>
          </>
        )}
      </div>
      <ul className={styles.list}>{shown.map(row)}</ul>
      <Gauges gauges={bySource.get(WHOLE_SITE) ?? NO_GAUGES} />
      {folded.length > 0 && (
        <>
          <Button
            appearance="subtle"
            size="small"
            className={styles.more}
            iconPosition="after"
            icon={isUnfolded ? <ChevronUp16Regular /> : <ChevronDown16Regular />}
            aria-expanded={isUnfolded}
            aria-controls={listId}
            onClick={() => setUnfolded(!isUnfolded)}
          >
            {isFoldedSettled ? WORDS.balanced(folded.length, shown.length > 0) : WORDS.others(folded.length)}
          </Button>
          <ul className={styles.list} id={listId} hidden={!isUnfolded}>
            {isUnfolded && folded.map(row)}
          </ul>
        </>
      )}
    </section>
  );
});

/** Key of the percentages that are not about one funding source. */
const WHOLE_SITE = '';
const NO_GAUGES: readonly RuleGauge[] = [];

function gaugesBySource(gauges: readonly RuleGauge[]): Map<string, RuleGauge[]> {
  const groups = new Map<string, RuleGauge[]>();
  for (const gauge of gauges) {
    const key = gauge.place.kind === 'allocation' ? gauge.place.fundingSource : WHOLE_SITE;
    groups.set(key, [...(groups.get(key) ?? []), gauge]);
  }
  return groups;
}

type BalanceRowProps = {
  fundingSource: string;
  title: string;
  remainingCents: number;
  remainingFte: number;
  hasFte: boolean;
  used: number;
  isSelected: boolean;
  gauges: readonly RuleGauge[];
  onSelect: (fundingSource: string) => void;
};

const BalanceRow = memo(function BalanceRow(props: BalanceRowProps) {
  const { fundingSource, title, remainingCents, remainingFte, hasFte, used, isSelected, onSelect } = props;
  const styles = useStyles();
  const isAnyOver = remainingCents < 0 || remainingFte < 0;
  return (
    <li>
      <button
        type="button"
        className={mergeClasses(styles.row, isSelected && styles.isSelected)}
        aria-current={isSelected ? 'true' : undefined}
        data-testid={`balance-${fundingSource}`}
        data-over={isAnyOver}
        title={WORDS.goTo(title)}
        onClick={() => onSelect(fundingSource)}
      >
        <span className={styles.title}>
          {isAnyOver && <ErrorCircle16Filled className={styles.overIcon} />}
          <span className={styles.titleText}>{title}</span>
        </span>
        <Money cents={remainingCents} form="plain" isOver={remainingCents < 0} />
        {hasFte ? <Fte fte={remainingFte} isOver={remainingFte < 0} /> : <span />}
        <ProgressBar
          className={styles.meter}
          value={used}
          thickness="medium"
          color={remainingCents < 0 ? 'error' : 'brand'}
          aria-label={WORDS.used(title, Math.round(used * 100))}
        />
      </button>
      <Gauges gauges={props.gauges} />
    </li>
  );
});
