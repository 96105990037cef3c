import { describe, expect, test } from '@jest/globals';
import type { CombinationTable } from '../../../src/core/account/combination-table.js';
import { bookOf, check, codes, line, rulesOf } from '../../support/rule-book.js';

const GENERAL = '100-1111-608-410';

/** The tiny chart with some combination tables. */
const chartWith = (...combinations: CombinationTable[]) => ({
  ...bookOf([]).plan.chart,
  combinations,
});
const PAIRS: CombinationTable = {
  kind: 'pairs',
  id: 'fund-function',
  title: 'Fund and function',
  citation: 'Test',
  sense: 'allowed',
  rowSegment: 'fund',
  columnSegment: 'function',
  pairs: { '100': ['1111', '2542'], '201': ['1111'] },
};

describe('segmentFormat', () => {
  const shape = rulesOf({ kind: 'segmentFormat', severity: 'fatal' });
  const found = (account: string) =>
    check(shape, { lines: [line(account, 1)] }).map(({ code, part }) => `${code} ${part ?? ''}`);

  test('every segment, its width and its characters', () => {
    expect(found(GENERAL)).toEqual([]);
    expect(found('10-1111-608-410')).toEqual(['account.width fund']);
    expect(found('1A0-1111-608-410')).toEqual(['account.characters fund']);
    expect(found('100-1111-608')).toEqual(['account.missing object']);
    expect(found('10-111-60-4')).toHaveLength(4);
    expect(found('100-1111-608-410-1')).toEqual(['account.width surplus']);
  });

  test('leaves codes that do not exist to the code lists', () => {
    expect(found('999-1111-608-410')).toEqual([]);
  });
});

describe('codeList', () => {
  const found = (account: string, ...rules: object[]) =>
    check(rulesOf(...rules.map((rule) => ({ kind: 'codeList', ...rule }))), {
      lines: [line(account, 1)],
    }).map(({ code, severity, part }) => `${severity} ${code} ${part ?? ''}`.trim());

  test('codes, who pays, and whose account it is', () => {
    expect(found(GENERAL, {})).toEqual([]);
    expect(found('999-9999-608-410', {})).toEqual([
      'warning account.unknown function',
      'warning account.unknown fund',
    ]);
    expect(found('100-1111-125-410', {})).toEqual(['warning account.otherSite']);
    const [general] = bookOf([]).plan.fundingSources;
    const plan = { fundingSources: [general!] };
    const unpaid = check(rulesOf({ kind: 'codeList' }), { lines: [line('201-1111-608-410', 1)] }, { plan });
    expect(codes(unpaid)).toEqual(['account.noFundingSource']);
  });

  test('codes out of use and headings', () => {
    const { chart } = bookOf([]).plan;
    const old = { code: '410', title: 'Supplies', to: '2024-06-30' };
    const heading = { code: '470', title: 'All software', isHeading: true };
    const plan = { chart: { ...chart, codes: { ...chart.codes, object: [old, heading] } } };
    const lines = [line(GENERAL, 1), line('100-1111-608-470', 1)];
    expect(codes(check(rulesOf({ kind: 'codeList' }), { lines }, { plan }))).toEqual([
      'account.inactive',
      'account.heading',
    ]);
  });

  test('rules share the segments out, each with its severity', () => {
    const rules = [
      { severity: 'fatal', segments: ['fund'], codesOnly: true },
      { severity: 'warning', segments: ['function', 'object'], codesOnly: true },
    ];
    expect(found('999-9999-608-410', ...rules)).toEqual([
      'fatal account.unknown fund',
      'warning account.unknown function',
    ]);
    expect(found(GENERAL, ...rules)).toEqual([]);
    expect(found('100-1111-125-410', ...rules)).toEqual([]);
  });

  test('money that no allocation counts is reported though its code is only a warning', () => {
    const rules = [
      { severity: 'warning', segments: ['function'], codesOnly: true },
      { severity: 'fatal', segments: [] },
    ];
    expect(found('100-9999-608-410', ...rules)).toEqual([
      'fatal account.noFundingSource',
      'warning account.unknown function',
    ]);
    expect(found(GENERAL, ...rules)).toEqual([]);
    expect(found('100-1111-60-410', ...rules)).toEqual([]);
  });
});

