import { and, eq } from 'drizzle-orm';
import type { Transaction } from './open-database.js';
import { personIdentity, signInAttempt, signInHandover } from './schema-people.js';

export type StoredAttempt = typeof signInAttempt.$inferSelect;
export type StoredHandover = typeof signInHandover.$inferSelect;
type Identity = { districtId: string; issuer: string; subject: string };

export async function findIdentity(
  tx: Transaction,
  { districtId, issuer, subject }: Identity,
): Promise<{ personId: string } | null> {
  const [found] = await tx
    .select({ personId: personIdentity.personId })
    .from(personIdentity)
    .where(
      and(
        eq(personIdentity.districtId, districtId),
        eq(personIdentity.issuer, issuer),
        eq(personIdentity.subject, subject),
      ),
    );
  return found ?? null;
}

/** Whether somebody is known at a provider already, as whoever. */
export async function isLinked(
  tx: Transaction,
  districtId: string,
  issuer: string,
  personId: string,
): Promise<boolean> {
  const found = await tx
    .select({ subject: personIdentity.subject })
    .from(personIdentity)
    .where(
      and(
        eq(personIdentity.districtId, districtId),
        eq(personIdentity.issuer, issuer),
        eq(personIdentity.personId, personId),
      ),
    )
    .limit(1);
  return found.length > 0;
}

/** Stores who somebody is; false when another was first. */
export async function addIdentity(
  tx: Transaction,
  next: Identity & { personId: string; linkedAt: Date },
): Promise<boolean> {
  const added = await tx
    .insert(personIdentity)
    .values(next)
    .onConflictDoNothing()
    .returning({ personId: personIdentity.personId });
  return added.length === 1;
}

export async function addAttempt(tx: Transaction, next: StoredAttempt): Promise<void> {
  await tx.insert(signInAttempt).values(next);
}

/** Takes an attempt away to finish it; null when there is none of that state and browser, or no longer. */
export async function takeAttempt(
  tx: Transaction,
  {
    districtId,
    id,
    stateHash,
    browserHash,
  }: Pick<StoredAttempt, 'districtId' | 'id' | 'stateHash' | 'browserHash'>,
): Promise<StoredAttempt | null> {
  const [taken] = await tx
    .delete(signInAttempt)
    .where(
      and(
        eq(signInAttempt.districtId, districtId),
        eq(signInAttempt.id, id),
        eq(signInAttempt.stateHash, stateHash),
        eq(signInAttempt.browserHash, browserHash),
      ),
    )
    .returning();
  return taken ?? null;
}

export async function addHandover(tx: Transaction, next: StoredHandover): Promise<void> {
  await tx.insert(signInHandover).values(next);
}

/** Takes a hand-over away for its tokens; null when there is none, or somebody was first. */
export async function takeHandover(
  tx: Transaction,
  { districtId, id, secretHash }: Pick<StoredHandover, 'districtId' | 'id' | 'secretHash'>,
): Promise<StoredHandover | null> {
  const [taken] = await tx
    .delete(signInHandover)
    .where(
      and(
        eq(signInHandover.districtId, districtId),
        eq(signInHandover.id, id),
        eq(signInHandover.secretHash, secretHash),
      ),
    )
    .returning();
  return taken ?? null;
}
