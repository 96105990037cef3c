import { createHmac, webcrypto } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';

const ISSUER = 'sitebook';
/** Another issuer than that of bearer tokens, so that neither passes for the other. */
const STAMP_ISSUER = 'sitebook-time';
const LIFETIME_SECONDS = 15 * 60;

export type TokenHolder = { districtId: string; personId: string };
/** Whom a bearer token speaks for, as of which `sessionEpoch` of hers. */
export type BearerHolder = TokenHolder & { epoch: number };
export type TokenFault = 'token.expired' | 'token.invalid';

export type Tokens = {
  /** A code that only this server can make of a text, in URL-safe base64: for secrets it can make again. */
  mac: (text: string) => string;
  /** The time now, signed for one person: she can show later that she did something not before it. */
  stamp: (holder: TokenHolder) => Promise<string>;
  /** The time of a stamp, in whole seconds; null when it is not one of this server's for this person. */
  readStamp: (stamp: string, holder: TokenHolder) => Promise<Date | null>;
  issue: (holder: BearerHolder) => Promise<{ token: string; expiresAt: string }>;
  verify: (token: string) => Promise<{ ok: true; holder: BearerHolder } | { ok: false; fault: TokenFault }>;
};

/** Bearer tokens that name a person and a district and hold for fifteen minutes. The secret is base64. */
export function createTokens(secret: string, now: () => Date): Tokens {
  const bytes = Buffer.from(secret, 'base64');
  // A key that is given as bytes would be imported anew for each token.
  const key = webcrypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ]);
  return {
    mac: (text) => createHmac('sha256', bytes).update(text).digest('base64url'),
    stamp: async ({ districtId, personId }) =>
      new SignJWT({ district: districtId })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(STAMP_ISSUER)
        .setSubject(personId)
        .setIssuedAt(Math.floor(now().getTime() / 1000))
        .sign(await key),
    async readStamp(stamp, { districtId, personId }) {
      try {
        const { payload } = await jwtVerify(stamp, await key, {
          issuer: STAMP_ISSUER,
          subject: personId,
          algorithms: ['HS256'],
          currentDate: now(),
          requiredClaims: ['iat'],
        });
        const { iat, district } = payload;
        return district === districtId && iat !== undefined ? new Date(iat * 1000) : null;
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
    async issue({ districtId, personId, epoch }) {
      const issuedAt = Math.floor(now().getTime() / 1000);
      const expires = issuedAt + LIFETIME_SECONDS;
      const token = await new SignJWT({ district: districtId, epoch })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(ISSUER)
        .setSubject(personId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expires)
        .sign(await key);
      return { token, expiresAt: new Date(expires * 1000).toISOString() };
    },
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, await key, {
          issuer: ISSUER,
          algorithms: ['HS256'],
          currentDate: now(),
          requiredClaims: ['sub', 'exp'],
        });
        const { sub: personId, district: districtId, epoch } = payload;
        if (personId === undefined || typeof districtId !== 'string' || typeof epoch !== 'number')
          return { ok: false, fault: 'token.invalid' };
        return { ok: true, holder: { districtId, personId, epoch } };
      } catch (error) {
        if (error instanceof errors.JWTExpired) return { ok: false, fault: 'token.expired' };
        if (error instanceof errors.JOSEError) return { ok: false, fault: 'token.invalid' };
        throw error;
      }
    },
  };
}
