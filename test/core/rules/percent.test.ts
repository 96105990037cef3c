import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { comparePercent } from '../../../src/core/rules/percent-of.js';
import { describeProblem } from '../../../src/ui/messages/describe-problem.js';
import {
  check,
  checkDistrict,
  codes,
  entry,
  GRADE,
  line,
  openRules,
  post,
  rulesOf,
  type RuleData,
} from '../../support/rule-book.js';

const TITLE = '201-1111-608-410';
const GENERAL = '100-1111-608-410';
const SOFTWARE = '100-1111-608-470';
const software = (kind: 'minPercent' | 'maxPercent', rest: Partial<RuleData> = {}) =>
  rulesOf({
    kind,
    title: 'Software',
    numerator: { from: 'proposed', accounts: ['*-*-*-470'] },
    base: { from: 'proposed' },
    percentPpm: 150_000,
    ...rest,
  });
const split = (part: number, whole: number) => ({
  lines: [line(SOFTWARE, part), line(GENERAL, whole - part)],
});

describe('minPercent and maxPercent', () => {
  test('exactly the percentage passes both', () => {
    expect(check(software('maxPercent'), split(1_500, 10_000))).toEqual([]);
    expect(check(software('minPercent'), split(1_500, 10_000))).toEqual([]);
  });

  test('a cent over and a cent under, with what would mend it', () => {
    expect(check(software('maxPercent'), split(1_501, 10_000))).toMatchObject([
      {
        code: 'percent.tooMuch',
        place: { kind: 'site', siteCode: '608' },
        params: { percent: '15', partCents: 1_501, baseCents: 10_000, limitCents: 1_500, missCents: 1 },
      },
    ]);
    expect(check(software('minPercent'), split(1_499, 10_000))).toMatchObject([
      { code: 'percent.tooLittle', params: { partCents: 1_499, limitCents: 1_500, missCents: 1 } },
    ]);
  });

  test('where the limit is no whole cent, the nearest legal one is named', () => {
    expect(check(software('maxPercent'), split(1_501, 10_001))).toMatchObject([
      { params: { limitCents: 1_500 } },
    ]);
    expect(check(software('minPercent'), split(1_500, 10_001))).toMatchObject([
      { params: { limitCents: 1_501 } },
    ]);
    expect(check(software('minPercent'), split(1_501, 10_001))).toEqual([]);
  });

  test('a minimum rounded down leaves one amount that is exactly the percentage', () => {
    const both = (part: number, whole: number) => [
      ...check(software('minPercent', { roundDown: true }), split(part, whole)),
      ...check(software('maxPercent'), split(part, whole)),
    ];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 12 }), (whole) => {
        const limit = Number((BigInt(whole) * 15n) / 100n);
        expect(both(limit, whole)).toEqual([]);
        expect(codes(both(limit - 1, whole))).toEqual(['percent.tooLittle']);
        expect(codes(both(limit + 1, whole))).toEqual(['percent.tooMuch']);
      }),
      { numRuns: 30 },
    );
  });

  test('a minimum of 0 % asks for some amount', () => {
    const some = software('minPercent', { percentPpm: 0 });
    expect(check(some, split(1, 10_000))).toEqual([]);
    const [nothing, ...more] = check(some, split(0, 10_000));
    expect(more).toEqual([]);
    expect(nothing).toMatchObject({ code: 'percent.nothing', params: { partCents: 0, baseCents: 10_000 } });
    expect(describeProblem(nothing!).sentence).toBe('Software: nothing of $100 goes to it.');
    expect(check(some, split(-5, 10_000))).toHaveLength(1);
  });

  test('where there is nothing to be a part of, or less than nothing, nothing is said', () => {
    for (const kind of ['minPercent', 'maxPercent'] as const) {
      expect(check(software(kind), {})).toEqual([]);
      expect(check(software(kind), split(0, 0))).toEqual([]);
      expect(check(software(kind), split(500, -1))).toEqual([]);
    }
  });

  test('a negative part is less than any minimum and no maximum', () => {
    expect(check(software('minPercent'), split(-1, 100))).toMatchObject([
      { params: { partCents: -1, limitCents: 15, missCents: 16 } },
    ]);
    expect(check(software('maxPercent'), split(-1, 100))).toEqual([]);
  });

  test('holds from a base on, inclusive or exclusive', () => {
    const from = software('maxPercent', { baseFromCents: 10_000 });
    expect(check(from, split(9_999, 9_999))).toEqual([]);
    expect(check(from, split(10_000, 10_000))).toHaveLength(1);
    const above = software('maxPercent', { baseAboveCents: 10_000 });
    expect(check(above, split(10_000, 10_000))).toEqual([]);
    expect(check(above, split(10_001, 10_001))).toHaveLength(1);
  });

  test('of FTE', () => {
    const licensed = rulesOf({
      kind: 'minPercent',
      numerator: { from: 'proposed', unit: 'fte', accounts: ['*-*-*-111'] },
      base: { from: 'proposed', unit: 'fte' },
      percentPpm: 500_000,
    });
    const aide = (fte: number) => post(fte, '100-1111-608-112', { jobClass: 'classified' });
    const lines = [line('100-1111-608-111', 0), line('100-1111-608-112', 0)];
    expect(check(licensed, { lines, positions: [post(10_000), aide(10_000)] })).toEqual([]);
    expect(check(licensed, { lines, positions: [post(9_999), aide(10_001)] })).toMatchObject([
      { params: { partFte: 9_999, baseFte: 20_000, limitFte: 10_000, missFte: 1 } },
    ]);
  });

  test('of this year, of the ledger and of figures', () => {
    const growth = software('maxPercent', { base: { from: 'current' }, percentPpm: 1_000_000 });
    const lines = [line(SOFTWARE, 101, { currentCents: 100 })];
    expect(check(growth, { lines })).toMatchObject([{ params: { partCents: 101, baseCents: 100 } }]);
    const ledger = software('maxPercent', { base: { from: 'ledger', kinds: ['initial', 'correction'] } });
    const entries = [
      entry('GF', 600),
      entry('GF', 400, { kind: 'correction' }),
      entry('T1', 9_000, { kind: 'carryOver' }),
    ];
    expect(check(ledger, split(150, 500), { entries })).toEqual([]);
    expect(check(ledger, split(151, 500), { entries })).toMatchObject([{ params: { baseCents: 1_000 } }]);
    const figure = software('maxPercent', { base: { from: 'figure', figure: 'budget' } });
    expect(check(figure, split(16, 50), { plan: { figures: { budget: 100 } } })).toMatchObject([
      { params: { partCents: 16, baseCents: 100, limitCents: 15 } },
    ]);
  });

  test('is about the money it names: programme, source, account, level', () => {
    const lines = [line(TITLE, 100), line('201-1111-608-470', 100), ...split(1_000, 1_000).lines];
    const found = (appliesTo: object) =>
      check(software('maxPercent', { appliesTo }), { lines }).map(({ place, params }) => [
        place.kind,
        params['partCents'],
        params['baseCents'],
      ]);
    expect(found({ programs: ['titleIA'] })).toEqual([['allocation', 100, 200]]);
    expect(found({ fundingSources: ['GF'] })).toEqual([['allocation', 1_000, 1_000]]);
    expect(found({ accounts: ['201'] })).toEqual([['site', 100, 200]]);
    expect(found({ levels: ['elementary'] })).toEqual([]);
    expect(found({ programs: ['titleIII'] })).toEqual([]);
  });

  test('a ledger of another level is not the rule’s', () => {
    const rule = software('minPercent', { base: { from: 'ledger' }, appliesTo: { levels: ['elementary'] } });
    expect(check(rule, {}, { entries: [entry('GF', 100)] })).toEqual([]);
    expect(check(rule, {}, { entries: [entry('GF', 100)], site: GRADE })).toHaveLength(1);
  });
});

