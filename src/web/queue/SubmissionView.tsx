import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Badge,
  Button,
  Caption1,
  makeStyles,
  Subtitle1,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { getSubmission, type LineDifference } from '../../contract/submissions.js';
import type { ReplyOf } from '../../contract/endpoint.js';
import { Fte } from '../../ui/figures/Fte.js';
import { Money } from '../../ui/figures/Money.js';
import { formatInstant, localTimeZone } from '../../words/figures.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { problemKey, type Problem } from '../../core/problem.js';
import { OfficeFold } from '../../ui/problem/OfficeFold.js';
import { ProblemItem } from '../../ui/problem/ProblemItem.js';
import { sortProblems } from '../../ui/problem/sort-problems.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { FigureTable, type FigureColumn } from '../app/FigureTable.js';
import { WEB_EN } from '../messages-en.js';
import { DecisionBar } from './DecisionBar.js';
import { CommentsOn, LineComments } from './LineComments.js';
import { RouteSteps } from './RouteSteps.js';
import { SubmissionEvidence } from './SubmissionEvidence.js';
import { LastDecision, LateClaim } from './SubmissionNews.js';

const WORDS = WEB_EN.queue;
/** The largest changes of a funding source come first; more are a click away. */
const LINES_AT_FIRST = 25;

