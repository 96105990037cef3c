import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import { contributionsOf, prepareStaffing } from '../../../src/core/staffing/contributions.js';
import type { Position } from '../../../src/core/staffing/position.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { applyDistrictEdits, openDistrict } from '../../../src/core/validation/district-state.js';
import { applyEdits, openSheet } from '../../../src/core/validation/sheet-state.js';
import { arbitraryContent, arbitraryPosition } from '../../support/arbitrary-content.js';
import { richBook, richDistrict } from '../../support/rich-book.js';

describe('changing a post', () => {
  test('changes the lines of its own accounts and no others', () => {
    const { plan } = richBook();
    const staffing = prepareStaffing(plan.chart.structure, plan.jobClasses, plan.benefitRates);
    const accountsOf = (post: Position | undefined) => {
      if (!post) return [];
      const { salaries, units } = contributionsOf(staffing, post);
      return [...salaries, ...units].map(({ account }) => account);
    };
    fc.assert(
      fc.property(arbitraryContent, arbitraryPosition, (content, post) => {
        const state = openSheet(indexBook(richBook()), content);
        const before = content.positions.find(({ id }) => id === post.id);
        const { lines } = applyEdits(state, [{ kind: 'position', position: post }]);
        const own = new Set([...accountsOf(before), ...accountsOf(post)]);
        for (const { lineId } of lines) {
          expect(own).toContain(state.content.lines.find(({ id }) => id === lineId)?.account);
        }
      }),
    );
  });
});

describe('a post that two schools pay', () => {
  const line = (id: string, account: string) => ({
    id,
    account,
    title: '',
    currentCents: 0,
    currentFte: 0,
    enteredCents: 0,
    justification: '',
    unread: [],
  });
  const linesAt = (site: string) =>
    ['111', '211', '231', '241'].map((object) => line(`${site}-${object}`, `100-1111-${site}-${object}`));
  const post: Position = {
    id: 'music',
    number: 'P-7',
    title: 'Music teacher',
    jobClass: 'licensed',
    fte: 10_000,
    annualSalaryCents: 6_000_001,
    pricedAt: 'actual',
    status: 'filled',
    benefitPlans: ['PERS', 'WC', 'MED'],
    splits: [
      { account: '100-1111-608-111', sharePpm: 600_000 },
      { account: '100-1111-571-111', sharePpm: 400_000 },
    ],
    unread: [],
  };
  const contents: Record<string, SiteContent> = {
    '608': { lines: linesAt('608'), positions: [post] },
    '571': { lines: linesAt('571'), positions: [] },
  };
  const open = () => openDistrict(richDistrict(contents, contents));
  const codes = (state: ReturnType<typeof open>) =>
    state.problems
      .filter(({ code }) => code.startsWith('post.'))
      .map(({ code, place }) => [code, place.kind === 'site' ? place.siteCode : place.kind]);

  test('stands in both budgets, and its parts add up to the whole', () => {
    const state = open();
    expect(codes(state)).toEqual([]);
    const salary = (site: string) => state.lines.get(`${site}-111`);
    expect([salary('608')?.proposedCents, salary('571')?.proposedCents]).toEqual([3_600_001, 2_400_000]);
    expect([salary('608')?.proposedFte, salary('571')?.proposedFte]).toEqual([6_000, 4_000]);
    const heads = ['608', '571'].map((site) => state.lines.get(`${site}-231`)?.proposedCents ?? 0);
    expect(heads[0]! + heads[1]!).toBe(3_041);
  });

  test('taking one half away flags both sites, and putting it back clears them', () => {
    const state = open();
    const alone = { ...post, splits: [{ account: '100-1111-608-111', sharePpm: 1_000_000 }] };
    const { undo } = applyDistrictEdits(state, [
      { siteCode: '608', edit: { kind: 'position', position: alone } },
    ]);
    expect(codes(state)).toEqual([
      ['post.shareDropped', 'position'],
      ['post.shareLost', '571'],
    ]);
    expect(state.lines.get('571-111')?.proposedCents).toBe(0);
    expect(state.lines.get('608-111')?.proposedCents).toBe(6_000_001);
    applyDistrictEdits(state, undo);
    expect(codes(state)).toEqual([]);
  });

  test('deleting the post flags both sites as well', () => {
    const state = open();
    applyDistrictEdits(state, [{ siteCode: '608', edit: { kind: 'removePosition', positionId: 'music' } }]);
    expect(codes(state)).toEqual([
      ['post.shareDropped', 'position'],
      ['post.shareLost', '571'],
    ]);
  });

  test('standing in both sheets under its number is found at both', () => {
    const twice = {
      ...contents,
      '571': { lines: linesAt('571'), positions: [{ ...post, id: 'music-too' }] },
    };
    const state = openDistrict(richDistrict(twice, contents));
    expect(codes(state).filter(([code]) => code === 'post.numberTwice')).toHaveLength(2);
  });
});
