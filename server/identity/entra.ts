import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { ProviderFault, type ProviderClaims } from './oidc.js';
import type { EntraProvider } from './sign-in-settings.js';

export type EntraVerifier = (provider: EntraProvider, accessToken: string) => Promise<ProviderClaims>;

/**
 * Checks access tokens of Microsoft Entra ID (version 2): signature by the tenant's keys, which are fetched anew when
 * one is not known, with issuer, tenant, audience, scope and times. `cooldownMs`: how soon keys are fetched again.
 */
export function createEntraVerifier(now: () => Date, cooldownMs = 30_000): EntraVerifier {
  const keys = new Map<string, ReturnType<typeof createRemoteJWKSet>>();
  const keysOf = ({ authority, tenantId }: EntraProvider) => {
    const address = `${authority.replace(/\/+$/, '')}/${tenantId}/discovery/v2.0/keys`;
    const known =
      keys.get(address) ??
      createRemoteJWKSet(new URL(address), { cooldownDuration: cooldownMs, timeoutDuration: 10_000 });
    keys.set(address, known);
    return known;
  };
  return async (provider, accessToken) => {
    const { authority, tenantId, audience, scope, emailClaim } = provider;
    const issuer = `${authority.replace(/\/+$/, '')}/${tenantId}/v2.0`;
    const { payload } = await jwtVerify(accessToken, keysOf(provider), {
      issuer,
      audience,
      algorithms: ['RS256'],
      currentDate: now(),
      requiredClaims: ['exp', 'nbf', 'iat', 'oid', 'tid', 'scp'],
    }).catch((error: unknown) => {
      throw new ProviderFault(isTokenFault(error) ? 'refused' : 'unreachable', error);
    });
    const scopes = typeof payload['scp'] === 'string' ? payload['scp'].split(' ') : [];
    const subject = payload['oid'];
    if (payload['tid'] !== tenantId || !scopes.includes(scope) || typeof subject !== 'string')
      throw new ProviderFault('refused', null);
    const email = payload[emailClaim];
    // The tenant is the district's own: its administrators say who has which address.
    return { issuer, subject, email: typeof email === 'string' ? email : null, isVerified: true };
  };
}

/** What is wrong with the token itself; all else is about getting the keys. */
function isTokenFault(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    // The answer of the key server was no 200, or no JSON.
    error.code !== 'ERR_JOSE_GENERIC'
  );
}
