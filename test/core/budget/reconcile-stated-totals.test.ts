import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  reconcileStatedTotals,
  type StatementRow,
} from '../../../src/core/budget/reconcile-stated-totals.js';

const amount = (group: string, cents: number): StatementRow => ({ group, kind: 'amount', cents });
const total = (group: string, cents: number): StatementRow => ({ group, kind: 'total', cents });

describe('stated totals against their amounts', () => {
  test('tie, differ, stand twice or are missing', () => {
    const checks = reconcileStatedTotals([
      amount('ties', 100),
      amount('differs', 50),
      amount('ties', -30),
      total('ties', 70),
      total('differs', 60),
      amount('twice', 10),
      total('twice', 10),
      total('twice', 12),
      amount('none', 5),
      total('printed twice', 8),
      amount('printed twice', 8),
      total('printed twice', 8),
      total('empty', 0),
      total('only a total', 9),
    ]);
    expect(
      checks.map(({ group, outcome, summedCents, stated }) => [group, outcome, summedCents, stated]),
    ).toEqual([
      ['ties', 'ties', 70, [{ cents: 70, differenceCents: 0 }]],
      ['differs', 'differs', 50, [{ cents: 60, differenceCents: -10 }]],
      [
        'twice',
        'severalTotals',
        10,
        [
          { cents: 10, differenceCents: 0 },
          { cents: 12, differenceCents: -2 },
        ],
      ],
      ['none', 'noTotal', 5, []],
      [
        'printed twice',
        'ties',
        8,
        [
          { cents: 8, differenceCents: 0 },
          { cents: 8, differenceCents: 0 },
        ],
      ],
      ['empty', 'ties', 0, [{ cents: 0, differenceCents: 0 }]],
      ['only a total', 'differs', 0, [{ cents: 9, differenceCents: -9 }]],
    ]);
  });

  test('no rows, no checks', () => expect(reconcileStatedTotals([])).toEqual([]));

  test('a sum beyond the exact range is a fault, not a rounded figure', () => {
    const rows = [amount('a', Number.MAX_SAFE_INTEGER), amount('a', 2)];
    expect(() => reconcileStatedTotals(rows)).toThrow(RangeError);
  });

  test('a total that is the sum ties, one cent more or less does not, in any order of rows', () => {
    const amounts = fc.array(fc.integer({ min: -1e13, max: 1e13 }), { maxLength: 20 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: -3, max: 3 }), fc.nat(), (cents, off, at) => {
        const sum = Number(cents.reduce((whole, one) => whole + BigInt(one), 0n));
        const rows = cents.map((one) => amount('g', one));
        rows.splice(at % (rows.length + 1), 0, total('g', sum + off));
        expect(reconcileStatedTotals(rows)).toEqual([
          {
            group: 'g',
            outcome: off === 0 ? 'ties' : 'differs',
            summedCents: sum,
            stated: [{ cents: sum + off, differenceCents: 0 - off }],
          },
        ]);
      }),
    );
  });
});
