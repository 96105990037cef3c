import { randomBytes } from 'node:crypto';
import type { BodyOf, ReplyOf } from '../../src/contract/endpoint.js';
import type { SignedIn } from '../../src/contract/sign-in.js';
import type {
  listSignInWays as waysEndpoint,
  redeemHandover as redeemEndpoint,
  signInWithEntra as entraEndpoint,
} from '../../src/contract/sign-in-ways.js';
import { ProviderFault, type ProviderClaims } from '../identity/oidc.js';
import { hashSecret, readSecret, writeSecret } from '../identity/secrets.js';
import type { EntraProvider, OidcProvider } from '../identity/sign-in-settings.js';
import * as store from '../stores/identity-store.js';
import { inTransaction, type Transaction } from '../stores/open-database.js';
import { findPerson, findPersonByEmail, type StoredPerson } from '../stores/person-store.js';
import { removeEnded } from '../stores/session-store.js';
import { findDistrict, findDistrictShortName } from '../stores/year-store.js';
import { audit } from './audit.js';
import type { Elsewhere, Parts } from './parts.js';
import { Refusal } from './refusal.js';
import { startSession } from './sessions.js';

const ATTEMPT_MINUTES = 10;
const HANDOVER_SECONDS = 60;
export const OIDC_PATH = '/sign-in/oidc';
export const CALLBACK_PATH = `${OIDC_PATH}/callback`;

const isOidc = (provider: OidcProvider | EntraProvider): provider is OidcProvider => provider.kind === 'oidc';

export function listSignInWays(
  { elsewhere }: Parts,
  district: string,
): Promise<ReplyOf<typeof waysEndpoint>> {
  const name = district.toLowerCase();
  const providers = elsewhere?.settings.districts.get(name) ?? [];
  const ways = providers.filter(isOidc).map(({ id, title }) => ({
    title,
    path: `${OIDC_PATH}/${name}/${id}`,
  }));
  return Promise.resolve({ ways });
}

/** Sends a browser to a provider; `browserSecret` is for that browser to keep until it comes back. */
export async function beginOidc(
  parts: Parts,
  shortName: string,
  providerId: string,
): Promise<{ url: URL; browserSecret: string }> {
  const { elsewhere } = parts;
  const provider = providerOf(elsewhere, shortName, providerId);
  const district = await findDistrict(parts.db, shortName);
  if (!elsewhere || !provider || !district) throw new Refusal('provider.unknown');
  const districtId = district.id;
  const [id, secret, browserSecret] = [parts.newId(), newSecret(), newSecret()];
  const begun = await told(parts, provider.id, () =>
    elsewhere.oidc.begin(provider, {
      redirectUri: elsewhere.settings.address + CALLBACK_PATH,
      state: writeSecret({ districtId, id, secret }),
    }),
  );
  const now = parts.now();
  await inTransaction(parts.db, async (tx) => {
    await removeEnded(tx, districtId, now);
    await store.addAttempt(tx, {
      districtId,
      id,
      provider: provider.id,
      browserHash: hashSecret(browserSecret),
      stateHash: hashSecret(secret),
      nonce: begun.nonce,
      verifier: begun.verifier,
      expiresAt: new Date(now.getTime() + ATTEMPT_MINUTES * 60_000),
    });
  });
  return { url: begun.url, browserSecret };
}

/** Takes a browser back from a provider: a code for the page, which gets the tokens for it. */
export async function finishOidc(
  parts: Parts,
  query: URLSearchParams,
  browserSecret: string,
): Promise<string> {
  const { elsewhere } = parts;
  const state = query.get('state') ?? '';
  const handed = readSecret(state);
  if (!elsewhere || handed === null) throw new Refusal('handover.unknown');
  const { districtId, id, secret } = handed;
  const [stateHash, browserHash] = [hashSecret(secret), hashSecret(browserSecret)];
  const attempt = await inTransaction(parts.db, (tx) =>
    store.takeAttempt(tx, { districtId, id, stateHash, browserHash }),
  );
  if (!attempt || attempt.expiresAt <= parts.now()) throw new Refusal('handover.unknown');
  const shortName = await findDistrictShortName(parts.db, districtId);
  const provider = providerOf(elsewhere, shortName, attempt.provider);
  if (!provider) throw new Refusal('provider.unknown');
  const back = new URL(elsewhere.settings.address + CALLBACK_PATH);
  back.search = query.toString();
  const { nonce, verifier } = attempt;
  const claims = await told(parts, provider.id, () =>
    elsewhere.oidc.finish(provider, back, { state, nonce, verifier }),
  );
  return inTransaction(parts.db, async (tx) => {
    const person = await personOfClaims(tx, parts, districtId, claims);
    const code = { districtId, id: parts.newId(), secret: newSecret() };
    const expiresAt = new Date(parts.now().getTime() + HANDOVER_SECONDS * 1000);
    const secretHash = hashSecret(code.secret);
    await store.addHandover(tx, { districtId, id: code.id, personId: person.id, secretHash, expiresAt });
    return writeSecret(code);
  });
}

