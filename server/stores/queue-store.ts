import { and, asc, count, desc, eq, gt, inArray, lt, ne, or, sql, sum, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Submission } from '../../src/core/approval/submission.js';
import type { Site } from '../../src/core/budget/site.js';
import type { Cents } from '../../src/core/money.js';
import type { RevisionSummary } from '../../src/contract/sites.js';
import type { Database, Transaction } from './open-database.js';
import { atSites, type Scope } from './scope.js';
import { SUMMARY, summaryOf } from './revision-store.js';
import { allocationEntry, revision, site, submission } from './schema.js';
import { submissionOf } from './submission-store.js';
import { SITE_COLUMNS, siteRow, type Year } from './year-store.js';

/** A submission with its site and revision, without any content. `changedLines`: null of one from before it was kept. */
export type QueueRow = {
  submission: Submission;
  site: Site;
  openingCents: Cents;
  /** What the site may budget. */
  allocatedCents: Cents;
  /** How many wait in the whole of the queue. */
  waiting: number;
  revision: RevisionSummary;
  changedLines: number | null;
};

/** The last row of a page: the next page begins behind it. */
export type QueueCursor = { isWaiting: boolean; at: Date; id: string };

const isWaiting = eq(submission.status, 'submitted');

const inReach = (year: Year, scope: Scope) =>
  and(
    eq(submission.districtId, year.districtId),
    eq(submission.yearId, year.yearId),
    atSites(submission.siteCode, scope),
  );

/** Those that wait, the longest waiting first; with `only`, of these. */
export function waitingRows(
  db: Database | Transaction,
  year: Year,
  scope: Scope,
  { after, limit, only }: { after: QueueCursor | null; limit: number; only?: readonly string[] | undefined },
): Promise<QueueRow[]> {
  const { submittedAt, id } = submission;
  const behind = after && or(gt(submittedAt, after.at), and(eq(submittedAt, after.at), gt(id, after.id)));
  const order = [asc(submittedAt), asc(id)];
  const named = only && inArray(id, [...only]);
  return rows(db, [year, scope], and(isWaiting, behind ?? undefined, named), order, limit);
}

/** All others, the latest submitted first. */
export function otherRows(
  db: Database | Transaction,
  year: Year,
  scope: Scope,
  { after, limit }: { after: QueueCursor | null; limit: number },
): Promise<QueueRow[]> {
  const { submittedAt, id, status } = submission;
  const behind = after && or(lt(submittedAt, after.at), and(eq(submittedAt, after.at), lt(id, after.id)));
  const order = [desc(submittedAt), desc(id)];
  return rows(db, [year, scope], and(ne(status, 'submitted'), behind ?? undefined), order, limit);
}

/** In one statement: each round trip costs more than what it reads. */
async function rows(
  db: Database | Transaction,
  [year, scope]: [Year, Scope],
  where: SQL | undefined,
  order: SQL[],
  limit: number,
): Promise<QueueRow[]> {
  const allocated = db
    .select({ cents: sum(allocationEntry.amountCents) })
    .from(allocationEntry)
    .where(
      and(
        eq(allocationEntry.districtId, year.districtId),
        eq(allocationEntry.yearId, year.yearId),
        eq(allocationEntry.siteCode, submission.siteCode),
      ),
    );
  const found = await db
    .select({
      submission,
      site: SITE_COLUMNS,
      revision: SUMMARY,
      allocatedCents: sql`coalesce(${allocated}, 0)`.mapWith(Number),
      waiting: sql`${waitingIn(db, year, scope)}`.mapWith(Number),
    })
    .from(submission)
    .innerJoin(
      site,
      and(
        eq(site.districtId, submission.districtId),
        eq(site.yearId, submission.yearId),
        eq(site.code, submission.siteCode),
      ),
    )
    .innerJoin(
      revision,
      and(
        eq(revision.districtId, submission.districtId),
        eq(revision.yearId, submission.yearId),
        eq(revision.siteCode, submission.siteCode),
        eq(revision.number, submission.revision),
      ),
    )
    .where(and(inReach(year, scope), where))
    .orderBy(...order)
    .limit(limit);
  return found.map((row) => {
    const { openingCents, ...named } = siteRow(row.site);
    return {
      submission: submissionOf(row.submission),
      site: named,
      openingCents,
      allocatedCents: row.allocatedCents,
      waiting: row.waiting,
      revision: summaryOf(row.revision),
      changedLines: row.submission.changedLines,
    };
  });
}

/** All that wait, without their sites and revisions: to find those with a step for somebody. */
export async function waitingSubmissions(
  db: Database | Transaction,
  year: Year,
  scope: Scope,
): Promise<Submission[]> {
  const found = await db
    .select()
    .from(submission)
    .where(and(inReach(year, scope), isWaiting));
  return found.map(submissionOf);
}

export async function countWaiting(db: Database | Transaction, year: Year, scope: Scope): Promise<number> {
  const [found] = await waitingIn(db, year, scope);
  return found?.count ?? 0;
}

/** The count as a statement, that stands inside of another as well: its table has a name of its own there. */
function waitingIn(db: Database | Transaction, year: Year, scope: Scope) {
  const waiting = alias(submission, 'waiting');
  return db
    .select({ count: count() })
    .from(waiting)
    .where(
      and(
        eq(waiting.districtId, year.districtId),
        eq(waiting.yearId, year.yearId),
        atSites(waiting.siteCode, scope),
        eq(waiting.status, 'submitted'),
      ),
    );
}
