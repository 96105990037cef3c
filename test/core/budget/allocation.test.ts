import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  AllocationEntry,
  checkComponents,
  staffFteDifference,
  totalAllocations,
  type Allocation,
} from '../../../src/core/budget/allocation.js';
import {
  siteStaffFte,
  staffAllowances,
  totalStaff,
  type StaffAllocation,
  type StaffHolder,
  type StaffTotal,
} from '../../../src/core/budget/staff-allocation.js';

const ARTS = { code: '104', title: 'Visual & Performing Arts' };
const type = (code: string) => ({ code, title: `Title of ${code}` });
const fte = (code: string, amount: number, budgetedBy: typeof ARTS | null = null): StaffAllocation => ({
  staffType: type(code),
  quantity: { unit: 'fte', fte: amount },
  budgetedBy,
});
const hours = (code: string, dailyHundredths: number, budgetedBy: typeof ARTS | null = null) =>
  ({ staffType: type(code), quantity: { unit: 'hours', dailyHundredths }, budgetedBy }) as const;

const entry = (rest: Partial<AllocationEntry>): AllocationEntry => ({
  id: 'e1',
  siteCode: '413',
  fundingSource: '00000',
  date: '2024-03-01',
  kind: 'initial',
  amountCents: 0,
  fte: 0,
  reason: '',
  author: 'Finance',
  ...rest,
});

describe('staff of a ledger', () => {
  const ledger = [
    entry({ fte: 170_000, staff: [fte('principal', 10_000), fte('teacher', 160_000), hours('noon', 800)] }),
    entry({ fundingSource: '67700', staff: [fte('arts', 3_000, ARTS), hours('noon', 400, ARTS)] }),
    entry({ fte: -20_000, kind: 'enrolment', staff: [fte('teacher', -20_000)] }),
    entry({ fte: 5_000 }),
  ];
  const plain = (totals: StaffTotal[]) =>
    totals.map(({ staffType, quantity }) => [
      staffType.code,
      quantity.unit === 'fte' ? quantity.fte : `${String(quantity.dailyHundredths)} h`,
    ]);

  test('is added up by type, by unit and by who budgets it', () => {
    expect(plain(totalStaff(ledger, { budgetedBy: 'site' }))).toEqual([
      ['principal', 10_000],
      ['teacher', 140_000],
      ['noon', '800 h'],
    ]);
    expect(plain(totalStaff(ledger, { budgetedBy: 'others' }))).toEqual([
      ['arts', 3_000],
      ['noon', '400 h'],
    ]);
    expect(plain(totalStaff(ledger, { budgetedBy: 'all' }))).toEqual([
      ['principal', 10_000],
      ['teacher', 140_000],
      ['noon', '1200 h'],
      ['arts', 3_000],
    ]);
  });

  test('a type given in FTE and in hours has two totals', () => {
    const both = [entry({ staff: [fte('noon', 5_000), hours('noon', 300), fte('noon', 1)] })];
    expect(plain(totalStaff(both, { budgetedBy: 'all' }))).toEqual([
      ['noon', 5_001],
      ['noon', '300 h'],
    ]);
  });

  test('a site may budget its own FTE alone: no hours, no posts of other organisations', () => {
    expect(ledger.map(({ staff = [] }) => siteStaffFte(staff))).toEqual([170_000, 0, -20_000, 0]);
    expect(staffAllowances(ledger).map((one) => [one.fundingSource, one.staffType.code, one.fte])).toEqual([
      ['00000', 'principal', 10_000],
      ['00000', 'teacher', 140_000],
    ]);
  });

  test('a type that is taken away again keeps an allowance of nothing', () => {
    const gone = [entry({ staff: [fte('dean', 10_000)] }), entry({ staff: [fte('dean', -10_000)] })];
    expect(staffAllowances(gone)).toEqual([{ fundingSource: '00000', staffType: type('dean'), fte: 0 }]);
  });

  test('an entry whose FTE is not that of its own staff shows by how much', () => {
    expect(ledger.map(staffFteDifference)).toEqual([0, 0, 0, 0]);
    expect(staffFteDifference(entry({ fte: 13_000, staff: [fte('nurse', 3_000, ARTS)] }))).toBe(13_000);
  });
});

describe('components of an amount', () => {
  const part = (title: string, amountCents: number) => ({ title, amountCents });

  test('are held against the amount', () => {
    const whole = entry({ amountCents: 300, components: [part('a', 100), part('b', 200)] });
    expect(checkComponents(whole)).toMatchObject({ outcome: 'ties', summedCents: 300 });
    const short = entry({ amountCents: 54_658_300, components: [part('a', 46_187_200)] });
    expect(checkComponents(short)).toMatchObject({
      outcome: 'differs',
      summedCents: 46_187_200,
      stated: [{ cents: 54_658_300, differenceCents: -8_471_100 }],
    });
  });

  test('an entry without any has nothing to check', () => {
    expect(checkComponents(entry({ amountCents: 100 }))).toBeNull();
    expect(checkComponents(entry({ amountCents: 100, components: [] }))).toBeNull();
  });
});

