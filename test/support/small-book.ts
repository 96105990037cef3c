import type { LineItem } from '../../src/core/budget/line-item.js';
import type { SiteBook } from '../../src/core/budget/site-book.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { Position } from '../../src/core/staffing/position.js';
import { indexBook, type BookIndex } from '../../src/core/validation/book-index.js';
import type { WorkbookIdentity } from '../../src/core/workbook/identity.js';
import { LAYOUT_VERSION } from '../../src/core/workbook/layout.js';

/**
 * A complete site by hand: two funding sources, three owners, lines that posts feed, three posts (one of them paid
 * from both funds) and three kinds of benefit. Its opening content has no problem, and every figure is easy to
 * follow: General fund proposes 226,485.62 of 250,000.00, Title I 22,927.20 of 27,000.00.
 */
export function smallBook(): SiteBook {
  return {
    plan: {
      districtName: 'Maple Valley School District',
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
            { code: 'area', title: 'Area', width: 3, characters: 'digits' },
            { code: 'object', title: 'Object', width: 3, characters: 'digits' },
          ],
        },
        codes: {
          fund: [
            { code: '100', title: 'General fund' },
            { code: '201', title: 'Title I' },
          ],
          function: [
            { code: '1131', title: 'High school programs' },
            { code: '1272', title: 'Title I' },
            { code: '2542', title: 'Care of buildings' },
          ],
          costCenter: [
            { code: '001', title: 'Maple Valley Elementary' },
            { code: '608', title: 'Maple Valley High School' },
          ],
          area: [
            { code: '000', title: 'None' },
            { code: '050', title: 'Instruction' },
          ],
          object: [
            { code: '111', title: 'Licensed salaries' },
            { code: '112', title: 'Classified salaries' },
            { code: '211', title: 'Retirement' },
            { code: '231', title: "Workers' compensation" },
            { code: '241', title: 'Medical insurance' },
            { code: '325', title: 'Electricity' },
            { code: '410', title: 'Supplies' },
            { code: '470', title: 'Software' },
            { code: '690', title: 'Indirect charges' },
          ],
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
          reason: 'Buildings are run by the facilities office.',
        },
        {
          pattern: '*-*-*-*-111..299',
          appliesTo: 'lines',
          owner: 'finance',
          ownerTitle: 'Business office',
          reason: 'Pay beside posts is set by the business office.',
        },
      ],
      jobClasses: [
        { code: 'licensed', title: 'Licensed staff', salaryObject: '111', averageSalaryCents: 6_500_000 },
        { code: 'classified', title: 'Classified staff', salaryObject: '112', averageSalaryCents: 3_600_000 },
      ],
      benefitRates: [
        {
          code: 'PERS',
          title: 'Retirement',
          object: '211',
          kind: 'percentOfSalary',
          ratePpm: 240_000,
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
        { code: 'MED', title: 'Medical', object: '241', kind: 'perFte', ratePpm: 0, amountCents: 1_920_000 },
      ],
      salaryOwner: 'finance',
      rules: {
        id: 'maple-valley',
        version: '1',
        rules: [
          { kind: 'readable', id: 'readable', severity: 'fatal', citation: '', askWhom: 'Business office' },
          { kind: 'segmentFormat', id: 'shape', severity: 'fatal', citation: '', askWhom: 'Business office' },
          { kind: 'codeList', id: 'codes', severity: 'fatal', citation: '', askWhom: 'Business office' },
          { kind: 'wholeShares', id: 'shares', severity: 'fatal', citation: '', askWhom: 'Business office' },
          {
            kind: 'allocationCap',
            id: 'cap',
            severity: 'fatal',
            citation: 'Board policy DB',
            askWhom: 'Business office',
            toleranceCents: 0,
          },
          {
            kind: 'sign',
            id: 'sign',
            severity: 'fatal',
            citation: '',
            askWhom: 'Business office',
            negativeAllowed: ['*-*-*-*-690'],
          },
          {
            kind: 'duplicateLine',
            id: 'twice',
            severity: 'warning',
            citation: '',
            askWhom: 'Business office',
          },
        ],
      },
    },
    site: { code: '608', name: 'Maple Valley High School', level: 'high' },
    allocations: [
      {
        id: 'entry-gf',
        siteCode: '608',
        fundingSource: 'GF',
        date: '2024-02-01',
        kind: 'initial',
        amountCents: 25_000_000,
        fte: 20_000,
        reason: 'Proposed budget',
        author: 'Business office',
      },
      {
        id: 'entry-t1',
        siteCode: '608',
        fundingSource: 'T1',
        date: '2024-02-01',
        kind: 'initial',
        amountCents: 2_700_000,
        fte: 6_000,
        reason: 'Proposed budget',
        author: 'Federal programs',
      },
    ],
    opening: smallContent(),
  };
}

