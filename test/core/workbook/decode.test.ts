import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SiteContent } from '../../../src/core/budget/site-content.js';
import type { BookIndex } from '../../../src/core/validation/book-index.js';
import { computeFigures, openSheet } from '../../../src/core/validation/sheet-state.js';
import { decodeWorkbook, type WorkbookCells } from '../../../src/core/workbook/decode.js';
import { staleDerivedCells } from '../../../src/core/workbook/derived-cells.js';
import { HEADER_ROW } from '../../../src/core/workbook/layout.js';
import {
  planBudgetSheet,
  planPositionsSheet,
  type SheetPlan,
} from '../../../src/core/workbook/sheet-plan.js';
import { arbitraryContent, tinyIndex } from '../../support/arbitrary-content.js';
import { smallContent, smallIndex } from '../../support/small-book.js';

type Cells = (string | number | boolean | null)[][];

const toCells = (plan: SheetPlan): { values: Cells } => ({
  values: [
    ...Array.from({ length: HEADER_ROW }, () => ['Title']),
    plan.columns.map(({ title }) => title),
    ...plan.rows.map(({ values }) => values),
  ],
});

function written(
  index: BookIndex,
  content: SiteContent,
): { budget: { values: Cells }; positions: { values: Cells } } {
  const figures = computeFigures(index, content);
  const owners = new Set(['site']);
  return {
    budget: toCells(planBudgetSheet(index, content, figures, owners)),
    positions: toCells(planPositionsSheet(index, content, owners)),
  };
}

const decode = (index: BookIndex, known: SiteContent, cells: WorkbookCells) =>
  decodeWorkbook(index, known, cells);

