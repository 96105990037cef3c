import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nearestFte } from '../../../src/core/rules/fte-increment.js';
import { fteRequired } from '../../../src/core/rules/min-staffing.js';
import type { Position } from '../../../src/core/staffing/position.js';
import { check, codes, GRADE, HIGH, line, post, rulesOf } from '../../support/rule-book.js';

const GENERAL = '100-1111-608-111';
const TITLE = '201-1111-608-111';
const lines = [line(GENERAL, 0), line(TITLE, 0)];

describe('fteIncrement', () => {
  const fifths = { kind: 'fteIncrement', sizes: { stepFte: 2_000 } };
  const found = (posts: Position[], rule: object = {}) =>
    check(rulesOf({ ...fifths, ...rule }), { lines, positions: posts });

  test('any multiple of the step passes, a ten-thousandth beside it does not', () => {
    expect(found([2_000, 10_000, 12_000, 0].map((fte) => post(fte)))).toEqual([]);
    const odd = post(8_001);
    expect(found([odd])).toMatchObject([
      {
        code: 'post.fteStep',
        place: { kind: 'position', positionId: odd.id, field: 'fte' },
        params: { title: 'Teacher', planFte: 8_001, lowerFte: 8_000, upperFte: 10_000 },
      },
    ]);
    expect(found([post(7_999)])).toMatchObject([{ params: { lowerFte: 6_000, upperFte: 8_000 } }]);
  });

  test('a set of sizes, beyond either end of it', () => {
    const sizes = { sizes: { allowedFte: [10_000, 5_000] } };
    expect(found([post(5_000), post(10_000)], sizes)).toEqual([]);
    expect(found([post(4_000)], sizes)[0]?.params).toMatchObject({ upperFte: 5_000 });
    expect(found([post(4_000)], sizes)[0]?.params).not.toHaveProperty('lowerFte');
    expect(found([post(12_000)], sizes)[0]?.params).toMatchObject({ lowerFte: 10_000 });
    expect(found([post(12_000)], sizes)[0]?.params).not.toHaveProperty('upperFte');
  });

  test('a frozen post and another class are let be', () => {
    expect(found([post(8_001, GENERAL, { status: 'frozen' })])).toEqual([]);
    expect(found([post(8_001)], { jobClasses: ['classified'] })).toEqual([]);
    expect(found([post(8_001, GENERAL, { status: 'vacant' })], { jobClasses: ['licensed'] })).toHaveLength(1);
  });

  test('is about posts that the named money pays, in part at least', () => {
    const whole = post(8_001);
    const part = post(8_001, GENERAL, {
      splits: [
        { account: GENERAL, sharePpm: 500_000 },
        { account: TITLE, sharePpm: 500_000 },
      ],
    });
    const ids = (appliesTo: object) =>
      found([whole, part], { appliesTo }).map(({ place }) => place.kind === 'position' && place.positionId);
    expect(ids({ programs: ['titleIA'] })).toEqual([part.id]);
    expect(ids({ fundingSources: ['GF'] })).toEqual([whole.id, part.id]);
    expect(ids({ accounts: ['201'] })).toEqual([part.id]);
    expect(ids({ levels: ['elementary'] })).toEqual([]);
  });

  test('the nearest sizes stand next to an FTE on either side', () => {
    const fte = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fte, (stepFte, at) => {
        const { lower, upper } = nearestFte({ stepFte }, at);
        expect([lower! % stepFte, upper! % stepFte, upper! - lower!]).toEqual([0, 0, stepFte]);
        expect(lower! <= at && at < upper!).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(fte, { minLength: 1, maxLength: 9 }), fte, (allowedFte, at) => {
        const { lower, upper } = nearestFte({ allowedFte }, at);
        const sorted = [...allowedFte].sort((a, b) => a - b);
        expect(lower).toBe(sorted.filter((size) => size <= at).at(-1) ?? null);
        expect(upper).toBe(sorted.find((size) => size > at) ?? null);
      }),
    );
  });
});

