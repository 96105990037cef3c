import { describe, expect, test } from '@jest/globals';
import { parseAccount } from '../../../src/core/account/account-structure.js';
import { indexChart } from '../../../src/core/account/chart-of-accounts.js';
import { checkChart } from '../../../src/core/account/check-chart.js';
import { checkCombinations, combinationApplies } from '../../../src/core/account/check-combinations.js';
import { rollUp } from '../../../src/core/account/roll-up.js';
import { californiaChart } from '../../support/california-sacs.js';
import { CALIFORNIA_LOCAL } from '../../support/state-structures.js';

const chart = californiaChart();
const index = indexChart(chart);

const codesOf = (account: string) => {
  const parsed = parseAccount(chart.structure, account.replaceAll('-', ''));
  if (!parsed.ok) throw new Error(account);
  return parsed.codes;
};
const findings = (account: string) =>
  checkCombinations(index, codesOf(account)).map(
    ({ table, reason, codes }) => `${table} ${reason} ${codes.join(' ')}`,
  );
const applying = (account: string) =>
  [...index.combinations().keys()].filter((id) => combinationApplies(index, codesOf(account), id));

describe('the California tables', () => {
  test('contradict nothing, themselves or the code lists', () => {
    expect(checkChart(chart)).toEqual([]);
    expect([...index.combinations().keys()]).toEqual([
      'CHK-FUNDxRESOURCE',
      'CHK-FUNDxGOAL',
      'CHK-FUNDxFUNCTION-A',
      'CHK-FUNDxFUNCTION-B',
      'CHK-FUNCTIONxOBJECT',
      'CHK-GOALxFUNCTION-A',
      'CHK-GOALxFUNCTION-B',
    ]);
  });

  test.each([
    ['01-0000-0-1110-1000-1100', 'a teacher of the general fund'],
    ['01-3010-0-1110-1000-4300', 'Title I supplies'],
    ['13-5310-0-0000-3700-4700', 'food in the cafeteria fund'],
    ['01-0000-0-0000-7200-5800', 'general administration, undistributed'],
    ['01-0000-0-0000-0000-8011', 'state aid'],
    ['62-0000-0-1110-1000-1100', 'a charter school’s teacher'],
  ])('%s is valid: %s', (account) => {
    expect(findings(account)).toEqual([]);
  });

  test.each([
    ['21-5310-0-0000-8500-6200', ['CHK-FUNDxRESOURCE notAllowed 5310 21']],
    ['13-5310-0-1110-3700-4700', ['CHK-FUNDxGOAL notAllowed 1110 13']],
    ['01-0000-0-3500-2700-1300', ['CHK-FUNDxGOAL notAllowed 3500 01']],
    ['13-5310-0-0000-2700-4300', ['CHK-FUNDxFUNCTION-A notAllowed 2700 13']],
    ['01-0000-0-1110-0000-1100', ['CHK-FUNCTIONxOBJECT unlisted 1100 0000']],
    ['01-0000-0-0000-1000-1100', ['CHK-GOALxFUNCTION-A notAllowed 1000 0000']],
    ['01-0000-0-5001-1000-4300', ['CHK-GOALxFUNCTION-A unlisted 1000 5001']],
    ['01-0000-0-1110-7300-2400', ['CHK-GOALxFUNCTION-B notAllowed 7300 1110']],
    ['01-3210-0-1110-1000-1100', ['CHK-FUNDxRESOURCE unlisted 3210 01']],
    [
      '01-0000-0-1110-7200-1100',
      ['CHK-FUNCTIONxOBJECT notAllowed 1100 7200', 'CHK-GOALxFUNCTION-B notAllowed 7200 1110'],
    ],
  ])('%s is not', (account, expected) => {
    expect(findings(account)).toEqual(expected);
  });

  test('each check looks at the lines the state applies it to, and at no others', () => {
    const fundChecks = (letter: string) => [
      'CHK-FUNDxRESOURCE',
      'CHK-FUNDxGOAL',
      `CHK-FUNDxFUNCTION-${letter}`,
    ];
    expect(applying('01-0000-0-0000-0000-8011')).toEqual(fundChecks('B'));
    expect(applying('13-5310-0-0000-0000-9110')).toEqual(fundChecks('A'));
    expect(applying('09-0000-0-1110-1000-0999')).toEqual(fundChecks('B'));
    expect(applying('01-0000-0-0000-3700-7999')).toEqual([...fundChecks('B'), 'CHK-FUNCTIONxOBJECT']);
    for (const fn of ['1000', '1999', '4000', '5999']) {
      expect(applying(`62-0000-0-1110-${fn}-1000`)).toContain('CHK-GOALxFUNCTION-A');
      expect(applying(`62-0000-0-1110-${fn}-8000`)).not.toContain('CHK-GOALxFUNCTION-A');
    }
    for (const fn of ['0999', '2000', '3999', '6000', '7199', '7210', '8000']) {
      expect(applying(`62-0000-0-1110-${fn}-1000`)).toEqual([...fundChecks('B'), 'CHK-FUNCTIONxOBJECT']);
    }
    for (const fn of ['7200', '7209', '7211', '7999']) {
      expect(applying(`62-0000-0-1110-${fn}-1000`)).toContain('CHK-GOALxFUNCTION-B');
    }
  });

  test('a district’s own codes and order are judged by the state codes they roll up to', () => {
    const local = indexChart({
      structure: CALIFORNIA_LOCAL,
      codes: {
        resource: [
          { code: '07230', title: 'Transportation, local', stateCode: '0000' },
          { code: '53100', title: 'Child nutrition', stateCode: '5310' },
          { code: '53101', title: 'Child nutrition, equipment', parent: '53100' },
        ],
      },
      combinations: chart.combinations ?? [],
    });
    const check = (account: string) => {
      const parsed = parseAccount(CALIFORNIA_LOCAL, account);
      return parsed.ok ? checkCombinations(local, parsed.codes) : null;
    };
    expect(check('123-07230-0-5800-3600-0000-01')).toEqual([]);
    expect(check('123-53101-0-4700-3700-0000-13')).toEqual([]);
    expect(check('123-53101-0-4700-3700-0000-21')).toMatchObject([
      { table: 'CHK-FUNDxRESOURCE', codes: ['5310', '21'], ownCodes: ['53101', '21'] },
      { table: 'CHK-FUNDxFUNCTION-A' },
    ]);
    expect(rollUp(local, '123-53101-0-4700-3700-0000-13', 'sacs')).toMatchObject({
      account: '1353100000037004700',
    });
  });

  test('codes of other years are dated, and totals the state calculates take no amounts', () => {
    const faults = (account: string, on?: string) => {
      const checked = index.check(account, on);
      return checked.ok
        ? []
        : checked.faults.map(({ segment, code, fault }) => `${segment} ${code} ${fault}`);
    };
    expect(faults('0132100111010001100', '2026-07-01')).toEqual(['resource 3210 inactive']);
    expect(faults('0132100111010001100', '2024-07-01')).toEqual([]);
    expect(faults('01VARY0ADLT1000979Z')).toEqual([
      'resource VARY heading',
      'goal ADLT heading',
      'object 979Z heading',
    ]);
  });
});
