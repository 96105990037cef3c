import { randomBytes } from 'node:crypto';
import type { BodyOf, ReplyOf } from '../../src/contract/endpoint.js';
import type {
  confirmSignInCode as confirmEndpoint,
  createSignInCode as createEndpoint,
  redeemSignInCode as redeemEndpoint,
} from '../../src/contract/sign-in-codes.js';
import { CODE_LENGTH, CODE_LETTERS, plainCode, shownCode } from '../../src/contract/user-code.js';
import { hashSecret, randomCode, readSecret, writeSecret } from '../identity/secrets.js';
import { inTransaction } from '../stores/open-database.js';
import { findPerson } from '../stores/person-store.js';
import * as store from '../stores/session-store.js';
import { findDistrict } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';
import { startSession } from './sessions.js';

const CODE_MINUTES = 10;
const POLL_SECONDS = 3;
const VERIFY_PATH = '/link';
/** Of 20^8 codes hardly ever two wait that are the same. */
const MOST_TRIES = 5;

/** Begins a sign-in by code: a code to show, and a secret by which the device asks what became of it. */
export async function createSignInCode(
  parts: Parts,
  request: BodyOf<typeof createEndpoint>,
): Promise<ReplyOf<typeof createEndpoint>> {
  const district = await findDistrict(parts.db, request.district.toLowerCase());
  if (!district) throw new Refusal('district.unknown', { district: request.district });
  const districtId = district.id;
  const now = parts.now();
  await store.removeEnded(parts.db, districtId, now);
  const expiresAt = new Date(now.getTime() + CODE_MINUTES * 60_000);
  const secret = randomBytes(32).toString('base64url');
  for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
    const id = parts.newId();
    const code = randomCode(CODE_LETTERS, CODE_LENGTH);
    const isNew = await store.addCode(parts.db, {
      districtId,
      id,
      deviceHash: hashSecret(secret),
      userCodeHash: codeHash(parts, districtId, code),
      expiresAt,
      status: 'pending',
    });
    if (!isNew) continue;
    return {
      deviceSecret: writeSecret({ districtId, id, secret }),
      userCode: shownCode(code),
      verifyPath: VERIFY_PATH,
      expiresAt: expiresAt.toISOString(),
      pollSeconds: POLL_SECONDS,
    };
  }
  throw new Refusal('server.busy');
}

/** Confirms or denies a code, once. A code of another district is none. */
export async function confirmSignInCode(
  parts: Parts,
  actor: Actor,
  { userCode, decision }: BodyOf<typeof confirmEndpoint>,
): Promise<ReplyOf<typeof confirmEndpoint>> {
  const { districtId, personId } = actor;
  await inTransaction(parts.db, async (tx) => {
    const userCodeHash = codeHash(parts, districtId, plainCode(userCode));
    const status = decision === 'confirm' ? 'confirmed' : 'denied';
    const now = parts.now();
    const decided = await store.decideCode(tx, { districtId, userCodeHash }, { status, personId }, now);
    if (!decided) throw new Refusal('code.unknown');
    if (decision === 'deny') return;
    await audit(
      tx,
      parts,
      { districtId, personId },
      {
        action: 'session.confirmed',
        subject: decided.id,
        details: {},
      },
    );
  });
  return { decision };
}

/** What became of a code; the tokens of a confirmed one, once. */
export async function redeemSignInCode(
  parts: Parts,
  { deviceSecret }: BodyOf<typeof redeemEndpoint>,
): Promise<ReplyOf<typeof redeemEndpoint>> {
  const handed = readSecret(deviceSecret);
  if (handed === null) throw new Refusal('code.unknown');
  return inTransaction(parts.db, async (tx): Promise<ReplyOf<typeof redeemEndpoint>> => {
    const code = await store.findCode(tx, handed.districtId, handed.id);
    // Long-ended codes are forgotten: to the device that is the same as expired.
    if (!code) return { status: 'expired' };
    if (code.deviceHash !== hashSecret(handed.secret)) throw new Refusal('code.unknown');
    if (code.status === 'denied') return { status: 'denied' };
    if (code.status === 'redeemed' || code.expiresAt <= parts.now()) return { status: 'expired' };
    if (code.status === 'pending' || code.personId === null) return { status: 'pending' };
    const person = await findPerson(tx, code.districtId, code.personId);
    if (!person || person.disabledAt || !(await store.redeemCode(tx, code))) return { status: 'expired' };
    return { status: 'signedIn', signedIn: await startSession(parts, tx, person) };
  });
}

/** Keyed, since a code is short enough to be tried out from its plain hash. */
function codeHash({ tokens }: Parts, districtId: string, plain: string): string {
  return tokens.mac(`sign-in-code/${districtId}/${plain}`);
}
