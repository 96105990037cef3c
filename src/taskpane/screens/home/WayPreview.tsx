import { Button, Link, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { PANE } from '../../../ui/messages/pane.js';
import type { Way, WayBalance, WayCell } from '../../repairs/ways-of-problem.js';

const WORDS = PANE.waysOut;

const useStyles = makeStyles({
  root: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    borderLeft: `2px solid ${tokens.colorBrandStroke1}`,
    fontVariantNumeric: 'tabular-nums',
    overflowWrap: 'anywhere',
  },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', rowGap: tokens.spacingVerticalXXS },
  heading: { color: tokens.colorNeutralForeground2 },
  // A target of 24 pixels.
  cell: { minHeight: '24px', fontSize: 'inherit', fontWeight: tokens.fontWeightSemibold },
  step: { display: 'block' },
  over: { color: tokens.colorStatusDangerForeground1 },
  spoken: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

export type WayPreviewProps = {
  way: Way;
  titleOf: (fundingSource: string) => string;
  isBusy: boolean;
  onGoTo: (cell: WayCell) => void;
  onTake: () => void;
};

/** What a way would change, before anything is written: its cells, the balances that it moves, and the way on. */
export function WayPreview({ way, titleOf, isBusy, onGoTo, onTake }: WayPreviewProps) {
  const styles = useStyles();
  return (
    <div className={styles.root} data-testid="way-preview">
      <Text size={200} className={styles.heading}>
        {WORDS.changes}
      </Text>
      <ul className={styles.list}>
        {way.cells.map((cell) => (
          <li key={cell.name}>
            <Text size={200}>
              <Link as="button" inline className={styles.cell} onClick={() => onGoTo(cell)}>
                {cell.name}
              </Link>{' '}
              {cell.about}
              <FromTo {...cell} />
            </Text>
          </li>
        ))}
      </ul>
      <Text size={200} className={styles.heading}>
        {WORDS.leaves}
      </Text>
      <ul className={styles.list}>
        {way.balances.map((balance) => (
          <li key={balance.fundingSource}>
            <Text size={200} className={mergeClasses(balance.isOver && styles.over)}>
              {titleOf(balance.fundingSource)}
              <FromTo {...balance} />
            </Text>
          </li>
        ))}
      </ul>
      <div className={styles.bar}>
        <Button size="small" appearance="primary" disabledFocusable={isBusy} onClick={onTake}>
          {WORDS.take}
        </Button>
        <Text size={200} className={styles.heading}>
          {WORDS.nothingYet}
        </Text>
      </div>
    </div>
  );
}

/** "$6,000 → $5,572.80", read out as "from $6,000 to $5,572.80". */
function FromTo({ before, after }: Pick<WayBalance, 'before' | 'after'>) {
  const styles = useStyles();
  return (
    <>
      <span aria-hidden="true" className={styles.step}>
        {before} → {after}
      </span>
      <span className={styles.spoken}>{WORDS.fromToSpoken(before, after)}</span>
    </>
  );
}
