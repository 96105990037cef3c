import { Button, makeStyles, Tab, TabList, Text, tokens } from '@fluentui/react-components';
import { memo, useId, useMemo, useState } from 'react';
import type { Problem } from '../../../core/problem.js';
import { problemKey } from '../../../core/problem.js';
import { PANE_EN } from '../../../ui/messages/pane-en.js';
import { OfficeFold } from '../../../ui/problem/OfficeFold.js';
import { ProblemItem } from '../../../ui/problem/ProblemItem.js';
import { sortProblems } from '../../../ui/problem/sort-problems.js';
import type { Way } from '../../repairs/ways-of-problem.js';
import { WaysOut, WaysOutLink } from './WaysOut.js';

const WORDS = PANE_EN.problems;

/** As many as anybody works through in a sitting; painting thousands would make typing slow. */
const SHOWN_AT_ONCE = 50;

const useStyles = makeStyles({
  root: { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  // A tab has its own room left and right; its word lines up with what is above and below.
  tabs: { marginLeft: tokens.spacingHorizontalXS },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  none: {
    display: 'block',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    color: tokens.colorNeutralForeground3,
  },
  more: { margin: tokens.spacingHorizontalM },
});

/** What a problem needs beside itself to be shown. */
export type ProblemDetails = {
  cell: string | null;
  ruleTitle: string | null;
  citation: string | null;
  askWhom: string | null;
  repair: string | null;
  isSelected: boolean;
  /** Looks for moves that mend it; null where none are looked for. */
  findWays: (() => readonly Way[]) | null;
};

export type ProblemListProps = {
  problems: readonly Problem[];
  detailsOf: (problem: Problem) => ProblemDetails;
  isBusy: boolean;
  onSelect: (problem: Problem) => void;
  onRepair: (problem: Problem) => void;
  onTakeWay: (way: Way) => void;
};

type TabName = 'fix' | 'check';

/** The findings in two tabs: what blocks, and what is worth a look. */
export const ProblemList = memo(function ProblemList(props: ProblemListProps) {
  const { problems, detailsOf, isBusy, onSelect, onRepair, onTakeWay } = props;
  const styles = useStyles();
  const [tab, setTab] = useState<TabName>('fix');
  const [limit, setLimit] = useState(SHOWN_AT_ONCE);
  const { toFix, toCheck, explained, atOffice } = useMemo(() => sortProblems(problems), [problems]);
  const shown = useMemo(
    () => (tab === 'fix' ? toFix : [...toCheck, ...explained]),
    [tab, toFix, toCheck, explained],
  );
  const item = (problem: Problem) => (
    <ProblemRow
      key={problemKey(problem)}
      problem={problem}
      details={detailsOf(problem)}
      isBusy={isBusy}
      onSelect={onSelect}
      onRepair={onRepair}
      onTakeWay={onTakeWay}
    />
  );
  return (
    <section className={styles.root} aria-label={WORDS.title} data-testid="problems">
      <TabList
        className={styles.tabs}
        selectedValue={tab}
        onTabSelect={(_, { value }) => {
          setTab(value as TabName);
          setLimit(SHOWN_AT_ONCE);
        }}
      >
        <Tab value="fix">{WORDS.toFix(toFix.length)}</Tab>
        <Tab value="check">{WORDS.toCheck(toCheck.length)}</Tab>
      </TabList>
      {shown.length === 0 && (
        <Text className={styles.none}>{tab === 'fix' ? WORDS.noneToFix : WORDS.noneToCheck}</Text>
      )}
      <ul className={styles.list}>{shown.slice(0, limit).map(item)}</ul>
      {shown.length > limit && (
        <Button size="small" className={styles.more} onClick={() => setLimit(limit + SHOWN_AT_ONCE)}>
          {WORDS.more(Math.min(SHOWN_AT_ONCE, shown.length - limit))}
        </Button>
      )}
      {tab === 'check' && <OfficeFold count={atOffice.length}>{() => atOffice.map(item)}</OfficeFold>}
    </section>
  );
});

type ProblemRowProps = Pick<ProblemListProps, 'isBusy' | 'onSelect' | 'onRepair' | 'onTakeWay'> & {
  problem: Problem;
  details: ProblemDetails;
};

/** A finding, and under an overspent allocation the moves that would mend it. */
function ProblemRow({ problem, details, isBusy, onTakeWay, ...commands }: ProblemRowProps) {
  const { findWays, ...shown } = details;
  const [isOpen, setOpen] = useState(false);
  const listId = useId();
  const item = { problem, isBusy, ...shown, ...commands };
  if (findWays === null) return <ProblemItem {...item} />;
  return (
    <ProblemItem
      {...item}
      more={<WaysOutLink isOpen={isOpen} listId={listId} onToggle={() => setOpen(!isOpen)} />}
    >
      <WaysOut listId={listId} isOpen={isOpen} find={findWays} isBusy={isBusy} onTake={onTakeWay} />
    </ProblemItem>
  );
}
