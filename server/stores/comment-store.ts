import { and, asc, eq, inArray, isNull, lt, ne, or } from 'drizzle-orm';
import type { LineComment } from '../../src/contract/comments.js';
import type { Database, Transaction } from './open-database.js';
import { behind, type PageOf } from './page.js';
import { lineComment } from './schema.js';
import type { Year } from './year-store.js';

type Row = typeof lineComment.$inferSelect;

function commentOf(row: Row): LineComment {
  const { id, place, account, title, revision, authorId, author, at, text, replyTo, resolvedAt } = row;
  return {
    id,
    place,
    account,
    title,
    revision,
    authorId,
    author,
    at: at.toISOString(),
    text,
    replyTo,
    resolvedAt: resolvedAt?.toISOString() ?? null,
    resolvedBy: row.resolvedBy,
  };
}

const ofSite = (year: Year, siteCode: string) =>
  and(
    eq(lineComment.districtId, year.districtId),
    eq(lineComment.yearId, year.yearId),
    eq(lineComment.siteCode, siteCode),
  );

/** The comments on a site's budget, oldest first. */
export async function listComments(
  db: Database | Transaction,
  year: Year,
  siteCode: string,
  { after, limit }: PageOf,
): Promise<LineComment[]> {
  const listed = db
    .select()
    .from(lineComment)
    .where(and(ofSite(year, siteCode), behind(lineComment, after, 'oldestFirst')))
    .orderBy(asc(lineComment.at), asc(lineComment.id));
  return (await (limit === null ? listed : listed.limit(limit))).map(commentOf);
}

/** A thread, oldest first: the comment that began it and its answers. */
export async function listThread(
  db: Database | Transaction,
  year: Year,
  siteCode: string,
  first: string,
): Promise<LineComment[]> {
  const rows = await db
    .select()
    .from(lineComment)
    .where(and(ofSite(year, siteCode), or(eq(lineComment.id, first), eq(lineComment.replyTo, first))))
    .orderBy(asc(lineComment.at), asc(lineComment.id));
  return rows.map(commentOf);
}

/** One comment, wherever in the district's year it stands, with its site. */
export async function findComment(
  db: Database | Transaction,
  year: Year,
  id: string,
): Promise<{ siteCode: string; comment: LineComment } | null> {
  const [found] = await db
    .select()
    .from(lineComment)
    .where(
      and(
        eq(lineComment.districtId, year.districtId),
        eq(lineComment.yearId, year.yearId),
        eq(lineComment.id, id),
      ),
    );
  return found ? { siteCode: found.siteCode, comment: commentOf(found) } : null;
}

/** Stores a comment; false when one of that id is there. */
export async function addComment(
  tx: Transaction,
  year: Year,
  siteCode: string,
  comment: LineComment,
): Promise<boolean> {
  const added = await tx
    .insert(lineComment)
    .values({
      districtId: year.districtId,
      yearId: year.yearId,
      siteCode,
      ...comment,
      at: new Date(comment.at),
      resolvedAt: null,
    })
    .onConflictDoNothing()
    .returning({ id: lineComment.id });
  return added.length === 1;
}

/** Notes who called a thread settled; false when somebody had before. */
export async function resolveComment(
  tx: Transaction,
  year: Year,
  id: string,
  resolved: { at: Date; byId: string; by: string },
): Promise<boolean> {
  const changed = await tx
    .update(lineComment)
    .set({ resolvedAt: resolved.at, resolvedById: resolved.byId, resolvedBy: resolved.by })
    .where(
      and(
        eq(lineComment.districtId, year.districtId),
        eq(lineComment.yearId, year.yearId),
        eq(lineComment.id, id),
        isNull(lineComment.resolvedAt),
      ),
    )
    .returning({ id: lineComment.id });
  return changed.length === 1;
}

/** Takes the text out of threads that were settled before a day; who wrote when, about what, stays. */
export async function clearSettledComments(db: Database, districtId: string, before: Date): Promise<void> {
  const settled = db
    .select({ id: lineComment.id })
    .from(lineComment)
    .where(and(eq(lineComment.districtId, districtId), lt(lineComment.resolvedAt, before)));
  await db
    .update(lineComment)
    .set({ text: '' })
    .where(
      and(
        eq(lineComment.districtId, districtId),
        ne(lineComment.text, ''),
        or(inArray(lineComment.id, settled), inArray(lineComment.replyTo, settled)),
      ),
    );
}
