import { describe, expect, test } from '@jest/globals';
import { mergeRevisions, type ApprovedRevision } from '../../../src/core/merge/master-budget.js';
import { viewStaff } from '../../../src/core/merge/staff-in-view.js';
import type { Position } from '../../../src/core/staffing/position.js';
import { tinyBook } from '../../support/arbitrary-content.js';

const { plan } = tinyBook();
const post = (over: Partial<Position>): Position => ({
  id: 'p',
  number: 'P-1',
  title: 'Counsellor',
  jobClass: 'licensed',
  fte: 10_000,
  annualSalaryCents: 0,
  pricedAt: 'average',
  status: 'filled',
  benefitPlans: [],
  splits: [
    { account: '100-1111-608-111', sharePpm: 600_000 },
    { account: '100-1111-600-111', sharePpm: 400_000 },
  ],
  unread: [],
  ...over,
});
const nothing = mergeRevisions([]);

describe('posts over all sites', () => {
  test('a shared post totals its FTE over the sites that pay it', () => {
    const posts = new Map([['608', [post({ fte: 5_000 })]]]);
    expect(viewStaff(plan, nothing, posts, posts)).toMatchObject({
      sharedPosts: [
        {
          post: 'P-1',
          fte: 5_000,
          shares: [
            { siteCode: '600', sharePpm: 400_000, fte: 2_000 },
            { siteCode: '608', sharePpm: 600_000, fte: 3_000 },
          ],
        },
      ],
      faults: [],
    });
  });

  test('an orphaned share is shown for both sites, a doubled one with what it adds up to', () => {
    const opening = new Map([['608', [post({})]]]);
    const alone = [{ account: '100-1111-608-111', sharePpm: 600_000 }];
    const orphaned = viewStaff(plan, nothing, new Map([['608', [post({ splits: alone })]]]), opening);
    expect(orphaned.faults.map(({ kind, siteCodes }) => [kind, siteCodes])).toEqual([
      ['orphanedShare', ['600', '608']],
      ['sharesNotWhole', ['608']],
    ]);
    const twice = viewStaff(
      plan,
      nothing,
      new Map([
        ['608', [post({})]],
        ['600', [post({ id: 'q' })]],
      ]),
      opening,
    );
    expect(twice.faults).toMatchObject([{ kind: 'doubledPost', totalPpm: 2_000_000 }]);
    expect(twice.sharedPosts[0]).toMatchObject({ fte: 20_000 });
  });

  test('exposure is what holders earn above the average they are priced at, by their FTE', () => {
    const posts = [
      post({ id: 'a', number: 'A', annualSalaryCents: 7_000_422, fte: 5_000 }),
      post({ id: 'b', number: 'B', annualSalaryCents: 6_400_422 }),
      post({ id: 'c', number: 'C' }),
      post({ id: 'd', number: 'D', annualSalaryCents: 9_000_000, pricedAt: 'actual' }),
      post({ id: 'e', number: 'E', annualSalaryCents: 9_000_000, status: 'frozen' }),
    ];
    const { exposure } = viewStaff(plan, nothing, new Map([['608', posts]]), new Map());
    expect(exposure).toEqual([
      {
        jobClass: 'licensed',
        title: 'Licensed',
        comparedPosts: 2,
        comparedFte: 15_000,
        averageCents: 9_750_633,
        actualCents: 9_900_633,
        exposureCents: 150_000,
        unknownPosts: 1,
      },
    ]);
  });

  test('the same line at two sites is a duplicate, at one site it is not', () => {
    const site = (siteCode: string, titles: string[]): ApprovedRevision => ({
      siteCode,
      siteName: siteCode,
      revision: 1,
      contentHash: siteCode,
      approvedBy: 'J. Ortiz',
      approvedAt: '2024-03-10T17:00:00.000Z',
      totalCents: 0,
      totalFte: 0,
      lines: titles.map((title, at) => ({
        lineId: String(at),
        account: '100-1111-608-470',
        title,
        currentCents: 0,
        currentFte: 0,
        proposedCents: 5_000,
        proposedFte: 0,
        justification: '',
      })),
    });
    const master = mergeRevisions([site('600', ['Licences', 'Maps', 'Maps']), site('601', ['licences '])]);
    expect(viewStaff(plan, master, new Map(), new Map()).duplicates).toEqual([
      {
        account: '100-1111-608-470',
        title: 'Licences',
        proposedCents: 5_000,
        lines: [
          { siteCode: '600', lineId: '0' },
          { siteCode: '601', lineId: '0' },
        ],
      },
    ]);
  });
});
