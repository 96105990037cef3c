import type { BodyOf, ReplyOf } from '../../src/contract/endpoint.js';
import type { Person, signIn as endpoint } from '../../src/contract/sign-in.js';
import { passwordFits } from '../identity/passwords.js';
import { inTransaction } from '../stores/open-database.js';
import { countTry, forgetTries, type LockRule } from '../stores/password-store.js';
import { findBearer, findPerson, findPersonByEmail, type StoredPerson } from '../stores/person-store.js';
import { findDistrict } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { daysAround, rolesToday } from './handed-today.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';
import { personOf, startSession } from './sessions.js';

/** Who guesses the password of one address is stopped, from however many addresses of the network. */
const LOCK: LockRule = { most: 10, withinMinutes: 15, forMinutes: 15 };

/**
 * Signs a person in by district, e-mail and password. One refusal for whatever of the three is wrong, and one for an
 * address that was tried too often, whether or not somebody has it.
 */
export async function signIn(
  parts: Parts,
  request: BodyOf<typeof endpoint>,
): Promise<ReplyOf<typeof endpoint>> {
  const { db } = parts;
  const district = await findDistrict(db, request.district.toLowerCase());
  if (!district) {
    await passwordFits(undefined, request.password);
    throw new Refusal('signIn.wrong');
  }
  const key = { districtId: district.id, nameHash: nameHash(parts, district.id, request.email) };
  const person = await findPersonByEmail(db, district.id, request.email);
  const tries = await countTry(db, key, LOCK, parts.now());
  if (tries > LOCK.most) {
    if (tries === LOCK.most + 1 && person) await noteLock(parts, person);
    throw new Refusal('signIn.locked', { minutes: LOCK.forMinutes });
  }
  const fits = await passwordFits(person?.passwordHash, request.password);
  if (!person || !fits) throw new Refusal('signIn.wrong');
  await forgetTries(db, key);
  if (person.disabledAt) throw new Refusal('person.disabled');
  return startSession(parts, db, person);
}

/** Addresses are kept as keyed hashes: also what nobody has is counted, and should not stand there to be read. */
export function nameHash({ tokens }: Parts, districtId: string, email: string): string {
  return tokens.mac(`sign-in-tries/${districtId}/${email.toLowerCase()}`);
}

async function noteLock(parts: Parts, { districtId, id: personId }: StoredPerson): Promise<void> {
  await inTransaction(parts.db, (tx) =>
    audit(tx, parts, { districtId, personId }, { action: 'session.locked', subject: personId, details: {} }),
  );
}

/** Who a bearer token speaks for; roles are read anew with every request. */
export async function authenticate(parts: Parts, token: string | null): Promise<Actor> {
  if (token === null) throw new Refusal('signIn.needed');
  const verified = await parts.tokens.verify(token);
  if (!verified.ok) throw new Refusal(verified.fault);
  const { districtId, personId, epoch } = verified.holder;
  const person = await findBearer(parts.db, districtId, personId, daysAround(parts.now()));
  if (person?.sessionEpoch !== epoch) throw new Refusal('token.invalid');
  if (person.disabledAt) throw new Refusal('person.disabled');
  return {
    districtId,
    personId,
    name: person.name,
    openYear: person.openYear,
    roles: person.isHanded ? await rolesToday(parts, person) : person.roles,
    ...(person.mustChangePassword ? { mustChangePassword: true } : {}),
  };
}

export async function readMe(parts: Parts, actor: Actor): Promise<Person> {
  const person = await findPerson(parts.db, actor.districtId, actor.personId);
  if (!person) throw new Refusal('token.invalid');
  return personOf(person, actor.roles);
}
