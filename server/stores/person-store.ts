import { and, asc, eq } from 'drizzle-orm';
import type { Grant } from '../../src/core/district/role.js';
import type { Database, Transaction } from './open-database.js';
import { district, person, signingKey } from './schema.js';

export type StoredPerson = {
  districtId: string;
  districtName: string;
  id: string;
  email: string;
  name: string;
  passwordHash: string;
  roles: Grant[];
};

const COLUMNS = {
  districtId: person.districtId,
  districtName: district.name,
  id: person.id,
  email: person.email,
  name: person.name,
  passwordHash: person.passwordHash,
  roles: person.roles,
};

export async function findPersonByEmail(
  db: Database,
  districtId: string,
  email: string,
): Promise<StoredPerson | null> {
  const [found] = await db
    .select(COLUMNS)
    .from(person)
    .innerJoin(district, eq(district.id, person.districtId))
    .where(and(eq(person.districtId, districtId), eq(person.email, email.toLowerCase())));
  return found ?? null;
}

export async function findPerson(db: Database, districtId: string, id: string): Promise<StoredPerson | null> {
  const [found] = await db
    .select(COLUMNS)
    .from(person)
    .innerJoin(district, eq(district.id, person.districtId))
    .where(and(eq(person.districtId, districtId), eq(person.id, id)));
  return found ?? null;
}

export async function addPerson(tx: Transaction, next: Omit<StoredPerson, 'districtName'>): Promise<void> {
  await tx.insert(person).values({ ...next, email: next.email.toLowerCase() });
}

/** The secret that signs tokens; the first to ask makes it. */
export async function signingSecret(db: Database, makeSecret: () => string): Promise<string> {
  await db.insert(signingKey).values({ id: 'tokens', secret: makeSecret() }).onConflictDoNothing();
  const [found] = await db
    .select({ secret: signingKey.secret })
    .from(signingKey)
    .where(eq(signingKey.id, 'tokens'));
  if (!found) throw new Error('The signing key is missing');
  return found.secret;
}

/** Everybody of a district by name, with what they may do; no addresses and no secrets. */
export async function listPeople(
  db: Database | Transaction,
  districtId: string,
): Promise<Pick<StoredPerson, 'id' | 'name' | 'roles'>[]> {
  return db
    .select({ id: person.id, name: person.name, roles: person.roles })
    .from(person)
    .where(eq(person.districtId, districtId))
    .orderBy(asc(person.name), asc(person.id));
}
