import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  applyAmendments,
  checkAmendment,
  type AmendmentDraft,
  type AmendmentEntry,
  type SpendingBySite,
} from '../../../src/core/merge/amendment.js';
import { mergeRevisions } from '../../../src/core/merge/master-budget.js';
import { tinyBook } from '../../support/arbitrary-content.js';

const { plan } = tinyBook();
const ACCOUNTS = ['100-1111-608-410', '100-1111-608-470', '201-1111-608-410', '201-2542-608-410'];
const adopted = mergeRevisions([
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
const spending: SpendingBySite = new Map([
  [
    '608',
    {
      asOf: '2024-10-01',
      rows: [{ account: '100-1111-608-410', spentCents: 60_000, encumberedCents: 15_000 }],
    },
  ],
]);
const context = { adoptedOn: '2024-06-20', siteCodes: new Set(['608']), spending };

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
