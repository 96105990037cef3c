import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Calendar, portionLeft, weekdaysBetween } from '../../../src/core/staffing/calendar.js';
import { contributionsOf, prepareStaffing, unitCents } from '../../../src/core/staffing/contributions.js';
import { deriveFromPosts } from '../../../src/core/staffing/derive.js';
import { ExtraPay, Position } from '../../../src/core/staffing/position.js';
import { arbitraryPosition, tinyBook } from '../../support/arbitrary-content.js';

const { plan } = tinyBook();
const YEAR: Calendar = {
  code: 'school',
  title: 'School year',
  firstDay: '2024-08-26',
  lastDay: '2025-06-13',
};
const FICA = {
  code: 'FICA',
  title: 'Social Security',
  object: '220',
  kind: 'percentOfSalary' as const,
  ratePpm: 76_500,
  amountCents: 0,
  isStatutory: true,
};
const rates = [...plan.benefitRates, FICA];
const derive = (...positions: Position[]) =>
  deriveFromPosts(plan.chart.structure, plan.jobClasses, rates, positions, [YEAR]);
const centsOn = (object: string, ...positions: Position[]) =>
  derive(...positions).find(({ account }) => account === `100-1111-608-${object}`)?.cents;

const TEACHER: Position = {
  id: 'post-1',
  number: 'P-608-0001',
  title: 'Teacher',
  jobClass: 'licensed',
  fte: 10_000,
  annualSalaryCents: 7_000_000,
  pricedAt: 'actual',
  status: 'filled',
  benefitPlans: ['PERS', 'FICA', 'WC', 'MED'],
  splits: [{ account: '100-1111-608-111', sharePpm: 1_000_000 }],
  unread: [],
};

describe('the status and price of a post', () => {
  test('a vacant post costs what a filled one costs; a frozen one nothing, with no FTE', () => {
    fc.assert(
      fc.property(arbitraryPosition, (post) => {
        expect(derive({ ...post, status: 'vacant' })).toEqual(derive({ ...post, status: 'filled' }));
        expect(derive({ ...post, status: 'frozen' })).toEqual([]);
      }),
    );
  });

  test('a post priced at average follows the average of its class, one at actual does not', () => {
    const atAverage: Position = { ...TEACHER, pricedAt: 'average' };
    expect(centsOn('111', atAverage)).toBe(6_500_422);
    expect(centsOn('111', TEACHER)).toBe(7_000_000);
    const raised = plan.jobClasses.map((jobClass) => ({ ...jobClass, averageSalaryCents: 6_600_000 }));
    const salaryOf = (post: Position) =>
      deriveFromPosts(plan.chart.structure, raised, rates, [post])[0]?.cents;
    expect(salaryOf(atAverage)).toBe(6_600_000);
    expect(salaryOf(TEACHER)).toBe(7_000_000);
  });
});

describe('a post that starts during the year', () => {
  test('is paid for the weekdays left, counted with both ends', () => {
    expect(weekdaysBetween('2024-08-26', '2025-06-13')).toBe(210);
    expect(portionLeft(YEAR, '2025-01-06')).toEqual({ part: 115, whole: 210 });
    const late = { ...TEACHER, calendar: 'school', startDate: '2025-01-06' };
    expect(centsOn('111', late)).toBe(3_833_333);
    expect(centsOn('211', late)).toBe(168_667);
    expect(centsOn('241', late)).toBe(1_919_875);
    expect(derive(late)[0]?.fte).toBe(10_000);
  });

  test('is paid whole when it starts before the first day, nothing after the last', () => {
    const at = (startDate: string) => centsOn('111', { ...TEACHER, calendar: 'school', startDate });
    expect([at('2024-07-01'), at('2024-08-26'), at('2025-06-13'), at('2025-06-14')]).toEqual([
      7_000_000, 7_000_000, 33_333, 0,
    ]);
    expect(centsOn('111', { ...TEACHER, startDate: '2025-01-06' })).toBe(7_000_000);
    expect(centsOn('111', { ...TEACHER, calendar: 'nobody', startDate: '2025-01-06' })).toBe(7_000_000);
  });

  test('weekdays agree with counting day by day', () => {
    const days = fc.tuple(fc.integer({ min: -9_000, max: 30_000 }), fc.integer({ min: -3, max: 500 }));
    const iso = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
    fc.assert(
      fc.property(days, ([from, length]) => {
        let counted = 0;
        for (let day = from; day <= from + length; day += 1) {
          const weekday = new Date(day * 86_400_000).getUTCDay();
          if (weekday >= 1 && weekday <= 5) counted += 1;
        }
        expect(weekdaysBetween(iso(from), iso(from + length))).toBe(counted);
      }),
    );
  });

  test('a calendar of a weekend counts whole; one that ends before it begins is refused', () => {
    const weekend = { ...YEAR, firstDay: '2024-08-24', lastDay: '2024-08-25' };
    expect(portionLeft(weekend, '2024-08-25')).toEqual({ part: 1, whole: 1 });
    expect(Calendar.safeParse({ ...YEAR, lastDay: '2024-08-25' }).success).toBe(false);
    expect(Calendar.safeParse({ ...YEAR, firstDay: '2024-02-30' }).success).toBe(false);
  });
});

