import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalContent, sameContent, type SiteContent } from '../../../src/core/budget/site-content.js';
import type { LineItem } from '../../../src/core/budget/line-item.js';
import type { Position } from '../../../src/core/staffing/position.js';
import { arbitraryContent } from '../../support/arbitrary-content.js';
import { smallContent } from '../../support/small-book.js';

const shuffled = ({ lines, positions }: SiteContent): SiteContent => ({
  lines: [...lines].reverse(),
  positions: positions
    .map((post) => ({
      ...post,
      splits: [...post.splits].reverse(),
      benefitPlans: [...post.benefitPlans].reverse(),
    }))
    .reverse(),
});

describe('whether two contents hold the same', () => {
  test('is what the hash of a save says', () => {
    fc.assert(
      fc.property(arbitraryContent, arbitraryContent, (a, b) => {
        expect(sameContent(a, shuffled(structuredClone(a)))).toBe(true);
        expect(sameContent(a, b)).toBe(canonicalContent(a) === canonicalContent(b));
      }),
    );
  });

  const changedLine = (part: Partial<LineItem>): SiteContent => {
    const content = smallContent();
    return { ...content, lines: content.lines.map((line, at) => (at === 0 ? { ...line, ...part } : line)) };
  };
  const changedPost = (part: Partial<Position>): SiteContent => {
    const content = smallContent();
    return {
      ...content,
      positions: content.positions.map((post, at) => (at === 0 ? { ...post, ...part } : post)),
    };
  };

  test.each<[string, SiteContent]>([
    ['the title of a line', changedLine({ title: 'Other' })],
    ['a justification', changedLine({ justification: 'Why' })],
    ['an account', changedLine({ account: '100-1131-608-050-112' })],
    ['how a post is priced', changedPost({ pricedAt: 'average' })],
    ['the number of a post', changedPost({ number: 'P-2' })],
    ['the class of a post', changedPost({ jobClass: 'classified' })],
    ['the plans of a post', changedPost({ benefitPlans: ['PERS'] })],
    ['who pays a post', changedPost({ splits: [{ account: '201-1272-608-000-112', sharePpm: 1_000_000 }] })],
  ])('%s makes a difference', (_, changed) => {
    expect(sameContent(smallContent(), changed)).toBe(false);
    expect(sameContent(changed, smallContent())).toBe(false);
  });

  test('a number that became the same text is another fault', () => {
    const cell = { field: 'amount', text: '0.333' } as const;
    const asNumber = changedLine({ unread: [{ ...cell, reason: 'fractionOfCent', suggestion: 33 }] });
    const asText = changedLine({ unread: [{ ...cell, reason: 'text' }] });
    expect(sameContent(asNumber, asText)).toBe(false);
  });
});
