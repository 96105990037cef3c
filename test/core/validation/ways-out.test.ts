import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { problemKey } from '../../../src/core/problem.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { applyEdits, computeFigures, openSheet } from '../../../src/core/validation/sheet-state.js';
import { waysOut } from '../../../src/core/validation/ways-out.js';
import { arbitraryContent, tinyBook } from '../../support/arbitrary-content.js';
import { richBook } from '../../support/rich-book.js';
import { smallBook, smallContent } from '../../support/small-book.js';

const OWNERS = new Set(['site']);

describe('ways out of an overspent allocation', () => {
  test('cut a line, move to a source with room, cut a post: each named with what it leaves', () => {
    const book = smallBook();
    const content = smallContent();
    const tight = book.allocations.map((entry) =>
      entry.fundingSource === 'GF' ? { ...entry, amountCents: entry.amountCents - 2_500_000 } : entry,
    );
    const state = openSheet(indexBook({ ...book, allocations: tight }), content);
    const problem = state.problems.find(({ code }) => code === 'allocation.overspent');
    expect(problem?.params['overCents']).toBeGreaterThan(0);
    const ways = waysOut(state, problem!, OWNERS);
    expect(ways.length).toBeGreaterThan(0);
    expect(ways.length).toBeLessThanOrEqual(3);
    for (const way of ways) {
      const left = way.balances.find(({ fundingSource }) => fundingSource === 'GF');
      expect(left?.remainingCents).toBeGreaterThanOrEqual(0);
    }
  });

  /** A season that is over by a little: allocations cut below what random content proposes. */
  const overspent = fc
    .tuple(
      arbitraryContent,
      fc.boolean(),
      fc.integer({ min: 1, max: 2_000_000 }),
      fc.integer({ min: 0, max: 5_000 }),
    )
    .map(([content, isRich, overCents, overFte]) => {
      const book = isRich ? richBook() : tinyBook();
      const { balances } = computeFigures(indexBook(book), content);
      const allocations = book.allocations.flatMap((entry) => {
        const balance = balances.find(({ fundingSource }) => fundingSource === entry.fundingSource);
        if (!balance || entry.kind !== 'initial') return [];
        const isTight = entry.fundingSource === 'GF';
        const amountCents = balance.proposedCents + (isTight ? -overCents : 10_000_000);
        const fte = balance.proposedFte + (isTight ? -overFte : 10_000);
        return [{ ...entry, amountCents, fte }];
      });
      return { book: { ...book, allocations }, content };
    });

  test('every way offered mends it, adds nothing fatal, touches own rows only; looking changes nothing', () => {
    let offered = 0;
    fc.assert(
      fc.property(overspent, ({ book, content }) => {
        const index = indexBook(book);
        const state = openSheet(index, content);
        const before = JSON.stringify([state.content, state.problems, state.figures.balances]);
        const fatal = new Set(state.problems.filter(({ severity }) => severity === 'fatal').map(problemKey));
        for (const problem of state.problems.filter(({ code }) => code.startsWith('allocation.over'))) {
          const ways = waysOut(state, problem, OWNERS);
          expect(JSON.stringify([state.content, state.problems, state.figures.balances])).toBe(before);
          expect(ways.length).toBeLessThanOrEqual(3);
          for (const way of ways) {
            offered += 1;
            for (const edit of way.edits) {
              if (edit.kind === 'line') expect(index.account(edit.line.account).lineOwner).toBe('site');
            }
            const fresh = openSheet(index, content);
            applyEdits(fresh, way.edits);
            const found = fresh.problems.map(problemKey);
            expect(found).not.toContain(problemKey(problem));
            const added = fresh.problems.filter(
              (other) => other.severity === 'fatal' && !fatal.has(problemKey(other)),
            );
            expect(added).toEqual([]);
            for (const balance of way.balances) {
              const after = fresh.figures.balances.find(
                ({ fundingSource }) => fundingSource === balance.fundingSource,
              );
              expect(after).toEqual(balance);
            }
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(offered).toBeGreaterThan(20);
  });
});
