import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  applyAmendments,
  checkAmendment,
  type AmendmentDraft,
  type AmendmentEntry,
  type SpendingBySite,
} from '../../../src/core/merge/amendment.js';
import { accountsOf } from '../../../src/core/merge/adopted-accounts.js';
import { mergeRevisions } from '../../../src/core/merge/master-budget.js';
import { tinyBook } from '../../support/arbitrary-content.js';

const { plan } = tinyBook();
const ACCOUNTS = ['100-1111-608-410', '100-1111-608-470', '201-1111-608-410', '201-2542-608-410'];
const master = mergeRevisions([
  {
    siteCode: '608',
    siteName: 'Tiny High School',
    revision: 1,
    contentHash: 'h',
    approvedBy: 'J. Ortiz',
    approvedAt: '2024-03-10T17:00:00.000Z',
    totalCents: 400_000,
    totalFte: 20_000,
    lines: ACCOUNTS.map((account, at) => ({
      lineId: `l${String(at)}`,
      account,
      title: '',
      currentCents: 0,
      currentFte: 0,
      proposedCents: 100_000,
      proposedFte: at === 0 ? 20_000 : 0,
      justification: '',
    })),
  },
]);
const adopted = accountsOf(plan, master, new Set(ACCOUNTS));
const spending: SpendingBySite = new Map([
  [
    '608',
    {
      asOf: '2024-10-01',
      rows: [{ account: '100-1111-608-410', spentCents: 60_000, encumberedCents: 15_000 }],
    },
  ],
]);
const context = {
  adoptedOn: '2024-06-20',
  siteCodes: new Set(['608']),
  spending,
  plannedRevenue: ['100-R1111'],
};

const entry = (account: string, amountCents: number, fte = 0): AmendmentEntry => ({
  side: 'expenditure',
  account,
  siteCode: '608',
  amountCents,
  fte,
});
const draft = (
  entries: AmendmentEntry[],
  number = 'BA-01',
  effectiveDate = '2024-10-15',
): AmendmentDraft => ({
  number,
  effectiveDate,
  resolution: '2024-31',
  reason: 'A test',
  entries,
});
const codesOf = (entries: AmendmentEntry[], earlier: AmendmentDraft[] = []) =>
  checkAmendment(plan, adopted, earlier, draft(entries, 'BA-99'), context).map(({ code }) => code);

