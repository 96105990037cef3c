import { and, eq, isNull, lt } from 'drizzle-orm';
import type { Database, Transaction } from './open-database.js';
import { refreshToken, signInCode } from './schema.js';
import { passwordReset, signInAttempt, signInHandover, signInTries } from './schema-people.js';

export type StoredRefreshToken = typeof refreshToken.$inferSelect;
export type StoredCode = typeof signInCode.$inferSelect;

const tokenIs = (districtId: string, id: string) =>
  and(eq(refreshToken.districtId, districtId), eq(refreshToken.id, id));

export async function addRefreshToken(
  tx: Database | Transaction,
  next: Omit<StoredRefreshToken, 'usedAt' | 'nextId' | 'revokedAt'>,
): Promise<void> {
  await tx.insert(refreshToken).values(next);
}

export async function findRefreshToken(
  tx: Database | Transaction,
  districtId: string,
  id: string,
): Promise<StoredRefreshToken | null> {
  const [found] = await tx.select().from(refreshToken).where(tokenIs(districtId, id));
  return found ?? null;
}

/** Marks a refresh token as used; false when somebody was first. */
export async function spendRefreshToken(
  tx: Transaction,
  { districtId, id }: StoredRefreshToken,
  usedAt: Date,
  nextId: string,
): Promise<boolean> {
  const used = await tx
    .update(refreshToken)
    .set({ usedAt, nextId })
    .where(and(tokenIs(districtId, id), isNull(refreshToken.usedAt)))
    .returning({ id: refreshToken.id });
  return used.length === 1;
}

export async function revokeFamily(
  tx: Transaction,
  { districtId, familyId }: StoredRefreshToken,
  revokedAt: Date,
): Promise<void> {
  await tx
    .update(refreshToken)
    .set({ revokedAt })
    .where(and(eq(refreshToken.districtId, districtId), eq(refreshToken.familyId, familyId)));
}

export async function removeFamily(
  tx: Database | Transaction,
  { districtId, familyId }: StoredRefreshToken,
): Promise<void> {
  await tx
    .delete(refreshToken)
    .where(and(eq(refreshToken.districtId, districtId), eq(refreshToken.familyId, familyId)));
}

/** Ends every sign-in of a person, and what would still become one. */
export async function removeSessionsOf(
  tx: Transaction,
  { districtId, id }: { districtId: string; id: string },
): Promise<void> {
  await tx
    .delete(refreshToken)
    .where(and(eq(refreshToken.districtId, districtId), eq(refreshToken.personId, id)));
  await tx
    .update(signInCode)
    .set({ status: 'denied' })
    .where(
      and(
        eq(signInCode.districtId, districtId),
        eq(signInCode.personId, id),
        eq(signInCode.status, 'confirmed'),
      ),
    );
  await tx
    .delete(signInHandover)
    .where(and(eq(signInHandover.districtId, districtId), eq(signInHandover.personId, id)));
}

/** Forgets what has ended: sign-ins, codes, links and tries of a district. */
export async function removeEnded(tx: Database | Transaction, districtId: string, now: Date): Promise<void> {
  await tx
    .delete(refreshToken)
    .where(and(eq(refreshToken.districtId, districtId), lt(refreshToken.endsAt, now)));
  await tx
    .delete(signInCode)
    .where(and(eq(signInCode.districtId, districtId), lt(signInCode.expiresAt, now)));
  for (const table of [passwordReset, signInAttempt, signInHandover])
    await tx.delete(table).where(and(eq(table.districtId, districtId), lt(table.expiresAt, now)));
  const longAgo = new Date(now.getTime() - 24 * 3_600_000);
  await tx
    .delete(signInTries)
    .where(and(eq(signInTries.districtId, districtId), lt(signInTries.since, longAgo)));
}

export async function addCode(
  tx: Database | Transaction,
  next: Omit<StoredCode, 'personId'>,
): Promise<boolean> {
  const added = await tx
    .insert(signInCode)
    .values(next)
    .onConflictDoNothing()
    .returning({ id: signInCode.id });
  return added.length === 1;
}

export async function findCode(
  tx: Database | Transaction,
  districtId: string,
  id: string,
): Promise<StoredCode | null> {
  const [found] = await tx
    .select()
    .from(signInCode)
    .where(and(eq(signInCode.districtId, districtId), eq(signInCode.id, id)));
  return found ?? null;
}

/** Decides a code that waits; null when there is none of that district, or no longer. */
export async function decideCode(
  tx: Transaction,
  code: { districtId: string; userCodeHash: string },
  decided: { status: 'confirmed' | 'denied'; personId: string },
  now: Date,
): Promise<StoredCode | null> {
  const [found] = await tx
    .select()
    .from(signInCode)
    .where(and(eq(signInCode.districtId, code.districtId), eq(signInCode.userCodeHash, code.userCodeHash)));
  if (!found || found.expiresAt <= now) return null;
  const [updated] = await tx
    .update(signInCode)
    .set(decided)
    .where(
      and(
        eq(signInCode.districtId, code.districtId),
        eq(signInCode.id, found.id),
        eq(signInCode.status, 'pending'),
      ),
    )
    .returning();
  return updated ?? null;
}

/** Takes a confirmed code for its tokens; false when they were taken already. */
export async function redeemCode(tx: Transaction, { districtId, id }: StoredCode): Promise<boolean> {
  const redeemed = await tx
    .update(signInCode)
    .set({ status: 'redeemed' })
    .where(
      and(eq(signInCode.districtId, districtId), eq(signInCode.id, id), eq(signInCode.status, 'confirmed')),
    )
    .returning({ id: signInCode.id });
  return redeemed.length === 1;
}
