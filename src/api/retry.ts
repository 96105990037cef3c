import type { ApiFailure } from './client.js';

/** What a queue does after a call that gave no reply. */
export type RetryVerdict = 'connection' | 'signIn' | 'reload' | 'refused';

const TOKEN_CODES = new Set(['token.expired', 'token.invalid', 'token.reused', 'signIn.needed']);
const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 120_000;

/**
 * Whether trying again can help, and what must come first. What this version does not understand counts as no
 * connection: it is most often a gateway or a sign-on page of the network that answers in the server's place.
 */
export function verdictOn(failure: ApiFailure): RetryVerdict {
  if (failure.kind === 'unreachable' || failure.kind === 'unexpected') return 'connection';
  if (failure.kind === 'unsendable') return 'refused';
  const { code, status } = failure.problem;
  if (TOKEN_CODES.has(code)) return 'signIn';
  if (code === 'client.outdated') return 'reload';
  // It is on its way already: its reply comes with the next try.
  if (code === 'request.running') return 'connection';
  return status >= 500 || status === 429 ? 'connection' : 'refused';
}

/**
 * How long to wait before the next try, in milliseconds: twice as long after every failure, up to two minutes, less a
 * random part of up to half, so that a school does not come back as one.
 */
export function retryDelay(failures: number, random: number): number {
  const whole = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(20, Math.max(0, failures - 1)));
  return Math.round(whole * (1 - random / 2));
}
