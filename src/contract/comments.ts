import { z } from 'zod';
import { BaseRevision, endpoint, NoBody, SiteParams } from './endpoint.js';
import { NextPage, PageQuery } from './paging.js';

/** What a comment is about: one line, one post, or the site's budget as a whole. */
export const CommentPlace = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('line'), rowId: z.string().min(1).max(64) }),
  z.object({ kind: z.literal('position'), rowId: z.string().min(1).max(64) }),
  z.object({ kind: z.literal('site') }),
]);
export type CommentPlace = z.infer<typeof CommentPlace>;

const CommentText = z.string().trim().min(1).max(4000);

/** A comment on a site's budget, or a reply to one. Never changed; its thread may be resolved. */
export const LineComment = z.object({
  id: z.uuid(),
  place: CommentPlace,
  /** The account and title of the row as it was then, for when it is gone. Empty for the whole site. */
  account: z.string(),
  title: z.string(),
  /** The revision that was looked at; 0 for the content the season opened with. */
  revision: z.int().min(0),
  authorId: z.uuid(),
  author: z.string(),
  at: z.iso.datetime(),
  /** Empty once the district's time for keeping it is over. */
  text: z.string(),
  /** The comment that begins the thread; null for that one itself. */
  replyTo: z.uuid().nullable(),
  /** On the comment that begins a thread: who called it settled. */
  resolvedAt: z.iso.datetime().nullable(),
  resolvedBy: z.string().nullable(),
});
export type LineComment = z.infer<typeof LineComment>;

const CommentParams = SiteParams.extend({ commentId: z.uuid() });

/** The comments on a site's budget, oldest first. */
export const listComments = endpoint({
  name: 'listComments',
  method: 'GET',
  path: '/v1/sites/:siteCode/comments',
  permission: 'site:read',
  params: SiteParams,
  query: PageQuery,
  body: NoBody,
  reply: z.object({ comments: z.array(LineComment), next: NextPage }),
});

/** Begins a thread. Safe to repeat: the sender chooses the comment's id. */
export const addComment = endpoint({
  name: 'addComment',
  method: 'POST',
  path: '/v1/sites/:siteCode/comments',
  permission: 'comment:write',
  params: SiteParams,
  body: z.object({ id: z.uuid(), place: CommentPlace, revision: BaseRevision, text: CommentText }),
  reply: LineComment,
});

/** Answers in a thread, also in one that is resolved. Safe to repeat. */
export const replyToComment = endpoint({
  name: 'replyToComment',
  method: 'POST',
  path: '/v1/sites/:siteCode/comments/:commentId/replies',
  permission: 'site:read',
  params: CommentParams,
  body: z.object({ id: z.uuid(), text: CommentText }),
  reply: LineComment,
});

/**
 * Calls a thread settled. Of two at once the first is kept; both get the thread's first comment. With `newest`, the id of
 * the last comment that the sender saw in it, it is refused (`request.stale`) when somebody said more since.
 */
export const resolveComment = endpoint({
  name: 'resolveComment',
  method: 'POST',
  path: '/v1/sites/:siteCode/comments/:commentId/resolution',
  permission: 'comment:write',
  params: CommentParams,
  body: z.object({ newest: z.uuid().optional() }),
  reply: LineComment,
});
