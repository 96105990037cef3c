import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Comment16Regular } from '@fluentui/react-icons';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import type { CommentPlace } from '../../contract/comments.js';
import type { Submission } from '../../core/approval/submission.js';
import type { Site } from '../../core/budget/site.js';
import { CommentBox } from '../../ui/comments/CommentBox.js';
import { CommentThreadView } from '../../ui/comments/CommentThreadView.js';
import {
  threadsOf,
  useCommentCommand,
  useComments,
  type CommentCommand,
  type CommentThread,
  newestOf,
} from '../../ui/comments/use-comments.js';
import { localTimeZone } from '../../words/figures.js';
import { COMMENTS } from '../../ui/messages/comments.js';
import { SHARED } from '../../ui/messages/shared.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { ErrorState } from '../../ui/state/ErrorState.js';

const WORDS = COMMENTS;

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalXS, justifyItems: 'stretch', maxWidth: '480px' },
  open: { justifySelf: 'start' },
});

type Discussion = {
  revision: number;
  threads: readonly CommentThread[];
  /** Resolves to whether it was carried out. */
  run: (command: CommentCommand) => Promise<boolean>;
};

const DiscussionContext = createContext<Discussion | null>(null);

export type CommentsOnProps = { site: Site; submission: Submission; children: ReactNode };

/** Lets the lines inside show and take comments; what is about the budget as a whole, or a post, stands above them. */
export function CommentsOn({ site, submission, children }: CommentsOnProps) {
  const styles = useStyles();
  const comments = useComments(site.code);
  const command = useCommentCommand(site.code);
  const { mutateAsync } = command;
  const { revision } = submission;
  const discussion = useMemo(
    (): Discussion => ({
      revision,
      threads: threadsOf(comments.data?.comments ?? []),
      run: (asked) =>
        mutateAsync(asked).then(
          () => true,
          () => false,
        ),
    }),
    [revision, comments.data, mutateAsync],
  );
  const others = discussion.threads.filter(({ first }) => first.place.kind !== 'line');
  return (
    <DiscussionContext value={discussion}>
      {command.isError && <ErrorState context="loading" failure={failureOf(command.error)} />}
      {comments.isError && (
        <span className={styles.open}>
          <Text size={200}>{WORDS.notLoaded}</Text>{' '}
          <Button size="small" appearance="subtle" onClick={() => void comments.refetch()}>
            {SHARED.tryAgain}
          </Button>
        </span>
      )}
      <section className={styles.root} aria-label={WORDS.title}>
        {others.map((thread) => (
          <Thread key={thread.first.id} thread={thread} discussion={discussion} />
        ))}
        <NewComment place={{ kind: 'site' }} label={WORDS.commentOnSite} discussion={discussion} />
      </section>
      {children}
    </DiscussionContext>
  );
}

/** The comments on one line and the button to write one. Nothing outside of `CommentsOn`. */
export function LineComments({ lineId }: { lineId: string }) {
  const styles = useStyles();
  const discussion = useContext(DiscussionContext);
  if (discussion === null) return null;
  const threads = discussion.threads.filter(
    ({ first: { place } }) => place.kind === 'line' && place.rowId === lineId,
  );
  return (
    <span className={styles.root}>
      {threads.map((thread) => (
        <Thread key={thread.first.id} thread={thread} discussion={discussion} />
      ))}
      <NewComment place={{ kind: 'line', rowId: lineId }} label={WORDS.comment} discussion={discussion} />
    </span>
  );
}

function Thread({ thread, discussion: { run } }: { thread: CommentThread; discussion: Discussion }) {
  const { id } = thread.first;
  return (
    <CommentThreadView
      thread={thread}
      timeZone={localTimeZone()}
      onReply={(text) => run({ kind: 'reply', to: id, text })}
      onResolve={() => void run({ kind: 'resolve', of: id, newest: newestOf(thread) })}
    />
  );
}

type NewCommentProps = { place: CommentPlace; label: string; discussion: Discussion };

function NewComment({ place, label, discussion: { revision, run } }: NewCommentProps) {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) {
    return (
      <Button
        className={styles.open}
        size="small"
        appearance="subtle"
        icon={<Comment16Regular />}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
    );
  }
  return (
    <CommentBox
      label={WORDS.label}
      onCancel={() => setOpen(false)}
      onSend={async (text) => {
        const isTaken = await run({ kind: 'add', place, revision, text });
        if (isTaken) setOpen(false);
        return isTaken;
      }}
    />
  );
}
