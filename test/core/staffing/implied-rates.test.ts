import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { centsAtRate, centsTimes } from '../../../src/core/money.js';
import { explainBenefits, type Explanation } from '../../../src/core/staffing/explain-benefits.js';
import { ceilDiv, groupPayroll, type PayrollLine } from '../../../src/core/staffing/payroll-units.js';
import { tinyBook } from '../../support/arbitrary-content.js';

const { structure } = tinyBook().plan.chart;
const OBJECTS = {
  pay: new Set(['111', '112', '139']),
  benefits: new Set(['211', '212', '213', '214', '231', '241', '242']),
};

type Unit = {
  at: number;
  pay: Record<string, [cents: number, fte: number]>;
  benefits: Record<string, number>;
};

function linesOf({ at, pay, benefits }: Unit): PayrollLine[] {
  const account = (object: string) => `100-${String(1_000 + at)}-608-${object}`;
  const line = (object: string, cents: number, fte: number) => ({
    account: account(object),
    cents,
    fte,
    lastYearCents: 0,
  });
  return [
    ...Object.entries(pay).map(([object, [cents, fte]]) => line(object, cents, fte)),
    ...Object.entries(benefits).map(([object, cents]) => line(object, cents, 0)),
  ];
}

const explain = (units: readonly Unit[]) =>
  explainBenefits(groupPayroll(structure, OBJECTS, units.flatMap(linesOf)));
const answer = (explanations: readonly Explanation[], account: string) => {
  const one = explanations.find(({ line }) => line.account === account);
  if (!one) return 'not there';
  return one.isExplained ? one.how.by : one.why;
};

/** Five plans on pay of 111 and 112, none of them on stipends (139). */
const RATES = { 212: 60_000, 213: 58_400, 214: 81_600 };
function benefitsOf(base: number, tierPpm = 44_000): Record<string, number> {
  const single = Object.entries(RATES).map(([object, ppm]) => [object, centsAtRate(base, ppm)] as const);
  return { 211: centsAtRate(base, tierPpm), ...Object.fromEntries(single) };
}
const unit = (at: number, licensed: number, fte = 10_000, tierPpm = 44_000): Unit => ({
  at,
  pay: { 111: [licensed, fte] },
  benefits: benefitsOf(licensed, tierPpm),
});
/** Six units on the lower tier and three on the higher one, at salaries of a schedule. */
const DISTRICT = [7_427_413, 5_615_851, 6_340_507, 7_789_729, 5_978_117, 4_710_131]
  .map((salary, at) => unit(at, salary))
  .concat([9_239_017, 8_333_261, 8_876_603].map((salary, at) => unit(10 + at, salary, 10_000, 75_100)));

describe('prices that benefit lines imply', () => {
  test('are found again whatever the pay, the rate and what carries no benefits', () => {
    const salary = fc.integer({ min: 2_000_000, max: 15_000_000 });
    const pays = fc.array(fc.tuple(salary, fc.integer({ min: 1, max: 40_000 })), {
      minLength: 6,
      maxLength: 20,
    });
    fc.assert(
      fc.property(pays, fc.integer({ min: 20, max: 1_500 }), salary, (drawn, hundredths, amount) => {
        const ratePpm = hundredths * 100;
        const units = drawn.map(([licensed, fte], at) => ({
          at,
          pay: { 111: [licensed, fte] as [number, number], 139: [60_001 + at, 0] as [number, number] },
          benefits: {
            212: centsAtRate(licensed, ratePpm),
            231: ceilDiv(fte, 10_000) * 3_041,
            241: centsTimes(amount, fte, 10_000),
          },
        }));
        const { plans, explanations } = explain(units);
        const [percent] = plans;
        expect(percent).toMatchObject({ object: '212', basis: 'percentOfPay', leftOut: new Set(['139']) });
        expect(percent?.basis === 'percentOfPay' && percent.rates[0]?.ratePpm).toBe(ratePpm);
        const pays212 = explanations.filter(({ line }) => line.object === '212');
        expect(pays212.every(({ isExplained }) => isExplained)).toBe(true);
      }),
    );
  });

  test('two units are not enough for a rate', () => {
    const { explanations } = explain([unit(0, 7_427_413), unit(1, 5_615_851)]);
    expect(explanations.map((one) => (one.isExplained ? one.how.by : one.why))).toEqual(
      Array<string>(8).fill('noRate'),
    );
  });

  test('flat amounts keep their parts of a cent and count a started head whole', () => {
    const parts = [10_000, 20_000, 5_000, 25_000, 16_000, 30_000];
    const units = parts.map((fte, at) => ({
      at,
      pay: { 111: [7_000_001 + at * 31_337, fte] as [number, number] },
      benefits: { 231: ceilDiv(fte, 10_000) * 3_040, 241: centsTimes(1_919_874_600, fte, 10_000_000) },
    }));
    const { plans, explanations } = explain(units);
    expect(explanations.every(({ isExplained }) => isExplained)).toBe(true);
    expect(plans.map(({ basis }) => basis)).toEqual(['perHead', 'perFte']);
    const [, medical] = plans;
    expect(medical?.basis === 'perFte' && medical.amounts.get('111')?.[0]?.millicents).toBe(1_919_874_600);
  });
});

