import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatCentsPlain } from '../../../src/core/money.js';
import { deriveFromPosts } from '../../../src/core/staffing/derive.js';
import {
  explainBenefits,
  type Explanation,
  type PayrollAnalysis,
} from '../../../src/core/staffing/explain-benefits.js';
import { MILLICENTS } from '../../../src/core/staffing/implied-amounts.js';
import { MIN_SUPPORT, type ImpliedPlan } from '../../../src/core/staffing/implied-rates.js';
import type { PayrollLine } from '../../../src/core/staffing/payroll-units.js';
import { countingIds, proposedContent, sampleDistrict } from '../../support/sample-district.js';
import { samplePayrollLines, samplePayrollUnits } from '../../support/sample-payroll.js';

/** Benefit lines by what explains them, or by the reason why nothing does. Together they are all 1,223. */
const EXPLAINED = {
  rate: 535,
  nothingPaid: 282,
  flatAmount: 113,
  nothingCharged: 54,
  earlierPay: 17,
  tierMix: 7,
};
const UNEXPLAINED = {
  otherBase: 60,
  otherHeads: 39,
  wholeDollars: 39,
  otherFte: 29,
  notBudgeted: 14,
  copied: 7,
  partOfPay: 7,
  slip: 7,
  noRate: 5,
  noPay: 4,
  tiersUnknown: 4,
};
const BENEFIT_LINES = 1_223;
const EXPLAINED_LINES = 1_008;
/** Of the 873 benefit lines that are not zero. */
const EXPLAINED_AMOUNTS = 672;
/** Benefit lines that the sample's own posts and rates derive to the cent, zero lines included. */
const DERIVED_LINES = 753;
const DERIVED_AMOUNTS = 403;

let lines: PayrollLine[];
let analysis: PayrollAnalysis;
beforeAll(async () => {
  lines = await samplePayrollLines();
  analysis = explainBenefits(await samplePayrollUnits(lines));
});

const reasonOf = (one: Explanation) => (one.isExplained ? one.how.by : one.why);
const countBy = (ones: readonly Explanation[]) => {
  const counts: Record<string, number> = {};
  for (const one of ones) counts[reasonOf(one)] = (counts[reasonOf(one)] ?? 0) + 1;
  return counts;
};
const explained = () => analysis.explanations.filter(({ isExplained }) => isExplained);
const unexplained = () => analysis.explanations.filter(({ isExplained }) => !isExplained);

describe("Dayton's benefit lines from its pay lines", () => {
  test('each of the 1,223 is explained to the cent or has a reason', () => {
    expect(analysis.explanations).toHaveLength(BENEFIT_LINES);
    expect(new Set(analysis.explanations.map(({ line }) => line.index)).size).toBe(BENEFIT_LINES);
    console.log(report(analysis));
    expect(explained().length).toBeGreaterThanOrEqual(EXPLAINED_LINES);
    expect(explained().filter(({ line }) => line.cents !== 0).length).toBeGreaterThanOrEqual(
      EXPLAINED_AMOUNTS,
    );
    expect(countBy(explained())).toEqual(EXPLAINED);
    expect(countBy(unexplained())).toEqual(UNEXPLAINED);
  });

  test('the prices are few, each implied by several units', () => {
    const price = (object: string) => {
      const plan = analysis.plans.find((one) => one.object === object);
      if (plan?.basis === 'percentOfPay')
        return plan.rates.map(({ ratePpm, support }) => [ratePpm / 10_000, support]);
      if (plan?.basis !== 'perFte' && plan?.basis !== 'perHead') return plan?.basis;
      return Object.fromEntries(
        [...plan.amounts].map(([code, amounts]) => [
          code,
          amounts.map(({ millicents, support }) => [millicents / MILLICENTS / 100, support]),
        ]),
      );
    };
    expect(price('211')).toEqual([
      [4.4, 68],
      [7.51, 11],
    ]);
    expect(['212', '213', '214', '220', '233'].map(price)).toEqual([
      [[6, 91]],
      [[5.84, 92]],
      [[8.16, 90]],
      [[7.65, 91]],
      [[0.4, 92]],
    ]);
    expect(price('231')).toEqual({
      111: [[30.4, 32]],
      112: [
        [27.45, 3],
        [41.6, 3],
      ],
      114: [[41.6, 5]],
      extra: [[10, 21]],
    });
    expect(price('241')).toEqual({
      111: [[19_198.746, 35]],
      112: [[19_198.746, 11]],
      113: [[23_284.8, 3]],
      114: [[23_284.8, 6]],
    });
    expect([price('242'), price('232')]).toEqual(['nothing', 'unknown']);
    expect(analysis.earlierPay).toEqual({ object: '112', raiseTenths: 40, support: MIN_SUPPORT });
  });

  test('game duty and stipends carry no benefits; premium pay and coaching do', () => {
    for (const plan of analysis.plans)
      if (plan.basis === 'percentOfPay') expect([...plan.leftOut].sort()).toEqual(['133', '139']);
  });

  test('mixes of two tiers are no luck: all searches together would fit a wrong amount once in hundreds', () => {
    const searches = analysis.explanations.flatMap((one) => {
      if (!one.isExplained) return one.search ? [one.search] : [];
      return one.how.by === 'tierMix' ? [one.how.search] : [];
    });
    expect(searches.filter(({ split }) => split !== null)).toHaveLength(EXPLAINED.tierMix);
    expect(searches.reduce((sum, { chancePpm }) => sum + chancePpm, 0)).toBeLessThan(5_000);
  });

  test('a cent more or less on any explained amount and it is explained no longer', async () => {
    const amounts = explained().filter(({ line }) => line.cents !== 0);
    const changes = fc.sample(fc.tuple(fc.constantFrom(...amounts), fc.constantFrom(-1, 1)), {
      numRuns: 12,
      seed: 8,
    });
    for (const [{ line }, cent] of changes) {
      const changed = lines.map((old, at) => (at === line.index ? { ...old, cents: old.cents + cent } : old));
      const again = explainBenefits(await samplePayrollUnits(changed));
      const same = again.explanations.find((one) => one.line.index === line.index);
      expect([line.account, same?.isExplained]).toEqual([line.account, false]);
    }
  });
});

