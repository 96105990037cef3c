import { and, eq, sql } from 'drizzle-orm';
import { forgetLinks } from './mail-store.js';
import type { Database, Transaction } from './open-database.js';
import { passwordReset, signInTries } from './schema-people.js';

export type StoredReset = typeof passwordReset.$inferSelect;

/** How many wrong passwords in how many minutes lock an address, and for how many. */
export type LockRule = { most: number; withinMinutes: number; forMinutes: number };

type TriesKey = { districtId: string; nameHash: string };

const triesAre = ({ districtId, nameHash }: TriesKey) =>
  and(eq(signInTries.districtId, districtId), eq(signInTries.nameHash, nameHash));

/**
 * Counts a try before its password is looked at, so that many at once are not more than one after the other. Gives
 * how many there were; more than the rule's `most` means that the address is locked. What a clock that was ahead has
 * set lasts no longer than what begins now.
 */
export async function countTry(
  db: Database | Transaction,
  key: TriesKey,
  { most, withinMinutes, forMinutes }: LockRule,
  now: Date,
): Promise<number> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const from = sql`${new Date(now.getTime() - withinMinutes * 60_000).toISOString()}::timestamptz`;
  const until = sql`${new Date(now.getTime() + forMinutes * 60_000).toISOString()}::timestamptz`;
  const { count, since, lockedUntil } = signInTries;
  const isLocked = sql`${lockedUntil} > ${at}`;
  const isOver = sql`(${lockedUntil} IS NOT NULL OR ${since} <= ${from})`;
  const [counted] = await db
    .insert(signInTries)
    .values({ ...key, count: 1, since: now, lockedUntil: null })
    .onConflictDoUpdate({
      target: [signInTries.districtId, signInTries.nameHash],
      set: {
        count: sql`CASE WHEN ${isLocked} THEN ${count} + 1 WHEN ${isOver} THEN 1 ELSE ${count} + 1 END`,
        since: sql`CASE WHEN ${isLocked} THEN ${since} WHEN ${isOver} THEN ${at} ELSE LEAST(${since}, ${at}) END`,
        lockedUntil: sql`CASE WHEN ${isLocked} THEN LEAST(${lockedUntil}, ${until}) WHEN ${isOver} THEN NULL
          WHEN ${count} + 1 >= ${most} THEN ${until} ELSE NULL END`,
      },
    })
    .returning({ count: signInTries.count });
  return counted?.count ?? 1;
}

export async function forgetTries(db: Database | Transaction, key: TriesKey): Promise<void> {
  await db.delete(signInTries).where(triesAre(key));
}

/** Stores a link in place of the person's older ones. */
export async function addReset(tx: Transaction, next: StoredReset): Promise<void> {
  await removeResets(tx, { districtId: next.districtId, id: next.personId });
  await tx.insert(passwordReset).values(next);
}

/** Takes a link away to use it; null when there is none, or somebody was first. */
export async function takeReset(
  tx: Transaction,
  { districtId, id, secretHash }: Pick<StoredReset, 'districtId' | 'id' | 'secretHash'>,
): Promise<StoredReset | null> {
  const [taken] = await tx
    .delete(passwordReset)
    .where(
      and(
        eq(passwordReset.districtId, districtId),
        eq(passwordReset.id, id),
        eq(passwordReset.secretHash, secretHash),
      ),
    )
    .returning();
  return taken ?? null;
}

/** Ends somebody's links, also where mails hold them. */
export async function removeResets(
  tx: Transaction,
  { districtId, id }: { districtId: string; id: string },
): Promise<void> {
  await tx
    .delete(passwordReset)
    .where(and(eq(passwordReset.districtId, districtId), eq(passwordReset.personId, id)));
  await forgetLinks(tx, districtId, { personId: id });
}