describe('a rule that cannot be judged here', () => {
  const missing = (
    rest: Partial<RuleData>,
    plan: object = {},
    content: object = { lines: [line(GENERAL, 1)] },
  ) =>
    check(software('maxPercent', rest), content, { plan }).map(({ code, severity, params }) => [
      code,
      severity,
      params['what'],
    ]);

  test('says what it lacks', () => {
    const figure = { base: { from: 'figure', figure: 'award' } };
    expect(missing(figure)).toEqual([['rule.atOffice', 'info', 'figure:award']]);
    expect(missing(figure, { figures: { other: 1 } })).toHaveLength(1);
    expect(missing(figure, { figures: { award: 100 } })).toEqual([]);
    const group = { numerator: { from: 'proposed', accountGroup: 'set' }, scope: 'district' };
    expect(missing(group)).toEqual([['rule.atOffice', 'info', 'wholeDistrict,accounts:set']]);
  });

  test('says so only where there is money that it is about', () => {
    const district = (appliesTo: object) => ({ scope: 'district', appliesTo });
    expect(missing(district({ programs: ['titleIA'] }))).toEqual([]);
    expect(missing(district({ fundingSources: ['GF'] }))).toHaveLength(1);
    expect(missing(district({ accounts: ['*-*-*-470'] }))).toEqual([]);
    expect(missing(district({ accounts: ['*-*-*-410'] }))).toHaveLength(1);
    const given = (appliesTo: object) =>
      codes(check(software('maxPercent', district(appliesTo)), {}, { entries: [entry('T1', 100)] }));
    expect(given({ programs: ['titleIA'] })).toEqual(['rule.atOffice']);
    expect(given({ fundingSources: ['GF'] })).toEqual([]);
    expect(given({ accounts: ['*-*-*-470'] })).toEqual([]);
    expect(given({ levels: ['elementary'] })).toEqual([]);
    expect(given({ levels: ['high'] })).toEqual(['rule.atOffice']);
  });

  test('once for a district that sees all its sites', () => {
    const rule = software('maxPercent', { scope: 'district', base: { from: 'figure', figure: 'award' } });
    const sites = [
      { lines: [line(GENERAL, 1)] },
      { site: GRADE, entries: [entry('GF', 1, { siteCode: '125' })] },
    ];
    expect(checkDistrict(rule, sites)).toMatchObject([
      { code: 'rule.atOffice', place: { kind: 'district' }, params: { what: 'figure:award' } },
    ]);
    expect(checkDistrict(rule, [{}])).toEqual([]);
  });
});

