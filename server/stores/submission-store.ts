import { and, desc, eq } from 'drizzle-orm';
import type { Submission } from '../../src/core/approval/submission.js';
import type { Database, Transaction } from './open-database.js';
import { submission } from './schema.js';
import type { Year } from './year-store.js';

type Row = typeof submission.$inferSelect;

function submissionOf(row: Row): Submission {
  const { id, siteCode, revision, status, submittedById, submittedBy, submittedAt, decisions } = row;
  const { attestation, evidence, proof } = row;
  return {
    id,
    siteCode,
    revision,
    status,
    submittedById,
    submittedBy,
    submittedAt: submittedAt.toISOString(),
    ...(row.isLate === null ? {} : { isLate: row.isLate }),
    ...(row.claimedAt ? { claimedAt: row.claimedAt.toISOString() } : {}),
    ...(row.claimFloor ? { claimFloor: row.claimFloor.toISOString() } : {}),
    ...(row.lateClaim === null ? {} : { lateClaim: row.lateClaim }),
    decisions,
    ...(attestation && { attestation }),
    ...(evidence && { evidence }),
    ...(proof && { proof }),
  };
}

/** Newest first, also within one instant: revisions count up. Of one site or of all. */
export async function listSubmissions(
  db: Database | Transaction,
  year: Year,
  siteCode?: string,
): Promise<Submission[]> {
  const rows = await db
    .select()
    .from(submission)
    .where(
      and(
        eq(submission.districtId, year.districtId),
        eq(submission.yearId, year.yearId),
        siteCode === undefined ? undefined : eq(submission.siteCode, siteCode),
      ),
    )
    .orderBy(desc(submission.submittedAt), desc(submission.revision), desc(submission.id));
  return rows.map(submissionOf);
}

export async function findSubmission(
  db: Database | Transaction,
  districtId: string,
  id: string,
): Promise<Submission | null> {
  const [found] = await db
    .select()
    .from(submission)
    .where(and(eq(submission.districtId, districtId), eq(submission.id, id)));
  return found ? submissionOf(found) : null;
}

/** Stores a submission; false when the site has an open one. */
export async function addSubmission(tx: Transaction, year: Year, next: Submission): Promise<boolean> {
  const added = await tx
    .insert(submission)
    .values({
      districtId: year.districtId,
      yearId: year.yearId,
      ...next,
      submittedAt: new Date(next.submittedAt),
      claimedAt: next.claimedAt === undefined ? null : new Date(next.claimedAt),
      claimFloor: next.claimFloor === undefined ? null : new Date(next.claimFloor),
    })
    .onConflictDoNothing()
    .returning({ id: submission.id });
  return added.length === 1;
}

/** Stores a decided submission; false when somebody decided it first. */
export async function closeSubmission(
  tx: Transaction,
  districtId: string,
  decided: Submission,
): Promise<boolean> {
  const closed = await tx
    .update(submission)
    .set({ status: decided.status, decisions: decided.decisions })
    .where(
      and(
        eq(submission.districtId, districtId),
        eq(submission.id, decided.id),
        eq(submission.status, 'submitted'),
      ),
    )
    .returning({ id: submission.id });
  return closed.length === 1;
}
