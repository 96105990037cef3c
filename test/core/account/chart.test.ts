import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ChartOfAccounts,
  indexChart,
  type AccountCode,
} from '../../../src/core/account/chart-of-accounts.js';
import { checkChart } from '../../../src/core/account/check-chart.js';
import { budgetYearPeriod, isActive } from '../../../src/core/account/period.js';
import { rollUp } from '../../../src/core/account/roll-up.js';
import { stateCodeMaps, toStateCodes } from '../../../src/core/account/state-codes.js';
import { CALIFORNIA_LOCAL, NEW_YORK, OREGON } from '../../support/state-structures.js';

const YEAR = { from: '2024-07-01', to: '2025-06-30' };

describe('codes that come and go', () => {
  const chart: ChartOfAccounts = {
    structure: NEW_YORK,
    codes: {
      fund: [{ code: 'A', title: 'General' }],
      function: [
        { code: '2000', title: 'Instruction', isHeading: true },
        { code: '2110', title: 'Teaching', parent: '2000', from: '2024-07-01' },
        { code: '2250', title: 'Old programs', parent: '2000', to: '2024-12-31' },
      ],
    },
  };
  const faults = (account: string, on?: Parameters<typeof plain.check>[1], index = plain) => {
    const checked = index.check(account, on);
    return checked.ok ? [] : checked.faults;
  };
  const plain = indexChart(chart);

  test('without a day or a year dates are not looked at', () => {
    expect(faults('A-2250-120')).toEqual([]);
    expect(faults('A-2110-120')).toEqual([]);
  });

  test('on a day a code is active or not, first and last day included', () => {
    expect(faults('A-2110-120', '2024-07-01')).toEqual([]);
    expect(faults('A-2110-120', '2024-06-30')).toEqual([
      { segment: 'function', code: '2110', fault: 'inactive', from: '2024-07-01' },
    ]);
    expect(faults('A-2250-120', '2024-12-31')).toEqual([]);
    expect(faults('A-2250-120', '2025-01-01')).toEqual([
      { segment: 'function', code: '2250', fault: 'inactive', to: '2024-12-31' },
    ]);
  });

  test('over a year one active day is enough, and the index remembers its year', () => {
    expect(faults('A-2250-120', YEAR)).toEqual([]);
    expect(faults('A-2250-120', { from: '2025-01-01', to: '2025-06-30' })).toHaveLength(1);
    const next = indexChart(chart, budgetYearPeriod('2025-26'));
    expect(faults('A-2250-120', undefined, next)).toMatchObject([{ fault: 'inactive' }]);
    expect(faults('A-2250-120', '2024-10-01', next)).toEqual([]);
  });

  test('a heading takes no amounts, and every fault is named', () => {
    expect(faults('X-2000-120', '2030-01-01')).toEqual([
      { segment: 'fund', code: 'X', fault: 'unknown' },
      { segment: 'function', code: '2000', fault: 'heading' },
    ]);
    expect(plain.code('function', '2110')).toMatchObject({ parent: '2000' });
    expect(plain.title('object', '120')).toBeUndefined();
  });

  test('a budget year has its days', () => {
    expect(budgetYearPeriod('2024-25')).toEqual(YEAR);
    expect(budgetYearPeriod('2023-24', 9)).toEqual({ from: '2023-09-01', to: '2024-08-31' });
    expect(budgetYearPeriod('2024-25', 1)).toEqual({ from: '2024-01-01', to: '2024-12-31' });
    expect(budgetYearPeriod('2023-24', 3)).toEqual({ from: '2023-03-01', to: '2024-02-29' });
    expect(() => budgetYearPeriod('2024')).toThrow(RangeError);
    expect(() => budgetYearPeriod('2024-25', 13)).toThrow(RangeError);
    expect(isActive({}, '2024-01-01')).toBe(true);
  });
});

describe('rolling up to the state', () => {
  const resource: AccountCode[] = [
    { code: '30100', title: 'Title I', stateCode: '3010' },
    { code: '30101', title: 'Title I, parents', parent: '30100' },
    { code: '30102', title: 'Title I, parents, tea', parent: '30101' },
    { code: '30109', title: 'Title I, other', parent: '30100', stateCode: '3060' },
    { code: '99999', title: 'No state code', parent: '88888' },
    { code: '88888', title: 'Nor above' },
    { code: '77771', title: 'Circle', parent: '77772' },
    { code: '77772', title: 'Circle', parent: '77771' },
  ];
  const maps = stateCodeMaps(CALIFORNIA_LOCAL, { resource });
  const state = (code: string) => toStateCodes(maps, ['123', code, '0', '1100'])[1];

  test('own state code, else that of the nearest code above, else the code itself', () => {
    expect(['30100', '30101', '30102', '30109'].map(state)).toEqual(['3010', '3010', '3010', '3060']);
    expect(['99999', '88888', '77771', '00000'].map(state)).toEqual(['99999', '88888', '77771', '00000']);
  });

  test('codes that do not change are the very same', () => {
    const codes = ['123', '88888', '0', '1100'];
    expect(toStateCodes(maps, codes)).toBe(codes);
  });

  test('an account of another shape has faults, not a state account', () => {
    const index = indexChart({ structure: CALIFORNIA_LOCAL, codes: { resource } });
    expect(rollUp(index, '123-30101', 'sacs')).toMatchObject({ ok: false });
  });
});

