import { Router, type CookieOptions, type Request, type RequestHandler } from 'express';
import { HANDOVER_KEY, SIGN_IN_ERROR_KEY } from '../../src/contract/handover-fragment.js';
import type { Parts } from '../use-cases/parts.js';
import { Refusal } from '../use-cases/refusal.js';
import { beginOidc, CALLBACK_PATH, finishOidc, OIDC_PATH } from '../use-cases/sign-in-elsewhere.js';
import { limiter, OIDC_LIMIT } from './rate-limits.js';

const COOKIE = 'sitebook-sign-in';

/**
 * The way to a provider and back. What goes wrong ends on the sign-in page, with a code behind the `#` that the page has
 * words for; so does what went well, with a code that is good for the tokens once.
 */
export function oidcPages(parts: Parts): Router {
  const router = Router();
  const count = limiter(OIDC_LIMIT, 'oidc', parts);
  const isSecure = parts.elsewhere?.settings.address.startsWith('https:') === true;
  const cookie: CookieOptions = { httpOnly: true, sameSite: 'lax', secure: isSecure, path: OIDC_PATH };
  const toPage =
    (work: (request: Request) => Promise<{ to: string; kept?: string }>): RequestHandler =>
    async (request, response) => {
      response.set('cache-control', 'no-store').set('referrer-policy', 'no-referrer');
      try {
        await count(request, response, null);
        const { to, kept } = await work(request);
        if (kept === undefined) response.clearCookie(COOKIE, cookie);
        else response.cookie(COOKIE, kept, { ...cookie, maxAge: 600_000 });
        response.redirect(303, to);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        response.redirect(303, `/#${SIGN_IN_ERROR_KEY}=${error.code}`);
      }
    };
  router.get(
    CALLBACK_PATH,
    toPage(async (request) => {
      const query = new URL(request.originalUrl, 'http://localhost').searchParams;
      const code = await finishOidc(parts, query, cookieOf(request));
      return { to: `/#${HANDOVER_KEY}=${code}` };
    }),
  );
  router.get(
    `${OIDC_PATH}/:district/:provider`,
    toPage(async ({ params: { district, provider } }) => {
      const { url, browserSecret } = await beginOidc(parts, String(district).toLowerCase(), String(provider));
      return { to: url.href, kept: browserSecret };
    }),
  );
  return router;
}

function cookieOf(request: Request): string {
  const pairs = (request.get('cookie') ?? '').split(/;\s*/).map((pair) => pair.split('='));
  return pairs.find(([name]) => name === COOKIE)?.[1] ?? '';
}
