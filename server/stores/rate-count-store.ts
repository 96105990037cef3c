import { and, eq, gt, lt, sql } from 'drizzle-orm';
import type { Database, Transaction } from './open-database.js';
import { rateCount } from './schema-requests.js';

const NO_DISTRICT = '00000000-0000-0000-0000-000000000000';

export type RateCount = { count: number; endsAt: Date };

const clientIs = (client: string) => and(eq(rateCount.districtId, NO_DISTRICT), eq(rateCount.client, client));

/**
 * Counts one more of a client, from one on where its time was over; in one statement, so that none is lost. A time that
 * a clock which was ahead has set ends no later than one that begins now.
 */
export async function countOne(
  db: Database | Transaction,
  client: string,
  now: Date,
  endsAt: Date,
): Promise<RateCount> {
  const isOver = sql`${rateCount.endsAt} <= ${now.toISOString()}`;
  const [counted] = await db
    .insert(rateCount)
    .values({ districtId: NO_DISTRICT, client, count: 1, endsAt })
    .onConflictDoUpdate({
      target: [rateCount.districtId, rateCount.client],
      set: {
        count: sql`CASE WHEN ${isOver} THEN 1 ELSE ${rateCount.count} + 1 END`,
        endsAt: sql`CASE WHEN ${isOver} THEN excluded.ends_at ELSE LEAST(${rateCount.endsAt}, excluded.ends_at) END`,
      },
    })
    .returning({ count: rateCount.count, endsAt: rateCount.endsAt });
  if (!counted) throw new Error('A count without a row');
  return counted;
}

export async function countOneLess(db: Database | Transaction, client: string): Promise<void> {
  await db
    .update(rateCount)
    .set({ count: sql`${rateCount.count} - 1` })
    .where(and(clientIs(client), gt(rateCount.count, 0)));
}

export async function removeCount(db: Database | Transaction, client: string): Promise<void> {
  await db.delete(rateCount).where(clientIs(client));
}

/** Forgets counts whose time is over; gives how many. */
export async function removeEndedCounts(db: Database | Transaction, now: Date): Promise<number> {
  const removed = await db
    .delete(rateCount)
    .where(and(eq(rateCount.districtId, NO_DISTRICT), lt(rateCount.endsAt, now)))
    .returning({ client: rateCount.client });
  return removed.length;
}
