import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  contributionsOf,
  prepareStaffing,
  unitCents,
  type PostContributions,
  type UnitShare,
} from '../../../src/core/staffing/contributions.js';
import { deriveFromPosts } from '../../../src/core/staffing/derive.js';
import type { Position } from '../../../src/core/staffing/position.js';
import { arbitraryPosition, tinyBook } from '../../support/arbitrary-content.js';

const { plan } = tinyBook();
const staffing = prepareStaffing(plan.chart.structure, plan.jobClasses, plan.benefitRates);

/** Running sums by account and by unit, as an engine that sees one post change at a time would keep them. */
class RunningSums {
  readonly accounts = new Map<string, { cents: number; fte: number }>();
  readonly units = new Map<string, UnitShare>();

  apply({ salaries, units }: PostContributions, sign: 1 | -1): void {
    for (const { account, cents, fte } of salaries) {
      const sum = this.accounts.get(account) ?? { cents: 0, fte: 0 };
      this.accounts.set(account, { cents: sum.cents + sign * cents, fte: sum.fte + sign * fte });
    }
    for (const share of units) {
      const sum = this.units.get(share.unitKey) ?? { ...share, salaryCents: 0, fte: 0, headCents: 0 };
      this.units.set(share.unitKey, {
        ...sum,
        salaryCents: sum.salaryCents + sign * share.salaryCents,
        fte: sum.fte + sign * share.fte,
        headCents: sum.headCents + sign * share.headCents,
      });
    }
  }

  amounts(): Map<string, [number, number]> {
    const totals = new Map([...this.accounts].map(([account, sum]) => [account, { ...sum }]));
    for (const unit of this.units.values()) {
      const sum = totals.get(unit.account) ?? { cents: 0, fte: 0 };
      totals.set(unit.account, { cents: sum.cents + unitCents(unit.rate, unit), fte: sum.fte });
    }
    return nonZero([...totals].map(([account, { cents, fte }]) => ({ account, cents, fte })));
  }
}

function nonZero(amounts: { account: string; cents: number; fte: number }[]): Map<string, [number, number]> {
  return new Map(
    amounts
      .filter(({ cents, fte }) => cents !== 0 || fte !== 0)
      .map(({ account, cents, fte }) => [account, [cents, fte]]),
  );
}

const derivedAmounts = (posts: Position[]) =>
  nonZero(deriveFromPosts(plan.chart.structure, plan.jobClasses, plan.benefitRates, posts));

describe('what one post adds', () => {
  test('adding, changing and removing posts one at a time equals deriving afresh', () => {
    const edit = fc.tuple(fc.boolean(), arbitraryPosition);
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
        const posts = new Map<string, Position>();
        const sums = new RunningSums();
        for (const [isRemoval, post] of edits) {
          const before = posts.get(post.id);
          if (before) sums.apply(contributionsOf(staffing, before), -1);
          if (isRemoval) posts.delete(post.id);
          else {
            posts.set(post.id, post);
            sums.apply(contributionsOf(staffing, post), 1);
          }
          expect(sums.amounts()).toEqual(derivedAmounts([...posts.values()]));
        }
      }),
    );
  });

  test('a post touches only its own accounts and the units of those accounts', () => {
    fc.assert(
      fc.property(arbitraryPosition, (post) => {
        const { salaries, units } = contributionsOf(staffing, post);
        const own = new Set(post.splits.map(({ account }) => account));
        const unit = (account: string) => account.split('-').slice(0, 3).join('-');
        const ownUnits = new Set([...own].map(unit));
        expect(salaries.every(({ account }) => own.has(account))).toBe(true);
        expect(units.every(({ account }) => ownUnits.has(unit(account)))).toBe(true);
        expect(new Set(units.map(({ unitKey }) => unitKey)).size).toBe(units.length);
      }),
    );
  });
});
