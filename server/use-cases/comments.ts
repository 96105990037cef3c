import type { BodyOf, QueryOf, ReplyOf } from '../../src/contract/endpoint.js';
import type {
  addComment as addEndpoint,
  CommentPlace,
  LineComment,
  listComments as listEndpoint,
  replyToComment as replyEndpoint,
  resolveComment as resolveEndpoint,
} from '../../src/contract/comments.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import * as store from '../stores/comment-store.js';
import { inTransaction, type Transaction } from '../stores/open-database.js';
import { findRevision } from '../stores/revision-store.js';
import { findSite, hasSite, openYear, type Year } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { mailOfComment } from './mail-of-comment.js';
import { cursorOf, cut, pageOf } from './pages.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';

/** The comments on a site's budget, oldest first. */
export async function listComments(
  { db }: Parts,
  actor: Actor,
  siteCode: string,
  query: QueryOf<typeof listEndpoint>,
): Promise<ReplyOf<typeof listEndpoint>> {
  const year = await openYear(db, actor.districtId);
  if (!(await hasSite(db, year, siteCode))) throw new Refusal('site.unknown', { site: siteCode });
  const found = await store.listComments(db, year, siteCode, pageOf(query));
  const { rows: comments, next } = cut(found, query, cursorOf);
  return { comments, next };
}

/** Begins a thread on a row that the revision has, or that the season opened with, or on the whole site. */
export async function addComment(
  parts: Parts,
  actor: Actor,
  siteCode: string,
  body: BodyOf<typeof addEndpoint>,
): Promise<LineComment> {
  return inTransaction(parts.db, async (tx) => {
    const year = await openYear(tx, actor.districtId);
    const site = await findSite(tx, year, siteCode);
    if (!site) throw new Refusal('site.unknown', { site: siteCode });
    const { place, revision } = body;
    const saved = revision === 0 ? null : await findRevision(tx, year, siteCode, revision);
    if (revision > 0 && !saved) throw new Refusal('revision.unknown', { revision });
    // A line that a revision took out is still something to talk about.
    const row = rowOf(place, saved?.content, site.opening);
    if (!row) throw new Refusal('comment.rowUnknown');
    return put(parts, tx, year, actor, siteCode, { ...body, ...row, replyTo: null });
  });
}

/** Answers in a thread. An answer to an answer stands in the same thread. */
export async function replyToComment(
  parts: Parts,
  actor: Actor,
  siteCode: string,
  commentId: string,
  body: BodyOf<typeof replyEndpoint>,
): Promise<LineComment> {
  return inTransaction(parts.db, async (tx) => {
    const year = await openYear(tx, actor.districtId);
    const { place, account, title, revision, id, replyTo } = await known(tx, year, siteCode, commentId);
    const thread = { place, account, title, revision, replyTo: replyTo ?? id };
    return put(parts, tx, year, actor, siteCode, { ...thread, ...body });
  });
}

/** Calls a thread settled, unless somebody said more than its sender saw. Who was first is kept. */
export async function resolveComment(
  parts: Parts,
  actor: Actor,
  siteCode: string,
  commentId: string,
  { newest }: BodyOf<typeof resolveEndpoint>,
): Promise<LineComment> {
  return inTransaction(parts.db, async (tx) => {
    const year = await openYear(tx, actor.districtId);
    const found = await known(tx, year, siteCode, commentId);
    const first = found.replyTo ?? found.id;
    if (newest !== undefined && found.resolvedAt === null) {
      // Not by time alone: an answer of the same instant is no less an answer.
      const answers = (await store.listThread(tx, year, siteCode, first)).filter(
        ({ replyTo }) => replyTo === first,
      );
      if ((answers.at(-1)?.id ?? first) !== newest) throw new Refusal('request.stale');
    }
    const resolved = { at: parts.now(), byId: actor.personId, by: actor.name };
    if (await store.resolveComment(tx, year, first, resolved))
      await audit(tx, parts, actor, {
        action: 'comment.resolved',
        siteCode,
        subject: first,
        details: {},
      });
    return known(tx, year, siteCode, first);
  });
}

type NewComment = Omit<LineComment, 'authorId' | 'author' | 'at' | 'resolvedAt' | 'resolvedBy'>;

async function put(
  parts: Parts,
  tx: Transaction,
  year: Year,
  actor: Actor,
  siteCode: string,
  { id, place, account, title, revision, text, replyTo }: NewComment,
): Promise<LineComment> {
  const comment: LineComment = {
    id,
    place,
    account,
    title,
    revision,
    text,
    replyTo,
    authorId: actor.personId,
    author: actor.name,
    at: parts.now().toISOString(),
    resolvedAt: null,
    resolvedBy: null,
  };
  if (await store.addComment(tx, year, siteCode, comment)) {
    await audit(tx, parts, actor, { action: 'comment.added', siteCode, subject: id, details: {} });
    await mailOfComment(tx, parts, year, actor, siteCode, comment);
    return comment;
  }
  // The same comment came before; another one under its number is refused.
  const before = await store.findComment(tx, year, id);
  const isSame =
    before?.siteCode === siteCode &&
    before.comment.authorId === actor.personId &&
    before.comment.text === text &&
    before.comment.replyTo === replyTo;
  if (!isSame) throw new Refusal('request.idTaken');
  return before.comment;
}

async function known(tx: Transaction, year: Year, siteCode: string, id: string): Promise<LineComment> {
  const found = await store.findComment(tx, year, id);
  if (found?.siteCode !== siteCode) throw new Refusal('comment.unknown');
  return found.comment;
}

function rowOf(
  place: CommentPlace,
  ...contents: readonly (SiteContent | undefined)[]
): { account: string; title: string } | null {
  if (place.kind === 'site') return { account: '', title: '' };
  for (const content of contents) {
    if (place.kind === 'line') {
      const line = content?.lines.find(({ id }) => id === place.rowId);
      if (line) return { account: line.account, title: line.title };
    } else {
      const post = content?.positions.find(({ id }) => id === place.rowId);
      if (post) return { account: post.splits[0]?.account ?? '', title: post.title };
    }
  }
  return null;
}
