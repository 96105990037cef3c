import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  centsAtRate,
  centsTimes,
  formatCentsPlain,
  MAX_CENTS,
  parseCentsPlain,
  splitCents,
  sumCents,
} from '../../src/core/money.js';

const cents = fc.integer({ min: -MAX_CENTS, max: MAX_CENTS });

describe('money', () => {
  test('the plain form reads back as the same cents', () => {
    fc.assert(
      fc.property(cents, (amount) => {
        expect(parseCentsPlain(formatCentsPlain(amount))).toBe(amount);
      }),
    );
  });

  test.each(['', '-', '1,000', '1.234', '$5', '1e3', '.5', '12345678901234', 'NaN'])(
    '"%s" is no amount',
    (text) => {
      expect(parseCentsPlain(text)).toBeNull();
    },
  );

  test('a rate of 100 % gives the amount and rounding is half away from zero', () => {
    expect(centsAtRate(MAX_CENTS, 1_000_000)).toBe(MAX_CENTS);
    expect(centsAtRate(1, 500_000)).toBe(1);
    expect(centsAtRate(-1, 500_000)).toBe(-1);
    // 249,996.00 at 5.84 % is 14,599.7664, as Dayton's own language arts line has it.
    expect(centsAtRate(24_999_600, 58_400)).toBe(1_459_977);
  });

  test('products agree with exact rationals', () => {
    fc.assert(
      fc.property(cents, fc.integer({ min: 0, max: 10_000_000 }), (amount, ppm) => {
        const exact = BigInt(amount) * BigInt(ppm);
        const error = exact - BigInt(centsAtRate(amount, ppm)) * 1_000_000n;
        expect(error >= -500_000n && error <= 500_000n).toBe(true);
      }),
    );
    expect(centsTimes(6_500_422, 7_500, 10_000)).toBe(4_875_317);
  });

  test('parts add up to the whole, keep its sign and differ from their share by less than a cent', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(cents, weights, (total, shares) => {
        const parts = splitCents(total, shares);
        expect(sumCents(parts)).toBe(total);
        const whole = shares.reduce((sum, share) => sum + share, 0);
        if (whole === 0) return;
        parts.forEach((part, index) => {
          expect(Math.sign(part) * Math.sign(total)).not.toBe(-1);
          const drift = BigInt(part) * BigInt(whole) - BigInt(total) * BigInt(shares[index] ?? 0);
          expect(drift > -BigInt(whole) && drift < BigInt(whole)).toBe(true);
        });
      }),
    );
  });

  test('an amount cannot vanish into no parts', () => {
    expect(splitCents(0, [])).toEqual([]);
    expect(() => splitCents(1, [])).toThrow(RangeError);
  });
});
