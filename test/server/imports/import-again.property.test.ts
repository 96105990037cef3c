import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type { AllocationEntry } from '../../../src/core/budget/allocation.js';
import type { LineItem } from '../../../src/core/budget/line-item.js';
import type { DistrictPlan } from '../../../src/core/budget/site-book.js';
import { compareLedgers } from '../../../server/imports/again/compare-ledgers.js';
import { differenceOf, isNone, withKnownIds } from '../../../server/imports/again/follow-opening.js';
import { mergePlans } from '../../../server/imports/again/merge-plans.js';
import { stableIds } from '../../../server/imports/stable-ids.js';
import { tinyBook } from '../../support/arbitrary-content.js';

const { plan: PLAN } = tinyBook();

/** The plan with other codes of a segment, other rules and rates. */
const plans: fc.Arbitrary<DistrictPlan> = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom('111', '112', '113', '470'), fc.constantFrom('One', 'Other')), {
      maxLength: 4,
    }),
    fc.constantFrom('1', '2', '3'),
    fc.boolean(),
  )
  .map(([codes, version, isOther]) => ({
    ...PLAN,
    rules: { ...PLAN.rules, version },
    salaryOwner: isOther ? 'other' : PLAN.salaryOwner,
    chart: {
      ...PLAN.chart,
      codes: { ...PLAN.chart.codes, object: [...new Map(codes)].map(([code, title]) => ({ code, title })) },
    },
  }));

const byCode = ({ chart }: DistrictPlan) =>
  new Map(chart.codes['object']?.map(({ code, title }) => [code, title]));

describe('a plan after another import', () => {
  test('is the files’ where the office changed nothing, and what it was where the files did not', () => {
    fc.assert(
      fc.property(plans, plans, (base, other) => {
        const theirs = mergePlans(base, base, other);
        expect(byCode(theirs.plan)).toEqual(byCode(other));
        expect(theirs.plan.rules).toEqual(other.rules);
        expect([theirs.kept, theirs.problems]).toEqual([[], []]);
        // What only files change is theirs again, rules and codes stay the office's.
        const office = { ...other, salaryOwner: base.salaryOwner };
        const ours = mergePlans(base, office, base);
        expect(ours).toMatchObject({ plan: office, parts: [], problems: [] });
        expect(ours.plan.chart).toBe(office.chart);
      }),
    );
  });

  test('has every code as whoever changed it since, and asks where both did', () => {
    fc.assert(
      fc.property(plans, plans, plans, (base, ours, theirs) => {
        const merged = mergePlans(base, ours, theirs);
        const [was, is, given, next] = [base, ours, theirs, merged.plan].map(byCode);
        for (const code of ['111', '112', '113', '470']) {
          const [a, b, c] = [was?.get(code), is?.get(code), given?.get(code)];
          const isAsked = merged.problems.some(({ params }) => params['code'] === code);
          expect(isAsked).toBe(b !== c && a !== b && a !== c);
          expect(next?.get(code)).toBe(b === c || a === c || isAsked ? b : c);
        }
        // Once more it is what it is.
        if (merged.problems.length === 0) {
          const again = mergePlans(theirs, merged.plan, theirs);
          expect(again).toMatchObject({ parts: [], problems: [] });
          expect(again.plan.chart).toBe(merged.plan.chart);
        }
      }),
    );
  });
});

const rows = fc
  .array(
    fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y'), fc.integer({ min: 0, max: 2 })),
    {
      maxLength: 8,
    },
  )
  .map((cells) => {
    const newId = stableIds();
    const lines = cells.map(([account, title, currentCents]): LineItem => ({
      id: newId('line', account, title, currentCents),
      account,
      title,
      currentCents,
      currentFte: 0,
      enteredCents: currentCents,
      justification: '',
      unread: [],
    }));
    return { lines, positions: [] };
  });

test('an opening that follows the files has their rows, each with one id, and the same files once more change none', () => {
  fc.assert(
    fc.property(rows, rows, (stored, given) => {
      const next = withKnownIds(stored, given);
      const withoutIds = ({ lines }: typeof next) => lines.map((line) => ({ ...line, id: '' }));
      expect(withoutIds(next)).toEqual(withoutIds(given));
      expect(new Set(next.lines.map(({ id }) => id)).size).toBe(given.lines.length);
      expect(isNone(differenceOf(next, withKnownIds(next, given)))).toBe(true);
    }),
  );
});

const entries = fc
  .array(fc.tuple(fc.constantFrom('1', '2'), fc.integer({ min: 1, max: 2 })), { maxLength: 6 })
  .map((cells) => {
    const newId = stableIds();
    return cells.map(([siteCode, amountCents]): AllocationEntry => ({
      id: newId('allocation', siteCode, amountCents),
      siteCode,
      fundingSource: '100',
      date: '2024-02-01',
      kind: 'initial',
      amountCents,
      fte: 0,
      reason: '',
      author: 'Business office',
    }));
  });
const sumOf = (some: readonly AllocationEntry[]) =>
  some.reduce((sum, { amountCents }) => sum + amountCents, 0);

test('a ledger that only grew comes to what the files say; any other is refused', () => {
  fc.assert(
    fc.property(entries, entries, (stored, more) => {
      const ids = new Set(stored.map(({ id }) => id));
      const grown = [...stored, ...more.filter(({ id }) => !ids.has(id))];
      const { added, problems } = compareLedgers(stored, grown);
      expect(problems).toEqual([]);
      expect(sumOf(stored) + sumOf(added)).toBe(sumOf(grown));
      const back = compareLedgers(grown, stored);
      expect(back.problems).toHaveLength(added.length);
      // What the office entered by hand is not missed in files.
      const byHand = more.map((entry) => ({ ...entry, id: randomUUID() }));
      expect(compareLedgers([...stored, ...byHand], stored).problems).toEqual([]);
      // And is not counted again once the files have it.
      expect(compareLedgers(byHand, more)).toMatchObject({ added: [], enteredBefore: more, problems: [] });
    }),
  );
});
