import { randomBytes } from 'node:crypto';
import { passwordFault } from '../../src/contract/password-rules.js';
import type {
  askPasswordReset as askEndpoint,
  changePassword as changeEndpoint,
  redeemPasswordReset as redeemEndpoint,
} from '../../src/contract/passwords.js';
import type { BodyOf, ReplyOf } from '../../src/contract/endpoint.js';
import type { SignedIn } from '../../src/contract/sign-in.js';
import { hashPassword, passwordFits } from '../identity/passwords.js';
import { hashSecret, readSecret, writeSecret } from '../identity/secrets.js';
import { inTransaction, type Transaction } from '../stores/open-database.js';
import * as store from '../stores/password-store.js';
import { findPerson, findPersonByEmail, updatePerson, type StoredPerson } from '../stores/person-store.js';
import { removeSessionsOf } from '../stores/session-store.js';
import { findDistrict, findDistrictShortName } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';
import { sendResetMail, type ResetLink } from './reset-mail.js';
import { startSession } from './sessions.js';
import { nameHash } from './sign-in.js';

const RESET_MINUTES = 60;
export const RESET_PATH = '/reset';

/** Sends a link to somebody who forgot her password. Nobody learns from the answer whether there is such a person. */
export async function askPasswordReset(
  parts: Parts,
  { district: shortName, email }: BodyOf<typeof askEndpoint>,
): Promise<Record<string, never>> {
  const district = await findDistrict(parts.db, shortName.toLowerCase());
  if (!district) return {};
  await inTransaction(parts.db, async (tx) => {
    const person = await findPersonByEmail(tx, district.id, email);
    if (!person || person.disabledAt) return;
    const link = await newReset(tx, parts, person);
    await sendResetMail(tx, parts, person, link);
    const { districtId, id: personId } = person;
    await audit(tx, parts, { districtId, personId }, resetAsked(personId));
  });
  return {};
}

export const resetAsked = (personId: string) =>
  ({ action: 'password.resetAsked', subject: personId, details: {} }) as const;

/** Makes a link in place of older ones. The secret stands behind the `#`, so that no server on the way logs it. */
export async function newReset(
  tx: Transaction,
  parts: Parts,
  { districtId, id: personId }: Pick<StoredPerson, 'districtId' | 'id'>,
): Promise<ResetLink> {
  const secret = randomBytes(32).toString('base64url');
  const id = parts.newId();
  const expiresAt = new Date(parts.now().getTime() + RESET_MINUTES * 60_000);
  await store.addReset(tx, { districtId, id, personId, secretHash: hashSecret(secret), expiresAt });
  return {
    path: `${RESET_PATH}#${writeSecret({ districtId, id, secret })}`,
    expiresAt: expiresAt.toISOString(),
  };
}

/** Sets the password that a link is good for. A password that is too weak leaves the link as it is. */
export async function redeemPasswordReset(
  parts: Parts,
  { token, password }: BodyOf<typeof redeemEndpoint>,
): Promise<ReplyOf<typeof redeemEndpoint>> {
  const handed = readSecret(token);
  if (handed === null) throw new Refusal('reset.unknown');
  const passwordHash = await hashPassword(password);
  return inTransaction(parts.db, async (tx) => {
    const { districtId, id, secret } = handed;
    const reset = await store.takeReset(tx, { districtId, id, secretHash: hashSecret(secret) });
    const person = reset && (await findPerson(tx, districtId, reset.personId));
    if (!person || person.disabledAt || reset.expiresAt <= parts.now()) throw new Refusal('reset.unknown');
    assertStrong(password, person);
    await setPassword(tx, person, passwordHash);
    await store.forgetTries(tx, { districtId, nameHash: nameHash(parts, districtId, person.email) });
    await audit(
      tx,
      parts,
      { districtId, personId: person.id },
      {
        action: 'password.reset',
        subject: person.id,
        details: {},
      },
    );
    return { district: await findDistrictShortName(tx, districtId), email: person.email };
  });
}

/** Changes one's own password for whoever knows the old one, and signs her in anew. */
export async function changePassword(
  parts: Parts,
  actor: Actor,
  { current, password }: BodyOf<typeof changeEndpoint>,
): Promise<SignedIn> {
  const { districtId, personId } = actor;
  const before = await findPerson(parts.db, districtId, personId);
  if (!before || !(await passwordFits(before.passwordHash, current))) throw new Refusal('password.wrong');
  if (current === password) throw new Refusal('password.weak', { fault: 'same' });
  assertStrong(password, before);
  const passwordHash = await hashPassword(password);
  return inTransaction(parts.db, async (tx) => {
    await setPassword(tx, before, passwordHash);
    await audit(tx, parts, actor, { action: 'password.changed', subject: personId, details: {} });
    const person = await findPerson(tx, districtId, personId);
    if (!person) throw new Refusal('token.invalid');
    return startSession(parts, tx, person);
  });
}

async function setPassword(tx: Transaction, person: StoredPerson, passwordHash: string): Promise<void> {
  await updatePerson(tx, person, { passwordHash, mustChangePassword: false }, { endsSessions: true });
  await removeSessionsOf(tx, person);
  await store.removeResets(tx, person);
}

function assertStrong(password: string, { name, email, districtName }: StoredPerson): void {
  const fault = passwordFault(password, [name, email, districtName]);
  if (fault !== null) throw new Refusal('password.weak', { fault });
}
