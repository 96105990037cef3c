import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LineItem } from '../../../src/core/budget/line-item.js';
import { problemKey } from '../../../src/core/problem.js';
import type { Edit } from '../../../src/core/validation/edit.js';
import { applyEdits, openSheet, type SheetState } from '../../../src/core/validation/sheet-state.js';
import {
  arbitraryContent,
  arbitraryLine,
  arbitraryPosition,
  tinyIndex,
} from '../../support/arbitrary-content.js';

const edit: fc.Arbitrary<Edit> = fc.oneof(
  arbitraryLine.map((line) => ({ kind: 'line' as const, line })),
  arbitraryPosition.map((position) => ({ kind: 'position' as const, position })),
  arbitraryLine.map(({ id }) => ({ kind: 'removeLine' as const, lineId: id })),
  arbitraryPosition.map(({ id }) => ({ kind: 'removePosition' as const, positionId: id })),
);

const line = (part: Partial<LineItem>): LineItem => ({
  id: 'line-1',
  account: '100-1111-608-410',
  title: 'Supplies',
  currentCents: 0,
  currentFte: 0,
  enteredCents: 0,
  justification: '',
  unread: [],
  ...part,
});

const plain = ({ figures }: SheetState) => ({ ...figures, lines: new Map(figures.lines) });

describe('the validator', () => {
  test('after any edits it stands where a fresh check of the result stands', () => {
    fc.assert(
      fc.property(
        arbitraryContent,
        fc.array(fc.array(edit, { maxLength: 4 }), { maxLength: 8 }),
        (content, steps) => {
          const index = tinyIndex();
          const state = openSheet(index, content);
          for (const edits of steps) applyEdits(state, edits);
          const fresh = openSheet(tinyIndex(), state.content);
          expect(plain(state)).toEqual(plain(fresh));
          expect(state.problems).toEqual(fresh.problems);
        },
      ),
    );
  });

  test('a finding is reported once, whatever the content', () => {
    fc.assert(
      fc.property(arbitraryContent, (content) => {
        const found = openSheet(tinyIndex(), content).problems.map((problem) => JSON.stringify(problem));
        expect(new Set(found).size).toBe(found.length);
      }),
    );
  });

  test('its changes, put on the state before, give the state after', () => {
    fc.assert(
      fc.property(arbitraryContent, fc.array(edit, { maxLength: 5 }), (content, edits) => {
        const after = openSheet(tinyIndex(), content);
        const before = openSheet(tinyIndex(), content);
        const changes = applyEdits(after, edits);
        const lines = new Map(before.figures.lines);
        for (const figures of changes.lines) lines.set(figures.lineId, figures);
        for (const id of after.figures.lines.keys())
          expect(lines.get(id)).toEqual(after.figures.lines.get(id));
        const removed = changes.problemsRemoved.map((problem) => JSON.stringify(problem));
        const left = before.problems.filter((problem) => !removed.includes(JSON.stringify(problem)));
        const rebuilt = [...left, ...changes.problemsAdded].map((problem) => JSON.stringify(problem)).sort();
        expect(rebuilt).toEqual(after.problems.map((problem) => JSON.stringify(problem)).sort());
      }),
    );
  });

  test('balances are the sum of the lines, whatever their order', () => {
    fc.assert(
      fc.property(arbitraryContent, (content) => {
        const index = tinyIndex();
        const { figures } = openSheet(index, content);
        for (const balance of figures.balances) {
          const own = content.lines.filter(
            ({ account }) => index.account(account).fundingSource === balance.fundingSource,
          );
          const sum = own.reduce((total, { id }) => total + (figures.lines.get(id)?.proposedCents ?? 0), 0);
          expect(balance.proposedCents).toBe(sum);
          expect(balance.remainingCents).toBe(balance.allocatedCents - sum);
        }
        const reversed = openSheet(index, { ...content, lines: [...content.lines].reverse() });
        expect(reversed.figures.balances).toEqual(figures.balances);
      }),
    );
  });

  test('money derived from posts is on a line or reported, never lost', () => {
    fc.assert(
      fc.property(arbitraryContent, (content) => {
        const index = tinyIndex();
        const { figures, problems } = openSheet(index, content);
        const noLine = problems.filter(({ code }) => code === 'post.noLine');
        expect(noLine).toHaveLength(figures.unplaced.length);
      }),
    );
  });

  test('overspending is fatal, with the figures a sentence needs', () => {
    const { problems } = openSheet(tinyIndex(), {
      lines: [line({ enteredCents: 50_000_001 })],
      positions: [],
    });
    expect(problems).toEqual([
      {
        code: 'allocation.overspent',
        severity: 'fatal',
        ruleId: 'cap',
        place: { kind: 'allocation', fundingSource: 'GF' },
        params: {
          fundingSource: 'General fund',
          overCents: 1,
          allocatedCents: 50_000_000,
          proposedCents: 50_000_001,
          askWhom: '',
        },
      },
    ]);
  });

  test('a wrong code, a negative amount, an unread cell and a repeated account, all at once and worst first', () => {
    const content = {
      lines: [
        line({ id: 'a', account: '100-1111-608-999' }),
        line({ id: 'b', enteredCents: -1 }),
        line({ id: 'c', account: '100-1111-608-470', enteredCents: -1 }),
        line({ id: 'd', unread: [{ field: 'amount', text: 'lots', reason: 'text' }] }),
      ],
      positions: [],
    };
    const { problems } = openSheet(tinyIndex(), content);
    expect(problems.map((problem) => [problem.severity, problemKey(problem)])).toEqual([
      ['fatal', 'readable:cell.text|line|d|amount'],
      ['fatal', 'codes:account.unknown|line|a|account|object'],
      ['fatal', 'sign:amount.negative|line|b|amount'],
      ['warning', 'twice:account.duplicate|line|d|account'],
    ]);
  });
});
