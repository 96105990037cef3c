import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readWorkbook } from '../../../server/workbooks/read-workbook.js';
import { writeSiteWorkbook } from '../../../server/workbooks/write-site-workbook.js';
import type { LineItem, UnreadCell } from '../../../src/core/budget/line-item.js';
import { SITE_OWNER } from '../../../src/core/budget/site.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import { MAX_FTE } from '../../../src/core/fte.js';
import { MAX_CENTS } from '../../../src/core/money.js';
import { WHOLE_SHARE_PPM, type Position } from '../../../src/core/staffing/position.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { decodeWorkbook } from '../../../src/core/workbook/decode.js';
import { readFte, readMoney, type CellValue } from '../../../src/core/workbook/read-figure.js';
import { sampleDistrict } from '../../support/sample-district.js';
import { smallBook, smallIdentity, smallIndex } from '../../support/small-book.js';
import { writtenIdentity } from '../../support/written-identity.js';

const ADD_IN_ID = '00000000-0000-4000-8000-000000000000';
const OWNERS = new Set([SITE_OWNER, 'finance']);

/** Text that files and spreadsheets like to mistake for something else. */
const TRAPS = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  "'quoted",
  '"double"',
  '<b>&amp;</b>',
  ']]>',
  '_x0041_',
  '_x005F_x0041_',
  '_x0041_x0042_',
  '_x000D\u0001',
  'a\r\nb\nc\td',
  '00123',
  '1e3',
  'TRUE',
  '#N/A',
  '#DIV/0! is no error here',
  '3/4',
  'non\u00a0breaking',
  'two  spaces',
  'Zürich – “naïve” 教室 𝒜 👩‍🏫',
  'עברית',
  '\u0008\ufffe\uffff',
  'x'.repeat(200),
];

/** As decoding leaves it: without white space around it, and without what no database holds. */
const text = (maxLength: number) =>
  fc
    .oneof(
      fc.constantFrom(...TRAPS),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ maxLength: 40 }),
    )
    .map((raw) => raw.replaceAll('\u0000', '').trim().slice(0, maxLength).trim())
    .filter((trimmed) => !/\p{Surrogate}/u.test(trimmed));

const filled = (maxLength: number) => text(maxLength).filter((trimmed) => trimmed !== '');

const account = fc
  .tuple(
    fc.oneof(fc.constantFrom('100', '201', '999', '050'), filled(20)),
    fc.constantFrom('1131', '2542', '0001'),
    fc.constantFrom('608', '001'),
    fc.constantFrom('000', '050', ''),
    fc.oneof(
      fc.constantFrom('111', '112', '211', '410', '470', '690'),
      fc.constantFrom('=1', '_x0041_', '#N/A'),
    ),
  )
  .map((codes) => codes.map((code) => code.replaceAll('-', '.')).join('-'));

/** Cells that hold no figure: what a person types by mistake, as Excel keeps it. */
const oddCell: fc.Arbitrary<CellValue> = fc.oneof(
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom('#DIV/0!', '#N/A', '#REF!', '#SPILL!', '$1,234.50', '(12)', 'twelve', '1000/3', '12 345'),
  filled(200),
);

type Taken = { value: number; unread: UnreadCell[] };

function take(field: UnreadCell['field'], cell: CellValue): Taken {
  const figure = field === 'fte' ? readFte(cell) : readMoney(cell);
  if (!figure.ok) return { value: 0, unread: [{ field, ...figure.unread }] };
  if (figure.value < 0 && field === 'fte') {
    return { value: 0, unread: [{ field, reason: 'tooLarge', text: String(figure.value / 10_000) }] };
  }
  return { value: field === 'annualSalary' ? Math.max(0, figure.value) : figure.value, unread: [] };
}

const money = fc.oneof(
  fc.integer({ min: -MAX_CENTS, max: MAX_CENTS }),
  fc.constantFrom(0, 1, -1, MAX_CENTS, -MAX_CENTS, 186, 10_000_050),
);

const { account: factsOf } = smallIndex();

const line: fc.Arbitrary<LineItem> = fc
  .record({
    id: filled(60),
    account,
    title: text(200),
    currentCents: money,
    currentFte: fc.integer({ min: -MAX_FTE, max: MAX_FTE }),
    justification: text(2000),
    entered: fc.oneof(
      money,
      oddCell.map((cell) => ({ cell })),
    ),
  })
  .map(({ entered, ...rest }) => {
    if (typeof entered === 'number') return { ...rest, enteredCents: entered, unread: [] };
    const { value, unread } = take(factsOf(rest.account).isFed ? 'besidePosts' : 'amount', entered.cell);
    return { ...rest, enteredCents: value, unread };
  });

/** A post's accounts stand in one cell and on one line, between `;` and `=`, which no segment has. */
const paidFrom = account.map((text) => text.replace(/[;=\p{Cc}\u2028\u2029]/gu, '.'));

