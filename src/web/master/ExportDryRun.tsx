import {
  Button,
  Caption1,
  Link,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { ExportPreview } from '../../contract/master-exports.js';
import { problemKey, type Problem } from '../../core/problem.js';
import { describeProblem } from '../../ui/messages/describe-problem.js';
import { formatMoney } from '../../words/figures.js';
import { FigureTable, type FigureColumn } from '../app/FigureTable.js';
import type { TracedFigure } from './TraceDrawer.js';
import { EXPORTS_EN } from './export-messages-en.js';

const WORDS = EXPORTS_EN;

const useStyles = makeStyles({
  part: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalS },
  stack: { display: 'grid', rowGap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
  source: { textAlign: 'left', justifySelf: 'start' },
  more: { justifySelf: 'start' },
  // The keyboard scrolls what does not fit.
  scroller: { overflowX: 'auto' },
  wide: { width: 'max-content', minWidth: '100%' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

type File = NonNullable<ExportPreview['file']>;
type Row = File['rejected'][number];

export type ExportDryRunProps = {
  preview: ExportPreview;
  /** Opens what is behind a line or an account. */
  onTrace: (figure: TracedFigure) => void;
};

/** What the accounting system would make of a file: all that it would refuse, with where it comes from. */
export function ExportDryRun({ preview: { problems, file }, onTrace }: ExportDryRunProps) {
  const styles = useStyles();
  return (
    <div className={styles.part} data-testid="export-dry-run">
      {problems.length > 0 && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <span className={styles.stack}>
              {problems.map((problem) => (
                <ProblemText key={problemKey(problem)} problem={problem} />
              ))}
            </span>
          </MessageBarBody>
        </MessageBar>
      )}
      {file && <FileFacts file={file} isWhole={problems.length === 0} onTrace={onTrace} />}
    </div>
  );
}

type OnTrace = Pick<ExportDryRunProps, 'onTrace'>;

function FileFacts({ file, isWhole, onTrace }: { file: File; isWhole: boolean } & OnTrace) {
  const styles = useStyles();
  const { rowCount, proposedCents, lineCount, leftOut, newAccountCount, rejectedCount, rejected } = file;
  return (
    <>
      <Text>{WORDS.summary(rowCount, formatMoney(proposedCents), lineCount)}</Text>
      {leftOut.lineCount > 0 && (
        <Caption1 className={styles.quiet}>
          {WORDS.leftOut(leftOut.lineCount, formatMoney(leftOut.proposedCents))}
        </Caption1>
      )}
      {newAccountCount > 0 && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{WORDS.newAccounts(newAccountCount)}</MessageBarBody>
        </MessageBar>
      )}
      {rejectedCount > 0 ? (
        <>
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>{WORDS.rejected(rejectedCount)}</MessageBarTitle>
              <span className={styles.stack}>
                {waysOf(rejected).map((way) => (
                  <span key={way}>{way}</span>
                ))}
                {rejectedCount > rejected.length && <span>{WORDS.rejectedMore(rejected.length)}</span>}
              </span>
            </MessageBarBody>
          </MessageBar>
          <RejectedRows label={WORDS.rejected(rejectedCount)} rows={rejected} onTrace={onTrace} />
        </>
      ) : (
        isWhole && (
          <MessageBar intent="success" layout="multiline">
            <MessageBarBody>{WORDS.clean}</MessageBarBody>
          </MessageBar>
        )
      )}
      <Caption1 className={styles.quiet}>{WORDS.preview}</Caption1>
      <div className={styles.scroller} role="region" aria-label={WORDS.preview} tabIndex={0}>
        <div className={styles.wide}>
          <FigureTable
            label={WORDS.preview}
            columns={previewColumns(file.columns)}
            rows={file.preview.map((cells, at) => ({ cells, at }))}
            keyOf={({ at }) => String(at)}
          />
        </div>
      </div>
    </>
  );
}

/** What to do, each way once: many rows have the same fault. */
const waysOf = (rows: readonly Row[]) => [
  ...new Set(rows.flatMap(({ problems }) => problems.map((problem) => describeProblem(problem).whatToDo))),
];

const ROWS_AT_ONCE = 25;

function RejectedRows({ label, rows, onTrace }: { label: string; rows: readonly Row[] } & OnTrace) {
  const styles = useStyles();
  const [shownRows, setShownRows] = useState(ROWS_AT_ONCE);
  const more = Math.min(ROWS_AT_ONCE, rows.length - shownRows);
  return (
    <>
      <FigureTable
        label={label}
        columns={rejectedColumns(onTrace)}
        rows={rows.slice(0, shownRows)}
        keyOf={({ part, fileLine }) => `${part} ${String(fileLine)}`}
        stacks
      />
      {more > 0 && (
        <Button
          className={styles.more}
          appearance="subtle"
          onClick={() => setShownRows(shownRows + ROWS_AT_ONCE)}
        >
          {WORDS.more(more)}
        </Button>
      )}
    </>
  );
}

function rejectedColumns(onTrace: OnTrace['onTrace']): FigureColumn<Row>[] {
  const titles = WORDS.rejectedColumns;
  return [
    { title: titles.account, isFigure: false, render: ({ account }) => account },
    { title: titles.problem, isFigure: false, render: (row) => <Wrongs row={row} /> },
    { title: titles.from, isFigure: false, render: (row) => <Sources row={row} onTrace={onTrace} /> },
    { title: titles.row, isFigure: true, render: ({ part, fileLine }) => WORDS.fileLine(part, fileLine) },
  ];
}

function Wrongs({ row: { problems } }: { row: Row }) {
  const styles = useStyles();
  return (
    <span className={styles.stack}>
      {problems.map((problem) => (
        <span key={problemKey(problem)}>{describeProblem(problem).sentence}</span>
      ))}
    </span>
  );
}

const LINES_SHOWN = 5;

/** The lines of the sites' sheets behind a row: each leads to its site, cell, approver and reason. */
function Sources({ row: { account, lines }, onTrace }: { row: Row } & OnTrace) {
  const styles = useStyles();
  const [first] = lines;
  return (
    <span className={styles.stack}>
      {lines.slice(0, LINES_SHOWN).map(({ siteCode, siteName, lineId, account: ofLine, title, cell }) => (
        <Link
          key={`${siteCode}/${lineId}`}
          as="button"
          title={WORDS.openLine(title)}
          className={styles.source}
          onClick={() => onTrace({ account: ofLine, site: siteCode, lineId, title })}
        >
          {WORDS.from(siteName, cell && `${cell.sheet}!${cell.cell}`, title)}
        </Link>
      ))}
      {first && lines.length > LINES_SHOWN && (
        <Link
          as="button"
          className={styles.source}
          onClick={() => onTrace({ account: first.account, title: account })}
        >
          {WORDS.moreLines(lines.length - LINES_SHOWN)}
        </Link>
      )}
    </span>
  );
}

function ProblemText({ problem }: { problem: Problem }) {
  const { sentence, whatToDo } = describeProblem(problem);
  return (
    <span>
      {sentence} {whatToDo}
    </span>
  );
}

type Cells = { cells: readonly string[]; at: number };

const previewColumns = (columns: File['columns']): FigureColumn<Cells>[] =>
  columns.map(({ title, isFigure }, at) => ({ title, isFigure, render: ({ cells }) => cells[at] ?? '' }));
