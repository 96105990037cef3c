import { and, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Transaction } from './open-database.js';
import { budgetYear } from './schema.js';

/**
 * Tells every server process, from the moment this transaction is committed, that the books which it remembers of this
 * year are no longer right. Every store that changes what books are made of (the plan, ledgers, codes and exceptions that were
 * granted, posts that sites share) calls it; contents of sites are no part of a book.
 */
export async function stampBooks(
  tx: Transaction,
  { districtId, yearId }: { districtId: string; yearId: string },
): Promise<void> {
  await tx
    .update(budgetYear)
    .set({ bookStamp: randomUUID() })
    .where(and(eq(budgetYear.districtId, districtId), eq(budgetYear.id, yearId)));
}