const splits: fc.Arbitrary<Position['splits']> = fc.oneof(
  paidFrom.map((only) => [{ account: only, sharePpm: WHOLE_SHARE_PPM }]),
  fc
    .tuple(paidFrom, paidFrom, fc.integer({ min: 1, max: WHOLE_SHARE_PPM - 1 }))
    .map(([one, other, sharePpm]) => [
      { account: one, sharePpm },
      { account: other, sharePpm: WHOLE_SHARE_PPM - sharePpm },
    ]),
);

const post: fc.Arbitrary<Position> = fc
  .record({
    id: filled(60),
    number: text(40),
    title: text(200),
    jobClass: fc.constantFrom('licensed', 'classified', 'no such class'),
    pricedAt: fc.constantFrom('average', 'actual'),
    status: fc.constantFrom('filled', 'vacant', 'frozen'),
    benefitPlans: fc.subarray(['PERS', 'WC', 'MED']),
    splits,
    fte: fc.oneof(
      fc.integer({ min: 0, max: MAX_FTE }).map((fte) => fte / 10_000),
      oddCell,
    ),
    annualSalary: fc.oneof(
      fc.integer({ min: 0, max: MAX_CENTS }).map((cents) => cents / 100),
      oddCell,
    ),
  })
  .map(({ fte, annualSalary, ...rest }) => {
    const typed = take('fte', fte);
    const priced = take('annualSalary', annualSalary);
    return {
      ...rest,
      fte: typed.value,
      annualSalaryCents: priced.value,
      unread: [...typed.unread, ...priced.unread],
    };
  });

const anyContent: fc.Arbitrary<SiteContent> = fc.record({
  lines: fc.uniqueArray(line, { selector: ({ id }) => id, maxLength: 12 }),
  positions: fc.uniqueArray(post, { selector: ({ id }) => id, maxLength: 6 }),
});

async function throughFile(content: SiteContent, known: SiteContent) {
  const index = indexBook({ ...smallBook(), opening: known });
  const bytes = await writeSiteWorkbook(index, content, OWNERS, smallIdentity(), ADD_IN_ID);
  const read = readWorkbook(bytes, 'site.xlsx');
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(read.value.identity).toEqual(writtenIdentity(known));
  expect(read.value.cells.budget.unworked).toBeUndefined();
  return decodeWorkbook(index, known, read.value.cells);
}

describe('what is written is what is read', () => {
  test('for any content, of lines and posts that are known', async () => {
    await fc.assert(
      fc.asyncProperty(anyContent, async (content) => {
        const decoded = await throughFile(content, content);
        expect(decoded.problems).toEqual([]);
        expect(decoded.content).toEqual(content);
      }),
      { numRuns: 150 },
    );
  });

  test('for any content that is all new, but for what its rows do not show: current figures, and own salaries of posts at average', async () => {
    await fc.assert(
      fc.asyncProperty(anyContent, async (content) => {
        const decoded = await throughFile(content, { lines: [], positions: [] });
        expect(decoded.problems).toEqual([]);
        const lines = content.lines.map((item) => ({ ...item, currentCents: 0, currentFte: 0 }));
        const averages = new Map(
          smallBook().plan.jobClasses.map((one) => [one.code, one.averageSalaryCents]),
        );
        const positions = content.positions.map((post) => {
          const average = averages.get(post.jobClass);
          return post.pricedAt === 'average' && average !== undefined
            ? { ...post, annualSalaryCents: average }
            : post;
        });
        expect(decoded.content).toEqual({ lines, positions });
      }),
      { numRuns: 100 },
    );
  });

  test('for the same account on two lines, one of them without any amount', async () => {
    const twice = (id: string, enteredCents: number): LineItem => ({
      id,
      account: '100-1131-608-050-410',
      title: 'Supplies',
      currentCents: 0,
      currentFte: 0,
      enteredCents,
      justification: '',
      unread: [],
    });
    const content: SiteContent = {
      lines: [twice('one', 0), twice('two', 0), twice('three', 5)],
      positions: [],
    };
    expect((await throughFile(content, content)).content).toEqual(content);
  });

  test('for the largest site of the sample district, seven hundred lines and more', async () => {
    const district = await sampleDistrict();
    const [site] = district.sites.filter(
      ({ code }) => (district.openings.get(code)?.lines.length ?? 0) > 700,
    );
    const opening = district.openings.get(site?.code ?? '');
    if (!site || !opening) throw new Error('no site of that size');
    const allocations = district.allocations.filter(({ siteCode }) => siteCode === site.code);
    const book = { plan: district.plan, site, allocations, opening };
    const index = indexBook(book);
    const bytes = await writeSiteWorkbook(index, book.opening, OWNERS, smallIdentity(), ADD_IN_ID);
    expect(bytes.length).toBeLessThan(200_000);
    const read = readWorkbook(bytes, 'site.xlsx');
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const decoded = decodeWorkbook(index, book.opening, read.value.cells);
    expect(decoded.problems).toEqual([]);
    expect(decoded.content).toEqual(book.opening);
  });
});
