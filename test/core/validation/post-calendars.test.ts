import { describe, expect, test } from '@jest/globals';
import type { Position } from '../../../src/core/staffing/position.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { openSheet } from '../../../src/core/validation/sheet-state.js';
import { describeProblem } from '../../../src/ui/messages/describe-problem.js';
import { smallBook } from '../../support/small-book.js';

/** What is found of the small site when its first post has these parts, in words. */
const found = (parts: Partial<Position>): string[] => {
  const book = smallBook();
  const calendars = [{ code: 'T190', title: 'Teachers', firstDay: '2024-08-26', lastDay: '2025-06-13' }];
  const index = indexBook({ ...book, plan: { ...book.plan, calendars } });
  const positions = book.opening.positions.map((post, at) => (at === 0 ? { ...post, ...parts } : post));
  return openSheet(index, { ...book.opening, positions })
    .problems.filter(({ place }) => place.kind === 'position')
    .map((problem) => `${problem.severity} ${problem.code}: ${describeProblem(problem).sentence}`);
};

describe('the working year of a post', () => {
  test('is one of the district’s calendars', () => {
    expect(found({ calendar: 'T190', startDate: '2024-10-01' })).toEqual([]);
    expect(found({ calendar: 'T260' })).toEqual(['fatal post.unknownCalendar: “T260” is not a calendar.']);
  });

  test('is named where a post starts late', () => {
    expect(found({ startDate: '2024-10-01' })).toEqual([
      'fatal post.startWithoutCalendar: The post starts on Tue 1 Oct 2024, and no calendar says how much of the year is left.',
    ]);
  });
});
