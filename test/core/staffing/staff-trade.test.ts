import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { prepareStaffing } from '../../../src/core/staffing/contributions.js';
import {
  compareRationals,
  floorOf,
  minus,
  plus,
  rational,
  times,
  ZERO,
  type Rational,
} from '../../../src/core/staffing/rational.js';
import { ExchangeRate, plannedStaff, tradeStaff } from '../../../src/core/staffing/staff-trade.js';
import { arbitraryPosition, tinyBook } from '../../support/arbitrary-content.js';

const TYPES = ['certificated', 'classified', 'administrator'];
const amounts = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...TYPES), fc.integer({ min: 0, max: 200_000 })), {
    selector: ([type]) => type,
  })
  .map((entries) => new Map(entries));
const rate = fc
  .record({
    from: fc.constantFrom(...TYPES),
    to: fc.constantFrom(...TYPES),
    numerator: fc.integer({ min: 1, max: 50 }),
    denominator: fc.integer({ min: 1, max: 50 }),
  })
  .filter(({ from, to }) => from !== to);
const rates = fc.array(rate, { maxLength: 8 });
const total = (parts: Rational[]) => parts.reduce(plus, ZERO);

describe('trading staff allocations', () => {
  test('1.0 certificated for 2.5 classified covers what is short, and no more than that is traded', () => {
    const listed: ExchangeRate[] = [{ from: 'certificated', to: 'classified', numerator: 5, denominator: 2 }];
    const result = tradeStaff(
      new Map([
        ['certificated', 100_000],
        ['classified', 20_000],
      ]),
      new Map([
        ['certificated', 90_000],
        ['classified', 40_000],
      ]),
      listed,
    );
    expect(result.trades).toEqual([
      { rate: listed[0], given: rational(8_000n), received: rational(20_000n) },
    ]);
    expect(result.types.map(({ staffType, remaining }) => [staffType, floorOf(remaining)])).toEqual([
      ['certificated', 2_000],
      ['classified', 0],
    ]);
    expect(result.isCovered).toBe(true);
  });

  test('rates are used in the order listed; what is left short is not covered', () => {
    const has = new Map([
      ['certificated', 10_000],
      ['administrator', 10_000],
    ]);
    const wants = new Map([['classified', 50_000]]);
    const first: ExchangeRate = { from: 'administrator', to: 'classified', numerator: 3, denominator: 1 };
    const second: ExchangeRate = { from: 'certificated', to: 'classified', numerator: 1, denominator: 3 };
    const result = tradeStaff(has, wants, [first, second]);
    expect(result.trades.map((trade) => trade.received)).toEqual([rational(30_000n), rational(10_000n, 3n)]);
    expect(result.isCovered).toBe(false);
    expect(result.types.at(-1)?.remaining).toEqual(rational(-50_000n, 3n));
    expect(tradeStaff(has, wants, [second, first]).trades[0]?.received).toEqual(rational(10_000n, 3n));
  });

  test('conserves: what is given times its rate is what is received, and every balance adds up', () => {
    fc.assert(
      fc.property(amounts, amounts, rates, (allocated, planned, listed) => {
        const { types, trades } = tradeStaff(allocated, planned, listed);
        for (const { rate: at, given, received } of trades)
          expect(times(given, rational(BigInt(at.numerator), BigInt(at.denominator)))).toEqual(received);
        for (const type of types) {
          const ins = trades.filter((trade) => trade.rate.to === type.staffType);
          const outs = trades.filter((trade) => trade.rate.from === type.staffType);
          expect(total(ins.map(({ received }) => received))).toEqual(type.tradedIn);
          expect(total(outs.map(({ given }) => given))).toEqual(type.tradedOut);
          const left = minus(plus(type.allocated, type.tradedIn), plus(type.tradedOut, type.planned));
          expect(type.remaining).toEqual(left);
        }
      }),
    );
  });

  test('never trades more than is there, nor what nobody is short of, nor anything on', () => {
    fc.assert(
      fc.property(amounts, amounts, rates, (allocated, planned, listed) => {
        for (const type of tradeStaff(allocated, planned, listed).types) {
          const own = minus(type.allocated, type.planned);
          const zero = (amount: Rational) => compareRationals(amount, ZERO) === 0;
          if (compareRationals(own, ZERO) >= 0) {
            expect(zero(type.tradedIn)).toBe(true);
            expect(compareRationals(type.tradedOut, own)).toBeLessThanOrEqual(0);
          } else {
            expect(zero(type.tradedOut)).toBe(true);
            expect(compareRationals(type.remaining, ZERO)).toBeLessThanOrEqual(0);
          }
        }
      }),
    );
  });

  test('trades nothing when each type covers itself, and answers alike each time', () => {
    fc.assert(
      fc.property(amounts, amounts, rates, (allocated, extra, listed) => {
        const roomy = new Map(allocated);
        for (const [type, fte] of extra) roomy.set(type, (roomy.get(type) ?? 0) + fte);
        expect(tradeStaff(roomy, allocated, listed)).toMatchObject({ trades: [], isCovered: true });
        expect(tradeStaff(allocated, extra, listed)).toEqual(tradeStaff(allocated, extra, listed));
      }),
    );
  });

  test('a rate of nothing, of itself or over zero is refused', () => {
    const good = { from: 'certificated', to: 'classified', numerator: 1, denominator: 2 };
    expect(ExchangeRate.safeParse(good).success).toBe(true);
    for (const bad of [{ to: 'certificated' }, { numerator: 0 }, { denominator: 0 }, { numerator: 1.5 }])
      expect(ExchangeRate.safeParse({ ...good, ...bad }).success).toBe(false);
    expect(() => rational(1n, 0n)).toThrow(RangeError);
  });
});

describe('planned staff', () => {
  const { plan } = tinyBook();
  const jobClasses = plan.jobClasses.map((jobClass) =>
    jobClass.code === 'licensed' ? { ...jobClass, staffType: 'certificated' } : jobClass,
  );
  const staffing = prepareStaffing(plan.chart.structure, jobClasses, plan.benefitRates);

  test('is the FTE of funded posts whose class has a staff type, on the accounts that count', () => {
    fc.assert(
      fc.property(fc.array(arbitraryPosition, { maxLength: 6 }), (posts) => {
        const funded = posts.filter((post) => post.jobClass === 'licensed' && post.status !== 'frozen');
        const expected = funded.reduce((sum, { fte }) => sum + fte, 0);
        expect(plannedStaff(staffing, posts).get('certificated') ?? 0).toBe(expected);
        const general = plannedStaff(staffing, posts, (account) => account.startsWith('100-'));
        const other = plannedStaff(staffing, posts, (account) => !account.startsWith('100-'));
        expect((general.get('certificated') ?? 0) + (other.get('certificated') ?? 0)).toBe(expected);
        expect([...general.keys()].every((type) => type === 'certificated')).toBe(true);
      }),
    );
  });
});