test('an entry with a fraction of a cent, an unknown unit or an unnamed part is refused', () => {
  const accepts = (rest: object) => AllocationEntry.safeParse({ ...entry({}), ...rest }).success;
  expect(accepts({})).toBe(true);
  expect(accepts({ staff: [fte('teacher', 5_000)], components: [{ title: 'a', amountCents: 1 }] })).toBe(
    true,
  );
  expect(accepts({ components: [{ title: 'a', amountCents: 1.5 }] })).toBe(false);
  expect(accepts({ components: [{ title: '', amountCents: 1 }] })).toBe(false);
  expect(accepts({ staff: [{ ...fte('teacher', 1), quantity: { unit: 'days', fte: 1 } }] })).toBe(false);
  expect(accepts({ staff: [{ ...fte('teacher', 1), quantity: { unit: 'hours', fte: 1 } }] })).toBe(false);
});

describe('laws of ledgers', () => {
  const staffItem = fc
    .record({
      code: fc.constantFrom('teacher', 'nurse', 'noon'),
      amount: fc.integer({ min: -100_000, max: 100_000 }),
      unit: fc.constantFrom('fte' as const, 'hours' as const),
      budgetedBy: fc.constantFrom(null, ARTS),
    })
    .map(({ code, amount, unit, budgetedBy }) =>
      unit === 'fte' ? fte(code, amount, budgetedBy) : hours(code, amount, budgetedBy),
    );
  const ledgerOf = (siteCode: string) =>
    fc.array(
      fc
        .record({
          fundingSource: fc.constantFrom('00000', '31500', '67700'),
          amountCents: fc.integer({ min: -1e12, max: 1e12 }),
          staff: fc.array(staffItem, { maxLength: 6 }),
          components: fc.array(
            fc.record({ title: fc.constant('part'), amountCents: fc.integer({ min: -1e12, max: 1e12 }) }),
            { maxLength: 4 },
          ),
        })
        .map((rest) => entry({ ...rest, siteCode, fte: siteStaffFte(rest.staff) })),
      { maxLength: 12 },
    );
  const bySource = (totals: Allocation[]) =>
    new Map(totals.map((one) => [one.fundingSource, [one.amountCents, one.fte]]));
  const byType = (totals: StaffTotal[]) =>
    new Map(
      totals.map(({ staffType, quantity }) => [
        `${quantity.unit} ${staffType.code}`,
        quantity.unit === 'fte' ? quantity.fte : quantity.dailyHundredths,
      ]),
    );
  const added = (a: Map<string, number>, b: Map<string, number>) =>
    new Map(
      [...new Set([...a.keys(), ...b.keys()])].map((key) => [key, (a.get(key) ?? 0) + (b.get(key) ?? 0)]),
    );

  test('components never change a total', () => {
    fc.assert(
      fc.property(ledgerOf('413'), (ledger) => {
        const without = ledger.map((one) => ({ ...one, components: undefined }));
        expect(totalAllocations(ledger)).toEqual(totalAllocations(without));
        expect(totalStaff(ledger, { budgetedBy: 'all' })).toEqual(totalStaff(without, { budgetedBy: 'all' }));
      }),
    );
  });

  test('merging two ledgers adds their totals', () => {
    fc.assert(
      fc.property(ledgerOf('413'), ledgerOf('413'), (one, other) => {
        const merged = bySource(totalAllocations([...one, ...other]));
        const [a, b] = [bySource(totalAllocations(one)), bySource(totalAllocations(other))];
        expect([...merged.keys()].sort()).toEqual([...new Set([...a.keys(), ...b.keys()])].sort());
        for (const [source, [cents = 0, ftes = 0]] of merged) {
          const [aCents = 0, aFte = 0] = a.get(source) ?? [];
          const [bCents = 0, bFte = 0] = b.get(source) ?? [];
          expect([cents, ftes]).toEqual([aCents + bCents, aFte + bFte]);
        }
        for (const budgetedBy of ['site', 'others', 'all'] as const) {
          const total = (ledger: AllocationEntry[]) => byType(totalStaff(ledger, { budgetedBy }));
          expect(total([...one, ...other])).toEqual(added(total(one), total(other)));
        }
      }),
    );
  });

  test('the site and the others together are all, whatever the order of the entries', () => {
    fc.assert(
      fc.property(
        ledgerOf('413').chain((ledger) =>
          fc.tuple(
            fc.constant(ledger),
            fc.shuffledSubarray(ledger, { minLength: ledger.length, maxLength: ledger.length }),
          ),
        ),
        ([ledger, shuffled]) => {
          const total = (entries: AllocationEntry[], budgetedBy: StaffHolder) =>
            byType(totalStaff(entries, { budgetedBy }));
          expect(added(total(ledger, 'site'), total(ledger, 'others'))).toEqual(total(ledger, 'all'));
          expect(total(shuffled, 'all')).toEqual(total(ledger, 'all'));
          expect(bySource(totalAllocations(shuffled))).toEqual(bySource(totalAllocations(ledger)));
        },
      ),
    );
  });

  test('allowances by type add up to the FTE of the ledger, by funding source', () => {
    fc.assert(
      fc.property(ledgerOf('413'), (ledger) => {
        for (const { fundingSource, fte: ftes } of totalAllocations(ledger)) {
          const allowed = staffAllowances(ledger).filter((one) => one.fundingSource === fundingSource);
          expect(allowed.reduce((sum, one) => sum + one.fte, 0)).toBe(ftes);
        }
      }),
    );
  });
});