describe('minStaffing', () => {
  const rule = (rest: object = {}) =>
    rulesOf({
      kind: 'minStaffing',
      jobClasses: ['licensed'],
      bands: [
        { fromEnrolment: 500, required: { pupilsPerFte: 250, stepFte: 5_000 } },
        { fromEnrolment: 100, required: { fte: 10_000 } },
      ],
      ...rest,
    });
  const at = (enrolment: number | undefined, fte: number, rest: object = {}) =>
    check(
      rule(rest),
      { lines, positions: [post(fte)] },
      { site: enrolment === undefined ? HIGH : { ...HIGH, enrolment } },
    );

  test('the band begins at its enrolment', () => {
    expect(at(99, 0)).toEqual([]);
    expect(at(100, 10_000)).toEqual([]);
    expect(at(100, 9_999)).toMatchObject([
      {
        code: 'staffing.tooFew',
        place: { kind: 'site', siteCode: '608' },
        params: { enrolment: 100, requiredFte: 10_000, planFte: 9_999, missingFte: 1, staff: 'Licensed' },
      },
    ]);
    expect(at(499, 10_000)).toEqual([]);
    expect(at(500, 20_000)).toEqual([]);
    expect(at(501, 20_000)).toMatchObject([{ params: { requiredFte: 25_000, missingFte: 5_000 } }]);
    expect(at(501, 25_000)).toEqual([]);
  });

  test('only posts of the class count', () => {
    const aide = post(20_000, '100-1111-608-112', { jobClass: 'classified' });
    expect(check(rule(), { lines, positions: [aide] }, { site: { ...HIGH, enrolment: 100 } })).toMatchObject([
      { params: { planFte: 0 } },
    ]);
  });

  test('without the enrolment it is checked at the office, never passed', () => {
    expect(at(undefined, 90_000)).toMatchObject([
      { code: 'rule.atOffice', severity: 'info', params: { what: 'enrolment' } },
    ]);
  });

  test('offices have no pupils; a rule for some schools leaves the others out', () => {
    const office = { ...HIGH, level: 'department' as const };
    expect(check(rule(), {}, { site: office })).toEqual([]);
    expect(at(100, 0, { appliesTo: { levels: ['elementary'] } })).toEqual([]);
    expect(at(100, 0, { appliesTo: { levels: ['high'] } })).toHaveLength(1);
    expect(at(undefined, 0, { appliesTo: { levels: ['elementary'] } })).toEqual([]);
  });

  test('what a ratio asks for is the smallest number of steps that covers the pupils', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: 1, max: 2_000 }),
        fc.integer({ min: 1, max: 10_000 }),
        (enrolment, pupilsPerFte, stepFte) => {
          const fte = fteRequired({ pupilsPerFte, stepFte }, enrolment);
          expect(fte % stepFte).toBe(0);
          const covered = (size: number) =>
            BigInt(size) * BigInt(pupilsPerFte) >= BigInt(enrolment) * 10_000n;
          expect(covered(fte)).toBe(true);
          expect(fte === 0 || !covered(fte - stepFte)).toBe(true);
        },
      ),
    );
  });
});

describe('supplanting', () => {
  const compare = (appliesTo: object = { programs: ['titleIA'] }) =>
    rulesOf({ kind: 'supplanting', test: 'comparePosts', appliesTo });
  const moved = (from: Partial<Position>, to: Partial<Position>, rules = compare()) => {
    const was = post(10_000, GENERAL, { id: 'p', number: 'p', ...from });
    const now = post(10_000, GENERAL, { id: 'p', number: 'p', ...to });
    return check(rules, { lines, positions: [now] }, { opening: { positions: [was] } });
  };
  const paid = (...accounts: string[]) => ({
    splits: accounts.map((account) => ({ account, sharePpm: 1_000_000 / accounts.length })),
  });

  test('a post that other money paid and the grant is to pay', () => {
    expect(moved(paid(GENERAL), paid(TITLE))).toMatchObject([
      {
        code: 'supplanting.postMoved',
        severity: 'warning',
        place: { kind: 'position', positionId: 'p', field: 'row' },
        part: 'T1',
        params: { title: 'Teacher', fundingSource: 'Title I', was: 'General fund' },
      },
    ]);
    expect(moved(paid(GENERAL), paid(GENERAL, TITLE))).toHaveLength(1);
  });

  test('a post that the grant paid before, a new one and one that left the grant are none', () => {
    expect(moved(paid(TITLE), paid(TITLE))).toEqual([]);
    expect(moved(paid(GENERAL, TITLE), paid(TITLE))).toEqual([]);
    expect(moved(paid(TITLE), paid(GENERAL))).toEqual([]);
    expect(check(compare(), { lines, positions: [post(10_000, TITLE)] })).toEqual([]);
    expect(check(compare(), {}, { opening: { positions: [post(10_000)] } })).toEqual([]);
  });

  test('is about the programmes, accounts and levels it names', () => {
    expect(moved(paid(GENERAL), paid(TITLE), compare({ programs: ['titleIII'] }))).toEqual([]);
    expect(moved(paid(GENERAL), paid(TITLE), compare({ accounts: ['*-2*'] }))).toEqual([]);
    expect(moved(paid(GENERAL), paid(TITLE), compare({ levels: ['elementary'] }))).toEqual([]);
    expect(moved(paid(GENERAL), paid(TITLE), compare({ levels: ['high'] }))).toHaveLength(1);
  });

  test('an explanation answers it', () => {
    const [found] = moved(paid(GENERAL), paid(TITLE));
    const key = 'rule-1:supplanting.postMoved|position|p|row|T1';
    expect(found).not.toHaveProperty('explanation');
    const now = post(10_000, TITLE, { id: 'p', number: 'p' });
    const opening = { positions: [post(10_000, GENERAL, { id: 'p', number: 'p' })] };
    const explanations = [{ problemKey: key, text: 'Its old post was closed' }];
    expect(check(compare(), { lines, positions: [now], explanations }, { opening })).toMatchObject([
      { explanation: 'Its old post was closed' },
    ]);
  });

  test('a methodology test names itself wherever the money is budgeted', () => {
    const rules = rulesOf({ kind: 'supplanting', test: 'methodology', appliesTo: { programs: ['titleIA'] } });
    expect(check(rules, { lines: [line(GENERAL, 500)] })).toEqual([]);
    expect(check(rules, { lines: [line('201-1111-608-410', 500)] })).toMatchObject([
      {
        code: 'supplanting.methodology',
        place: { kind: 'allocation', fundingSource: 'T1' },
        params: { fundingSource: 'Title I', proposedCents: 500 },
      },
    ]);
  });
});

