import { makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { SiteFileChange, SiteFileFinding, SiteFileReply } from '../../contract/site-files.js';
import { describeRow, describeValue } from '../../ui/changes/describe-field.js';
import { CONFLICT } from '../../ui/messages/conflict.js';
import { describeProblem } from '../../ui/messages/describe-problem.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { FileConflicts } from './FileConflicts.js';
import { conflictsOf, sortFindings, type FileRow } from './file-row.js';
import { FILES_EN as WORDS } from './files-messages-en.js';

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalL, paddingBlock: tokens.spacingVerticalS },
  list: {
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
    margin: `${tokens.spacingVerticalXS} 0 0`,
    padding: 0,
    listStyleType: 'none',
  },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(96px, max-content) minmax(0, 72ch)',
    columnGap: tokens.spacingHorizontalM,
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  cell: { fontFamily: tokens.fontFamilyMonospace, color: tokens.colorNeutralForeground2 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** A file of which all is wrong would fill the page; who mends it starts at the top. */
const MOST_SHOWN = 50;

export type FileDetailsProps = {
  row: FileRow;
  onRetry: () => void;
  onChoose: (choices: FileRow['choices']) => void;
};

/** What has to be decided about a file, what was found in it, gravest first, with what to do; then what it changes. */
export function FileDetails({ row, onRetry, onChoose }: FileDetailsProps) {
  const styles = useStyles();
  const { reply, failure } = row;
  return (
    <div className={styles.root}>
      {failure && <ErrorState context="loading" failure={failure} onRetry={onRetry} />}
      {conflictsOf(row).length > 0 && <FileConflicts row={row} onChoose={onChoose} />}
      {reply && <Found reply={reply} />}
    </div>
  );
}

function Found({ reply }: { reply: SiteFileReply }) {
  const styles = useStyles();
  const sorted = sortFindings(reply);
  const changes = reply.isRead ? reply.changes : [];
  const isRepeat = reply.isRead && reply.receipt?.isRepeat === true;
  return (
    <>
      {reply.isRead && reply.receipt && isRepeat && (
        <Text className={styles.quiet}>
          {reply.addsNothing
            ? WORDS.addsNothing(reply.receipt.revision.number)
            : WORDS.repeat(reply.receipt.revision)}
        </Text>
      )}
      {reply.isRead && reply.receipt === null && reply.baseRevision < reply.latestRevision && (
        <Text className={styles.quiet}>{WORDS.older(reply.baseRevision, reply.latestRevision)}</Text>
      )}
      {reply.findings.length + changes.length === 0 && !isRepeat && <Text>{WORDS.nothing}</Text>}
      {(['stops', 'rules', 'look', 'notes'] as const).map((kind) => (
        <Part
          key={kind}
          title={WORDS[kind]}
          items={sorted[kind]}
          render={(one) => <Finding finding={one} />}
        />
      ))}
      <Part title={WORDS.changed} items={changes} render={(one) => <Change change={one} />} />
    </>
  );
}

type PartProps<Item> = { title: string; items: readonly Item[]; render: (item: Item) => ReactNode };

function Part<Item>({ title, items, render }: PartProps<Item>) {
  const styles = useStyles();
  if (items.length === 0) return null;
  return (
    <section>
      <Subtitle2 as="h3" block>
        {title}
      </Subtitle2>
      <ul className={styles.list}>
        {items.slice(0, MOST_SHOWN).map((item, at) => (
          <li key={at} className={styles.item}>
            {render(item)}
          </li>
        ))}
        {items.length > MOST_SHOWN && (
          <li className={styles.quiet}>{WORDS.more(items.length - MOST_SHOWN)}</li>
        )}
      </ul>
    </section>
  );
}

function Finding({ finding: { problem, cell } }: { finding: SiteFileFinding }) {
  const styles = useStyles();
  const { sentence, whatToDo } = describeProblem(problem);
  return (
    <>
      <span className={styles.cell}>{cell}</span>
      <span>
        {sentence} <span className={styles.quiet}>{whatToDo}</span>
      </span>
    </>
  );
}

function Change({ change: { row, cell } }: { change: SiteFileChange }) {
  const styles = useStyles();
  const { title, detail } = describeRow(row, row, []);
  return (
    <>
      <span className={styles.cell}>{cell}</span>
      <span>
        {title} <span className={styles.quiet}>{detail}</span>
        {row.fields.map(({ field, before, after }) => (
          <div key={field}>
            {CONFLICT.fields[field]}: {describeValue(before)} → {describeValue(after)}
          </div>
        ))}
      </span>
    </>
  );
}
