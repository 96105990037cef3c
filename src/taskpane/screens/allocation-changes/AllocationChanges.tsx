import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { AllocationEntry } from '../../../core/budget/allocation.js';
import type { Balance } from '../../../core/validation/figures.js';
import { formatChange, formatDate, formatFte, formatMoney } from '../../../words/figures.js';
import { ALLOCATION_CHANGES } from '../../../ui/messages/allocation-changes.js';
import { newsBySource, type SourceNews } from './source-news.js';

const WORDS = ALLOCATION_CHANGES;

const useStyles = makeStyles({
  part: { display: 'block' },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', rowGap: tokens.spacingVerticalS },
  head: { display: 'flex', justifyContent: 'space-between', columnGap: tokens.spacingHorizontalM },
  figure: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap', textAlign: 'right' },
  quiet: { display: 'block', color: tokens.colorNeutralForeground2 },
  reason: { display: 'block', overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
  over: { display: 'block', color: tokens.colorStatusDangerForeground3 },
});

export type AllocationChangesProps = {
  /** Entries that nobody has dismissed yet. Nothing is shown without any. */
  entries: readonly AllocationEntry[];
  /** What is left now; null before the sheet was read. */
  balances: readonly Balance[] | null;
  titleOf: (fundingSource: string) => string;
  onSelectSource?: ((fundingSource: string) => void) | undefined;
  onDismiss: () => void;
};

/** What changed in the site's allocations, who did it and why, what is over now and by when that has to be mended. */
export function AllocationChanges(props: AllocationChangesProps) {
  const { entries, balances, titleOf, onSelectSource, onDismiss } = props;
  const styles = useStyles();
  if (entries.length === 0) return null;
  const sources = newsBySource(entries, balances);
  const isOver = sources.some(({ overCents, overFte }) => overCents > 0 || overFte > 0);
  return (
    <MessageBar
      intent={isOver ? 'warning' : 'info'}
      layout="multiline"
      shape="square"
      data-testid="allocation-changes"
    >
      <MessageBarBody>
        <MessageBarTitle>{WORDS.title(entries.length)}</MessageBarTitle>
        <span className={styles.part}>{WORDS.safe}</span>
        <ul className={styles.list}>
          {sources.map((news) => (
            <SourceItem
              key={news.fundingSource}
              news={news}
              title={titleOf(news.fundingSource)}
              onSelect={onSelectSource}
            />
          ))}
        </ul>
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={onDismiss}>
          {WORDS.dismiss}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

type SourceItemProps = {
  news: SourceNews;
  title: string;
  onSelect: ((fundingSource: string) => void) | undefined;
};

function SourceItem({ news, title, onSelect }: SourceItemProps) {
  const styles = useStyles();
  const { entries, overCents, overFte, leftCents, fixBy, fundingSource } = news;
  const isOver = overCents > 0 || overFte > 0;
  return (
    <li data-testid={`changed-${fundingSource}`}>
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} title={title} />
      ))}
      {overCents > 0 && (
        <Text weight="semibold" className={styles.over}>
          {WORDS.over(title, formatMoney(overCents))}
        </Text>
      )}
      {overFte > 0 && (
        <Text weight="semibold" className={styles.over}>
          {WORDS.overFte(title, formatFte(overFte))}
        </Text>
      )}
      {isOver && fixBy !== null && (
        <Text block weight="semibold">
          {WORDS.fixBy(formatDate(fixBy))}
        </Text>
      )}
      {!isOver && leftCents !== null && (
        <Text size={200} className={styles.quiet}>
          {WORDS.fits(title, formatMoney(leftCents))}
        </Text>
      )}
      {isOver && onSelect !== undefined && (
        <Button size="small" appearance="subtle" onClick={() => onSelect(fundingSource)}>
          {WORDS.goTo(title)}
        </Button>
      )}
    </li>
  );
}

function Entry({ entry, title }: { entry: AllocationEntry; title: string }) {
  const styles = useStyles();
  const { amountCents, fte, kind, reason, author, date } = entry;
  const sign = fte > 0 ? '+' : '−';
  return (
    <div>
      <span className={styles.head}>
        <Text weight="semibold">{title}</Text>
        <span className={styles.figure}>
          {amountCents !== 0 && <span className={styles.part}>{formatChange(amountCents)}</span>}
          {fte !== 0 && (
            <span className={styles.part}>{WORDS.fte(`${sign}${formatFte(Math.abs(fte))}`)}</span>
          )}
        </span>
      </span>
      <span className={styles.reason}>
        {WORDS.kinds[kind]}: {reason}
      </span>
      <Text size={200} className={styles.quiet}>
        {WORDS.by(author, formatDate(date))}
      </Text>
    </div>
  );
}