describe('a chart that contradicts itself', () => {
  const problemsOf = (change: Partial<ChartOfAccounts>) =>
    checkChart({ structure: OREGON, codes: {}, ...change }).map(({ code, place, params }) => [
      code,
      place.index,
      ...Object.values(params),
    ]);

  test('nothing is wrong with a plain one', () => {
    expect(problemsOf({ codes: { fund: [{ code: '100', title: 'General' }] } })).toEqual([]);
  });

  test('codes: segment, shape, twice, parent, circle, dates', () => {
    expect(
      problemsOf({
        codes: {
          nowhere: [],
          fund: [
            { code: '100', title: '' },
            { code: '10', title: '' },
            { code: '100', title: '' },
            { code: '200', title: '', parent: '300' },
            { code: '400', title: '', parent: '500' },
            { code: '500', title: '', parent: '600' },
            { code: '600', title: '', parent: '500' },
            { code: '700', title: '', parent: '700' },
            { code: '800', title: '', from: '2025-01-01', to: '2024-12-31' },
          ],
        },
      }),
    ).toEqual([
      ['chart.unknownSegment', 0, 'nowhere'],
      ['chart.codeShape', 1, 'Fund', '10', 3, 3, 'digits'],
      ['chart.duplicateCode', 2, 'Fund', '100'],
      ['chart.parentMissing', 3, 'Fund', '200', '300'],
      ['chart.datesReversed', 8, 'Fund', '800', '2025-01-01', '2024-12-31'],
      ['chart.parentCircle', 4, 'Fund', '400', '500 → 600 → 500'],
      ['chart.parentCircle', 7, 'Fund', '700', '700 → 700'],
    ]);
  });

  test('structure and forms', () => {
    const [fund, fn] = OREGON.segments;
    if (!fund || !fn) throw new Error('Oregon has two segments');
    const structure = {
      separator: '0',
      segments: [
        { ...fund, isOptional: true },
        { ...fund, isOptional: true },
      ],
      forms: [
        {
          code: 'f',
          title: 'F',
          separator: 'x',
          segments: [{ code: 'fund' }, { code: 'fund' }, { code: 'area' }],
        },
        { code: 'f', title: 'F', separator: '', segments: [{ code: 'fund' }] },
      ],
    };
    expect(problemsOf({ structure })).toEqual([
      ['chart.duplicateSegment', 1, 'fund'],
      ['chart.separator', 0, '0'],
      ['chart.noRequiredSegment', 0],
      ['chart.separator', 0, 'x'],
      ['chart.formSegmentTwice', 0, 'f', 'fund'],
      ['chart.formSegment', 0, 'f', 'area'],
      ['chart.duplicateForm', 1, 'f'],
    ]);
  });

  test('a state code that does not fit the state’s form', () => {
    const resource = [
      { code: '30100', title: '', stateCode: '3010' },
      { code: '30200', title: '', stateCode: '30200' },
    ];
    expect(problemsOf({ structure: CALIFORNIA_LOCAL, codes: { resource } })).toEqual([
      ['chart.stateCodeShape', 1, 'Resource', '30200', '30200', 4],
    ]);
  });

  test('combination tables and account strings', () => {
    const common = { title: 'T', citation: '', sense: 'allowed' } as const;
    expect(
      problemsOf({
        combinations: [
          {
            kind: 'pairs',
            id: 'a',
            ...common,
            rowSegment: 'fund',
            columnSegment: 'goal',
            pairs: { '10': ['1'] },
          },
          {
            kind: 'list',
            id: 'a',
            ...common,
            entries: ['100-1', { area: '1' }, { area: '1' }],
            when: { goal: '*' },
          },
          { kind: 'ranges', id: 'b', ...common, segments: ['fund'], rows: [{ fund: '1*', area: '*' }] },
          {
            kind: 'pairs',
            id: 'state',
            ...common,
            isOfState: true,
            rowSegment: 'fund',
            columnSegment: 'area',
            pairs: { '10': ['1'] },
          },
        ],
        existing: ['100-1111-125-000-111', '100-11'],
        requested: [{ account: 'x', description: '', requestedBy: '' }],
      }).slice(0, 10),
    ).toEqual([
      ['chart.tableSegment', 0, 'a', 'goal'],
      ['chart.tableCode', 0, 'a', 'Fund', '10', 3, 3, 'digits'],
      ['chart.duplicateTable', 1, 'a'],
      ['chart.tableSegment', 1, 'a', 'goal'],
      ['chart.tableCode', 1, 'a', 'Area', '1', 3, 3, 'digits'],
      ['chart.tableAccount', 1, 'a', '100-1'],
      ['chart.tableRowSegment', 2, 'b', 'area'],
      ['chart.accountShape', 1, '100-11', 'function', '11', 'width'],
      ['chart.accountShape', 1, '100-11', 'costCenter', '', 'missing'],
      ['chart.accountShape', 1, '100-11', 'area', '', 'missing'],
    ]);
  });

  test('any parents at all: the check ends, and a circle is found exactly when one is there', () => {
    const code = fc.integer({ min: 0, max: 9 }).map((n) => `10${String(n)}`);
    fc.assert(
      fc.property(fc.dictionary(code, code, { maxKeys: 10 }), (parents) => {
        const fund = Object.entries(parents).map(([own, parent]) => ({ code: own, title: '', parent }));
        const found = problemsOf({ codes: { fund } }).some(([problem]) => problem === 'chart.parentCircle');
        const hasCircle = Object.keys(parents).some((start) => {
          let at: string | undefined = start;
          for (let steps = 0; steps < 11 && at !== undefined; steps += 1) at = parents[at];
          return at !== undefined;
        });
        expect(found).toBe(hasCircle);
      }),
    );
  });
});
