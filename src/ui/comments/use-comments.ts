import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  addComment,
  listComments,
  replyToComment,
  resolveComment,
  type CommentPlace,
  type LineComment,
} from '../../contract/comments.js';
import { readAll } from '../../api/read-all.js';
import { useServices } from '../services/services.js';

/** How often somebody who looks asks whether there is anything new. */
const ASK_EVERY_MS = 60_000;

/** A comment with its answers, oldest first. */
export type CommentThread = { first: LineComment; replies: readonly LineComment[] };

/** The comments on a site's budget; asked for again regularly and when the window gets the focus. */
export function useComments(siteCode: string) {
  const { api } = useServices();
  return useQuery({
    queryKey: commentsKey(siteCode),
    queryFn: async ({ signal }) => {
      const pages = await readAll(api, listComments, { params: { siteCode }, signal });
      return { comments: pages.flatMap(({ comments }) => comments) };
    },
    refetchInterval: ASK_EVERY_MS,
    networkMode: 'always',
  });
}

export type CommentCommand =
  | { kind: 'add'; place: CommentPlace; revision: number; text: string }
  | { kind: 'reply'; to: string; text: string }
  /** `newest`: the last comment of the thread that was seen. */
  | { kind: 'resolve'; of: string; newest?: string };

/** Begins a thread, answers in one, or calls one settled. What was typed is sent under one number, however often. */
export function useCommentCommand(siteCode: string) {
  const { api } = useServices();
  const queries = useQueryClient();
  // A second try of the same words is the same comment.
  const ids = useMemo(() => new Map<string, string>(), []);
  return useMutation({
    networkMode: 'always',
    mutationFn: async (command: CommentCommand): Promise<LineComment> => {
      if (command.kind === 'resolve')
        return api.call(resolveComment, {
          params: { siteCode, commentId: command.of },
          body: command.newest === undefined ? {} : { newest: command.newest },
        });
      const key = JSON.stringify(command);
      const id = ids.get(key) ?? crypto.randomUUID();
      ids.set(key, id);
      const { text } = command;
      const sent =
        command.kind === 'add'
          ? await api.call(addComment, {
              params: { siteCode },
              body: { id, place: command.place, revision: command.revision, text },
            })
          : await api.call(replyToComment, {
              params: { siteCode, commentId: command.to },
              body: { id, text },
            });
      ids.delete(key);
      return sent;
    },
    onSettled: () => queries.invalidateQueries({ queryKey: commentsKey(siteCode) }),
  });
}

/** Comments by thread, in the order in which the threads began. */
export function threadsOf(comments: readonly LineComment[]): CommentThread[] {
  const threads = new Map<string, { first: LineComment; replies: LineComment[] }>();
  for (const comment of comments)
    if (comment.replyTo === null) threads.set(comment.id, { first: comment, replies: [] });
  for (const comment of comments)
    if (comment.replyTo !== null) threads.get(comment.replyTo)?.replies.push(comment);
  return [...threads.values()];
}

function commentsKey(siteCode: string): readonly unknown[] {
  return ['comments', siteCode];
}

/** The last comment of a thread, as its reader saw it. */
export function newestOf({ first, replies }: CommentThread): string {
  return (replies.at(-1) ?? first).id;
}
