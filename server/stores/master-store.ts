import { and, desc, eq, lt } from 'drizzle-orm';
import type { MasterBudget } from '../../src/core/merge/master-budget.js';
import type { TieOut } from '../../src/core/merge/tie-out.js';
import type { MasterSummary } from '../../src/contract/master-budgets.js';
import type { Database, Transaction } from './open-database.js';
import { masterBudget } from './schema.js';
import type { Year } from './year-store.js';

export type StoredMaster = { summary: MasterSummary; master: MasterBudget; tieOut: TieOut };

const SUMMARY = {
  version: masterBudget.version,
  createdBy: masterBudget.createdBy,
  createdAt: masterBudget.createdAt,
  contentHash: masterBudget.contentHash,
  siteCount: masterBudget.siteCount,
  totalCents: masterBudget.totalCents,
  totalFte: masterBudget.totalFte,
  tieOut: masterBudget.tieOut,
};

type Row = Pick<typeof masterBudget.$inferSelect, keyof typeof SUMMARY>;

function summaryOf({ createdAt, tieOut, ...row }: Row): MasterSummary {
  const { version, createdBy, contentHash, siteCount, totalCents, totalFte } = row;
  return {
    version,
    createdBy,
    createdAt: createdAt.toISOString(),
    contentHash,
    siteCount,
    totalCents,
    totalFte,
    mergedEqualsSubmitted: tieOut.mergedEqualsSubmitted,
  };
}

const ofYear = (year: Year) =>
  and(eq(masterBudget.districtId, year.districtId), eq(masterBudget.yearId, year.yearId));

/** Newest version first; those below a version, and at most so many. */
export async function listMasters(
  db: Database | Transaction,
  year: Year,
  { below, limit }: { below: number | null; limit: number | null },
): Promise<MasterSummary[]> {
  const listed = db
    .select(SUMMARY)
    .from(masterBudget)
    .where(and(ofYear(year), below === null ? undefined : lt(masterBudget.version, below)))
    .orderBy(desc(masterBudget.version));
  return (await (limit === null ? listed : listed.limit(limit))).map(summaryOf);
}

export async function findMaster(
  db: Database | Transaction,
  year: Year,
  version: number,
): Promise<StoredMaster | null> {
  const [found] = await db
    .select()
    .from(masterBudget)
    .where(and(ofYear(year), eq(masterBudget.version, version)));
  if (!found) return null;
  return {
    summary: summaryOf(found),
    master: JSON.parse(found.document) as MasterBudget,
    tieOut: found.tieOut,
  };
}

/** Stores a version; false when one with its number is there already. */
export async function addMaster(tx: Transaction, year: Year, next: StoredMaster): Promise<boolean> {
  const { version, createdBy, createdAt, contentHash, siteCount, totalCents, totalFte } = next.summary;
  const added = await tx
    .insert(masterBudget)
    .values({
      districtId: year.districtId,
      yearId: year.yearId,
      version,
      contentHash,
      siteCount,
      totalCents,
      totalFte,
      createdBy,
      createdAt: new Date(createdAt),
      document: JSON.stringify(next.master),
      tieOut: next.tieOut,
    })
    .onConflictDoNothing()
    .returning({ version: masterBudget.version });
  return added.length === 1;
}
