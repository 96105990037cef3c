import type { BodyOf, ReplyOf } from '../../src/contract/endpoint.js';
import type { Person, signIn as endpoint } from '../../src/contract/sign-in.js';
import { hashPassword, passwordFits } from '../identity/passwords.js';
import { findPerson, findPersonByEmail } from '../stores/person-store.js';
import { findDistrict } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';
import { personOf, startSession } from './sessions.js';

/** Compared with when nobody has the name, so that an answer takes as long as for somebody. */
const nobodysHash = hashPassword('nobody has this password');

/** Signs a person in by district, e-mail and password. One refusal for whatever of the three is wrong. */
export async function signIn(
  parts: Parts,
  request: BodyOf<typeof endpoint>,
): Promise<ReplyOf<typeof endpoint>> {
  const district = await findDistrict(parts.db, request.district.toLowerCase());
  const person = district ? await findPersonByEmail(parts.db, district.id, request.email) : null;
  const fits = await passwordFits(person?.passwordHash ?? (await nobodysHash), request.password);
  if (!person || !fits) throw new Refusal('signIn.wrong');
  return startSession(parts, parts.db, person);
}

/** Who a bearer token speaks for; roles are read anew with every request. */
export async function authenticate(parts: Parts, token: string | null): Promise<Actor> {
  if (token === null) throw new Refusal('signIn.needed');
  const verified = await parts.tokens.verify(token);
  if (!verified.ok) throw new Refusal(verified.fault);
  const person = await findPerson(parts.db, verified.holder.districtId, verified.holder.personId);
  if (!person) throw new Refusal('token.invalid');
  return { districtId: person.districtId, personId: person.id, name: person.name, roles: person.roles };
}

export async function readMe(parts: Parts, actor: Actor): Promise<Person> {
  const person = await findPerson(parts.db, actor.districtId, actor.personId);
  if (!person) throw new Refusal('token.invalid');
  return personOf(person);
}
