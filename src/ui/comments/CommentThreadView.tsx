import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { LineComment } from '../../contract/comments.js';
import { formatInstant } from '../../words/figures.js';
import { COMMENTS } from '../messages/comments.js';
import { CommentBox } from './CommentBox.js';
import type { CommentThread } from './use-comments.js';

const WORDS = COMMENTS;

const useStyles = makeStyles({
  root: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
    paddingLeft: tokens.spacingHorizontalS,
    borderLeft: `2px solid ${tokens.colorNeutralStroke1}`,
    fontWeight: tokens.fontWeightRegular,
    textAlign: 'left',
    whiteSpace: 'normal',
  },
  text: { display: 'block', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3 },
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

export type CommentThreadViewProps = {
  thread: CommentThread;
  timeZone: string;
  isUnread?: (comment: LineComment) => boolean;
  onReply: (text: string) => Promise<boolean>;
  /** Null for people who may not settle it. */
  onResolve: (() => void) | null;
};

/** A comment with its answers, and the box to answer it. A settled one says by whom, and can still be answered. */
export function CommentThreadView(props: CommentThreadViewProps) {
  const { thread, timeZone, isUnread = () => false, onReply, onResolve } = props;
  const styles = useStyles();
  const [isReplying, setReplying] = useState(false);
  const { first, replies } = thread;
  const { resolvedAt, resolvedBy } = first;
  return (
    <div className={styles.root} data-testid={`thread-${first.id}`}>
      {[first, ...replies].map((comment) => (
        <div key={comment.id}>
          <Text size={200} className={styles.quiet}>
            {WORDS.by(comment.author, formatInstant(comment.at, timeZone))}
            {comment.replyTo === null && ` · ${WORDS.revision(comment.revision)}`}{' '}
            {isUnread(comment) && (
              <Badge size="small" appearance="tint" color="brand">
                {WORDS.unread}
              </Badge>
            )}
          </Text>
          {comment.text === '' ? (
            <Text className={styles.quiet}>{WORDS.cleared}</Text>
          ) : (
            <span className={styles.text}>{comment.text}</span>
          )}
        </div>
      ))}
      {resolvedAt !== null && (
        <Text size={200} className={styles.quiet}>
          {WORDS.resolved(resolvedBy ?? '', formatInstant(resolvedAt, timeZone))}
        </Text>
      )}
      {isReplying ? (
        <CommentBox
          label={WORDS.replyLabel}
          onCancel={() => setReplying(false)}
          onSend={async (text) => {
            const isTaken = await onReply(text);
            if (isTaken) setReplying(false);
            return isTaken;
          }}
        />
      ) : (
        <div className={styles.bar}>
          <Button size="small" appearance="subtle" onClick={() => setReplying(true)}>
            {WORDS.reply}
          </Button>
          {resolvedAt === null && onResolve !== null && (
            <Button size="small" appearance="subtle" onClick={onResolve}>
              {WORDS.resolve}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