describe('a rule in force for some years', () => {
  const held = (effective: object, year: object = {}) => {
    const plan = { year: { id: '2024-25', currentId: '2023-24', dueDate: '2024-03-15', ...year } };
    return check(software('maxPercent', { effective }), split(100, 100), { plan }).length === 1;
  };

  test('holds a budget year that touches one of its days', () => {
    expect(held({})).toBe(true);
    expect(held({ to: '2024-06-30' })).toBe(false);
    expect(held({ to: '2024-07-01' })).toBe(true);
    expect(held({ from: '2025-06-30' })).toBe(true);
    expect(held({ from: '2025-07-01' })).toBe(false);
  });

  test('follows a year with days of its own', () => {
    const year = { firstDay: '2024-09-01', lastDay: '2025-08-31' };
    expect(held({ to: '2024-08-31' }, year)).toBe(false);
    expect(held({ from: '2025-08-31' }, year)).toBe(true);
  });
});

describe('warnings that somebody explained', () => {
  const rule = software('maxPercent');
  const problemKey = 'rule-1:percent.tooMuch|site|608';

  test('carry the explanation; fatal ones and blanks do not count', () => {
    const lines = split(100, 100).lines;
    const told = check(rule, { lines, explanations: [{ problemKey, text: 'A licence for three years' }] });
    expect(told).toMatchObject([{ explanation: 'A licence for three years' }]);
    expect(check(rule, { lines, explanations: [{ problemKey, text: '  ' }] })[0]).not.toHaveProperty(
      'explanation',
    );
    const fatal = software('maxPercent', { severity: 'fatal' });
    expect(check(fatal, { lines, explanations: [{ problemKey, text: 'Why not' }] })[0]).not.toHaveProperty(
      'explanation',
    );
  });
});

describe('comparing a part with a percentage', () => {
  const big = fc.maxSafeInteger();
  const sign = (value: bigint) => (value > 0n ? 1 : value < 0n ? -1 : 0);

  test('is what rational numbers say, for any amounts', () => {
    fc.assert(
      fc.property(big, big, fc.integer({ min: 0, max: 10_000_000 }), (part, base, ppm) => {
        expect(comparePercent(part, base, ppm)).toBe(
          sign(BigInt(part) * 1_000_000n - BigInt(base) * BigInt(ppm)),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  test('also a cent about the limit, where doubles end', () => {
    const base = fc.integer({ min: 0, max: 9_007_199_254 });
    fc.assert(
      fc.property(
        base,
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.constantFrom(-1, 0, 1),
        (tens, ppm, off) => {
          const whole = tens * 1_000_000;
          const part = Number((BigInt(whole) * BigInt(ppm)) / 1_000_000n) + off;
          expect(comparePercent(part, whole, ppm)).toBe(off);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('how far there is to go', () => {
  const gauges = (kind: 'minPercent' | 'maxPercent', content: ReturnType<typeof split>, rest = {}) =>
    openRules(software(kind, rest), content).gauges;

  test('a cap and a floor say where they stand before anything is wrong', () => {
    expect(gauges('maxPercent', split(1_000, 10_000))).toEqual([
      {
        ruleId: expect.any(String) as unknown as string,
        title: 'Software',
        sense: 'max',
        unit: 'cents',
        part: 1_000,
        base: 10_000,
        limit: 1_500,
        place: { kind: 'site', siteCode: '608' },
      },
    ]);
    expect(gauges('minPercent', split(1_000, 10_000))).toMatchObject([{ sense: 'min', limit: 1_500 }]);
  });

  test('where there is nothing to be a part of, there is no gauge', () => {
    expect(gauges('maxPercent', split(0, 0))).toEqual([]);
    expect(gauges('maxPercent', split(1_000, 10_000), { baseAboveCents: 10_000 })).toEqual([]);
  });

  test('a gauge and the finding never say different things', () => {
    const amount = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(
        fc.constantFrom('minPercent' as const, 'maxPercent' as const),
        amount,
        amount,
        (kind, part, rest) => {
          const state = openRules(software(kind), split(part, part + rest));
          const [gauge] = state.gauges;
          const isKept =
            gauge === undefined ||
            (kind === 'maxPercent' ? gauge.part <= gauge.limit : gauge.part >= gauge.limit);
          expect(state.problems.some(({ code }) => code.startsWith('percent.'))).toBe(!isKept);
        },
      ),
    );
  });
});
