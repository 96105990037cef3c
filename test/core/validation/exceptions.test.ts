import { expect, test } from '@jest/globals';
import { exceptionParams } from '../../../src/core/budget/rule-exception.js';
import type { SiteBook } from '../../../src/core/budget/site-book.js';
import { isUnexplained, problemKey, type Problem } from '../../../src/core/problem.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { applyEdits, openSheet } from '../../../src/core/validation/sheet-state.js';
import { smallBook } from '../../support/small-book.js';

/** The small site, Title I over by 427.20; its cap may be excepted from or not. */
function overspent(allowsExceptions: boolean): SiteBook {
  const book = smallBook();
  for (const line of book.opening.lines) if (line.id === 'line-11') line.enteredCents = 600_000;
  for (const rule of book.plan.rules.rules) if (rule.id === 'cap') rule.allowsExceptions = allowsExceptions;
  return book;
}
const capProblem = (book: SiteBook): Problem => {
  const found = openSheet(indexBook(book), book.opening).problems.find(({ ruleId }) => ruleId === 'cap');
  if (!found) throw new Error('Title I is not over');
  return found;
};
const excepting = (book: SiteBook, problem: Problem): SiteBook => ({
  ...book,
  exceptions: [
    {
      problemKey: problemKey(problem),
      params: exceptionParams(problem),
      text: 'Bridging until the grant letter',
      grantedBy: 'Anna Chen',
    },
  ],
});

test('what finance allowed is a warning that counts as explained, only for those very figures', () => {
  const book = overspent(true);
  const before = capProblem(book);
  expect(before.severity).toBe('fatal');
  const allowed = excepting(book, before);
  const state = openSheet(indexBook(allowed), allowed.opening);
  const after = state.problems.find(({ ruleId }) => ruleId === 'cap');
  expect(after).toEqual({
    ...before,
    severity: 'warning',
    explanation: 'Bridging until the grant letter (Anna Chen)',
  });
  expect(after && isUnexplained(after)).toBe(false);
  const line = allowed.opening.lines.find(({ id }) => id === 'line-11');
  if (!line) throw new Error('no line');
  // One cent more is another finding.
  const { undo } = applyEdits(state, [{ kind: 'line', line: { ...line, enteredCents: 600_001 } }]);
  expect(state.problems.find(({ ruleId }) => ruleId === 'cap')?.severity).toBe('fatal');
  applyEdits(state, undo);
  expect(state.problems.find(({ ruleId }) => ruleId === 'cap')).toEqual(after);
  expect(state.content.explanations).toBeUndefined();
});

test('an own explanation that is taken back leaves what finance wrote', () => {
  const allowed = excepting(overspent(true), capProblem(overspent(true)));
  const state = openSheet(indexBook(allowed), allowed.opening);
  const key = problemKey(capProblem(overspent(true)));
  const explanation = () => state.problems.find(({ ruleId }) => ruleId === 'cap')?.explanation;
  const granted = explanation();
  const { undo } = applyEdits(state, [{ kind: 'explain', explanation: { problemKey: key, text: 'Mine' } }]);
  expect(explanation()).toBe('Mine');
  applyEdits(state, undo);
  expect(explanation()).toBe(granted);
});

test('a rule that allows none goes on blocking, whatever an exception says', () => {
  const book = overspent(false);
  expect(capProblem(excepting(book, capProblem(book)))).toEqual(capProblem(book));
});
