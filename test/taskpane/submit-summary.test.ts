import { expect, test } from '@jest/globals';
import { openSheet } from '../../src/core/validation/sheet-state.js';
import { summarizeForSubmit } from '../../src/taskpane/screens/submit/submit-summary.js';
import { smallContent, smallIndex } from '../support/small-book.js';

const summaryOf = (content = smallContent()) => summarizeForSubmit(openSheet(smallIndex(), content));

test('a line that is gone counts as changed, and the change by its whole current amount', () => {
  const before = summaryOf();
  const content = smallContent();
  const removed = content.lines.find(({ id }) => id === 'line-11');
  const after = summaryOf({ ...content, lines: content.lines.filter((line) => line !== removed) });
  expect(removed?.currentCents).toBe(150_000);
  expect(after.changedLines).toBe(before.changedLines + 1);
  expect(after.totalCents).toBe(before.totalCents - 150_000);
  expect(after.changeCents).toBe(before.changeCents - 150_000);
});

test('an added line changes the budget by what it proposes', () => {
  const before = summaryOf();
  const content = smallContent();
  const [first] = content.lines;
  if (!first) throw new Error('The small site has lines');
  const added = {
    ...first,
    id: 'added',
    account: '100-1131-608-050-470',
    currentCents: 0,
    currentFte: 0,
    enteredCents: 500,
  };
  const after = summaryOf({ ...content, lines: [...content.lines, added] });
  expect([after.changedLines, after.changeCents]).toEqual([
    before.changedLines + 1,
    before.changeCents + 500,
  ]);
});