describe('an amendment', () => {
  test('takes nothing that an amendment brings only later, nor what one takes later', () => {
    const later = (cents: number, fte: number, day: string) =>
      draft([entry('100-1111-608-410', cents, fte), entry('100-1111-608-470', -cents)], day, day);
    const take = (cents: number, fte = 0) => [
      entry('100-1111-608-410', -cents, -fte),
      entry('100-1111-608-470', cents),
    ];
    const more = later(50_000, 10_000, '2025-03-01');
    expect(codesOf(take(25_001), [more])).toEqual(['amendment.overAvailable']);
    expect(codesOf(take(25_000, 20_001), [more])).toEqual(['amendment.overFte']);
    expect(codesOf(take(25_000), [more])).toEqual([]);
    // What is brought and then taken leaves what there was.
    expect(codesOf(take(25_000), [later(-50_000, 0, '2025-04-01'), more])).toEqual([]);
    expect(codesOf(take(25_000), [later(-1, 0, '2025-02-01'), more])).toEqual(['amendment.overAvailable']);
  });

  test('takes an account further below zero that stands there', () => {
    const account = '100-1111-608-470';
    const recovery = draft([entry(account, -100_001), entry('100-1111-608-410', 100_001)]);
    const further = [entry(account, -1), entry('100-1111-608-410', 1)];
    expect(codesOf(further, [recovery])).toEqual([]);
    expect(codesOf([entry(account, -100_001), entry('100-1111-608-410', 100_001)])).toEqual([
      'amendment.overAvailable',
    ]);
  });

  test('moves what is left between accounts of a fund', () => {
    expect(codesOf([entry('100-1111-608-410', -25_000), entry('100-1111-608-470', 25_000)])).toEqual([]);
  });

  test('takes nothing that was spent or promised, and nothing that an earlier one took', () => {
    const over = [entry('100-1111-608-410', -25_001), entry('100-1111-608-470', 25_001)];
    expect(checkAmendment(plan, adopted, [], draft(over), context)).toEqual([
      {
        code: 'amendment.overAvailable',
        severity: 'fatal',
        place: { kind: 'site', siteCode: '608' },
        params: { account: '100-1111-608-410', availableCents: 25_000, takenCents: 25_001 },
        part: '100-1111-608-410',
      },
    ]);
    const first = draft([entry('100-1111-608-410', -20_000), entry('100-1111-608-470', 20_000)]);
    expect(codesOf([entry('100-1111-608-410', -5_001), entry('100-1111-608-470', 5_001)], [first])).toEqual([
      'amendment.overAvailable',
    ]);
  });

  test('spending of the year before is of another budget', () => {
    const before = new Map([
      ['608', { ...spending.get('608'), asOf: '2024-03-01', rows: spending.get('608')?.rows ?? [] }],
    ]);
    const all = [entry('100-1111-608-410', -100_000), entry('100-1111-608-470', 100_000)];
    expect(checkAmendment(plan, adopted, [], draft(all), { ...context, spending: before })).toEqual([]);
  });

  test('is balanced in each fund, with revenue where it brings some', () => {
    expect(codesOf([entry('100-1111-608-470', -100), entry('201-1111-608-410', 100)])).toEqual([
      'amendment.unbalanced',
      'amendment.unbalanced',
    ]);
    expect(codesOf([entry('201-1111-608-410', 100)])).toEqual(['amendment.unbalanced']);
    const grant = { ...entry('201-R4500', 100), side: 'revenue' as const, siteCode: '' };
    expect(codesOf([entry('201-1111-608-410', 100), grant])).toEqual([]);
  });

  test('brings revenue to accounts that are none of expenditures, and no FTE with it', () => {
    const grant = (account: string, fte = 0): AmendmentEntry[] => [
      entry('201-1111-608-410', 100),
      { ...entry(account, 100, fte), side: 'revenue', siteCode: '' },
    ];
    expect(codesOf(grant('201-2542-608-410'))).toEqual(['amendment.notRevenue']);
    expect(codesOf(grant('201-R4500', 5_000))).toEqual(['amendment.revenueFte']);
  });

  test('brings no revenue to an account of expenditures that nobody budgets on', () => {
    const found = (account: string, district = plan, plannedRevenue = ['100-R1111']) =>
      checkAmendment(
        district,
        accountsOf(district, master, new Set([account, '201-1111-608-410'])),
        [],
        draft([entry('201-1111-608-410', 100), { ...entry(account, 100), side: 'revenue', siteCode: '' }]),
        { ...context, plannedRevenue },
      ).map(({ code }) => code);
    // By its object's group, which the adopted budget spends on; and by the chart, where it spends nothing on that.
    expect(found('201-2542-608-470')).toEqual(['amendment.notRevenue']);
    expect(found('201-9999-608-411')).toEqual(['amendment.notRevenue']);
    expect(found('201-2542-608-111')).toEqual(['amendment.notRevenue']);
    expect(found('201-2542-608-111', plan, [])).toEqual([]);
    // Where the chart has revenue as well, what is like the planned revenue is such, and what the district calls so.
    const { codes } = plan.chart;
    const object = [
      ...(codes['object'] ?? []),
      ...['811', '812', '911'].map((code) => ({ code, title: '' })),
    ];
    const both = { ...plan, chart: { ...plan.chart, codes: { ...codes, object } } };
    expect(found('201-2542-608-812', both, ['100-1111-608-811'])).toEqual([]);
    expect(found('201-2542-608-470', both, ['100-1111-608-811'])).toEqual(['amendment.notRevenue']);
    expect(found('201-2542-608-911', both, ['100-1111-608-811'])).toEqual(['amendment.notRevenue']);
    const named = { ...both, accountGroups: { revenue: ['*-*-*-911'] } };
    expect(found('201-2542-608-911', named, ['100-1111-608-811'])).toEqual([]);
  });

  test('names accounts and sites that exist, in the year, under a number of its own', () => {
    const balanced = (account: string) => [entry('100-1111-608-470', -1), entry(account, 1)];
    expect(codesOf(balanced('100-9999-608-410'))).toEqual(['amendment.accountUnknown']);
    expect(codesOf(balanced('100-2542-608-410'))).toEqual([]);
    expect(
      codesOf([entry('100-1111-608-470', -1), { ...entry('100-1111-608-410', 1), siteCode: '999' }]),
    ).toEqual(['amendment.accountUnknown']);
    expect(codesOf([entry('100-1111-608-410', 0, -20_001)])).toEqual(['amendment.overFte']);
    const earlier = [draft([entry('100-1111-608-470', 0)], 'BA-99')];
    expect(codesOf([entry('100-1111-608-470', 0)], earlier)).toEqual(['amendment.numberTaken']);
    for (const date of ['2024-06-19', '2025-07-01'])
      expect(
        checkAmendment(plan, adopted, [], draft([entry(ACCOUNTS[0] ?? '', 0)], 'B', date), context).map(
          ({ code }) => code,
        ),
      ).toEqual(['amendment.dateOutside']);
  });
});

