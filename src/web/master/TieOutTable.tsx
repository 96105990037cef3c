import { Badge, Button, Caption1, Link, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import {
  differenceKey,
  explainedBy,
  needsExplanation,
  type DifferenceExplanation,
} from '../../core/merge/difference-explanation.js';
import { differs, type TieOutPart, type TieOutRow } from '../../core/merge/tie-out.js';
import { Fte } from '../../ui/figures/Fte.js';
import { Money } from '../../ui/figures/Money.js';
import { formatInstant, formatMoney, localTimeZone } from '../../words/figures.js';
import { FigureTable, type FigureColumn } from '../app/FigureTable.js';
import type { Difference } from './ExplainDialog.js';
import type { TracedFigure } from './TraceDrawer.js';
import { WORDS } from './words.js';

/** Above this, only the differences are shown at first. */
const ROWS_AT_FIRST = 12;

const useStyles = makeStyles({
  part: { display: 'grid', gap: tokens.spacingVerticalS, justifyItems: 'start' },
  table: { width: '100%' },
  standing: { display: 'grid', gap: tokens.spacingVerticalXXS, justifyItems: 'start', maxWidth: '360px' },
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** That none differs, or how many differ and by how much in sum. */
export function differencesOf(rows: readonly TieOutRow[]): string {
  const different = rows.filter(differs);
  if (different.length === 0) return WORDS.allTie;
  const sum = different.reduce((total, { differenceCents }) => total + differenceCents, 0);
  return WORDS.differences(different.length, formatMoney(sum));
}

const WITHOUT_FTE = ['revenue', 'control', 'transfers', 'reserves'];

export type TieOutTableProps = {
  part: TieOutPart;
  explanations: readonly DifferenceExplanation[];
  onTrace: (figure: TracedFigure) => void;
  /** Null where nothing is signed any more, or by this person. */
  onExplain: ((differences: Difference[]) => void) | null;
};

/** Two sources of the same figures beside each other. Differences are listed, not hidden, and can be explained. */
export function TieOutTable({ part, explanations, onTrace, onExplain }: TieOutTableProps) {
  const styles = useStyles();
  const { rows, against, dimension } = part;
  const different = rows.filter(differs);
  const isLong = rows.length > ROWS_AT_FIRST;
  const [isWhole, setWhole] = useState(!isLong);
  const shown = isWhole ? [...different, ...rows.filter((row) => !differs(row))] : different;
  const differenceOf = (row: TieOutRow): Difference => ({
    key: differenceKey(part, row.code),
    title: row.title,
    differenceCents: row.differenceCents,
    differenceFte: row.differenceFte,
  });
  const open = different.filter(
    (row) => needsExplanation(part, row) && explainedBy(part, row, explanations).state !== 'explained',
  );
  const explainable = against !== 'revisions' && against !== 'current' && different.length > 0;
  const columns = [
    ...figureColumns(
      part,
      (row) => against === 'revisions' || open.includes(row),
      ({ code, title, otherCents }) =>
        onTrace({ dimension, against, code, otherCents, title: title || WORDS.noCode }),
    ),
    ...(explainable
      ? [
          {
            title: WORDS.columns.standing,
            isFigure: false,
            render: (row: TieOutRow) => (
              <Standing
                part={part}
                row={row}
                explanations={explanations}
                onExplain={onExplain && (() => onExplain([differenceOf(row)]))}
              />
            ),
          },
        ]
      : []),
  ];
  const label = `${WORDS.tabs[dimension]}: ${WORDS.against[against]}`;
  return (
    <div className={styles.part}>
      {shown.length > 0 && (
        <div className={styles.table}>
          <FigureTable label={label} columns={columns} rows={shown} keyOf={({ code }) => code} stacks />
        </div>
      )}
      {onExplain && open.length > 1 && (
        <Button appearance="secondary" onClick={() => onExplain(open.map(differenceOf))}>
          {WORDS.explain.all(open.length)}
        </Button>
      )}
      {isLong && (
        <Button appearance="subtle" onClick={() => setWhole(!isWhole)}>
          {isWhole ? WORDS.showDifferences : WORDS.showAll}
        </Button>
      )}
    </div>
  );
}

function figureColumns(
  { against, dimension }: TieOutPart,
  isFault: (row: TieOutRow) => boolean,
  onTrace: (row: TieOutRow) => void,
): FigureColumn<TieOutRow>[] {
  const hasCode = dimension !== 'total' && dimension !== 'siteSource';
  const columns: FigureColumn<TieOutRow>[] = [
    {
      title: WORDS.columns.title,
      isFigure: false,
      render: (row) => {
        const { code, title } = row;
        const name = code === '' ? WORDS.noCode : hasCode && title !== code ? `${code} · ${title}` : title;
        return (
          <Link as="button" onClick={() => onTrace(row)} title={WORDS.trace.open(name)}>
            {name}
          </Link>
        );
      },
    },
    {
      title: against === 'transfers' ? WORDS.columns.out : WORDS.columns.master,
      isFigure: true,
      render: ({ masterCents }) => <Money cents={masterCents} form="plain" />,
    },
    {
      title: WORDS.other[against],
      isFigure: true,
      render: ({ otherCents }) => <Money cents={otherCents} form="plain" />,
    },
    {
      title: WORDS.columns.difference,
      isFigure: true,
      render: (row) => (
        <Money cents={row.differenceCents} form="plain" isOver={isFault(row) && row.differenceCents !== 0} />
      ),
    },
  ];
  if (WITHOUT_FTE.includes(against)) return columns;
  return [
    ...columns,
    { title: WORDS.columns.masterFte, isFigure: true, render: ({ masterFte }) => <Fte fte={masterFte} /> },
    {
      title: WORDS.columns.differenceFte,
      isFigure: true,
      render: (row) => <Fte fte={row.differenceFte} isOver={isFault(row) && row.differenceFte !== 0} />,
    },
  ];
}

type StandingProps = {
  part: TieOutPart;
  row: TieOutRow;
  explanations: readonly DifferenceExplanation[];
  onExplain: (() => void) | null;
};

function Standing({ part, row, explanations, onExplain }: StandingProps) {
  const styles = useStyles();
  const explained = explainedBy(part, row, explanations);
  if (explained.state === 'equal') return null;
  const given = 'explanation' in explained ? explained.explanation : null;
  const isOpen = explained.state !== 'explained';
  return (
    <div className={styles.standing}>
      {isOpen && needsExplanation(part, row) && <Badge color="warning">{WORDS.standing.open}</Badge>}
      {given && explained.state === 'stale' && (
        <Caption1 className={styles.quiet}>
          {WORDS.standing.stale(formatMoney(given.differenceCents))}
        </Caption1>
      )}
      {given && <span className={styles.text}>{given.text}</span>}
      {given && (
        <Caption1 className={styles.quiet}>
          {WORDS.standing.by(given.author, formatInstant(given.at, localTimeZone()))}
        </Caption1>
      )}
      {isOpen && onExplain && (
        <Button size="small" onClick={onExplain}>
          {WORDS.explain.one}
        </Button>
      )}
    </div>
  );
}
