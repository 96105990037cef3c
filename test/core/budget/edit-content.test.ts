import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addLine,
  addPost,
  removeLine,
  removePost,
  splitPost,
} from '../../../src/core/budget/edit-content.js';
import { sameContent } from '../../../src/core/budget/site-content.js';
import { smallBook } from '../../support/small-book.js';

const content = smallBook().opening;
const NEW_LINE = {
  id: 'new-line',
  account: content.lines[0]!.account,
  title: 'Robotics club',
  enteredCents: 120_000,
  justification: '',
};

describe('lines', () => {
  test('a new line stands below the one it was added after, with nothing of this year', () => {
    const after = addLine(content, NEW_LINE, 'line-6');
    const at = after.lines.findIndex(({ id }) => id === 'line-6');
    expect(after.lines[at + 1]).toEqual({ ...NEW_LINE, currentCents: 0, currentFte: 0, unread: [] });
    expect(after.positions).toBe(content.positions);
  });

  test('after a line that is gone it stands at the end', () => {
    expect(addLine(content, NEW_LINE, 'nobody').lines.at(-1)?.id).toBe('new-line');
  });

  test('removing what was added gives what was there', () => {
    fc.assert(
      fc.property(fc.constantFrom(null, 'nobody', ...content.lines.map(({ id }) => id)), (afterId) => {
        const there = removeLine(addLine(content, NEW_LINE, afterId), 'new-line');
        expect(there).toEqual(content);
      }),
    );
  });
});

describe('posts', () => {
  const post = content.positions.find(({ fte }) => fte >= 10_000)!;

  test('a split keeps the FTE of the whole, the class, the price and the plans', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: post.fte - 1 }), (fte) => {
        const part = { id: 'part', fte, account: 'elsewhere', title: 'Teacher, grant' };
        const split = splitPost(content, post.id, part)!;
        const at = split.positions.findIndex(({ id }) => id === post.id);
        const [rest, other] = split.positions.slice(at, at + 2);
        expect(rest!.fte + other!.fte).toBe(post.fte);
        expect(rest).toEqual({ ...post, fte: post.fte - fte });
        expect(other).toMatchObject({
          id: 'part',
          title: 'Teacher, grant',
          jobClass: post.jobClass,
          annualSalaryCents: post.annualSalaryCents,
          pricedAt: post.pricedAt,
          benefitPlans: post.benefitPlans,
          splits: [{ account: 'elsewhere', sharePpm: 1_000_000 }],
        });
        expect(sameContent(removePost(split, 'part'), content)).toBe(false);
      }),
    );
  });

  test.each([0, -1, post.fte, post.fte + 1])('a part of %d is no split', (fte) => {
    expect(splitPost(content, post.id, { id: 'part', fte, account: 'a', title: '' })).toBeNull();
  });

  test('a post that is gone cannot be split', () => {
    expect(splitPost(content, 'nobody', { id: 'part', fte: 1, account: 'a', title: '' })).toBeNull();
  });

  test('removing a post that was added gives what was there', () => {
    expect(removePost(addPost(content, { ...post, id: 'new' }, post.id), 'new')).toEqual(content);
  });
});
