import fc from 'fast-check';
import type { SiteBook } from '../../src/core/budget/site-book.js';
import type { LineItem } from '../../src/core/budget/line-item.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { Position } from '../../src/core/staffing/position.js';
import { indexBook, type BookIndex } from '../../src/core/validation/book-index.js';

const FUNDS = ['100', '201', '999'];
const FUNCTIONS = ['1111', '2542'];
const OBJECTS = ['111', '112', '211', '231', '241', '410', '470'];

/** A district small enough to collide often: shared accounts, office rows, an unknown fund and two kinds of post. */
export function tinyBook(): SiteBook {
  return {
    plan: {
      districtName: 'Tiny School District',
      timeZone: 'America/Los_Angeles',
      siteSegment: 'costCenter',
      year: { id: '2024-25', currentId: '2023-24', dueDate: '2024-03-15' },
      chart: {
        structure: {
          separator: '-',
          segments: [
            { code: 'fund', title: 'Fund', width: 3, characters: 'digits' },
            { code: 'function', title: 'Function', width: 4, characters: 'digits' },
            { code: 'costCenter', title: 'Cost centre', width: 3, characters: 'digits' },
            { code: 'object', title: 'Object', width: 3, characters: 'digits' },
          ],
        },
        codes: {
          fund: ['100', '201'].map((code) => ({ code, title: `Fund ${code}` })),
          function: FUNCTIONS.map((code) => ({ code, title: `Function ${code}` })),
          costCenter: [{ code: '608', title: 'Tiny High School' }],
          object: OBJECTS.map((code) => ({ code, title: `Object ${code}` })),
        },
      },
      fundingSources: [
        { code: 'GF', title: 'General fund', patterns: ['100'] },
        { code: 'T1', title: 'Title I', patterns: ['201'] },
      ],
      ownership: [
        {
          pattern: '*-254*',
          appliesTo: 'both',
          owner: 'facilities',
          ownerTitle: 'Facilities',
          reason: 'Buildings',
        },
        {
          pattern: '*-*-*-111..299',
          appliesTo: 'lines',
          owner: 'finance',
          ownerTitle: 'Business office',
          reason: 'Posts',
        },
      ],
      jobClasses: [
        { code: 'licensed', title: 'Licensed', salaryObject: '111', averageSalaryCents: 6_500_422 },
        { code: 'classified', title: 'Classified', salaryObject: '112', averageSalaryCents: 3_600_000 },
      ],
      benefitRates: [
        {
          code: 'PERS',
          title: 'Retirement',
          object: '211',
          kind: 'percentOfSalary',
          ratePpm: 44_000,
          amountCents: 0,
        },
        {
          code: 'WC',
          title: "Workers' compensation",
          object: '231',
          kind: 'perHead',
          ratePpm: 0,
          amountCents: 3_041,
        },
        { code: 'MED', title: 'Medical', object: '241', kind: 'perFte', ratePpm: 0, amountCents: 1_919_875 },
      ],
      salaryOwner: 'finance',
      rules: {
        id: 'tiny',
        version: '1',
        rules: [
          { kind: 'readable', id: 'readable', severity: 'fatal', citation: '', askWhom: '' },
          { kind: 'segmentFormat', id: 'shape', severity: 'fatal', citation: '', askWhom: '' },
          { kind: 'codeList', id: 'codes', severity: 'fatal', citation: '', askWhom: '' },
          { kind: 'wholeShares', id: 'shares', severity: 'fatal', citation: '', askWhom: '' },
          {
            kind: 'allocationCap',
            id: 'cap',
            severity: 'fatal',
            citation: '',
            askWhom: '',
            toleranceCents: 0,
          },
          {
            kind: 'sign',
            id: 'sign',
            severity: 'fatal',
            citation: '',
            askWhom: '',
            negativeAllowed: ['*-*-*-470'],
          },
          { kind: 'duplicateLine', id: 'twice', severity: 'warning', citation: '', askWhom: '' },
        ],
      },
    },
    site: { code: '608', name: 'Tiny High School', level: 'high' },
    allocations: ['GF', 'T1'].map((fundingSource) => ({
      id: `entry-${fundingSource}`,
      siteCode: '608',
      fundingSource,
      date: '2024-02-01',
      kind: 'initial',
      amountCents: 50_000_000,
      fte: 30_000,
      reason: 'Proposed budget',
      author: 'Business office',
    })),
    opening: { lines: [], positions: [] },
  };
}

export function tinyIndex(): BookIndex {
  return indexBook(tinyBook());
}

const account = fc
  .tuple(fc.constantFrom(...FUNDS), fc.constantFrom(...FUNCTIONS), fc.constantFrom(...OBJECTS))
  .map(([fund, func, object]) => `${fund}-${func}-608-${object}`);

/** Ids from a small pool, so that edits hit existing rows. */
const lineId = fc.integer({ min: 1, max: 25 }).map((n) => `line-${String(n)}`);
const positionId = fc.integer({ min: 1, max: 8 }).map((n) => `post-${String(n)}`);

const text = fc.string({ maxLength: 20 }).map((raw) => raw.trim());

export const arbitraryLine: fc.Arbitrary<LineItem> = fc.record({
  id: lineId,
  account,
  title: text,
  currentCents: fc.integer({ min: -1_000_000, max: 10_000_000_000 }),
  currentFte: fc.integer({ min: 0, max: 100_000 }),
  enteredCents: fc.integer({ min: -1_000_000, max: 10_000_000_000 }),
  justification: text,
  unread: fc.constant([]),
});

const splits: fc.Arbitrary<Position['splits']> = fc.oneof(
  account.map((only) => [{ account: only, sharePpm: 1_000_000 }]),
  fc.tuple(account, account, fc.integer({ min: 1, max: 999_999 })).map(([first, second, sharePpm]) => [
    { account: first, sharePpm },
    { account: second, sharePpm: 1_000_000 - sharePpm },
  ]),
);

/** Cells of a post that hold text where a figure should be, in the order of a sheet. */
const unreadOfPost: fc.Arbitrary<Position['unread']> = fc
  .subarray(['fte', 'annualSalary'] as const)
  .chain((fields) =>
    fc.tuple(
      ...fields.map((field) =>
        fc.constantFrom('soon', '?').map((text) => ({ field, text, reason: 'text' as const })),
      ),
    ),
  );

export const arbitraryPosition: fc.Arbitrary<Position> = fc
  .record({
    id: positionId,
    number: fc.constantFrom('', 'P-608-0001', 'P-608-0002'),
    title: text,
    jobClass: fc.constantFrom('licensed', 'classified'),
    fte: fc.integer({ min: 0, max: 10_000 }),
    annualSalaryCents: fc.integer({ min: 0, max: 20_000_000 }),
    pricedAt: fc.constantFrom('average', 'actual'),
    status: fc.constantFrom('filled', 'vacant', 'frozen'),
    benefitPlans: fc.subarray(['PERS', 'WC', 'MED']),
    splits,
    unread: unreadOfPost,
  })
  .map((post) => ({
    ...post,
    // Such a cell counts as zero.
    fte: post.unread.some(({ field }) => field === 'fte') ? 0 : post.fte,
    annualSalaryCents: post.unread.some(({ field }) => field === 'annualSalary') ? 0 : post.annualSalaryCents,
  }));

export const arbitraryContent: fc.Arbitrary<SiteContent> = fc.record({
  lines: fc.uniqueArray(arbitraryLine, { selector: (line) => line.id, maxLength: 25 }),
  positions: fc.uniqueArray(arbitraryPosition, { selector: (post) => post.id, maxLength: 8 }),
});
