import { Button, Link, makeStyles, Tab, TabList, Text, tokens } from '@fluentui/react-components';
import { lazy, memo, Suspense, useId, useMemo, useState } from 'react';
import { isUnexplained, problemKey, type Problem } from '../../../core/problem.js';
import { PANE } from '../../../ui/messages/pane.js';
import { OfficeFold } from '../../../ui/problem/OfficeFold.js';
import { ProblemItem } from '../../../ui/problem/ProblemItem.js';
import { sortProblems } from '../../../ui/problem/sort-problems.js';
import type { Way, WayCell } from '../../repairs/ways-of-problem.js';
import type { RuleProblem } from './open-screen.js';
import { FoldLink } from './FoldLink.js';
import { WaysOut } from './WaysOut.js';

const WORDS = PANE.problems;

/** In the file of what is opened from the first screen, which is here soon after it. */
const ExplainBox = lazy(async () => ({
  default: (await import(/* webpackChunkName: "overlay" */ '../submit/ExplainBox.js')).ExplainBox,
}));

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
  // A target of 24 pixels beside “Why?”.
  ask: { minHeight: '24px' },
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
  /** Finance may allow it for these figures. */
  mayBeAllowed: boolean;
  /** Where somebody writes why a warning is right; null where that is not possible. */
  explain: Explain | null;
};

export type Explain = {
  /** The cell that the text goes into; null where it goes along with the next save. */
  cell: string | null;
  /** Resolves to whether it was taken. */
  write: (problem: Problem, text: string) => Promise<boolean>;
};

export type ProblemListProps = {
  problems: readonly Problem[];
  detailsOf: (problem: Problem) => ProblemDetails;
  titleOf: (fundingSource: string) => string;
  isBusy: boolean;
  onSelect: (problem: Problem) => void;
  onRepair: (problem: Problem) => void;
  /** Goes to a cell that a way would change. */
  onGoToCell: (cell: WayCell) => void;
  onTakeWay: (way: Way) => void;
  /** Asks finance for an exception; null for people who only look. */
  onAskException: ((problem: RuleProblem) => void) | null;
};

type TabName = 'fix' | 'check';

/** The findings in two tabs: what blocks, and what is worth a look. */
export const ProblemList = memo(function ProblemList(props: ProblemListProps) {
  const { problems, detailsOf, ...commands } = props;
  const styles = useStyles();
  const [tab, setTab] = useState<TabName>('fix');
  const [limit, setLimit] = useState(SHOWN_AT_ONCE);
  const { toFix, toCheck, explained, atOffice } = useMemo(() => sortProblems(problems), [problems]);
  const shown = useMemo(
    () => (tab === 'fix' ? toFix : [...toCheck, ...explained]),
    [tab, toFix, toCheck, explained],
  );
  const item = (problem: Problem) => (
    <ProblemRow key={problemKey(problem)} problem={problem} details={detailsOf(problem)} {...commands} />
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

type ProblemRowProps = Omit<ProblemListProps, 'problems' | 'detailsOf'> & {
  problem: Problem;
  details: ProblemDetails;
};

/** A finding, the moves that would mend it under an overspent allocation, and room to explain it under a warning. */
function ProblemRow({ problem, details, ...commands }: ProblemRowProps) {
  const { titleOf, isBusy, onSelect, onRepair, onGoToCell, onTakeWay, onAskException } = commands;
  const { findWays, explain, mayBeAllowed, ...shown } = details;
  const { ruleId } = problem;
  const ask = mayBeAllowed && ruleId !== undefined ? onAskException : null;
  const styles = useStyles();
  const [open, setOpen] = useState<'ways' | 'explain' | null>(null);
  const listId = useId();
  const boxId = useId();
  const item = { problem, isBusy, onSelect, onRepair, ...shown };
  if (findWays === null && explain === null && ask === null) return <ProblemItem {...item} />;
  const toggle = (part: 'ways' | 'explain') => setOpen(open === part ? null : part);
  return (
    <ProblemItem
      {...item}
      more={
        <>
          {findWays !== null && (
            <FoldLink
              label={PANE.waysOut.see}
              isOpen={open === 'ways'}
              controls={listId}
              onToggle={() => toggle('ways')}
            />
          )}
          {ask !== null && ruleId !== undefined && (
            <Link as="button" className={styles.ask} onClick={() => ask({ ...problem, ruleId })}>
              {WORDS.askException}
            </Link>
          )}
          {explain !== null && (
            <FoldLink
              label={isUnexplained(problem) ? WORDS.explain : WORDS.explainAgain}
              isOpen={open === 'explain'}
              controls={boxId}
              onToggle={() => toggle('explain')}
            />
          )}
        </>
      }
    >
      {findWays !== null && (
        <WaysOut
          listId={listId}
          isOpen={open === 'ways'}
          find={findWays}
          titleOf={titleOf}
          isBusy={isBusy}
          onGoTo={onGoToCell}
          onTake={onTakeWay}
        />
      )}
      {explain !== null && (
        <div id={boxId} hidden={open !== 'explain'}>
          {open === 'explain' && (
            <Suspense fallback={null}>
              <ExplainBox
                written=""
                cell={explain.cell}
                onExplain={async (text) => {
                  const isTaken = await explain.write(problem, text);
                  if (isTaken) setOpen(null);
                  return isTaken;
                }}
              />
            </Suspense>
          )}
        </div>
      )}
    </ProblemItem>
  );
}
