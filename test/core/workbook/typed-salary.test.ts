import { describe, expect, test } from '@jest/globals';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import { computeFigures } from '../../../src/core/validation/sheet-state.js';
import { takeOwnedRows } from '../../../src/core/validation/owned-rows.js';
import { decodeWorkbook, type WorkbookCells } from '../../../src/core/workbook/decode.js';
import { HEADER_ROW, POSITION_COLUMNS } from '../../../src/core/workbook/layout.js';
import type { CellValue } from '../../../src/core/workbook/read-figure.js';
import { planBudgetSheet, planPositionsSheet } from '../../../src/core/workbook/sheet-plan.js';
import { smallContent, smallIndex } from '../../support/small-book.js';

const FINANCE = new Set(['finance']);
const SALARY = POSITION_COLUMNS.findIndex(({ key }) => key === 'annualSalary');

/** The small site with its first post, a teacher (average 65,000), priced at average. Its own salary is 68,000. */
const atAverage = (): SiteContent => {
  const content = smallContent();
  return {
    ...content,
    positions: content.positions.map((post, at) => (at === 0 ? { ...post, pricedAt: 'average' } : post)),
  };
};

const cellsOf = (content: SiteContent, salary?: CellValue): WorkbookCells => {
  const index = smallIndex();
  const above = Array.from({ length: HEADER_ROW }, (): CellValue[] => []);
  const budget = planBudgetSheet(index, content, computeFigures(index, content), FINANCE);
  const posts = planPositionsSheet(index, content, FINANCE);
  const rows = posts.rows.map(({ values }) => [...values]);
  const [first] = rows;
  if (first && salary !== undefined) first[SALARY] = salary;
  return {
    budget: {
      values: [...above, budget.columns.map(({ title }) => title), ...budget.rows.map((row) => row.values)],
    },
    positions: { values: [...above, posts.columns.map(({ title }) => title), ...rows] },
  };
};

const readBack = (known: SiteContent, written: SiteContent, salary?: CellValue) => {
  const { content } = decodeWorkbook(smallIndex(), known, cellsOf(written, salary));
  return content.positions[0];
};

describe('the salary of a post priced at average', () => {
  test('shows as its class’s average, and reading that back is no edit', () => {
    const cells = cellsOf(atAverage()).positions.values;
    expect(cells[HEADER_ROW + 1]?.[SALARY]).toBe(65_000);
    expect(readBack(atAverage(), atAverage())).toEqual(atAverage().positions[0]);
    expect(readBack(atAverage(), atAverage(), '')).toEqual(atAverage().positions[0]);
  });

  test('another figure makes it actual, in the pane’s reading and in what the server takes', () => {
    const typed = readBack(atAverage(), atAverage(), 70_000);
    expect(typed).toMatchObject({ pricedAt: 'actual', annualSalaryCents: 7_000_000 });
    // Her own salary on file, typed, is a figure like any other.
    expect(readBack(atAverage(), atAverage(), 68_000)).toMatchObject({
      pricedAt: 'actual',
      annualSalaryCents: 6_800_000,
    });
    const [post] = atAverage().positions;
    if (!post || !typed) throw new Error('no post');
    const take = (next: typeof post, owners: ReadonlySet<string> = FINANCE) =>
      takeOwnedRows(smallIndex(), atAverage(), { ...atAverage(), positions: [next] }, owners);
    expect(take(typed).content.positions[0]).toEqual(typed);
    // A client that only sends the figure means the same.
    expect(take({ ...post, annualSalaryCents: 7_000_000 }).content.positions[0]).toEqual(typed);
    expect(take({ ...post, annualSalaryCents: 6_500_000 }).content.positions[0]).toEqual(post);
    const bySite = take(typed, new Set(['site']));
    expect(bySite.content.positions[0]).toEqual(post);
    expect(bySite.kept.map(({ code }) => code)).toContain('post.salaryNotYours');
  });

  test('a figure that cannot be read leaves it at average and is kept', () => {
    expect(readBack(atAverage(), atAverage(), 'seventy')).toMatchObject({
      pricedAt: 'average',
      annualSalaryCents: 6_800_000,
      unread: [expect.objectContaining({ field: 'annualSalary', text: 'seventy' })],
    });
  });

  test('a row that was added and not saved yet is read alike', () => {
    const without = { ...atAverage(), positions: [] };
    expect(readBack(without, atAverage())).toMatchObject({
      pricedAt: 'average',
      annualSalaryCents: 6_500_000,
    });
    const typed = readBack(without, atAverage(), 70_000);
    expect(typed).toMatchObject({ pricedAt: 'actual', annualSalaryCents: 7_000_000 });
    if (!typed) throw new Error('no post');
    const admitted = takeOwnedRows(
      smallIndex(),
      without,
      { ...without, positions: [{ ...typed, pricedAt: 'average' }] },
      new Set(['site', 'finance']),
    );
    expect(admitted.content.positions).toEqual([typed]);
  });

  test('a post at its own salary keeps it, blank being none', () => {
    expect(readBack(smallContent(), smallContent())).toEqual(smallContent().positions[0]);
    expect(readBack(smallContent(), smallContent(), '')).toMatchObject({
      pricedAt: 'actual',
      annualSalaryCents: 0,
    });
  });
});

test('explanations that a sheet does not hold stay with it', () => {
  const explanations = [{ problemKey: 'change|site|608', text: 'Enrolment.' }];
  const base = { ...smallContent(), explanations };
  expect(takeOwnedRows(smallIndex(), base, smallContent(), FINANCE).content.explanations).toEqual(
    explanations,
  );
  const none = takeOwnedRows(smallIndex(), base, { ...smallContent(), explanations: [] }, FINANCE);
  expect(none.content.explanations).toEqual([]);
});