/** One figure a line, under each other. */
const PHONE = '@media (max-width: 480px)';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    // Wide tables scroll by themselves; headings and totals wrap.
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalXL,
    maxWidth: '1100px',
  },
  totals: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXXL}`,
    [PHONE]: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  },
  total: {
    display: 'grid',
    [PHONE]: { display: 'flex', justifyContent: 'space-between', alignItems: 'baseline' },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  group: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalM,
    width: '100%',
  },
  grow: { flexGrow: 1 },
  what: { display: 'grid' },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
});

type Detail = ReplyOf<typeof getSubmission>;

/** One submission: totals, what changed against the current budget by funding source, problems, and the decision. */
export function SubmissionView({ submissionId }: { submissionId: string }) {
  const styles = useStyles();
  const { api } = useServices();
  const detail = useQuery({
    queryKey: ['submission', submissionId],
    queryFn: () => api.call(getSubmission, { params: { submissionId }, body: undefined }),
  });
  if (detail.isPending) return <LoadingState rows={8} />;
  if (detail.isError) {
    return (
      <ErrorState context="loading" failure={failureOf(detail.error)} onRetry={() => void detail.refetch()} />
    );
  }
  const { site, submission, revision, unchangedLines } = detail.data;
  const zone = localTimeZone();
  return (
    <div className={styles.page}>
      <header>
        <Subtitle1 as="h2" block>
          {site.name} · {WORDS.revision(revision.number)}
        </Subtitle1>
        <Caption1 className={styles.quiet}>
          {WORDS.submittedBy(submission.submittedBy, formatInstant(submission.submittedAt, zone))}
        </Caption1>
      </header>
      <LateClaim submission={submission} timeZone={zone} />
      <LastDecision submission={submission} timeZone={zone} />
      <Totals detail={detail.data} />
      {detail.data.route && <RouteSteps route={detail.data.route} submission={submission} />}
      <DecisionBar detail={detail.data} />
      <SubmissionEvidence submission={submission} />
      <CommentsOn site={site} submission={submission}>
        <Differences detail={detail.data} />
      </CommentsOn>
      <Caption1 className={styles.quiet}>{WORDS.unchanged(unchangedLines)}</Caption1>
      <Problems detail={detail.data} />
    </div>
  );
}

/** What the check found: what wants a look first, then what was explained, then what only the office can judge. */
function Problems({ detail: { problems, rules } }: { detail: Detail }) {
  const styles = useStyles();
  const { toFix, toCheck, explained, atOffice } = useMemo(() => sortProblems(problems), [problems]);
  const item = (problem: Problem) => {
    const rule = rules.find(({ id }) => id === problem.ruleId);
    return (
      <ProblemItem
        key={problemKey(problem)}
        problem={problem}
        ruleTitle={rule?.title ?? null}
        citation={rule?.citation ?? null}
        askWhom={rule?.askWhom ?? null}
      />
    );
  };
  if (problems.length === 0) return null;
  return (
    <section aria-label={WORDS.problems}>
      <ul className={styles.list}>{[...toFix, ...toCheck, ...explained].map(item)}</ul>
      <OfficeFold count={atOffice.length}>{() => atOffice.map(item)}</OfficeFold>
    </section>
  );
}

function Totals({ detail }: { detail: Detail }) {
  const styles = useStyles();
  const { currentCents, allocatedCents, revision } = detail;
  const figures = [
    [WORDS.current, <Money key="current" cents={currentCents} />],
    [WORDS.proposed, <Money key="proposed" cents={revision.totalCents} />],
    [WORDS.change, <Money key="change" cents={revision.totalCents - currentCents} form="change" />],
    [WORDS.allocated, <Money key="allocated" cents={allocatedCents} />],
    [
      WORDS.left,
      <Money
        key="left"
        cents={allocatedCents - revision.totalCents}
        isOver={allocatedCents < revision.totalCents}
      />,
    ],
  ] as const;
  return (
    <div className={styles.totals}>
      {figures.map(([title, figure]) => (
        <div key={title} className={styles.total}>
          <Caption1 className={styles.quiet}>{title}</Caption1>
          <Text size={400} weight="semibold">
            {figure}
          </Text>
        </div>
      ))}
    </div>
  );
}

const COLUMNS: FigureColumn<LineDifference>[] = [
  { title: WORDS.columns.account, isFigure: false, render: ({ account }) => account },
  { title: WORDS.columns.what, isFigure: false, render: (line) => <WhatFor line={line} /> },
  {
    title: WORDS.columns.current,
    isFigure: true,
    render: ({ currentCents }) => <Money cents={currentCents} form="plain" />,
  },
  {
    title: WORDS.columns.proposed,
    isFigure: true,
    render: ({ proposedCents }) => <Money cents={proposedCents} form="plain" />,
  },
  {
    title: WORDS.columns.change,
    isFigure: true,
    render: ({ currentCents, proposedCents }) => <Money cents={proposedCents - currentCents} form="plain" />,
  },
  {
    title: WORDS.columns.fte,
    isFigure: true,
    render: ({ currentFte, proposedFte }) =>
      proposedFte === currentFte ? '' : <Fte fte={proposedFte - currentFte} />,
  },
];

function WhatFor({ line }: { line: LineDifference }) {
  const styles = useStyles();
  return (
    <span className={styles.what}>
      <Text>
        {line.accountTitle}
        {line.isRemoved && (
          <>
            {' '}
            <Badge appearance="tint" color="warning">
              {WORDS.removed}
            </Badge>
          </>
        )}
      </Text>
      <Caption1 className={styles.quiet}>{line.title}</Caption1>
      {line.justification !== '' && <Caption1>“{line.justification}”</Caption1>}
      <LineComments lineId={line.lineId} />
    </span>
  );
}

/** Changed lines by funding source, the largest change first; the source with the largest change is open. */
function Differences({ detail }: { detail: Detail }) {
  const styles = useStyles();
  const groups = groupBySource(detail);
  return (
    <Accordion multiple collapsible defaultOpenItems={groups.slice(0, 1).map(({ code }) => code)}>
      {groups.map(({ code, title, lines, changeCents, remainingCents }) => (
        <AccordionItem key={code} value={code}>
          <AccordionHeader>
            <span className={styles.group}>
              <Text weight="semibold">{title}</Text>
              <Caption1 className={styles.quiet}>{WORDS.changedLines(lines.length)}</Caption1>
              <span className={styles.grow} />
              <Money cents={changeCents} form="change" />
              <Caption1 className={styles.quiet}>
                {WORDS.left} <Money cents={remainingCents} isOver={remainingCents < 0} />
              </Caption1>
            </span>
          </AccordionHeader>
          <AccordionPanel>
            <Lines title={title} lines={lines} />
          </AccordionPanel>
        </AccordionItem>
      ))}
    </Accordion>
  );
}

function Lines({ title, lines }: { title: string; lines: LineDifference[] }) {
  const [isWhole, setWhole] = useState(false);
  return (
    <>
      <FigureTable
        label={title}
        columns={COLUMNS}
        rows={isWhole ? lines : lines.slice(0, LINES_AT_FIRST)}
        keyOf={({ lineId }) => lineId}
      />
      {!isWhole && lines.length > LINES_AT_FIRST && (
        <Button appearance="subtle" onClick={() => setWhole(true)}>
          {WORDS.showAll(lines.length)}
        </Button>
      )}
    </>
  );
}

type Group = {
  code: string;
  title: string;
  lines: LineDifference[];
  changeCents: number;
  remainingCents: number;
};

/** Funding sources with changed lines, and their lines, both with the largest change first. */
export function groupBySource({ lines, balances }: Pick<Detail, 'lines' | 'balances'>): Group[] {
  const bySource = new Map<string, LineDifference[]>();
  for (const line of lines) {
    const code = line.fundingSource ?? '';
    bySource.set(code, [...(bySource.get(code) ?? []), line]);
  }
  const sizeOf = ({ proposedCents, currentCents }: LineDifference) => Math.abs(proposedCents - currentCents);
  return [...bySource]
    .map(([code, own]): Group => {
      const balance = balances.find(({ fundingSource }) => fundingSource === code);
      return {
        code,
        title: balance?.title ?? WORDS.noFundingSource,
        lines: own.sort((a, b) => sizeOf(b) - sizeOf(a)),
        changeCents: own.reduce((sum, line) => sum + line.proposedCents - line.currentCents, 0),
        remainingCents: balance?.remainingCents ?? 0,
      };
    })
    .sort((a, b) => Math.abs(b.changeCents) - Math.abs(a.changeCents));
}
