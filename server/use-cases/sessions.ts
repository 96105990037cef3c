import type { BodyOf } from '../../src/contract/endpoint.js';
import type { refreshSession as refreshEndpoint, SignedIn } from '../../src/contract/sign-in.js';
import type { HeldGrant } from '../../src/core/district/role.js';
import { hashSecret, readSecret, writeSecret } from '../identity/secrets.js';
import { inTransaction, type Database, type Transaction } from '../stores/open-database.js';
import { findPerson, updatePerson, type StoredPerson } from '../stores/person-store.js';
import * as store from '../stores/session-store.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { rolesToday } from './handed-today.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';

/** A sign-in holds for a working day, however often its tokens are refreshed. */
const SIGN_IN_HOURS = 8;
/** How long a used refresh token still gives its successor: the answer was lost, or two panes asked at once. */
const GRACE_MS = 10_000;

/** Begins a sign-in of a person: the first pair of tokens of a new family. */
export async function startSession(
  parts: Parts,
  db: Database | Transaction,
  person: StoredPerson,
): Promise<SignedIn> {
  const { districtId, id: personId } = person;
  const now = parts.now();
  await store.removeEnded(db, districtId, now);
  const endsAt = new Date(now.getTime() + SIGN_IN_HOURS * 3_600_000);
  const id = parts.newId();
  const tokenHash = hashSecret(secretOf(parts, districtId, id));
  const familyId = parts.newId();
  const epoch = person.sessionEpoch;
  await store.addRefreshToken(db, { districtId, id, familyId, personId, tokenHash, endsAt, epoch });
  return signedIn(parts, db, person, { id, endsAt });
}

/**
 * Rotates a refresh token. A used one within the grace gives the successor it already has, the same to everybody who
 * asks, so that panes on one storage end up with one token; after the grace it was stolen or copied, and the whole
 * family ends.
 */
export async function refreshSession(
  parts: Parts,
  { refreshToken }: BodyOf<typeof refreshEndpoint>,
): Promise<SignedIn> {
  const handed = readSecret(refreshToken);
  if (handed === null) throw new Refusal('token.invalid');
  // What ends a family is stored although the request is refused.
  const result = await inTransaction(parts.db, async (tx): Promise<SignedIn | 'reused'> => {
    const found = await store.findRefreshToken(tx, handed.districtId, handed.id);
    if (found?.tokenHash !== hashSecret(handed.secret)) throw new Refusal('token.invalid');
    if (found.revokedAt !== null) return 'reused';
    if (found.endsAt <= parts.now()) throw new Refusal('token.expired');
    const person = await findPerson(tx, found.districtId, found.personId);
    if (person?.sessionEpoch !== found.epoch) throw new Refusal('token.invalid');
    if (person.disabledAt) throw new Refusal('person.disabled');
    const id = await successor(tx, parts, found);
    return id === null ? 'reused' : signedIn(parts, tx, person, { id, endsAt: found.endsAt });
  });
  if (result === 'reused') throw new Refusal('token.reused');
  return result;
}

/** The id of the refresh token that follows; null, with the family ended, when this one comes too late. */
async function successor(
  tx: Transaction,
  parts: Parts,
  token: store.StoredRefreshToken,
): Promise<string | null> {
  const { districtId, familyId, personId, endsAt, epoch } = token;
  const now = parts.now();
  const nextId = parts.newId();
  if (token.usedAt === null && (await store.spendRefreshToken(tx, token, now, nextId))) {
    const tokenHash = hashSecret(secretOf(parts, districtId, nextId));
    const next = { districtId, id: nextId, familyId, personId, tokenHash, endsAt, epoch };
    await store.addRefreshToken(tx, next);
    return nextId;
  }
  const used = await store.findRefreshToken(tx, districtId, token.id);
  const isInGrace = used?.usedAt != null && now.getTime() - used.usedAt.getTime() <= GRACE_MS;
  if (isInGrace && used.nextId !== null) return used.nextId;
  await store.revokeFamily(tx, token, now);
  await audit(
    tx,
    parts,
    { districtId, personId },
    {
      action: 'session.reused',
      subject: familyId,
      details: {},
    },
  );
  return null;
}

/** Ends the sign-in that a refresh token belongs to. One that is not known has ended already. */
export async function signOut(
  { db }: Parts,
  { refreshToken }: BodyOf<typeof refreshEndpoint>,
): Promise<Record<string, never>> {
  const handed = readSecret(refreshToken);
  const found = handed ? await store.findRefreshToken(db, handed.districtId, handed.id) : null;
  if (handed && found?.tokenHash === hashSecret(handed.secret)) await store.removeFamily(db, found);
  return {};
}

/** Made from the id again whenever it is needed, so that nothing but a hash has to be stored. */
function secretOf({ tokens }: Parts, districtId: string, id: string): string {
  return tokens.mac(`refresh/${districtId}/${id}`);
}

/** Ends every sign-in of the actor, the one she asks with as well. */
export async function endSessions(parts: Parts, actor: Actor): Promise<Record<string, never>> {
  const { districtId, personId: id } = actor;
  await inTransaction(parts.db, async (tx) => {
    await updatePerson(tx, { districtId, id }, {}, { endsSessions: true });
    await store.removeSessionsOf(tx, { districtId, id });
    await audit(tx, parts, actor, { action: 'session.endedAll', subject: id, details: {} });
  });
  return {};
}

async function signedIn(
  parts: Parts,
  db: Database | Transaction,
  person: StoredPerson,
  { id, endsAt }: { id: string; endsAt: Date },
): Promise<SignedIn> {
  const { districtId } = person;
  const { token } = await parts.tokens.issue({
    districtId,
    personId: person.id,
    epoch: person.sessionEpoch,
  });
  const refreshToken = writeSecret({ districtId, id, secret: secretOf(parts, districtId, id) });
  const roles = await rolesToday({ ...parts, db }, person);
  return { token, refreshToken, expiresAt: endsAt.toISOString(), person: personOf(person, roles) };
}

/** What a person may know of herself; `roles` with those that others handed her. */
export function personOf(
  { id, name, email, districtName, mustChangePassword }: StoredPerson,
  roles: HeldGrant[],
): SignedIn['person'] {
  return {
    id,
    name,
    email,
    districtName,
    roles,
    ...(mustChangePassword ? { mustChangePassword } : {}),
  };
}