/** The content `smallBook` opens with, as a fresh copy to change. */
export function smallContent(): SiteContent {
  return {
    lines: [
      line('line-1', '100-1131-608-050-111', 'Teachers', 12_700_000, 0, 20_000),
      line('line-2', '100-1131-608-050-112', 'Assistants', 760_000, 0, 2_000),
      line('line-3', '100-1131-608-050-211', 'Retirement', 2_400_000, 10_000),
      line('line-4', '100-1131-608-050-231', "Workers' compensation", 8_000, 0),
      line('line-5', '100-1131-608-050-241', 'Medical insurance', 2_900_000, 0),
      line('line-6', '100-1131-608-050-410', 'Classroom supplies', 1_248_000, 1_248_000),
      line('line-7', '100-2542-608-000-325', 'Electricity', 4_650_000, 4_800_000),
      line('line-8', '100-1131-608-050-470', 'Software', 0, 0),
      line('line-9', '201-1272-608-000-112', 'Title I assistants', 1_100_000, 0, 6_000),
      line('line-10', '201-1272-608-000-211', 'Retirement', 260_000, 0),
      line('line-11', '201-1272-608-000-410', 'Title I supplies', 150_000, 150_000),
    ],
    positions: [
      post('post-1', 'P-608-0001', 'Teacher, mathematics', { fte: 10_000, annualSalaryCents: 6_800_000 }),
      post('post-2', 'P-608-0002', 'Teacher, English', { fte: 5_000, annualSalaryCents: 6_200_000 }),
      post('post-3', 'P-608-0003', 'Reading assistant', {
        jobClass: 'classified',
        fte: 8_000,
        annualSalaryCents: 3_600_000,
        benefitPlans: ['PERS'],
        splits: [
          { account: '201-1272-608-000-112', sharePpm: 600_000 },
          { account: '100-1131-608-050-112', sharePpm: 400_000 },
        ],
      }),
    ],
  };
}

export function smallIndex(): BookIndex {
  return indexBook(smallBook());
}

/** Who a workbook of the small site says it is. */
export function smallIdentity(): WorkbookIdentity {
  return {
    workbookId: '3f0c1b52-7a64-4d0e-9a41-5a7c2d9be314',
    layoutVersion: LAYOUT_VERSION,
    district: 'maple-valley',
    yearId: '2024-25',
    siteCode: '608',
    baseRevision: 0,
  };
}

function line(
  id: string,
  account: string,
  title: string,
  currentCents: number,
  enteredCents: number,
  currentFte = 0,
): LineItem {
  return { id, account, title, currentCents, currentFte, enteredCents, justification: '', unread: [] };
}

function post(id: string, number: string, title: string, rest: Partial<Position>): Position {
  return {
    id,
    number,
    title,
    jobClass: 'licensed',
    fte: 0,
    annualSalaryCents: 0,
    pricedAt: 'actual',
    status: 'filled',
    benefitPlans: ['PERS', 'WC', 'MED'],
    splits: [{ account: '100-1131-608-050-111', sharePpm: 1_000_000 }],
    unread: [],
    ...rest,
  };
}
