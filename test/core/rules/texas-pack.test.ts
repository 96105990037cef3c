import { describe, expect, test } from '@jest/globals';
import type { LineItem } from '../../../src/core/budget/line-item.js';
import type { DistrictPlan } from '../../../src/core/budget/site-book.js';
import { checkRulePack } from '../../../src/core/rules/check-rule-pack.js';
import { check, checkDistrict, line, bookOf } from '../../support/rule-book.js';
import { shippedPack } from '../../support/rule-packs.js';
import { TEXAS } from '../../support/state-structures.js';

const { rules } = shippedPack('texas');
/** Fund, function, object, sub-object, organization, fiscal year, program intent, and the rest. */
const account = (fund: string, intent: string) => `${fund}-11-6119-00-001-5-${intent}-0-00`;

function planOf(yearId: string, rest: Partial<DistrictPlan> = {}): Partial<DistrictPlan> {
  const [year = ''] = yearId.split('-');
  return {
    chart: { structure: TEXAS, codes: {} },
    siteSegment: null,
    fundingSources: [
      { code: '199', title: 'General fund', patterns: ['199'] },
      { code: '211', title: 'Title I', patterns: ['211'] },
    ],
    ownership: [],
    jobClasses: [],
    benefitRates: [],
    year: { id: yearId, currentId: `${String(Number(year) - 1)}-${year.slice(2)}`, dueDate: `${year}-05-01` },
    figures: { 'stateCompensatoryEducation.allotment': 100_000_00 },
    ...rest,
  };
}

const direct = (cents: number) => [
  line(account('199', '24'), cents - 3),
  line(account('199', '26'), 1),
  line(account('199', '28'), 1),
  line(account('199', '30'), 1),
  line(account('199', '11'), 40_000_00),
  line(account('211', '24'), 40_000_00),
];
const found = (lines: LineItem[], plan: Partial<DistrictPlan>) =>
  checkDistrict(rules, [{ lines }], { plan }).map(({ code, severity, params }) => [
    code,
    severity,
    params['partCents'],
    params['missCents'],
  ]);

describe('Texas State Compensatory Education: 55 % until fiscal year 2024-25', () => {
  test('2024-25 is held to it, to the cent', () => {
    expect(found(direct(55_000_00), planOf('2024-25'))).toEqual([]);
    expect(found(direct(55_000_01), planOf('2024-25'))).toEqual([]);
    expect(found(direct(54_999_99), planOf('2024-25'))).toEqual([
      ['percent.tooLittle', 'fatal', 54_999_99, 1],
    ]);
  });

  test('2025-26 is not: House Bill 2 repealed it', () => {
    expect(found(direct(3), planOf('2025-26'))).toEqual([]);
    expect(found(direct(3), planOf('2026-27'))).toEqual([]);
  });

  test('in districts whose year opens in September as well', () => {
    const september = (first: number) => ({
      year: {
        ...planOf(`${String(first)}-${String(first + 1).slice(2)}`).year!,
        firstDay: `${String(first)}-09-01`,
        lastDay: `${String(first + 1)}-08-31`,
      },
    });
    expect(found(direct(3), planOf('2024-25', september(2024)))).toHaveLength(1);
    expect(found(direct(3), planOf('2025-26', september(2025)))).toEqual([]);
  });

  test('without the allotment it is checked at the office, where such money is budgeted', () => {
    expect(found(direct(3), planOf('2024-25', { figures: {} }))).toEqual([
      ['rule.atOffice', 'info', undefined, undefined],
    ]);
    const other = [line(account('199', '11'), 5)];
    expect(found(other, planOf('2024-25', { figures: {} }))).toEqual([]);
    expect(check(rules, { lines: other }, { plan: planOf('2024-25') })).toEqual([]);
    expect(check(rules, { lines: direct(3) }, { plan: planOf('2024-25') })).toMatchObject([
      { code: 'rule.atOffice', params: { what: 'wholeDistrict' } },
    ]);
  });

  test('the pack fits the state’s account strings, and says where it does not fit others', () => {
    expect(checkRulePack(bookOf(rules, { plan: planOf('2024-25') }).plan)).toEqual([]);
    expect(checkRulePack(bookOf(rules).plan)).toMatchObject([
      {
        code: 'rule.patternParts',
        params: { rule: 'state-compensatory-education', field: 'appliesTo.accounts' },
      },
    ]);
  });
});
