import { and, eq } from 'drizzle-orm';
import type { AllocationEntry } from '../../src/core/budget/allocation.js';
import type { Database, Transaction } from './open-database.js';
import { stampBooks } from './book-stamp.js';
import { allocationEntry } from './schema.js';
import type { Year } from './year-store.js';

/** Adds to the ledger; false when an entry of that id is in it. Nothing in it is ever changed. */
export async function addEntry(tx: Transaction, year: Year, entry: AllocationEntry): Promise<boolean> {
  const added = await tx
    .insert(allocationEntry)
    .values({ districtId: year.districtId, yearId: year.yearId, ...entry })
    .onConflictDoNothing()
    .returning({ id: allocationEntry.id });
  if (added.length === 0) return false;
  await stampBooks(tx, year);
  return true;
}

/** One entry of the year's ledger, without the parts that only imported ones have. */
export async function findEntry(
  db: Database | Transaction,
  year: Year,
  id: string,
): Promise<AllocationEntry | null> {
  const [found] = await db
    .select()
    .from(allocationEntry)
    .where(
      and(
        eq(allocationEntry.districtId, year.districtId),
        eq(allocationEntry.yearId, year.yearId),
        eq(allocationEntry.id, id),
      ),
    );
  if (!found) return null;
  const { siteCode, fundingSource, date, kind, amountCents, fte, reason, author, fixBy } = found;
  const entry = { id, siteCode, fundingSource, date, kind, amountCents, fte, reason, author };
  return fixBy === null ? entry : { ...entry, fixBy };
}
