import { z } from 'zod';
import type { AccountString } from '../account/account-structure.js';
import type { Fte } from '../fte.js';
import { contributionsOf, type StaffingIndex } from './contributions.js';
import type { Position } from './position.js';
import { compareRationals, minus, plus, rational, times, ZERO, type Rational } from './rational.js';

/**
 * What a district lets a site exchange: 1.0 FTE of `from` gives `numerator / denominator` FTE of `to`, such as 1
 * certificated post for 5/2 classified ones. Trading back needs a rate of its own.
 */
export const ExchangeRate = z
  .object({
    from: z.string().min(1).max(40),
    to: z.string().min(1).max(40),
    numerator: z.int().min(1).max(1_000_000),
    denominator: z.int().min(1).max(1_000_000),
  })
  .refine(({ from, to }) => from !== to, 'A staff type is not exchanged for itself');
export type ExchangeRate = z.infer<typeof ExchangeRate>;

/** FTE by staff type. */
export type StaffAmounts = ReadonlyMap<string, Fte>;

/** One exchange at a listed rate: what was given of `from` and what it gave of `to`, in exact ten-thousandths FTE. */
export type Trade = { rate: ExchangeRate; given: Rational; received: Rational };

/** One staff type after trading, in exact ten-thousandths FTE. Remaining below zero is not covered. */
export type StaffTypeBalance = {
  staffType: string;
  allocated: Rational;
  tradedIn: Rational;
  tradedOut: Rational;
  planned: Rational;
  /** Allocated plus traded in, less traded out and planned. */
  remaining: Rational;
};

export type StaffTrade = { types: StaffTypeBalance[]; trades: Trade[]; isCovered: boolean };

/**
 * Covers what is planned beyond its own allocation by exchanging what other types have left, rate by rate in the
 * order the district lists them: each takes what is still short, or as much as the other type has left. Nothing is
 * traded where nothing is short, no type gives what it plans itself, and what was traded in is not traded on. Exact
 * fractions, so that 1.0 FTE at two for three and back loses nothing. Types come in order of first appearance in
 * the allocation, then the plan.
 */
export function tradeStaff(
  allocated: StaffAmounts,
  planned: StaffAmounts,
  rates: readonly ExchangeRate[],
): StaffTrade {
  const balances = new Map<string, StaffTypeBalance>();
  for (const staffType of new Set([...allocated.keys(), ...planned.keys()])) {
    const has = wholeOf(allocated.get(staffType));
    const wants = wholeOf(planned.get(staffType));
    balances.set(staffType, {
      staffType,
      allocated: has,
      tradedIn: ZERO,
      tradedOut: ZERO,
      planned: wants,
      remaining: minus(has, wants),
    });
  }
  const trades: Trade[] = [];
  for (const rate of rates) {
    const from = balances.get(rate.from);
    const to = balances.get(rate.to);
    if (!from || !to || rate.from === rate.to) continue;
    if (compareRationals(from.remaining, ZERO) <= 0 || compareRationals(to.remaining, ZERO) >= 0) continue;
    const given = smaller(from.remaining, costOf(rate, minus(ZERO, to.remaining)));
    const received = times(given, rational(BigInt(rate.numerator), BigInt(rate.denominator)));
    from.tradedOut = plus(from.tradedOut, given);
    from.remaining = minus(from.remaining, given);
    to.tradedIn = plus(to.tradedIn, received);
    to.remaining = plus(to.remaining, received);
    trades.push({ rate, given, received });
  }
  const types = [...balances.values()];
  return { types, trades, isCovered: types.every(({ remaining }) => compareRationals(remaining, ZERO) >= 0) };
}

/**
 * FTE planned by staff type: what the posts put on accounts that `counts` accepts (a site's own). Classes without a
 * staff type are not counted; frozen posts and extra pay have no FTE.
 */
export function plannedStaff(
  staffing: StaffingIndex,
  posts: readonly Position[],
  counts: (account: AccountString) => boolean = () => true,
): Map<string, Fte> {
  const planned = new Map<string, Fte>();
  for (const post of posts) {
    const staffType = staffing.jobClasses.get(post.jobClass)?.staffType;
    if (staffType === undefined) continue;
    for (const { account, fte } of contributionsOf(staffing, post).salaries)
      if (counts(account)) planned.set(staffType, (planned.get(staffType) ?? 0) + fte);
  }
  return planned;
}

/** What has to be given at a rate to receive an amount. */
function costOf(rate: ExchangeRate, received: Rational): Rational {
  return times(received, rational(BigInt(rate.denominator), BigInt(rate.numerator)));
}

function wholeOf(fte: Fte | undefined): Rational {
  return rational(BigInt(fte ?? 0));
}

function smaller(a: Rational, b: Rational): Rational {
  return compareRationals(a, b) <= 0 ? a : b;
}
