import { and, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { DistrictPlan } from '../../src/core/budget/site-book.js';
import type { Transaction } from './open-database.js';
import { budgetYear } from './schema.js';
import { isOpenYear, NoOpenYear } from './year-store.js';

/** The plan of a district's open year as it is stored: without the codes that were granted on request. */
export type StoredPlan = { districtId: string; yearId: string; plan: DistrictPlan; rulePackHash: string };

/**
 * Reads the plan of the open year, and lets nobody else change it, or the books of its sites, until the transaction
 * ends. Throws `NoOpenYear` where there is none.
 */
export async function lockPlan(tx: Transaction, districtId: string): Promise<StoredPlan> {
  const { id: yearId, plan, rulePackHash } = budgetYear;
  const [found] = await tx
    .select({ yearId, plan, rulePackHash })
    .from(budgetYear)
    .where(isOpenYear(districtId))
    .for('no key update');
  if (!found) throw new NoOpenYear('The district has no open year');
  return { districtId, ...found };
}

/**
 * Keeps the plan and the ledgers of a district's open year as they are until the transaction ends: what is submitted
 * meanwhile was checked by what there is then, or is seen by whoever changes it next.
 */
export async function holdPlan(tx: Transaction, districtId: string): Promise<void> {
  await tx.select({ id: budgetYear.id }).from(budgetYear).where(isOpenYear(districtId)).for('share');
}

/**
 * Keeps a district's open year from being adopted until the transaction ends. Many may hold it beside each other, also while
 * its plan is changed. A look at the adoption comes after it, in a statement of its own.
 */
export async function holdYear(tx: Transaction, districtId: string): Promise<void> {
  await tx.select({ id: budgetYear.id }).from(budgetYear).where(isOpenYear(districtId)).for('key share');
}

/** Waits for all who hold the year, and lets nobody hold it until the transaction ends. */
export async function closeYear(tx: Transaction, districtId: string): Promise<void> {
  await tx.select({ id: budgetYear.id }).from(budgetYear).where(isOpenYear(districtId)).for('update');
}

/** Stores another plan of a locked year. Every process learns that the books of its sites are others. */
export async function storePlan(
  tx: Transaction,
  { districtId, yearId, plan, rulePackHash }: StoredPlan,
): Promise<void> {
  await tx
    .update(budgetYear)
    .set({ plan, rulePackHash, bookStamp: randomUUID() })
    .where(and(eq(budgetYear.districtId, districtId), eq(budgetYear.id, yearId)));
}
