import { useCallback, useMemo } from 'react';
import type { LineComment } from '../../contract/comments.js';
import { useComments } from '../../ui/comments/use-comments.js';
import type { SeenStore } from '../sheet/seen-store.js';
import { useSeen } from './use-seen.js';

export type UnreadComments = {
  /** How many comments of others nobody has looked at in this workbook. */
  count: number;
  isUnread: (comment: LineComment) => boolean;
  /** Everything that is there now has been looked at. */
  markSeen: () => void;
};

/** What others wrote since the person last looked, for a badge. */
export function useUnreadComments(
  siteCode: string,
  workbookId: string,
  personId: string,
  store: SeenStore,
): UnreadComments {
  const comments = useComments(siteCode).data?.comments;
  const [seen, remember] = useSeen(store, 'comments', workbookId);
  const isUnread = useCallback(
    ({ id, authorId }: LineComment) => authorId !== personId && seen?.has(id) !== true,
    [seen, personId],
  );
  const count = useMemo(() => (comments ?? []).filter(isUnread).length, [comments, isUnread]);
  const markSeen = useCallback(() => {
    if (comments) remember(comments.map(({ id }) => id));
  }, [comments, remember]);
  return { count, isUnread, markSeen };
}