describe('extra pay', () => {
  const coach = (extraPay: ExtraPay): Position => ({ ...TEACHER, title: 'Coach', fte: 5_000, extraPay });

  test('costs quantity times rate, no FTE, and only the plans the law requires', () => {
    const substitute = coach({ unit: 'hours', quantity: 3_725, rateCents: 3_333 });
    expect(derive(substitute)).toEqual([
      { account: '100-1111-608-111', cents: 124_154, fte: 0, positionIds: ['post-1'] },
      { account: '100-1111-608-220', cents: 9_498, fte: 0, positionIds: ['post-1'] },
    ]);
    expect(centsOn('111', coach({ unit: 'amount', quantity: 100, rateCents: 453_000 }))).toBe(453_000);
    expect(centsOn('111', coach({ unit: 'days', quantity: 250, rateCents: 20_001 }))).toBe(50_003);
  });

  test('shares its unit with posts: a percentage is rounded once for both', () => {
    const hours = { ...coach({ unit: 'hours', quantity: 100, rateCents: 7 }), id: 'post-2' };
    const post = { ...TEACHER, annualSalaryCents: 7 };
    expect([centsOn('220', hours), centsOn('220', post), centsOn('220', hours, post)]).toEqual([1, 1, 1]);
  });

  test('is refused with a negative quantity, a negative rate or another unit', () => {
    const good = { unit: 'days', quantity: 100, rateCents: 1 };
    expect(ExtraPay.safeParse(good).success).toBe(true);
    for (const bad of [{ quantity: -1 }, { rateCents: -1 }, { quantity: 1.5 }, { unit: 'weeks' }])
      expect(ExtraPay.safeParse({ ...good, ...bad }).success).toBe(false);
    expect(Position.safeParse({ ...TEACHER, startDate: '2025-13-01' }).success).toBe(false);
  });
});

describe('a post shared by funding sources and sites', () => {
  test('loses no cent between the sites that pay it', () => {
    const thirds = fc.tuple(fc.integer({ min: 1, max: 499_999 }), fc.integer({ min: 1, max: 499_999 }));
    const staffing = prepareStaffing(plan.chart.structure, plan.jobClasses, rates);
    fc.assert(
      fc.property(thirds, fc.integer({ min: 0, max: 20_000_000 }), ([a, b], annualSalaryCents) => {
        const splits = [
          { account: '100-1111-608-111', sharePpm: a },
          { account: '201-1111-608-111', sharePpm: b },
          { account: '100-1111-571-111', sharePpm: 1_000_000 - a - b },
        ];
        const { salaries, units } = contributionsOf(staffing, { ...TEACHER, annualSalaryCents, splits });
        expect(salaries.reduce((sum, { cents }) => sum + cents, 0)).toBe(annualSalaryCents);
        expect(salaries.reduce((sum, { fte }) => sum + fte, 0)).toBe(10_000);
        const heads = units.filter(({ rate }) => rate.code === 'WC');
        expect(heads.map(({ account }) => account)).toEqual([
          '100-1111-608-231',
          '201-1111-608-231',
          '100-1111-571-231',
        ]);
        expect(heads.reduce((sum, unit) => sum + unitCents(unit.rate, unit), 0)).toBe(3_041);
      }),
    );
  });
});
