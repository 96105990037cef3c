import { and, asc, eq, gte, isNull, lte, sql, type Placeholder } from 'drizzle-orm';
import { Grant } from '../../src/core/district/role.js';
import type { Database, Transaction } from './open-database.js';
import { delegation } from './schema-people.js';
import { budgetYear, district, person, signingKey } from './schema.js';
import { isOpenYear, YEAR_HEAD, type YearHead } from './year-store.js';

export type StoredPerson = {
  districtId: string;
  districtName: string;
  id: string;
  email: string;
  name: string;
  /** Empty where there is none. */
  passwordHash: string;
  roles: Grant[];
  disabledAt: Date | null;
  mustChangePassword: boolean;
  /** Tokens of an earlier number are worth nothing any more. */
  sessionEpoch: number;
};

const COLUMNS = {
  districtId: person.districtId,
  districtName: district.name,
  id: person.id,
  email: person.email,
  name: person.name,
  passwordHash: person.passwordHash,
  roles: person.roles,
  disabledAt: person.disabledAt,
  mustChangePassword: person.mustChangePassword,
  sessionEpoch: person.sessionEpoch,
};

/**
 * The grants of a person whatever version of the program wrote them: the roles of central offices were called
 * `office`, and lists that were not written are empty. What no version wrote is no grant.
 */
export function rolesOf(stored: unknown): Grant[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((one: unknown) => {
    const isOffice = typeof one === 'object' && one !== null && 'role' in one && one.role === 'office';
    const read = Grant.safeParse(isOffice ? { ...one, role: 'departmentManager', siteCodes: [] } : one);
    return read.success ? [read.data] : [];
  });
}

const personOf = (row: Omit<StoredPerson, 'roles'> & { roles: unknown }): StoredPerson => ({
  ...row,
  roles: rolesOf(row.roles),
});

async function onePerson(
  db: Database | Transaction,
  districtId: string,
  who: { id: string } | { email: string },
): Promise<StoredPerson | null> {
  const [found] = await db
    .select(COLUMNS)
    .from(person)
    .innerJoin(district, eq(district.id, person.districtId))
    .where(
      and(
        eq(person.districtId, districtId),
        'id' in who ? eq(person.id, who.id) : eq(person.email, who.email.toLowerCase()),
      ),
    );
  return found ? personOf(found) : null;
}

export function findPersonByEmail(
  db: Database | Transaction,
  districtId: string,
  email: string,
): Promise<StoredPerson | null> {
  return onePerson(db, districtId, { email });
}

export function findPerson(
  db: Database | Transaction,
  districtId: string,
  id: string,
): Promise<StoredPerson | null> {
  return onePerson(db, districtId, { id });
}

/** Local dates between which the day is, wherever the district. */
export type DaysAround = { earliest: string; latest: string };

/** Whether something that was handed over holds around a day. */
export const holdsAround = ({ earliest, latest }: { [K in keyof DaysAround]: string | Placeholder }) =>
  and(isNull(delegation.endedAt), lte(delegation.startsOn, latest), gte(delegation.endsOn, earliest));

/** Somebody who asks for something, with the little that nearly every request needs beside it. */
export type Bearer = StoredPerson & {
  /** Whether anything may have been handed to her for the day. */
  isHanded: boolean;
  /** The year that her district builds; null where it has none. */
  openYear: YearHead | null;
};

/** Read with every request, in one round trip. */
export async function findBearer(
  db: Database,
  districtId: string,
  id: string,
  { earliest, latest }: DaysAround,
): Promise<Bearer | null> {
  let statement = bearerStatements.get(db);
  if (!statement) {
    statement = bearerStatement(db);
    bearerStatements.set(db, statement);
  }
  const [found] = await statement.execute({ districtId, id, earliest, latest });
  return found ? { ...personOf(found), isHanded: found.isHanded, openYear: found.openYear } : null;
}

/** Putting the text of a statement together takes longer than sending it; this one is asked for most of all. */
const bearerStatements = new WeakMap<Database, ReturnType<typeof bearerStatement>>();

function bearerStatement(db: Database) {
  const [districtId, id] = [sql.placeholder('districtId'), sql.placeholder('id')];
  const around = { earliest: sql.placeholder('earliest'), latest: sql.placeholder('latest') };
  const handed = db
    .select({ one: sql`1` })
    .from(delegation)
    .where(and(eq(delegation.districtId, districtId), eq(delegation.toId, id), holdsAround(around)));
  return (
    db
      .select({ ...COLUMNS, isHanded: sql<boolean>`EXISTS ${handed}`, openYear: YEAR_HEAD })
      .from(person)
      .innerJoin(district, eq(district.id, person.districtId))
      .leftJoin(budgetYear, isOpenYear(districtId))
      .where(and(eq(person.districtId, districtId), eq(person.id, id)))
      // Without a name it is no statement of the connection's, which poolers between would lose.
      .prepare('')
  );
}

export type NewPerson = Pick<
  StoredPerson,
  'districtId' | 'id' | 'email' | 'name' | 'passwordHash' | 'roles'
> & { mustChangePassword?: boolean };

export async function addPerson(tx: Transaction, next: NewPerson): Promise<void> {
  await tx.insert(person).values({ ...next, email: next.email.toLowerCase() });
}

/** Changes what is given of a person. `endsSessions`: her tokens are worth nothing from then on. */
export async function updatePerson(
  tx: Transaction,
  { districtId, id }: Pick<StoredPerson, 'districtId' | 'id'>,
  change: Partial<
    Pick<StoredPerson, 'name' | 'email' | 'roles' | 'disabledAt' | 'passwordHash' | 'mustChangePassword'>
  >,
  { endsSessions }: { endsSessions: boolean },
): Promise<void> {
  const { email } = change;
  await tx
    .update(person)
    .set({
      ...change,
      ...(email === undefined ? {} : { email: email.toLowerCase() }),
      ...(endsSessions ? { sessionEpoch: sql`${person.sessionEpoch} + 1` } : {}),
    })
    .where(and(eq(person.districtId, districtId), eq(person.id, id)));
}

/** Lets nobody else change the people of a district until the transaction ends. */
export async function lockPeople(tx: Transaction, districtId: string): Promise<void> {
  await tx.select({ id: district.id }).from(district).where(eq(district.id, districtId)).for('update');
}

/** One page of a district's people by name, after somebody; no name is twice between pages. */
export async function pageOfPeople(
  db: Database | Transaction,
  districtId: string,
  page: { after: StoredPerson | null; limit: number },
): Promise<StoredPerson[]> {
  const { after, limit } = page;
  const rows = await db
    .select(COLUMNS)
    .from(person)
    .innerJoin(district, eq(district.id, person.districtId))
    .where(
      and(
        eq(person.districtId, districtId),
        after === null ? undefined : sql`(${person.name}, ${person.id}) > (${after.name}, ${after.id}::uuid)`,
      ),
    )
    .orderBy(asc(person.name), asc(person.id))
    .limit(limit);
  return rows.map(personOf);
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

/** Everybody of a district who may sign in, by name, with what they may do; no secrets. */
export async function listPeople(
  db: Database | Transaction,
  districtId: string,
): Promise<Pick<StoredPerson, 'id' | 'name' | 'email' | 'roles'>[]> {
  const rows = await db
    .select({ id: person.id, name: person.name, email: person.email, roles: person.roles })
    .from(person)
    .where(and(eq(person.districtId, districtId), isNull(person.disabledAt)))
    .orderBy(asc(person.name), asc(person.id));
  return rows.map(({ roles, ...row }) => ({ ...row, roles: rolesOf(roles) }));
}