test("the sample's posts and rates derive what they can of the same lines", async () => {
  const district = await sampleDistrict();
  const { plan, sites } = district;
  const newId = countingIds();
  const derived = new Map<string, number>();
  for (const { code } of sites) {
    const { positions } = await proposedContent(district, code, newId);
    for (const { account, cents } of deriveFromPosts(
      plan.chart.structure,
      plan.jobClasses,
      plan.benefitRates,
      positions,
    ))
      derived.set(account, (derived.get(account) ?? 0) + cents);
  }
  const same = analysis.explanations.filter(({ line }) => (derived.get(line.account) ?? 0) === line.cents);
  const amounts = same.filter(({ line }) => line.cents !== 0);
  console.log(
    `Derived from the sample's posts: ${String(same.length)} of ${String(BENEFIT_LINES)}, ` +
      `${String(amounts.length)} of them not zero`,
  );
  expect([same.length, amounts.length]).toEqual([DERIVED_LINES, DERIVED_AMOUNTS]);
});

function report({ plans, explanations, earlierPay }: PayrollAnalysis): string {
  const rows = [
    `Benefit lines explained to the cent: ${String(explained().length)} of ${String(explanations.length)} ` +
      `(${JSON.stringify(countBy(explained()))})`,
    'Prices that the lines imply, with the number of units behind each:',
    ...plans.map((plan) => `  ${plan.object} ${priceText(plan)}`),
  ];
  if (earlierPay)
    rows.push(
      `  pay of object ${earlierPay.object} before a raise of ${String(earlierPay.raiseTenths / 10)} % ` +
        `in ${String(earlierPay.support)} units`,
    );
  for (const [reason, count] of Object.entries(countBy(unexplained()))) {
    rows.push(`Not explained, ${reason}: ${String(count)}`);
    for (const one of unexplained().filter((other) => reasonOf(other) === reason)) {
      const expected = one.expectedCents === null ? 'none' : formatCentsPlain(one.expectedCents);
      rows.push(
        `  ${one.line.account} ${formatCentsPlain(one.line.cents)} (nearest price gives ${expected})`,
      );
    }
  }
  return rows.join('\n');
}

function priceText(plan: ImpliedPlan): string {
  const reproduced = `reproduces ${String(plan.reproduced)} of ${String(plan.lines)} that are no estimates`;
  switch (plan.basis) {
    case 'percentOfPay': {
      const rates = plan.rates.map(
        ({ ratePpm, support }) => `${String(ratePpm / 10_000)} % (${String(support)})`,
      );
      return `${rates.join(', ')} of pay without ${[...plan.leftOut].sort().join(', ')}; ${reproduced}`;
    }
    case 'perFte':
    case 'perHead': {
      const amounts = [...plan.amounts].flatMap(([object, found]) =>
        found.map(
          ({ millicents, support }) =>
            `${object}: ${String(millicents / MILLICENTS / 100)} (${String(support)})`,
        ),
      );
      return `${plan.basis} ${amounts.join(', ')}; ${reproduced}`;
    }
    case 'nothing':
    case 'unknown':
      return plan.basis;
  }
}