/** A move within a fund of any size, often too large. */
const move = fc
  .tuple(
    fc.constantFrom([0, 1] as const, [1, 0] as const, [2, 3] as const, [3, 2] as const),
    fc.integer({ min: 1, max: 60_000 }),
  )
  .map(([pair, cents]) => [entry(ACCOUNTS[pair[0]] ?? '', -cents), entry(ACCOUNTS[pair[1]] ?? '', cents)]);
const season = fc.array(fc.tuple(move, fc.constantFrom('2024-08-01', '2024-11-15', '2025-02-01'), fc.nat()), {
  maxLength: 12,
});

/** Enters them one by one; what is refused is left out. */
function enter(moves: [AmendmentEntry[], string, number][]): AmendmentDraft[] {
  const taken: AmendmentDraft[] = [];
  moves.forEach(([entries, date], at) => {
    const next = draft(entries, `BA-${String(at)}`, date);
    if (checkAmendment(plan, adopted, taken, next, context).length === 0) taken.push(next);
  });
  return taken;
}

describe('the revised budget', () => {
  test('has the total that was adopted, and never less in an account than was spent and promised', () => {
    fc.assert(
      fc.property(season, fc.constantFrom('2024-07-01', '2024-11-15', '2025-06-30'), (moves, asOf) => {
        const before = structuredClone(adopted);
        const revised = applyAmendments(plan, adopted, enter(moves), asOf, spending);
        expect(revised.revisedCents).toBe(adopted.totalCents);
        if (asOf === '2025-06-30')
          expect(revised.accounts.filter(({ availableCents }) => availableCents < 0)).toEqual([]);
        expect(adopted).toEqual(before);
      }),
    );
  });

  test('is the same for any order of amendments and of their entries', () => {
    fc.assert(
      fc.property(season, (moves) => {
        const entered = enter(moves);
        const turned = [...entered].reverse().map((one) => ({ ...one, entries: [...one.entries].reverse() }));
        expect(applyAmendments(plan, adopted, turned, '2025-06-30', spending)).toEqual(
          applyAmendments(plan, adopted, entered, '2025-06-30', spending),
        );
      }),
    );
  });

  test('grows by what came in, from the day it holds', () => {
    const grant = { ...entry('201-R4500', 700), side: 'revenue' as const, siteCode: '' };
    const amended = [draft([entry('201-1111-608-410', 700), grant], 'BA-1', '2024-11-15')];
    expect(applyAmendments(plan, adopted, amended, '2024-11-14', spending)).toMatchObject({
      revisedCents: 400_000,
      revenueCents: 0,
    });
    expect(applyAmendments(plan, adopted, amended, '2024-11-15', spending)).toMatchObject({
      adoptedCents: 400_000,
      revisedCents: 400_700,
      revenueCents: 700,
    });
  });
});