describe('reading a workbook', () => {
  test('what was written reads back the same, and nothing derived is stale', () => {
    fc.assert(
      fc.property(arbitraryContent, (content) => {
        const index = tinyIndex();
        const decoded = decode(index, content, written(index, content));
        expect(decoded.problems).toEqual([]);
        expect(decoded.content).toEqual(content);
        expect(staleDerivedCells(index, decoded, computeFigures(index, content))).toEqual([]);
      }),
    );
  });

  test('columns may change their order', () => {
    fc.assert(
      fc.property(arbitraryContent, (content) => {
        const index = tinyIndex();
        const cells = written(index, content);
        const mirrored = {
          ...cells,
          budget: { values: cells.budget.values.map((row) => [...row].reverse()) },
        };
        expect(decode(index, content, mirrored).content).toEqual(content);
      }),
    );
  });

  test('a missing column is a problem, and then no row is guessed', () => {
    const index = tinyIndex();
    const content: SiteContent = {
      lines: [
        {
          id: 'l',
          account: '100-1111-608-410',
          title: 'Supplies',
          currentCents: 0,
          currentFte: 0,
          enteredCents: 100,
          justification: '',
          unread: [],
        },
      ],
      positions: [],
    };
    const cells = written(index, content);
    const header = cells.budget.values[HEADER_ROW] ?? [];
    const lost = cells.budget.values.map((values, at) =>
      at === HEADER_ROW ? header.map((t) => (t === 'Proposed amount' ? '' : t)) : values,
    );
    expect(decode(index, content, { ...cells, budget: { values: lost } })).toMatchObject({
      content: { lines: [] },
      problems: [{ code: 'workbook.columnMissing', params: { column: 'Proposed amount' } }],
    });
  });

  test('a cell without a figure keeps its text on the row and counts as zero', () => {
    const index = tinyIndex();
    const content: SiteContent = {
      lines: [
        {
          id: 'l',
          account: '100-1111-608-410',
          title: '',
          currentCents: 0,
          currentFte: 0,
          enteredCents: 100,
          justification: '',
          unread: [],
        },
      ],
      positions: [],
    };
    const cells = written(index, content);
    const values = cells.budget.values.map((row, at) =>
      at > HEADER_ROW ? row.map((v) => (v === 1 ? 1000 / 3 : v)) : row,
    );
    const { content: read } = decode(index, content, { ...cells, budget: { values } });
    expect(read.lines).toMatchObject([
      { enteredCents: 0, unread: [{ field: 'amount', reason: 'fractionOfCent', suggestion: 33_333 }] },
    ]);
  });

  describe('text and figures that a row cannot hold', () => {
    const index = smallIndex();
    const content = smallContent();
    /** Reads the small site's workbook with cells of one row replaced, found by id, by column title. */
    const readWith = (sheet: 'budget' | 'positions', id: string, cells: Record<string, string | number>) => {
      const book = written(index, content);
      const header = book[sheet].values[HEADER_ROW] ?? [];
      const values = book[sheet].values.map((row) =>
        row.includes(id) ? row.map((value, at) => cells[String(header[at])] ?? value) : row,
      );
      return decode(index, content, { ...book, [sheet]: { values } });
    };
    const post = (read: ReturnType<typeof decode>) =>
      read.content.positions.find(({ id }) => id === 'post-1');

    test.each([
      ['FTE', -0.5, 'fte', '-0.5'],
      ['Salary at 1.0 FTE', -250.5, 'annualSalary', '-250.5'],
    ])(
      '%s of %d is less than nothing: said so, kept as text, counted as zero',
      (column, value, field, text) => {
        const read = readWith('positions', 'post-1', { [column]: value });
        expect(post(read)?.unread).toEqual([{ field, reason: 'negative', text }]);
        expect(post(read)?.[field === 'fte' ? 'fte' : 'annualSalaryCents']).toBe(0);
        expect(openSheet(index, read.content).problems).toContainEqual(
          expect.objectContaining({ code: 'cell.negative', severity: 'fatal' }),
        );
        // Written out again, the cell holds the same number.
        expect(decode(index, read.content, written(index, read.content)).content).toEqual(read.content);
      },
    );

    test('too long a text is kept to the limit, and what was cut is told', () => {
      const justification = readWith('budget', 'line-6', { Justification: 'x'.repeat(2001) });
      expect(justification.content.lines.find(({ id }) => id === 'line-6')?.justification).toHaveLength(2000);
      expect(justification.problems).toEqual([
        {
          code: 'cell.tooLong',
          severity: 'warning',
          place: { kind: 'line', lineId: 'line-6', field: 'justification' },
          params: { column: 'Justification', length: 2001, limit: 2000 },
        },
      ]);
      // An emoji that the limit cuts in two goes whole.
      const title = readWith('positions', 'post-1', { Title: `${'y'.repeat(199)}🎓` });
      expect(post(title)?.title).toBe('y'.repeat(199));
      expect(title.problems).toMatchObject([
        { code: 'cell.tooLong', place: { positionId: 'post-1' }, params: { column: 'Title', limit: 200 } },
      ]);
      expect(readWith('budget', 'line-6', { Justification: 'x'.repeat(2000) }).problems).toEqual([]);
    });

    test('whatever the cells of a known row hold, what is read can be saved', () => {
      const long = 'z'.repeat(3000);
      const line = readWith('budget', 'line-6', { Fund: long, Justification: long, 'Proposed amount': long });
      expect(SiteContent.safeParse(line.content).success).toBe(true);
      expect(line.problems.map(({ params }) => params['column'])).toEqual(['Account', 'Justification']);
      const read = readWith('positions', 'post-1', { Title: long, Status: long, FTE: long });
      expect(SiteContent.safeParse(read.content).success).toBe(true);
    });

    test('an id that Sitebook cannot have given is no id', () => {
      const read = readWith('budget', 'line-6', { 'Line id': 'i'.repeat(65) });
      expect(read.problems.map(({ code }) => code)).toEqual(['row.typedIsNew']);
      expect(read.content.lines.map(({ id }) => id)).not.toContain('line-6');
      expect(SiteContent.safeParse(read.content).success).toBe(true);
    });

    test.each([
      ['on leave', 'on leave'],
      ['  ', ''],
    ])(
      'a status of "%s" is none: the post keeps its own, and the words that are one are named',
      (typed, text) => {
        const read = readWith('positions', 'post-1', { Status: typed });
        expect(post(read)?.status).toBe('filled');
        expect(read.problems).toEqual([
          {
            code: 'cell.status',
            severity: 'fatal',
            place: { kind: 'position', positionId: 'post-1', field: 'row' },
            params: { text, allowed: 'filled, vacant, frozen', status: 'filled' },
          },
        ]);
        expect(post(readWith('positions', 'post-1', { Status: 'Frozen ' }))?.status).toBe('frozen');
      },
    );
  });
});