describe('wholeShares', () => {
  const rule = rulesOf({ kind: 'wholeShares', severity: 'fatal' });
  const shares = (...ppm: number[]) => ({ splits: ppm.map((sharePpm) => ({ account: GENERAL, sharePpm })) });

  test('exactly 100 %', () => {
    expect(check(rule, { positions: [post(1, GENERAL, shares(333_333, 666_667))] })).toEqual([]);
    expect(check(rule, { positions: [post(1, GENERAL, shares(999_999))] })).toMatchObject([
      { code: 'post.sharesNotWhole', params: { sharePpm: 999_999 } },
    ]);
    expect(codes(check(rule, { positions: [post(1, GENERAL, shares(1_000_000, 1))] }))).toEqual([
      'post.sharesNotWhole',
    ]);
  });

  test('one row for a post', () => {
    const twice = [post(1), post(1)].map((row) => ({ ...row, number: 'P-1' }));
    expect(codes(check(rule, { positions: twice }))).toEqual(['post.numberTwice', 'post.numberTwice']);
    expect(
      check(rule, { positions: [post(1, GENERAL, { number: '' }), post(1, GENERAL, { number: '' })] }),
    ).toEqual([]);
  });

  test('a half that is taken away from another site is told; the other site hears it from its own check', () => {
    const other = `100-1111-${GRADE.code}-111`;
    const both = {
      id: 'p',
      splits: [
        { account: GENERAL, sharePpm: 600_000 },
        { account: other, sharePpm: 400_000 },
      ],
    };
    const alone = post(10_000, GENERAL, { id: 'p' });
    const opening = { positions: [post(10_000, GENERAL, both)] };
    expect(check(rule, { positions: [alone] }, { opening })).toMatchObject([
      { code: 'post.shareDropped', params: { sharePpm: 400_000, otherSite: '125' } },
    ]);
    expect(codes(check(rule, {}, { opening }))).toEqual(['post.shareDropped']);
    expect(
      codes(check(rule, { positions: [post(1, GENERAL, both)] }, { opening: { positions: [alone] } })),
    ).toEqual(['post.paidElsewhere']);
  });
});

describe('readable', () => {
  const rule = rulesOf({ kind: 'readable', severity: 'fatal' });

  test('cells that hold no figure, with what they would read as', () => {
    const unread = [{ field: 'amount' as const, text: '$5', reason: 'text' as const, suggestion: 500 }];
    expect(check(rule, { lines: [line(GENERAL, 0, { unread })] })).toMatchObject([
      { code: 'cell.text', place: { field: 'amount' }, params: { text: '$5', suggestionCents: 500 } },
    ]);
  });

  test('a post of a class, plan or account that does not exist', () => {
    const odd = post(0, '100-1111-608-999', { jobClass: 'wizard', benefitPlans: ['NONE', 'NONE'] });
    expect(codes(check(rule, { positions: [odd] }))).toEqual([
      'post.unknownAccount',
      'post.unknownJobClass',
      'post.unknownPlan',
    ]);
  });

  test('what a post puts where no line is', () => {
    const paid = post(10_000, GENERAL, { annualSalaryCents: 12_345 });
    expect(check(rule, { positions: [paid] })).toMatchObject([
      { code: 'post.noLine', params: { account: GENERAL, amountCents: 12_345 } },
    ]);
    expect(check(rule, { lines: [line(GENERAL, 0)], positions: [paid] })).toEqual([]);
  });
});
