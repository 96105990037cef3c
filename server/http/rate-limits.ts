import type { Request, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Parts } from '../use-cases/parts.js';
import { Refusal } from '../use-cases/refusal.js';
import { SharedCounts } from './shared-counts.js';

/** How often one client may ask. */
export type RateLimit = {
  minutes: number;
  most: number;
  /** `refused`: only requests that were refused count, so that a whole school can sign in behind one address. */
  counts: 'refused' | 'all';
  /** Who is one client: an address of the network, or whoever is signed in. */
  per: 'address' | 'person';
};

export const SIGN_IN_LIMIT: RateLimit = { minutes: 15, most: 30, counts: 'refused', per: 'address' };
export const REFRESH_LIMIT: RateLimit = { minutes: 15, most: 30, counts: 'refused', per: 'address' };
export const NEW_CODE_LIMIT: RateLimit = { minutes: 10, most: 60, counts: 'all', per: 'address' };
export const REDEEM_LIMIT: RateLimit = { minutes: 10, most: 30, counts: 'refused', per: 'address' };
/** Ten wrong codes in ten minutes are one in billions of those there could be. */
export const CONFIRM_LIMIT: RateLimit = { minutes: 10, most: 10, counts: 'refused', per: 'person' };
/** A whole school signs in behind one address, twice each: there and back. */
export const OIDC_LIMIT: RateLimit = { minutes: 10, most: 600, counts: 'all', per: 'address' };
export const RESET_LIMIT: RateLimit = { minutes: 60, most: 30, counts: 'all', per: 'address' };
export const RESET_REDEEM_LIMIT: RateLimit = { minutes: 15, most: 30, counts: 'refused', per: 'address' };
export const PASSWORD_LIMIT: RateLimit = { minutes: 15, most: 10, counts: 'refused', per: 'person' };
/** A district of some hundred sites, each file checked and saved, some of them again. */
export const FILE_LIMIT: RateLimit = { minutes: 60, most: 2_000, counts: 'all', per: 'person' };
export const CLIENT_ERROR_LIMIT: RateLimit = { minutes: 60, most: 60, counts: 'all', per: 'address' };

/** Counts requests, together with other processes on the same database; rejects with `request.tooMany`. */
export function limiter(
  limit: RateLimit,
  scope: string,
  parts: Parts,
): (request: Request, response: Response, person: string | null) => Promise<void> {
  const people = new WeakMap<Request, string>();
  const count = rateLimit({
    windowMs: limit.minutes * 60_000,
    store: new SharedCounts(parts, scope),
    limit: limit.most,
    skipSuccessfulRequests: limit.counts === 'refused',
    standardHeaders: false,
    legacyHeaders: false,
    // Express believes as many proxies as are set; what others send in the header is not looked at.
    validate: { xForwardedForHeader: false },
    keyGenerator: (request) => people.get(request) ?? ipKeyGenerator(request.ip ?? ''),
    handler: (request, _response, next) => {
      const { resetTime } = (request as Request & { rateLimit?: { resetTime?: Date } }).rateLimit ?? {};
      const waitMs = (resetTime?.getTime() ?? 0) - Date.now();
      const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
      next(new Refusal('request.tooMany', { retryAfterSeconds }));
    },
  });
  return (request, response, person) =>
    new Promise((resolve, reject) => {
      if (limit.per === 'person' && person !== null) people.set(request, person);
      const done = (error?: unknown) => {
        if (error === undefined) resolve();
        else reject(error instanceof Error ? error : new TypeError('The request could not be counted'));
      };
      void Promise.resolve(count(request, response, done)).catch(done);
    });
}
