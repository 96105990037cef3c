import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Balance } from '../../src/core/validation/figures.js';
import { isOver, orderBalances } from '../../src/taskpane/screens/home/balance-order.js';

const balance = (fundingSource: string, remainingCents: number, remainingFte: number): Balance => ({
  fundingSource,
  allocatedCents: 1_000_00,
  proposedCents: 1_000_00 - remainingCents,
  remainingCents,
  allocatedFte: 10_000,
  proposedFte: 10_000 - remainingFte,
  remainingFte,
});
const codes = (balances: readonly Balance[]) => balances.map(({ fundingSource }) => fundingSource);

const balances = fc
  .array(
    fc.record({
      cents: fc.oneof(fc.constant(0), fc.integer({ min: -500, max: 500 })),
      fte: fc.oneof(fc.constant(0), fc.integer({ min: -9_000, max: 9_000 })),
    }),
    { maxLength: 25 },
  )
  .map((all) => all.map(({ cents, fte }, at) => balance(`S${String(at)}`, cents, fte)));

describe('what is left, at first look', () => {
  test('every funding source that is over is in sight, however many there are', () => {
    fc.assert(
      fc.property(balances, (all) => {
        const { shown, folded } = orderBalances(all, null);
        expect(folded.filter(isOver)).toEqual([]);
        expect(codes([...shown, ...folded]).sort()).toEqual(codes(all).sort());
      }),
    );
  });

  test('what is over comes first, the worst before the others; what is settled is folded', () => {
    const { shown, folded, isFoldedSettled } = orderBalances(
      [
        balance('left', 5_00, 0),
        balance('even', 0, 0),
        balance('over', -1_00, 0),
        balance('worst', -9_00, 0),
      ],
      null,
    );
    expect(codes(shown)).toEqual(['worst', 'over', 'left']);
    expect(codes(folded)).toEqual(['even']);
    expect(isFoldedSettled).toBe(true);
  });

  test('eight that are over in headcount alone push what has something left into the fold', () => {
    const over = Array.from({ length: 8 }, (_, at) => balance(`over${String(at)}`, 0, -1_000));
    const { shown, folded } = orderBalances([balance('left', 5_00, 0), ...over], null);
    expect(codes(shown)).toEqual(codes(over));
    expect(codes(folded)).toEqual(['left']);
  });

  test('the funding source of the selected cell is in sight', () => {
    const { shown } = orderBalances([balance('left', 5_00, 0), balance('even', 0, 0)], 'even');
    expect(codes(shown)).toEqual(['left', 'even']);
  });
});
