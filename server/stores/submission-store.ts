import { and, desc, eq } from 'drizzle-orm';
import type { Submission } from '../../src/core/approval/submission.js';
import type { Database, Transaction } from './open-database.js';
import { submission } from './schema.js';
import { ofSites, type Scope } from './scope.js';
import type { Year } from './year-store.js';

type Row = typeof submission.$inferSelect;

export function submissionOf(row: Row): Submission {
  const { id, siteCode, revision, status, submittedById, submittedBy, submittedAt, decisions } = row;
  const { attestation, evidence, proof, steps, facts, approvedAt, inNameOf } = row;
  return {
    id,
    siteCode,
    revision,
    status,
    submittedById,
    submittedBy,
    ...(inNameOf && { inNameOf }),
    submittedAt: submittedAt.toISOString(),
    ...(row.isLate === null ? {} : { isLate: row.isLate }),
    ...(row.claimedAt ? { claimedAt: row.claimedAt.toISOString() } : {}),
    ...(row.claimFloor ? { claimFloor: row.claimFloor.toISOString() } : {}),
    ...(row.lateClaim === null ? {} : { lateClaim: row.lateClaim }),
    decisions,
    ...(steps && { steps }),
    ...(facts && { facts }),
    ...(approvedAt && { approvedAt: approvedAt.toISOString() }),
    ...(attestation && { attestation }),
    ...(evidence && { evidence }),
    ...(proof && { proof }),
  };
}

/** Newest first, also within one instant: revisions count up. Of one site, of a scope's or of all. */
export async function listSubmissions(
  db: Database | Transaction,
  year: Year,
  which?: string | Scope,
): Promise<Submission[]> {
  const rows = await db
    .select()
    .from(submission)
    .where(
      and(
        eq(submission.districtId, year.districtId),
        eq(submission.yearId, year.yearId),
        ofSites(submission.siteCode, which),
      ),
    )
    .orderBy(desc(submission.submittedAt), desc(submission.revision), desc(submission.id));
  return rows.map(submissionOf);
}

/** A submission with the version that it is stored in. */
export type Versioned = { submission: Submission; version: number };

export async function findSubmission(
  db: Database | Transaction,
  districtId: string,
  id: string,
): Promise<Versioned | null> {
  const [found] = await db
    .select()
    .from(submission)
    .where(and(eq(submission.districtId, districtId), eq(submission.id, id)));
  return found ? { submission: submissionOf(found), version: found.version } : null;
}

/** A site's newest submission. */
export async function findNewest(
  db: Database | Transaction,
  year: Year,
  siteCode: string,
): Promise<Versioned | null> {
  const [found] = await db
    .select()
    .from(submission)
    .where(
      and(
        eq(submission.districtId, year.districtId),
        eq(submission.yearId, year.yearId),
        eq(submission.siteCode, siteCode),
      ),
    )
    .orderBy(desc(submission.submittedAt), desc(submission.revision), desc(submission.id))
    .limit(1);
  return found ? { submission: submissionOf(found), version: found.version } : null;
}

/** Stores a submission; false when the site has an open one. `changedLines`: how many differ from the current budget. */
export async function addSubmission(
  tx: Transaction,
  year: Year,
  next: Submission,
  changedLines: number,
): Promise<boolean> {
  const added = await tx
    .insert(submission)
    .values({
      districtId: year.districtId,
      yearId: year.yearId,
      ...next,
      changedLines,
      submittedAt: new Date(next.submittedAt),
      approvedAt: instantOf(next.approvedAt),
      claimedAt: instantOf(next.claimedAt),
      claimFloor: instantOf(next.claimFloor),
    })
    .onConflictDoNothing()
    .returning({ id: submission.id });
  return added.length === 1;
}

/** Stores what came of a submission; false when somebody did something to it since it was read. */
export async function moveSubmission(
  tx: Transaction,
  districtId: string,
  { submission: next, version }: Versioned,
): Promise<boolean> {
  const moved = await tx
    .update(submission)
    .set({
      status: next.status,
      decisions: next.decisions,
      steps: next.steps ?? null,
      evidence: next.evidence ?? null,
      approvedAt: instantOf(next.approvedAt),
      version: version + 1,
    })
    .where(
      and(eq(submission.districtId, districtId), eq(submission.id, next.id), eq(submission.version, version)),
    )
    .returning({ id: submission.id });
  return moved.length === 1;
}

function instantOf(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}
