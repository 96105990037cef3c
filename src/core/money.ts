import { z } from 'zod';

/**
 * Money is a whole number of cents. A JavaScript number holds every whole number up to 2^53 exactly, so sums
 * of cents never round; products with a rate go through `bigint`.
 */
export type Cents = number;

/** 999,999,999,999.99: spreadsheets keep 15 significant digits, so a larger amount could not be shown exactly. */
export const MAX_CENTS = 99_999_999_999_999;

export const Cents = z.int().min(-MAX_CENTS).max(MAX_CENTS);

/** A rate in parts per million: 4.40 % is 44,000. Whole, so that rates are exact as well. */
export type RatePpm = number;
export const RatePpm = z.int().min(0).max(10_000_000);

/** Adds cents exactly; throws when the result leaves the safe range, which no real budget does. */
export function sumCents(amounts: Iterable<Cents>): Cents {
  let total = 0;
  for (const amount of amounts) total += amount;
  assertSafe(total);
  return total;
}

/** `cents × ppm / 1,000,000`, rounded half away from zero to the cent. Exact: the product is a `bigint`. */
export function centsAtRate(cents: Cents, ppm: RatePpm): Cents {
  return Number(divideRounded(BigInt(cents) * BigInt(ppm), 1_000_000n));
}

/** `cents × numerator / denominator`, rounded half away from zero. All three whole; the denominator positive. */
export function centsTimes(cents: Cents, numerator: number, denominator: number): Cents {
  return Number(divideRounded(BigInt(cents) * BigInt(numerator), BigInt(denominator)));
}

/**
 * Splits an amount in proportion to whole, non-negative weights so that the parts add up to the whole: each
 * part is rounded toward zero and the cents left over go to the largest remainders, the earlier part first.
 * All weights zero: everything goes to the first part. No weights: no parts (the amount must then be zero).
 */
export function splitCents(total: Cents, weights: readonly number[]): Cents[] {
  if (weights.length === 0) {
    if (total !== 0) throw new RangeError('Cannot split an amount over no parts');
    return [];
  }
  const weightSum = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (weightSum === 0n) return weights.map((_, index) => (index === 0 ? total : 0));
  const sign = total < 0 ? -1 : 1;
  const whole = BigInt(Math.abs(total));
  const parts = weights.map((weight, index) => {
    const product = whole * BigInt(weight);
    return { index, cents: Number(product / weightSum), remainder: product % weightSum };
  });
  let left = Math.abs(total) - parts.reduce((sum, part) => sum + part.cents, 0);
  const byRemainder = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1,
  );
  for (const part of byRemainder) {
    if (left === 0) break;
    part.cents += 1;
    left -= 1;
  }
  return parts.map((part) => (part.cents === 0 ? 0 : sign * part.cents));
}

/** "1234.50": the plain form of files and exports. Two decimals always, a leading minus, no grouping. */
export function formatCentsPlain(cents: Cents): string {
  const whole = Math.abs(cents);
  const rest = whole % 100;
  return `${cents < 0 ? '-' : ''}${String((whole - rest) / 100)}.${rest < 10 ? '0' : ''}${String(rest)}`;
}

/**
 * Reads the plain form of files: optional minus, digits, at most two decimals ("893807.98", "-81", "0").
 * Anything else is `null`; the caller knows the place and makes the problem.
 */
export function parseCentsPlain(text: string): Cents | null {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  const cents = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] === '-' && cents !== 0 ? -cents : cents;
}

function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n;
  const magnitude = negative ? -dividend : dividend;
  const rounded = (magnitude * 2n + divisor) / (divisor * 2n);
  return negative ? -rounded : rounded;
}

function assertSafe(cents: number): void {
  if (!Number.isSafeInteger(cents)) throw new RangeError('An amount of money left the exact range');
}
