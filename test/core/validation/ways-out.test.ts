import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { problemKey } from '../../../src/core/problem.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { applyEdits, openSheet } from '../../../src/core/validation/sheet-state.js';
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

  test('every way offered mends the problem, adds no fatal one, and touches own rows only; looking changes nothing', () => {
    let offered = 0;
    fc.assert(
      fc.property(arbitraryContent, fc.boolean(), (content, isRich) => {
        const index = indexBook(isRich ? richBook() : tinyBook());
        const state = openSheet(index, content);
        const before = JSON.stringify([state.content, state.problems, state.figures.balances]);
        for (const problem of state.problems) {
          if (!problem.code.startsWith('allocation.over')) continue;
          const ways = waysOut(state, problem, OWNERS);
          expect(JSON.stringify([state.content, state.problems, state.figures.balances])).toBe(before);
          expect(ways.length).toBeLessThanOrEqual(3);
          for (const way of ways) {
            offered += 1;
            for (const edit of way.edits) {
              if (edit.kind === 'line') expect(index.account(edit.line.account).lineOwner).toBe('site');
            }
            const fresh = openSheet(index, content);
            const fatal = new Set(
              fresh.problems.filter(({ severity }) => severity === 'fatal').map(problemKey),
            );
            applyEdits(fresh, way.edits);
            const keys = fresh.problems.map(problemKey);
            expect(keys).not.toContain(problemKey(problem));
            const added = fresh.problems.filter(
              (other) => other.severity === 'fatal' && !fatal.has(problemKey(other)),
            );
            expect(added).toEqual([]);
            for (const balance of way.balances) {
              expect(
                fresh.figures.balances.find(({ fundingSource }) => fundingSource === balance.fundingSource),
              ).toEqual(balance);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(offered).toBeGreaterThan(20);
  });
});
