import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Position } from '../../../src/core/staffing/position.js';
import { findSharedPostFaults } from '../../../src/core/staffing/shared-posts.js';

const SITES = ['125', '571', '608'];
const siteOf = (account: string) => account.split('-')[2] ?? null;
const accountAt = (site: string) => `100-1111-${site}-111`;

function post(id: string, number: string, shares: Record<string, number>): Position {
  return {
    id,
    number,
    title: 'Librarian',
    jobClass: 'licensed',
    fte: 10_000,
    annualSalaryCents: 6_500_000,
    pricedAt: 'actual',
    status: 'filled',
    benefitPlans: [],
    splits: Object.entries(shares).map(([site, sharePpm]) => ({ account: accountAt(site), sharePpm })),
    unread: [],
  };
}

const shared = post('a', 'P-1', { 571: 500_000, 608: 500_000 });
const halves = { 571: post('b', 'P-2', { 571: 500_000 }), 608: post('c', 'P-2', { 608: 500_000 }) };
const at = (contents: Record<string, Position[]>) => new Map(Object.entries(contents));
const find = (now: Record<string, Position[]>, opening: Record<string, Position[]>) =>
  findSharedPostFaults(at(now), at(opening), siteOf);

describe('posts that several sites pay', () => {
  test('are in order as opened, whole in one content or in halves', () => {
    const contents = { 571: [shared, halves[571]], 608: [halves[608]] };
    expect(find(contents, contents)).toEqual([]);
  });

  test('deleting one half flags both sites, once for the share and once for the sum', () => {
    const opening = { 571: [halves[571]], 608: [halves[608]] };
    const rows = [{ siteCode: '608', positionId: 'c' }];
    expect(find({ 571: [], 608: [halves[608]] }, opening)).toEqual([
      {
        kind: 'orphanedShare',
        post: 'P-2',
        siteCodes: ['571', '608'],
        rows,
        fromSite: '571',
        openingPpm: 500_000,
        totalPpm: 500_000,
      },
      { kind: 'sharesNotWhole', post: 'P-2', siteCodes: ['608'], rows, totalPpm: 500_000 },
    ]);
  });

  test('a share taken over by the other site still flags both', () => {
    const taken = { ...shared, splits: [{ account: accountAt('571'), sharePpm: 1_000_000 }] };
    expect(find({ 571: [taken] }, { 571: [shared] })).toMatchObject([
      { kind: 'orphanedShare', siteCodes: ['571', '608'], fromSite: '608', totalPpm: 1_000_000 },
    ]);
  });

  test('removing the only row of a shared post tells the site that had none', () => {
    expect(find({ 571: [], 608: [] }, { 571: [shared], 608: [] })).toEqual([
      {
        kind: 'sharedPostGone',
        post: 'P-1',
        siteCodes: ['571', '608'],
        rows: [{ siteCode: '571', positionId: 'a' }],
      },
    ]);
    expect(find({}, { 571: [halves[571]], 608: [halves[608]] })).toEqual([]);
    expect(find({}, { 571: [post('d', 'P-3', { 571: 1_000_000 })] })).toEqual([]);
  });

  test('the same number whole in two contents is doubled', () => {
    const whole = (id: string, site: string) => post(id, 'P-4', { [site]: 1_000_000 });
    expect(find({ 125: [whole('e', '125')], 608: [whole('f', '608')] }, {})).toMatchObject([
      { kind: 'doubledPost', post: 'P-4', siteCodes: ['125', '608'], totalPpm: 2_000_000 },
    ]);
  });

  test('shares below or above 100 % are named; posts without a number stand for themselves', () => {
    expect(find({ 608: [post('g', 'P-5', { 608: 400_000, 571: 500_000 })] }, {})).toMatchObject([
      { kind: 'sharesNotWhole', siteCodes: ['571', '608'], totalPpm: 900_000 },
    ]);
    const added = (id: string) => post(id, '', { 608: 1_000_000 });
    expect(find({ 571: [added('h')], 608: [added('i')] }, {})).toEqual([]);
  });

  test('an account that tells no site counts for the sum and flags nobody', () => {
    const nowhere = { ...shared, splits: [{ account: 'x', sharePpm: 1_000_000 }] };
    expect(findSharedPostFaults(at({ 571: [nowhere] }), at({ 571: [nowhere] }), () => null)).toEqual([]);
  });

  test('whatever site drops its half of a shared post, every site that paid it is told', () => {
    const shares = fc
      .uniqueArray(fc.constantFrom(...SITES), { minLength: 2, maxLength: 3 })
      .chain((sites) => fc.tuple(fc.constant(sites), fc.constantFrom(...sites)));
    fc.assert(
      fc.property(shares, ([sites, dropped]) => {
        const share = Math.floor(1_000_000 / sites.length);
        const first = 1_000_000 - share * (sites.length - 1);
        const contents = Object.fromEntries(
          sites.map((site, n) => [site, [post(`row-${site}`, 'P-9', { [site]: n === 0 ? first : share })]]),
        );
        expect(find(contents, contents)).toEqual([]);
        const findings = find({ ...contents, [dropped]: [] }, contents);
        const orphaned = findings.filter(({ kind }) => kind === 'orphanedShare');
        expect(orphaned).toHaveLength(1);
        expect(orphaned[0]?.siteCodes).toEqual([...sites].sort());
      }),
    );
  });
});
