import * as client from 'openid-client';
import type { OidcProvider } from './sign-in-settings.js';

/** What a provider says of somebody. */
export type ProviderClaims = { issuer: string; subject: string; email: string | null; isVerified: boolean };

/** `unreachable`: no answer, or none that makes sense. `refused`: an answer that is no proof. */
export class ProviderFault extends Error {
  override readonly name = 'ProviderFault';
  constructor(
    readonly kind: 'unreachable' | 'refused',
    cause: unknown,
  ) {
    super(kind, { cause });
  }
}

const TIMEOUT_SECONDS = 10;
/** Addresses and keys of a provider change rarely, but they do. */
const KEEP_MS = 3_600_000;

export type OidcClient = {
  /** The address to send a browser to, with what has to be kept until it comes back. */
  begin: (
    provider: OidcProvider,
    request: { redirectUri: string; state: string },
  ) => Promise<{ url: URL; nonce: string; verifier: string }>;
  /** Exchanges the code in the address that the browser came back to, and checks all that it says. */
  finish: (
    provider: OidcProvider,
    back: URL,
    kept: { state: string; nonce: string; verifier: string },
  ) => Promise<ProviderClaims>;
};

/** Speaks OpenID Connect with providers: authorization code with PKCE, state, nonce and the issuer in the answer. */
export function createOidcClient(now: () => number = Date.now): OidcClient {
  const known = new Map<OidcProvider, { at: number; configuration: client.Configuration }>();
  const configurationOf = async (provider: OidcProvider): Promise<client.Configuration> => {
    const kept = known.get(provider);
    if (kept && now() - kept.at < KEEP_MS) return kept.configuration;
    try {
      const configuration = await discover(provider);
      known.set(provider, { at: now(), configuration });
      return configuration;
    } catch (error) {
      throw new ProviderFault('unreachable', error);
    }
  };
  return {
    async begin(provider, { redirectUri, state }) {
      const configuration = await configurationOf(provider);
      const verifier = client.randomPKCECodeVerifier();
      const nonce = client.randomNonce();
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: provider.scope,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { url, nonce, verifier };
    },
    async finish(provider, back, { state, nonce, verifier }) {
      const configuration = await configurationOf(provider);
      try {
        const tokens = await client.authorizationCodeGrant(configuration, back, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) throw new TypeError('No ID token');
        const more =
          claims[provider.emailClaim] === undefined &&
          configuration.serverMetadata().userinfo_endpoint !== undefined
            ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
            : {};
        return claimsOf(provider, { ...more, ...claims });
      } catch (error) {
        throw new ProviderFault(isNoAnswer(error) ? 'unreachable' : 'refused', error);
      }
    },
  };
}

async function discover({ issuer, clientId, clientSecret }: OidcProvider): Promise<client.Configuration> {
  // The settings allow plain http on this computer alone; the library marks what is unsafe on a network so.
  // oxlint-disable-next-line typescript/no-deprecated
  const plain = new URL(issuer).protocol === 'http:' ? [client.allowInsecureRequests] : [];
  return client.discovery(
    new URL(issuer),
    clientId,
    undefined,
    clientSecret === null ? client.None() : client.ClientSecretBasic(clientSecret),
    {
      timeout: TIMEOUT_SECONDS,
      execute: [client.enableNonRepudiationChecks, ...plain],
    },
  );
}

function claimsOf(
  { emailClaim, emailIsVerified }: OidcProvider,
  claims: { iss?: unknown; sub?: unknown; [name: string]: unknown },
): ProviderClaims {
  const email = claims[emailClaim];
  return {
    issuer: String(claims.iss),
    subject: String(claims.sub),
    email: typeof email === 'string' && email !== '' ? email : null,
    isVerified: emailIsVerified || claims['email_verified'] === true,
  };
}

/** Whether nobody answered, or a server that broke: trying again may help. By names, which every realm shares. */
function isNoAnswer(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError)
    return false;
  const { name, message, status, cause } = error as Partial<Record<string, unknown>>;
  if (name === 'TimeoutError' || name === 'AbortError') return true;
  if (name === 'TypeError' && message === 'fetch failed') return true;
  return (typeof status === 'number' && status >= 500) || isNoAnswer(cause);
}
