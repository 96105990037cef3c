import type { AllocationEntry } from '../../src/core/budget/allocation.js';
import type { SiteBook } from '../../src/core/budget/site-book.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { Site } from '../../src/core/budget/site.js';
import type { Rule } from '../../src/core/rules/rule-pack.js';
import type { DistrictBook } from '../../src/core/validation/district-state.js';
import { tinyBook } from './arbitrary-content.js';

const COMMON = { severity: 'warning', citation: 'Test', askWhom: 'the office' } as const;

/** One rule of every kind, with figures that random content often breaks. */
export const EVERY_RULE: Rule[] = [
  { kind: 'readable', id: 'readable', ...COMMON, severity: 'fatal' },
  { kind: 'segmentFormat', id: 'shape', ...COMMON, severity: 'fatal' },
  { kind: 'codeList', id: 'codes', ...COMMON, severity: 'fatal' },
  { kind: 'validCombination', id: 'pairs', ...COMMON },
  { kind: 'wholeShares', id: 'shares', ...COMMON },
  {
    kind: 'requireSegmentWhen',
    id: 'grant-function',
    ...COMMON,
    when: ['201'],
    segment: 'function',
    codes: '1111',
    sense: 'required',
  },
  { kind: 'allocationCap', id: 'cap', ...COMMON, severity: 'fatal', toleranceCents: 0 },
  { kind: 'mustSpendAll', id: 'spend', ...COMMON, toleranceCents: 100, appliesTo: { programs: ['titleIA'] } },
  {
    kind: 'minPercent',
    id: 'personnel',
    ...COMMON,
    scope: 'site',
    appliesTo: { fundingSources: ['T1'] },
    numerator: { from: 'proposed', accounts: ['*-*-*-1*|2*'] },
    base: { from: 'proposed' },
    percentPpm: 800_000,
  },
  {
    kind: 'maxPercent',
    id: 'carry-over',
    ...COMMON,
    scope: 'district',
    appliesTo: { programs: ['titleIA'] },
    numerator: { from: 'ledger', kinds: ['carryOver'] },
    base: { from: 'proposed' },
    percentPpm: 150_000,
    baseFromCents: 5_000_000,
  },
  {
    kind: 'maxPercent',
    id: 'named-figure',
    ...COMMON,
    numerator: { from: 'proposed', accountGroup: 'software' },
    base: { from: 'figure', figure: 'budget' },
    percentPpm: 100_000,
  },
  { kind: 'fteIncrement', id: 'steps', ...COMMON, sizes: { stepFte: 2_000 }, jobClasses: ['licensed'] },
  {
    kind: 'fteIncrement',
    id: 'sizes',
    ...COMMON,
    sizes: { allowedFte: [5_000, 10_000] },
    jobClasses: ['classified'],
  },
  {
    kind: 'minStaffing',
    id: 'teachers',
    ...COMMON,
    jobClasses: ['licensed'],
    bands: [
      { fromEnrolment: 0, required: { fte: 10_000 } },
      { fromEnrolment: 100, required: { pupilsPerFte: 33, stepFte: 5_000 } },
    ],
  },
  { kind: 'objectRestriction', id: 'no-software', ...COMMON, forbidden: ['201-*-*-470'] },
  { kind: 'sign', id: 'sign', ...COMMON, severity: 'fatal', negativeAllowed: ['*-*-*-470'] },
  { kind: 'duplicateLine', id: 'twice', ...COMMON },
  { kind: 'fundBalances', id: 'balance', ...COMMON, scope: 'district', toleranceCents: 50 },
  { kind: 'availabilityWindow', id: 'window', ...COMMON },
  { kind: 'narrativeRequired', id: 'why', ...COMMON, fromCents: 1_000_000, changeFromCents: 1, minLength: 3 },
  {
    kind: 'supplanting',
    id: 'title-one',
    ...COMMON,
    test: 'methodology',
    appliesTo: { programs: ['titleIA'] },
  },
  {
    kind: 'supplanting',
    id: 'other-grants',
    ...COMMON,
    test: 'comparePosts',
    appliesTo: { fundingSources: ['T1'] },
  },
  {
    kind: 'changeThreshold',
    id: 'line-change',
    ...COMMON,
    per: 'line',
    percentPpm: 100_000,
    amountCents: 100_000,
    direction: 'both',
  },
  {
    kind: 'changeThreshold',
    id: 'source-change',
    ...COMMON,
    per: 'fundingSource',
    percentPpm: 50_000,
    amountCents: 0,
    direction: 'increase',
  },
];

export const RICH_SITES: Site[] = [
  { code: '608', name: 'Tiny High School', level: 'high', enrolment: 412 },
  { code: '571', name: 'Tiny Junior High School', level: 'middle', enrolment: 88 },
];

function entries(siteCode: string): AllocationEntry[] {
  return [
    { fundingSource: 'GF', kind: 'initial' as const, amountCents: 50_000_000, fte: 30_000 },
    { fundingSource: 'T1', kind: 'initial' as const, amountCents: 20_000_000, fte: 10_000 },
    { fundingSource: 'T1', kind: 'carryOver' as const, amountCents: 3_000_000, fte: 0 },
  ].map((entry, at) => ({
    id: `${siteCode}-${String(at)}`,
    siteCode,
    date: '2024-02-01',
    reason: 'Proposed budget',
    author: 'Business office',
    ...entry,
  }));
}

/** The tiny district with a second site, a grant that ends within the year and one rule of every kind. */
export function richBook(opening: SiteContent = { lines: [], positions: [] }): SiteBook {
  const book = tinyBook();
  return {
    ...book,
    plan: {
      ...book.plan,
      chart: {
        ...book.plan.chart,
        combinations: [
          {
            kind: 'pairs',
            id: 'fund-function',
            title: 'Fund and function',
            citation: 'Test',
            sense: 'allowed',
            rowSegment: 'fund',
            columnSegment: 'function',
            pairs: { '100': ['1111', '2542'], '201': ['1111'] },
          },
        ],
        codes: {
          ...book.plan.chart.codes,
          costCenter: RICH_SITES.map(({ code, name }) => ({ code, title: name })),
        },
      },
      fundingSources: book.plan.fundingSources.map((source) =>
        source.code === 'T1' ? { ...source, programs: ['titleIA'], availableTo: '2024-12-31' } : source,
      ),
      figures: { budget: 100_000_000 },
      accountGroups: { software: ['*-*-*-470'] },
      rules: { id: 'rich', version: '1', rules: EVERY_RULE },
    },
    site: RICH_SITES[0] ?? book.site,
    allocations: entries('608'),
    opening,
  };
}

/** Both sites of the rich district with some content each. */
export function richDistrict(
  contents: Record<string, SiteContent>,
  openings: Record<string, SiteContent> = {},
): DistrictBook {
  const none: SiteContent = { lines: [], positions: [] };
  return {
    plan: richBook().plan,
    sites: RICH_SITES.map((site) => ({
      site,
      allocations: entries(site.code),
      opening: openings[site.code] ?? none,
      content: contents[site.code] ?? none,
    })),
    revenue: [
      { fundingSource: 'GF', amountCents: 90_000_000 },
      { fundingSource: 'T1', amountCents: 40_000_000 },
    ],
  };
}