describe('why a benefit line is what it is', () => {
  const reason = (odd: Unit, object: string) =>
    answer(explain([...DISTRICT, odd]).explanations, `100-${String(1_000 + odd.at)}-608-${object}`);

  test('either tier of a plan is a rate', () => {
    const { explanations } = explain(DISTRICT);
    expect(explanations.every((one) => one.isExplained && one.how.by === 'rate')).toBe(true);
  });

  test('a mix of tiers counts where whole pay lines or a known post give it to the cent', () => {
    const base = 7_000_003 + 3_000_007;
    const lines: Unit = {
      at: 50,
      pay: { 111: [7_000_003, 10_000], 112: [3_000_007, 10_000] },
      benefits: benefitsOf(base),
    };
    const mix = (high: number, all: number) =>
      Number((BigInt(all - high) * 44_000n + BigInt(high) * 75_100n + 500_000n) / 1_000_000n);
    const withMix = (one: Unit, cents: number) => ({ ...one, benefits: { ...one.benefits, 211: cents } });
    expect(reason(withMix(lines, mix(7_000_003, base)), '211')).toBe('tierMix');
    expect(reason(withMix(lines, mix(7_000_003, base) + 1), '211')).toBe('tiersUnknown');
    const two = unit(51, 9_239_017 + 6_000_011, 20_000);
    expect(reason(withMix(two, mix(9_239_017, 15_239_028)), '211')).toBe('tierMix');
    expect(reason(withMix(two, mix(9_239_117, 15_239_028)), '211')).toBe('tiersUnknown');
  });

  test('benefits worked out before a raise count where several units show the same raise', () => {
    const raised = (at: number, before: number): Unit => ({
      at,
      pay: { 112: [centsTimes(before, 104, 100), 10_000] },
      benefits: benefitsOf(before),
    });
    const three = [raised(60, 2_750_013), raised(61, 4_028_900), raised(62, 1_315_550)];
    const { earlierPay, explanations } = explain([...DISTRICT, ...three]);
    expect(earlierPay).toEqual({ object: '112', raiseTenths: 40, support: 3 });
    expect(answer(explanations, '100-1060-608-212')).toBe('earlierPay');
    expect(explain([...DISTRICT, ...three.slice(1)]).earlierPay).toBeNull();
    expect(reason(raised(60, 2_750_013), '212')).toBe('otherBase');
  });

  test('each other line has its reason', () => {
    const odd = unit(70, 6_000_011);
    const having = (benefits: Record<string, number>, pay = odd.pay): Unit => ({ ...odd, pay, benefits });
    expect(reason(having({ ...odd.benefits, 212: 360_051 }), '212')).toBe('slip');
    expect(reason(having({ ...odd.benefits, 212: 0 }), '212')).toBe('notBudgeted');
    expect(reason(having({ 212: 30_000, 213: 30_000, 214: 50_000 }), '213')).toBe('wholeDollars');
    expect(reason(having({ 212: 360_001 }, {}), '212')).toBe('noPay');
    expect(reason(having({ 212: 0 }, {}), '212')).toBe('nothingPaid');
    expect(reason(having({ ...odd.benefits, 242: 1_234 }), '242')).toBe('noRate');
    expect(reason(having({ 212: 111_111, 213: 222_222, 214: 333_333 }), '212')).toBe('noCommonBase');
    const both = having(odd.benefits, { ...odd.pay, 112: [3_000_007, 5_000] });
    const classified = [20, 21].map((at): Unit => ({
      ...unit(at, 3_100_019 + at),
      pay: { 112: [3_100_019 + at, 9_400] },
    }));
    const { explanations } = explain([...DISTRICT, ...classified, both]);
    expect(answer(explanations, '100-1070-608-212')).toBe('partOfPay');
  });

  test('an amount copied from the year before says so only where nothing explains it', () => {
    const odd = having(linesOf(unit(80, 6_000_011)), '212', 123_457);
    const fits = having(linesOf(unit(81, 6_000_013)), '212', null);
    const { explanations } = explainBenefits(
      groupPayroll(structure, OBJECTS, [...DISTRICT.flatMap(linesOf), ...odd, ...fits]),
    );
    expect(answer(explanations, '100-1080-608-212')).toBe('copied');
    expect(answer(explanations, '100-1081-608-212')).toBe('rate');
  });

  function having(lines: PayrollLine[], object: string, cents: number | null): PayrollLine[] {
    return lines.map((line) => {
      if (!line.account.endsWith(object)) return line;
      const next = cents ?? line.cents;
      return { ...line, cents: next, lastYearCents: next };
    });
  }

  test('lines of other objects and of another shape are left out', () => {
    const strange = ['100-1111-608-410', '100-1111', '100-1111-608-212-9'].map((account) => ({
      account,
      cents: 1,
      fte: 0,
      lastYearCents: 0,
    }));
    expect(groupPayroll(structure, OBJECTS, strange)).toEqual([]);
  });
});
