import {
  Caption1,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { ExportPreview } from '../../contract/master-exports.js';
import { problemKey, type Problem } from '../../core/problem.js';
import { describeProblem } from '../../ui/messages/describe-problem.js';
import { formatMoney } from '../../ui/format/figures.js';
import { FigureTable, type FigureColumn } from '../app/FigureTable.js';
import { EXPORTS_EN } from './export-messages-en.js';

const WORDS = EXPORTS_EN;

const useStyles = makeStyles({
  part: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalS },
  stack: { display: 'grid', rowGap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

type File = NonNullable<ExportPreview['file']>;
type Row = File['rejected'][number];

/** What the accounting system would make of a file: all that it would refuse, with where it comes from. */
export function ExportDryRun({ preview: { problems, file } }: { preview: ExportPreview }) {
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
      {file && <FileFacts file={file} isWhole={problems.length === 0} />}
    </div>
  );
}

function FileFacts({ file, isWhole }: { file: File; isWhole: boolean }) {
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
              {rejectedCount > rejected.length && WORDS.rejectedMore(rejected.length)}
            </MessageBarBody>
          </MessageBar>
          <FigureTable
            label={WORDS.rejected(rejectedCount)}
            columns={rejectedColumns()}
            rows={rejected}
            keyOf={({ fileLine, account }) => `${String(fileLine)} ${account}`}
            stacks
          />
        </>
      ) : (
        isWhole && (
          <MessageBar intent="success">
            <MessageBarBody>{WORDS.clean}</MessageBarBody>
          </MessageBar>
        )
      )}
      <Caption1 className={styles.quiet}>{WORDS.preview}</Caption1>
      <FigureTable
        label={WORDS.preview}
        columns={previewColumns(file.columns)}
        rows={file.preview.map((cells, at) => ({ cells, at }))}
        keyOf={({ at }) => String(at)}
      />
    </>
  );
}

function rejectedColumns(): FigureColumn<Row>[] {
  const titles = WORDS.rejectedColumns;
  return [
    { title: titles.account, isFigure: false, render: ({ account }) => account },
    { title: titles.problem, isFigure: false, render: (row) => <Wrongs row={row} /> },
    { title: titles.from, isFigure: false, render: (row) => <Sources row={row} /> },
    { title: titles.row, isFigure: true, render: ({ fileLine }) => String(fileLine) },
  ];
}

function Wrongs({ row: { problems } }: { row: Row }) {
  const styles = useStyles();
  return (
    <span className={styles.stack}>
      {problems.map((problem) => (
        <ProblemText key={problemKey(problem)} problem={problem} />
      ))}
    </span>
  );
}

const LINES_SHOWN = 5;

/** The lines of the sites' sheets behind a row. */
function Sources({ row: { lines } }: { row: Row }) {
  const styles = useStyles();
  return (
    <span className={styles.stack}>
      {lines.slice(0, LINES_SHOWN).map(({ siteCode, revision, lineId, title }) => (
        <span key={`${siteCode}/${lineId}`}>{WORDS.from(siteCode, revision, title)}</span>
      ))}
      {lines.length > LINES_SHOWN && <span>{WORDS.moreLines(lines.length - LINES_SHOWN)}</span>}
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
