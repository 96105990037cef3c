import { describe, expect, test } from '@jest/globals';
import type { DistrictPlan } from '../../../src/core/budget/site-book.js';
import { checkRulePack } from '../../../src/core/rules/check-rule-pack.js';
import { bookOf, check, line } from '../../support/rule-book.js';
import { shippedPack, shippedRules } from '../../support/rule-packs.js';
import { californiaChart } from '../../support/california-sacs.js';

const { rules } = shippedPack('california-sacs');
const PLAN: Partial<DistrictPlan> = {
  chart: californiaChart(),
  siteSegment: null,
  fundingSources: [{ code: 'all', title: 'All funds', patterns: ['*'] }],
  ownership: [],
  jobClasses: [],
  benefitRates: [],
  year: { id: '2026-27', currentId: '2025-26', dueDate: '2026-05-01' },
};
const packed = (account: string) => account.replaceAll('-', '');
const found = (account: string, cents = 100) =>
  check(rules, { lines: [line(packed(account), cents)] }, { plan: PLAN })
    .map(({ ruleId, severity }) => `${severity} ${ruleId ?? ''}`)
    .sort();

describe('the California pack in a site’s book', () => {
  test('fits the state’s chart', () => {
    expect(checkRulePack(bookOf(rules, { plan: PLAN }).plan)).toEqual([]);
  });

  test('has a rule for each table of the chart and each list of codes, with the state’s severity', () => {
    const official = rules
      .filter(({ id }) => /^CH(ECK|K-)/.test(id))
      .map(({ id, severity }) => `${id} ${severity}`);
    expect(official).toEqual([
      'CHECKFUND fatal',
      'CHECKRESOURCE warning',
      'CHECKGOAL fatal',
      'CHECKFUNCTION fatal',
      'CHECKOBJECT fatal',
      'CHK-FUNDxRESOURCE warning',
      'CHK-FUNDxGOAL warning',
      'CHK-FUNDxFUNCTION-A warning',
      'CHK-FUNDxFUNCTION-B fatal',
      'CHK-FUNCTIONxOBJECT fatal',
      'CHK-GOALxFUNCTION-A fatal',
      'CHK-GOALxFUNCTION-B fatal',
    ]);
    const tables = rules.flatMap((rule) => (rule.kind === 'validCombination' ? (rule.tables ?? []) : []));
    expect(tables).toEqual(californiaChart().combinations?.map(({ id }) => id));
  });

  test.each([
    ['01-0000-0-1110-1000-1100', 'a teacher of the general fund'],
    ['01-3010-0-1110-1000-4300', 'Title I supplies'],
    ['13-5310-0-0000-3700-4700', 'food in the cafeteria fund'],
    ['01-0000-0-0000-7200-5800', 'general administration, undistributed'],
    ['01-0000-0-0000-0000-8011', 'state aid'],
    ['62-0000-0-1110-1000-1100', 'a charter school’s teacher'],
  ])('%s passes: %s', (account) => {
    expect(found(account)).toEqual([]);
  });

  test.each([
    ['21-5310-0-0000-8500-6200', ['warning CHK-FUNDxRESOURCE']],
    ['13-5310-0-1110-3700-4700', ['warning CHK-FUNDxGOAL']],
    ['13-5310-0-0000-2700-4300', ['warning CHK-FUNDxFUNCTION-A']],
    ['01-0000-0-1110-0000-1100', ['fatal CHK-FUNCTIONxOBJECT']],
    ['01-0000-0-0000-1000-1100', ['fatal CHK-GOALxFUNCTION-A']],
    ['01-0000-0-1110-7300-2400', ['fatal CHK-GOALxFUNCTION-B']],
    ['01-0000-0-1110-7200-1100', ['fatal CHK-FUNCTIONxOBJECT', 'fatal CHK-GOALxFUNCTION-B']],
  ])('%s does not: %j', (account, expected) => {
    expect(found(account)).toEqual(expected);
    expect(found(account, -100)).toEqual(expected);
    expect(found(account, 0)).toEqual([]);
  });

  test('fund and function is fatal in funds 01, 09 and 62, and a warning in the others', () => {
    const refused = (fund: string, fn: string) =>
      found(`${fund}-0000-0-0000-${fn}-5800`).filter((text) => text.includes('FUNDxFUNCTION'));
    const known = (PLAN.chart?.codes['function'] ?? []).map(({ code }) => code);
    for (const fund of ['11', '13', '25', '73']) {
      const some = known.flatMap((fn) => refused(fund, fn));
      expect(new Set(some)).toEqual(new Set(['warning CHK-FUNDxFUNCTION-A']));
    }
    for (const fund of ['09', '62']) {
      const some = known.flatMap((fn) => refused(fund, fn));
      expect(new Set(some)).toEqual(new Set(['fatal CHK-FUNDxFUNCTION-B']));
    }
    // Every function of the list goes with the general fund, so only one that is in no list fails.
    expect(known.flatMap((fn) => refused('01', fn))).toEqual([]);
    expect(refused('01', '1234')).toEqual(['fatal CHK-FUNDxFUNCTION-B']);
  });

  test('each check looks at its own lines alone', () => {
    // Revenue and balance sheet have no function that goes with an object, nor a goal.
    expect(found('01-0000-0-1110-0000-8011')).toEqual([]);
    expect(found('01-0000-0-1110-0000-9110')).toEqual([]);
    // Function 7210 is outside the table of general administration.
    expect(found('01-0000-0-1110-7210-7310').filter((text) => text.includes('GOALxFUNCTION'))).toEqual([]);
    // Functions 2000 to 3999 are in neither of the two.
    expect(found('01-0000-0-0000-2700-1300').filter((text) => text.includes('GOALxFUNCTION'))).toEqual([]);
  });

  test.each([
    ['99-0000-0-1110-1000-1100', 'fatal CHECKFUND'],
    ['01-0000-0-9999-1000-1100', 'fatal CHECKGOAL'],
    ['01-0000-0-1110-1234-1100', 'fatal CHECKFUNCTION'],
    ['01-0000-0-1110-1000-1234', 'fatal CHECKOBJECT'],
    ['01-9876-0-1110-1000-1100', 'warning CHECKRESOURCE'],
    ['01-3210-0-1110-1000-1100', 'warning CHECKRESOURCE'],
  ])('%s has a code that is not valid: %s', (account, expected) => {
    expect(found(account)).toContain(expected);
  });

  test('a resource that is not valid fails the combination with the fund as well, and counts in no allocation', () => {
    expect(found('01-9876-0-1110-1000-1100')).toEqual([
      'fatal account-paid',
      'warning CHECKRESOURCE',
      'warning CHK-FUNDxRESOURCE',
    ]);
  });

  test('totals that the state calculates are for no table', () => {
    expect(found('01-VARY-0-0000-0000-9790').filter((text) => text.includes('CHK-'))).toEqual([]);
    expect(found('01-0000-0-ADLT-1000-1100')).toContain('fatal CHECKGOAL');
  });

  test('a string of another shape has no other finding', () => {
    expect(found('01-0000-0-1110-1000-110')).toEqual(['fatal account-shape']);
    expect(found('0A-0000-0-1110-1000-1100')).toEqual(['fatal account-shape']);
  });

  test('a warning is explained by the line’s justification', () => {
    const told = line(packed('21-5310-0-0000-8500-6200'), 100, {
      justification: 'Kitchen of the new school',
    });
    expect(check(rules, { lines: [told] }, { plan: PLAN })).toMatchObject([
      { ruleId: 'CHK-FUNDxRESOURCE', explanation: 'Kitchen of the new school' },
    ]);
  });
});

describe('resource 6770: at least 80 % for staff', () => {
  const arts = shippedRules('california-sacs', 'arts-and-music-personnel');
  const spent = (staff: number, other: number) =>
    check(
      arts,
      {
        lines: [
          line(packed('01-6770-0-1110-1000-1100'), staff - 200),
          line(packed('01-6770-0-1110-1000-3101'), 200),
          line(packed('01-6770-0-1110-1000-4300'), other),
          line(packed('01-0000-0-1110-1000-4300'), 999_999),
          line(packed('01-6770-0-0000-0000-8590'), 999_999),
        ],
      },
      { plan: PLAN },
    ).map(({ code, severity, params }) => [code, severity, params['missCents']]);

  test('below, at and above', () => {
    expect(spent(80_001, 19_999)).toEqual([]);
    expect(spent(80_000, 20_000)).toEqual([]);
    expect(spent(79_999, 20_001)).toEqual([['percent.tooLittle', 'warning', 1]]);
  });

  test('a site without the resource is not asked', () => {
    const other = [line(packed('01-0000-0-1110-1000-4300'), 5)];
    expect(check(arts, { lines: other }, { plan: PLAN })).toEqual([]);
  });
});
