import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { centsTimes } from '../../../src/core/money.js';
import { deriveFromPosts } from '../../../src/core/staffing/derive.js';
import type { Position } from '../../../src/core/staffing/position.js';
import { arbitraryPosition, tinyBook } from '../../support/arbitrary-content.js';

const { plan } = tinyBook();
const derive = (positions: Position[]) =>
  deriveFromPosts(plan.chart.structure, plan.jobClasses, plan.benefitRates, positions);

const TEACHER: Position = {
  id: 'post-1',
  number: 'P-608-0001',
  title: 'Teacher',
  jobClass: 'licensed',
  fte: 10_000,
  annualSalaryCents: 6_500_422,
  pricedAt: 'actual',
  status: 'filled',
  benefitPlans: ['PERS', 'WC', 'MED'],
  splits: [{ account: '100-1111-608-111', sharePpm: 1_000_000 }],
  unread: [],
};

const amountOn = (account: string, positions: Position[]) =>
  derive(positions).find((amount) => amount.account === account);

describe('salary and benefit lines of posts', () => {
  test('one post gives its salary, a percentage, a flat amount per FTE and one a head', () => {
    expect(derive([TEACHER])).toEqual([
      { account: '100-1111-608-111', cents: 6_500_422, fte: 10_000, positionIds: ['post-1'] },
      { account: '100-1111-608-211', cents: 286_019, fte: 0, positionIds: ['post-1'] },
      { account: '100-1111-608-231', cents: 3_041, fte: 0, positionIds: ['post-1'] },
      { account: '100-1111-608-241', cents: 1_919_875, fte: 0, positionIds: ['post-1'] },
    ]);
  });

  test('half a post cut halves what goes by salary and FTE; a started head counts whole', () => {
    const half = [{ ...TEACHER, fte: 5_000 }];
    expect(amountOn('100-1111-608-111', half)?.cents).toBe(3_250_211);
    expect(amountOn('100-1111-608-241', half)?.cents).toBe(959_938);
    expect(amountOn('100-1111-608-231', half)?.cents).toBe(3_041);
    expect(amountOn('100-1111-608-231', [{ ...TEACHER, fte: 0 }])?.cents).toBe(0);
  });

  test('2.90 FTE in three posts pays for three heads', () => {
    const posts = [10_000, 10_000, 9_000].map((fte, n) => ({ ...TEACHER, id: `post-${String(n)}`, fte }));
    expect(amountOn('100-1111-608-231', posts)?.cents).toBe(3 * 3_041);
  });

  test('a split loses no cent of salary, FTE or head', () => {
    fc.assert(
      fc.property(fc.array(arbitraryPosition, { maxLength: 6 }), (drawn) => {
        const positions = drawn.map((post) => ({ ...post, pricedAt: 'actual' as const }));
        const funded = positions.filter(({ status }) => status !== 'frozen');
        const derived = derive(positions.map((post) => ({ ...post, benefitPlans: [] })));
        const salaries = funded.reduce(
          (sum, { annualSalaryCents, fte }) => sum + centsTimes(annualSalaryCents, fte, 10_000),
          0,
        );
        expect(derived.reduce((sum, { cents }) => sum + cents, 0)).toBe(salaries);
        expect(derived.reduce((sum, { fte }) => sum + fte, 0)).toBe(
          funded.reduce((sum, { fte }) => sum + fte, 0),
        );
        const heads = derive(
          positions.map((post) => ({ ...post, annualSalaryCents: 0, benefitPlans: ['WC'] })),
        );
        const started = funded.filter(({ fte }) => fte > 0).length;
        expect(heads.reduce((sum, { cents }) => sum + cents, 0)).toBe(started * 3_041);
      }),
    );
  });

  test('the order of posts changes no amount', () => {
    fc.assert(
      fc.property(fc.uniqueArray(arbitraryPosition, { selector: ({ id }) => id }), (positions) => {
        const byAccount = (list: Position[]) =>
          new Map(derive(list).map(({ account, cents, fte }) => [account, [cents, fte]]));
        expect(byAccount([...positions].reverse())).toEqual(byAccount(positions));
      }),
    );
  });

  test('unknown classes, plans and shapes derive nothing instead of something wrong', () => {
    expect(derive([{ ...TEACHER, jobClass: 'wizard' }])).toEqual([]);
    expect(derive([{ ...TEACHER, benefitPlans: ['DENTAL'] }])).toHaveLength(1);
    expect(derive([{ ...TEACHER, splits: [{ account: '100-1111', sharePpm: 1_000_000 }] }])).toEqual([]);
  });
});
