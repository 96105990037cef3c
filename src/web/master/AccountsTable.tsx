import { Button, Caption1, Link, makeStyles, SearchBox, Subtitle2, tokens } from '@fluentui/react-components';
import { useDeferredValue, useMemo, useState } from 'react';
import type { MasterAccount } from '../../core/merge/master-budget.js';
import { Fte } from '../../ui/figures/Fte.js';
import { Money } from '../../ui/figures/Money.js';
import { FigureTable, type FigureColumn } from '../app/FigureTable.js';
import { WORDS } from './words.js';

const ROWS_AT_ONCE = 50;

const useStyles = makeStyles({
  part: { display: 'grid', gap: tokens.spacingVerticalS },
  search: { maxWidth: '320px' },
  quiet: { color: tokens.colorNeutralForeground3 },
  lines: { display: 'grid' },
});

export type AccountsTableProps = {
  accounts: readonly MasterAccount[];
  onTrace: (account: string) => void;
};

/** The accounts of a version, found by code or title, each with the lines behind it. */
export function AccountsTable({ accounts, onTrace }: AccountsTableProps) {
  const styles = useStyles();
  const [search, setSearch] = useState('');
  const [shownRows, setShownRows] = useState(ROWS_AT_ONCE);
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const found = useMemo(
    () =>
      accounts.filter(
        ({ account, lines }) =>
          account.toLowerCase().includes(wanted) ||
          lines.some(({ title }) => title.toLowerCase().includes(wanted)),
      ),
    [accounts, wanted],
  );
  const columns: FigureColumn<MasterAccount>[] = [
    {
      title: WORDS.accountColumns.account,
      isFigure: false,
      render: ({ account }) => (
        <Link as="button" title={WORDS.trace.open(account)} onClick={() => onTrace(account)}>
          {account}
        </Link>
      ),
    },
    { title: WORDS.accountColumns.lines, isFigure: false, render: ({ lines }) => <Lines lines={lines} /> },
    {
      title: WORDS.accountColumns.current,
      isFigure: true,
      render: ({ currentCents }) => <Money cents={currentCents} form="plain" />,
    },
    {
      title: WORDS.accountColumns.proposed,
      isFigure: true,
      render: ({ proposedCents }) => <Money cents={proposedCents} form="plain" />,
    },
    {
      title: WORDS.accountColumns.fte,
      isFigure: true,
      render: ({ proposedFte }) => (proposedFte === 0 ? '' : <Fte fte={proposedFte} />),
    },
  ];
  return (
    <section className={styles.part}>
      <Subtitle2 as="h3">{WORDS.accounts}</Subtitle2>
      <SearchBox
        className={styles.search}
        placeholder={WORDS.search}
        aria-label={WORDS.search}
        value={search}
        onChange={(_, { value }) => {
          setSearch(value);
          setShownRows(ROWS_AT_ONCE);
        }}
      />
      <Caption1 className={styles.quiet} role="status">
        {WORDS.of(found.length, accounts.length)}
      </Caption1>
      <FigureTable
        label={WORDS.accounts}
        columns={columns}
        rows={found.slice(0, shownRows)}
        keyOf={({ account }) => account}
        stacks
      />
      {found.length > shownRows && (
        <Button appearance="subtle" onClick={() => setShownRows(shownRows + ROWS_AT_ONCE)}>
          {WORDS.more(Math.min(ROWS_AT_ONCE, found.length - shownRows))}
        </Button>
      )}
    </section>
  );
}

function Lines({ lines }: { lines: MasterAccount['lines'] }) {
  const styles = useStyles();
  return (
    <span className={styles.lines}>
      {lines.map(({ lineId, title, siteCode, revision, justification }) => (
        <Caption1 key={`${siteCode}/${lineId}`}>
          {title} · {siteCode} r{revision}
          {justification !== '' && ` · “${justification}”`}
        </Caption1>
      ))}
    </span>
  );
}
