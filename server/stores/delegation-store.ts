import { and, desc, eq, isNull, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Delegation } from '../../src/contract/delegations.js';
import type { Grant } from '../../src/core/district/role.js';
import type { Database, Transaction } from './open-database.js';
import { behind, WHOLE, type PageOf } from './page.js';
import { holdsAround, rolesOf, type DaysAround } from './person-store.js';
import { delegation } from './schema-people.js';
import { person } from './schema.js';

const giver = alias(person, 'giver');
const taker = alias(person, 'taker');

/** What somebody handed over, with the grants that she has herself. */
export type Handed = Pick<Delegation, 'id' | 'from' | 'roles' | 'startsOn' | 'endsOn'> & {
  toId: string;
  grants: Grant[];
};

/** What people handed over around a day, to one where one is named, unless it was taken back or they may not sign in themselves. */
export async function listHanded(
  db: Database | Transaction,
  districtId: string,
  around: DaysAround,
  toId?: string,
): Promise<Handed[]> {
  const rows = await db
    .select({ handed: delegation, name: giver.name, grants: giver.roles })
    .from(delegation)
    .innerJoin(giver, and(eq(giver.districtId, delegation.districtId), eq(giver.id, delegation.fromId)))
    .where(
      and(
        eq(delegation.districtId, districtId),
        toId === undefined ? undefined : eq(delegation.toId, toId),
        isNull(giver.disabledAt),
        holdsAround(around),
      ),
    )
    .orderBy(delegation.createdAt, delegation.id);
  return rows.map(({ handed: { id, fromId, toId: to, roles, startsOn, endsOn }, name, grants }) => ({
    id,
    toId: to,
    from: { id: fromId, name },
    roles,
    startsOn,
    endsOn,
    grants: rolesOf(grants),
  }));
}

/** Of one person, to and from her, or of the whole district; newest first. */
export async function listDelegations(
  db: Database | Transaction,
  districtId: string,
  which: { personId?: string; id?: string },
  { after, limit }: PageOf = WHOLE,
): Promise<Delegation[]> {
  const { personId, id } = which;
  const listed = db
    .select({ handed: delegation, from: giver.name, to: taker.name })
    .from(delegation)
    .innerJoin(giver, and(eq(giver.districtId, delegation.districtId), eq(giver.id, delegation.fromId)))
    .innerJoin(taker, and(eq(taker.districtId, delegation.districtId), eq(taker.id, delegation.toId)))
    .where(
      and(
        eq(delegation.districtId, districtId),
        id === undefined ? undefined : eq(delegation.id, id),
        personId === undefined
          ? undefined
          : or(eq(delegation.fromId, personId), eq(delegation.toId, personId)),
        behind({ at: delegation.createdAt, id: delegation.id }, after, 'newestFirst'),
      ),
    )
    .orderBy(desc(delegation.createdAt), desc(delegation.id));
  const rows = await (limit === null ? listed : listed.limit(limit));
  return rows.map(({ handed, from, to }) => ({
    id: handed.id,
    from: { id: handed.fromId, name: from },
    to: { id: handed.toId, name: to },
    roles: handed.roles,
    startsOn: handed.startsOn,
    endsOn: handed.endsOn,
    createdAt: handed.createdAt.toISOString(),
    endedAt: handed.endedAt?.toISOString() ?? null,
  }));
}

/** Stores what is handed over; false when something of that id is there. */
export async function addDelegation(
  tx: Transaction,
  next: Omit<typeof delegation.$inferInsert, 'endedAt'>,
): Promise<boolean> {
  const added = await tx
    .insert(delegation)
    .values(next)
    .onConflictDoNothing()
    .returning({ id: delegation.id });
  return added.length === 1;
}

/** Ends what was handed over; false when somebody had before. */
export async function endDelegation(
  tx: Transaction,
  districtId: string,
  id: string,
  endedAt: Date,
): Promise<boolean> {
  const ended = await tx
    .update(delegation)
    .set({ endedAt })
    .where(and(eq(delegation.districtId, districtId), eq(delegation.id, id), isNull(delegation.endedAt)))
    .returning({ id: delegation.id });
  return ended.length === 1;
}
