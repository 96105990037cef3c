import {
  Field,
  Link,
  makeStyles,
  mergeClasses,
  SearchBox,
  Select,
  Text,
  tokens,
  useArrowNavigationGroup,
} from '@fluentui/react-components';
import { useDeferredValue, useMemo, useState } from 'react';
import { find, type FoundAccount } from '../../../core/finder/find.js';
import type { Finder } from '../../../core/finder/finder.js';
import type { Balance } from '../../../core/validation/figures.js';
import { formatMoney } from '../../../words/figures.js';
import { ADD_LINE } from '../../../ui/messages/add-line.js';

const WORDS = ADD_LINE;
const SHOWN = 8;

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalM },
  // Fluent's search box stops at 468 pixels and starts at 250; the pane is narrower or wider than either.
  search: { width: '100%', maxWidth: 'none', minWidth: 0 },
  select: { minWidth: 0 },
  // The words line up with those above; what a pointer is over is wider.
  list: {
    margin: 0,
    marginInline: `calc(-1 * ${tokens.spacingHorizontalS})`,
    padding: 0,
    listStyleType: 'none',
    display: 'grid',
  },
  heading: { color: tokens.colorNeutralForeground3 },
  account: {
    display: 'grid',
    width: '100%',
    textAlign: 'left',
    font: 'inherit',
    color: 'inherit',
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}`,
    border: 'none',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: 'transparent',
    cursor: 'pointer',
    overflowWrap: 'anywhere',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  quiet: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  over: { color: tokens.colorStatusDangerForeground3 },
  request: { marginTop: tokens.spacingVerticalS, minHeight: '24px' },
});

export type AccountSearchProps = {
  finder: Finder;
  balances: readonly Balance[];
  titleOf: (fundingSource: string) => string;
  onChoose: (account: FoundAccount) => void;
  /** Asks finance for a code where nothing fits; absent where that is not possible. */
  onRequestCode?: ((query: string) => void) | undefined;
};

/**
 * One search box over plain words and codes; the title first, the string second, and what its funding source has
 * left. Arrow keys go through the answers.
 */
export function AccountSearch({ finder, balances, titleOf, onChoose, onRequestCode }: AccountSearchProps) {
  const styles = useStyles();
  const [query, setQuery] = useState('');
  const [source, setSource] = useState('');
  const asked = useDeferredValue(query);
  const found = useMemo(
    () => find(finder, asked, { limit: SHOWN, ...(source === '' ? {} : { fundingSource: source }) }),
    [finder, asked, source],
  );
  const left = useMemo(() => new Map(balances.map((row) => [row.fundingSource, row])), [balances]);
  const arrows = useArrowNavigationGroup({ axis: 'vertical' });
  return (
    <div className={styles.root}>
      <Field label={WORDS.search} hint={WORDS.searchHint}>
        <SearchBox
          className={styles.search}
          value={query}
          maxLength={100}
          onChange={(_, { value }) => setQuery(value)}
        />
      </Field>
      <Field label={WORDS.source}>
        <Select className={styles.select} value={source} onChange={(_, { value }) => setSource(value)}>
          <option value="">{WORDS.anySource}</option>
          {balances.map(({ fundingSource }) => (
            <option key={fundingSource} value={fundingSource}>
              {titleOf(fundingSource)}
            </option>
          ))}
        </Select>
      </Field>
      <div>
        <Text size={200} block role="status" className={styles.heading} data-testid="found">
          {asked.trim() === '' ? WORDS.yours : found.length === 0 ? WORDS.none : WORDS.found(found.length)}
        </Text>
        <ul className={styles.list} {...arrows}>
          {found.map((account) => (
            <li key={account.account}>
              <AccountButton
                account={account}
                balance={left.get(account.fundingSource ?? '')}
                titleOf={titleOf}
                onChoose={onChoose}
              />
            </li>
          ))}
        </ul>
        {found.length === 0 && (
          <Text block size={200} className={styles.quiet}>
            {WORDS.noneText}
          </Text>
        )}
        {onRequestCode !== undefined && (found.length === 0 || asked.trim() !== '') && (
          <Link as="button" className={styles.request} onClick={() => onRequestCode(query.trim())}>
            {WORDS.requestCode}
          </Link>
        )}
      </div>
    </div>
  );
}

type AccountButtonProps = Pick<AccountSearchProps, 'titleOf' | 'onChoose'> & {
  account: FoundAccount;
  balance: Balance | undefined;
};

function AccountButton({ account, balance, titleOf, onChoose }: AccountButtonProps) {
  const styles = useStyles();
  const [what = '', ...parts] = account.label.split(' · ');
  const source = titleOf(account.fundingSource ?? '');
  return (
    <button
      type="button"
      className={styles.account}
      data-testid="found-account"
      onClick={() => onChoose(account)}
    >
      <Text weight="semibold">{what}</Text>
      <Text size={200}>{parts.slice(0, -1).join(' · ')}</Text>
      <Text size={200} className={styles.quiet}>
        {account.account}
        {account.isOwn && ` · ${WORDS.isOwn}`}
      </Text>
      {balance !== undefined && (
        <Text size={200} className={mergeClasses(styles.quiet, balance.remainingCents < 0 && styles.over)}>
          {balance.remainingCents < 0
            ? WORDS.over(formatMoney(-balance.remainingCents), source)
            : WORDS.left(formatMoney(balance.remainingCents), source)}
        </Text>
      )}
    </button>
  );
}
