import { Button, Link, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useEffect, useMemo, useState } from 'react';
import type { LineComment } from '../../../contract/comments.js';
import type { CellPlace } from '../../../core/workbook/cell-of-place.js';
import { CommentThreadView } from '../../../ui/comments/CommentThreadView.js';
import { newestOf, threadsOf, useCommentCommand, useComments } from '../../../ui/comments/use-comments.js';
import { COMMENTS } from '../../../ui/messages/comments.js';
import { failureOf } from '../../../ui/messages/describe-failure.js';
import { EmptyState } from '../../../ui/state/EmptyState.js';
import { ErrorState } from '../../../ui/state/ErrorState.js';
import { LoadingState } from '../../../ui/state/LoadingState.js';
import type { UnreadComments } from '../../hooks/use-unread-comments.js';
import type { SheetFrame, SheetReading } from '../../sheet/read-snapshot.js';
import { commentRows, type CommentRow } from './comment-rows.js';

const WORDS = COMMENTS;

const useStyles = makeStyles({
  root: {
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
  },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', rowGap: tokens.spacingVerticalM },
  row: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  account: { fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  fold: { justifySelf: 'start' },
});

export type CommentsPanelProps = {
  siteCode: string;
  timeZone: string;
  frame: SheetFrame;
  reading: SheetReading;
  unread: UnreadComments;
  /** May settle threads: the site's people. */
  mayResolve: boolean;
  onGoTo: (cell: CellPlace) => void;
};

/** What was said about the site's budget, row by row: go there, answer, settle. What is settled folds away. */
export function CommentsPanel(props: CommentsPanelProps) {
  const { siteCode, frame, reading, unread } = props;
  const styles = useStyles();
  const comments = useComments(siteCode);
  const command = useCommentCommand(siteCode);
  const [showsResolved, setShowsResolved] = useState(false);
  const isUnread = useFirstLook(unread, comments.data !== undefined);
  const threads = useMemo(() => threadsOf(comments.data?.comments ?? []), [comments.data]);
  if (comments.isPending) return <LoadingState rows={4} />;
  if (comments.isError && comments.data === undefined) {
    const retry = () => void comments.refetch();
    return <ErrorState context="loading" failure={failureOf(comments.error)} onRetry={retry} />;
  }
  if (threads.length === 0) return <EmptyState title={WORDS.none} text={WORDS.noneText} />;
  const open = threads.filter(({ first }) => first.resolvedAt === null);
  const rows = commentRows(frame, reading, showsResolved ? threads : open);
  const run = (asked: Parameters<typeof command.mutateAsync>[0]) =>
    command.mutateAsync(asked).then(
      () => true,
      () => false,
    );
  return (
    <section className={styles.root} aria-label={WORDS.title} data-testid="comments">
      <Subtitle2>{WORDS.open(open.length)}</Subtitle2>
      {command.isError && <ErrorState context="loading" failure={failureOf(command.error)} />}
      <ul className={styles.list}>
        {rows.map((row) => (
          <Row key={row.key} {...props} row={row} run={run} isUnread={isUnread} />
        ))}
      </ul>
      {open.length < threads.length && (
        <Button
          className={styles.fold}
          size="small"
          appearance="subtle"
          aria-expanded={showsResolved}
          onClick={() => setShowsResolved(!showsResolved)}
        >
          {WORDS.showResolved(threads.length - open.length)}
        </Button>
      )}
    </section>
  );
}

/** What was new when the panel opened is marked as long as it is open, and counts as looked at from then on. */
function useFirstLook(
  { isUnread, markSeen }: UnreadComments,
  isLoaded: boolean,
): (comment: LineComment) => boolean {
  const [first, setFirst] = useState<((comment: LineComment) => boolean) | null>(null);
  if (isLoaded && first === null) setFirst(() => isUnread);
  useEffect(() => {
    if (isLoaded) markSeen();
  }, [isLoaded, markSeen]);
  return first ?? isUnread;
}

type Command = Parameters<ReturnType<typeof useCommentCommand>['mutateAsync']>[0];

type RowProps = CommentsPanelProps & {
  row: CommentRow;
  run: (command: Command) => Promise<boolean>;
  isUnread: (comment: LineComment) => boolean;
};

function Row({ row, run, isUnread, timeZone, mayResolve, onGoTo }: RowProps) {
  const styles = useStyles();
  const { kind, account, title, cell, cellName, isGone, threads } = row;
  return (
    <li className={styles.row} data-testid={`comments-${row.key}`}>
      {kind === 'site' ? (
        <Text weight="semibold">{WORDS.wholeSite}</Text>
      ) : (
        <div>
          <Text weight="semibold" className={styles.account}>
            {account}
          </Text>{' '}
          {cell !== null && cellName !== null && (
            <Link as="button" inline aria-label={WORDS.goTo(cellName)} onClick={() => onGoTo(cell)}>
              {cellName}
            </Link>
          )}
          <Text size={200} block className={styles.quiet}>
            {title}
          </Text>
          {isGone && (
            <Text size={200} block weight="semibold">
              {WORDS.gone}
            </Text>
          )}
        </div>
      )}
      {threads.map((thread) => (
        <CommentThreadView
          key={thread.first.id}
          thread={thread}
          timeZone={timeZone}
          isUnread={isUnread}
          onReply={(text) => run({ kind: 'reply', to: thread.first.id, text })}
          onResolve={
            mayResolve
              ? () => void run({ kind: 'resolve', of: thread.first.id, newest: newestOf(thread) })
              : null
          }
        />
      ))}
    </li>
  );
}