export async function redeemHandover(
  parts: Parts,
  { code }: BodyOf<typeof redeemEndpoint>,
): Promise<ReplyOf<typeof redeemEndpoint>> {
  const handed = readSecret(code);
  if (handed === null) throw new Refusal('handover.unknown');
  return inTransaction(parts.db, async (tx) => {
    const { districtId, id, secret } = handed;
    const taken = await store.takeHandover(tx, { districtId, id, secretHash: hashSecret(secret) });
    const person = taken && (await findPerson(tx, districtId, taken.personId));
    if (!person || taken.expiresAt <= parts.now()) throw new Refusal('handover.unknown');
    if (person.disabledAt) throw new Refusal('person.disabled');
    const district = await findDistrictShortName(tx, districtId);
    return { district, signedIn: await startSession(parts, tx, person) };
  });
}

/** Signs in with an access token of the district's own Entra tenant. */
export async function signInWithEntra(
  parts: Parts,
  { district: shortName, accessToken }: BodyOf<typeof entraEndpoint>,
): Promise<SignedIn> {
  const name = shortName.toLowerCase();
  const { elsewhere } = parts;
  const provider = elsewhere?.settings.districts.get(name)?.find(({ kind }) => kind === 'entra');
  const district = await findDistrict(parts.db, name);
  if (!elsewhere || provider?.kind !== 'entra' || !district) throw new Refusal('provider.unknown');
  const claims = await told(parts, 'entra', () => elsewhere.entra(provider, accessToken));
  return inTransaction(parts.db, async (tx) =>
    startSession(parts, tx, await personOfClaims(tx, parts, district.id, claims)),
  );
}

/**
 * Who somebody is here: by what the provider calls her, or the first time by a verified e-mail, which is then linked.
 * Nobody is ever created, and who is linked with one account there is not with another.
 */
async function personOfClaims(
  tx: Transaction,
  parts: Parts,
  districtId: string,
  { issuer, subject, email, isVerified }: ProviderClaims,
): Promise<StoredPerson> {
  const known = await store.findIdentity(tx, { districtId, issuer, subject });
  const person = known
    ? await findPerson(tx, districtId, known.personId)
    : email !== null && isVerified
      ? await findPersonByEmail(tx, districtId, email)
      : null;
  if (!person) throw new Refusal('provider.noPerson');
  if (person.disabledAt) throw new Refusal('person.disabled');
  if (known) return person;
  const personId = person.id;
  if (await store.isLinked(tx, districtId, issuer, personId)) throw new Refusal('provider.noPerson');
  const identity = { districtId, issuer, subject, personId, linkedAt: parts.now() };
  if (await store.addIdentity(tx, identity)) {
    const event = { action: 'person.linked', subject: personId, details: { issuer } } as const;
    await audit(tx, parts, { districtId, personId }, event);
  }
  return person;
}

function providerOf(
  elsewhere: Elsewhere | undefined,
  shortName: string,
  id: string,
): OidcProvider | undefined {
  return elsewhere?.settings.districts
    .get(shortName)
    ?.filter(isOidc)
    .find((one) => one.id === id);
}

/** Turns what goes wrong with a provider into a refusal, and tells whoever runs the server. */
async function told<T>(parts: Parts, provider: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ProviderFault)) throw error;
    const cause = error.cause instanceof Error ? error.cause : null;
    // Class and code alone: what a provider answers may name somebody.
    const code = cause && 'code' in cause ? String(cause.code) : '';
    parts.noteProviderFault?.({ provider, fault: error.kind, error: cause?.name ?? '', code });
    throw new Refusal(error.kind === 'unreachable' ? 'provider.unreachable' : 'provider.refused');
  }
}

const newSecret = () => randomBytes(32).toString('base64url');