describe('validCombination', () => {
  const found = (account: string, rule: object = {}, cents = 1, tables: CombinationTable[] = [PAIRS]) =>
    check(
      rulesOf({ kind: 'validCombination', ...rule }),
      { lines: [line(account, cents)] },
      { plan: { chart: chartWith(...tables) } },
    );

  test('names the table and the codes as it judged them', () => {
    expect(found('201-1111-608-410')).toEqual([]);
    expect(found('201-2542-608-410')).toMatchObject([
      {
        code: 'account.combination',
        part: 'fund-function',
        place: { kind: 'line', field: 'account' },
        params: { table: 'Fund and function', codes: 'Fund 201, Function 2542' },
      },
    ]);
  });

  test('tells codes a table does not know from those it refuses and those it forbids', () => {
    const short: CombinationTable = { ...PAIRS, pairs: { '100': ['1111'] } };
    expect(codes(found('201-1111-608-410', {}, 1, [short]))).toEqual(['account.combinationUnlisted']);
    const forbidden: CombinationTable = { ...PAIRS, sense: 'forbidden', pairs: { '100': ['2542'] } };
    expect(codes(found('100-2542-608-410', {}, 1, [forbidden]))).toEqual(['account.combinationForbidden']);
    expect(found('201-2542-608-410', {}, 1, [forbidden])).toEqual([]);
  });

  test('lets lines of nothing be unless it says otherwise; negative ones count', () => {
    expect(found('201-2542-608-410', {}, 0)).toEqual([]);
    expect(found('201-2542-608-410', { evenWithoutAmount: true }, 0)).toHaveLength(1);
    expect(found('201-2542-608-410', {}, -1)).toHaveLength(1);
  });

  test('asks only the tables it names, about the accounts it names', () => {
    const other: CombinationTable = {
      ...PAIRS,
      id: 'other',
      pairs: { '100': ['1111', '2542'], '201': ['2542'] },
    };
    const asked = (rule: object) =>
      found('201-1111-608-410', rule, 1, [PAIRS, other]).map(({ part }) => part);
    expect(asked({})).toEqual(['other']);
    expect(asked({ tables: ['fund-function'] })).toEqual([]);
    expect(asked({ tables: ['other'], appliesTo: { fundingSources: ['GF'] } })).toEqual([]);
    expect(asked({ tables: ['other'], appliesTo: { programs: ['titleIA'] } })).toEqual(['other']);
  });

  test('codes that the chart does not know are for the code lists, or for both', () => {
    expect(found('201-9999-608-410')).toEqual([]);
    expect(codes(found('201-9999-608-410', { evenUnknownCodes: true }))).toEqual([
      'account.combinationUnlisted',
    ]);
    expect(found('20-9999-608-410', { evenUnknownCodes: true })).toEqual([]);
  });

  test('without any table it is checked at the office where there is money', () => {
    expect(codes(found(GENERAL, {}, 1, []))).toEqual(['rule.atOffice']);
    expect(check(rulesOf({ kind: 'validCombination' }), {})).toEqual([]);
  });
});

describe('requireSegmentWhen', () => {
  const rule = (rest: object = {}) =>
    rulesOf({
      kind: 'requireSegmentWhen',
      when: ['201'],
      segment: 'function',
      codes: '1111|24*',
      sense: 'required',
      ...rest,
    });
  const lines = [line('201-2542-608-410', 0), line('201-1111-608-410', 1), line('100-2542-608-410', 1)];

  test('asks for codes, or for others', () => {
    expect(check(rule(), { lines })).toMatchObject([
      {
        code: 'account.segmentRequired',
        place: { lineId: lines[0]!.id },
        params: { segment: 'Function', code: '2542', codes: '1111, 24*' },
      },
    ]);
    expect(check(rule({ sense: 'forbidden' }), { lines })).toMatchObject([
      { code: 'account.segmentForbidden', place: { lineId: lines[1]!.id }, params: { code: '1111' } },
    ]);
  });

  test('is about the money it names', () => {
    expect(check(rule({ when: ['*'], appliesTo: { fundingSources: ['GF'] } }), { lines })).toMatchObject([
      { place: { lineId: lines[2]!.id } },
    ]);
    expect(check(rule({ appliesTo: { levels: ['middle'] } }), { lines })).toEqual([]);
  });
});

describe('duplicateLine', () => {
  const rule = rulesOf({ kind: 'duplicateLine' });

  test('every line but the first, explained line by line', () => {
    const lines = [
      line(GENERAL, 1),
      line('100-2542-608-410', 1),
      line(GENERAL, 1, { justification: 'By term' }),
    ];
    expect(check(rule, { lines: lines.slice(0, 2) })).toEqual([]);
    expect(check(rule, { lines: [...lines, line(GENERAL, 0)] })).toMatchObject([
      { place: { lineId: lines[2]!.id }, params: { count: 3 }, explanation: 'By term' },
      { params: { account: GENERAL, count: 3 } },
    ]);
  });
});
