import type { BodyOf } from '../../src/contract/endpoint.js';
import type { refreshSession as refreshEndpoint, SignedIn } from '../../src/contract/sign-in.js';
import { hashSecret, readSecret, writeSecret } from '../identity/secrets.js';
import { inTransaction, type Database, type Transaction } from '../stores/open-database.js';
import { findPerson, type StoredPerson } from '../stores/person-store.js';
import * as store from '../stores/session-store.js';
import { audit } from './audit.js';
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
  await store.addRefreshToken(db, { districtId, id, familyId: parts.newId(), personId, tokenHash, endsAt });
  return signedIn(parts, person, id, endsAt);
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
    if (!person) throw new Refusal('token.invalid');
    const nextId = await successor(tx, parts, found);
    return nextId === null ? 'reused' : signedIn(parts, person, nextId, found.endsAt);
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
  const { districtId, familyId, personId, endsAt } = token;
  const now = parts.now();
  const nextId = parts.newId();
  if (token.usedAt === null && (await store.spendRefreshToken(tx, token, now, nextId))) {
    const tokenHash = hashSecret(secretOf(parts, districtId, nextId));
    await store.addRefreshToken(tx, { districtId, id: nextId, familyId, personId, tokenHash, endsAt });
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
      siteCode: null,
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

async function signedIn(parts: Parts, person: StoredPerson, id: string, endsAt: Date): Promise<SignedIn> {
  const { districtId } = person;
  const { token } = await parts.tokens.issue({ districtId, personId: person.id });
  const refreshToken = writeSecret({ districtId, id, secret: secretOf(parts, districtId, id) });
  return { token, refreshToken, expiresAt: endsAt.toISOString(), person: personOf(person) };
}

/** What a person may know of herself. */
export function personOf({ id, name, email, districtName, roles }: StoredPerson): SignedIn['person'] {
  return { id, name, email, districtName, roles };
}
