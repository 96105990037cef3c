import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import type { BookIndex } from '../../../src/core/validation/book-index.js';
import { computeFigures } from '../../../src/core/validation/sheet-state.js';
import { decodeWorkbook, type WorkbookCells } from '../../../src/core/workbook/decode.js';
import { staleDerivedCells } from '../../../src/core/workbook/derived-cells.js';
import { HEADER_ROW } from '../../../src/core/workbook/layout.js';
import {
  planBudgetSheet,
  planPositionsSheet,
  type SheetPlan,
} from '../../../src/core/workbook/sheet-plan.js';
import { arbitraryContent, tinyIndex } from '../../support/arbitrary-content.js';

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

  test('a missing column, a copied row and a row without id are problems, and no row is guessed', () => {
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
    const row = cells.budget.values[HEADER_ROW + 1] ?? [];
    const nameless = row.map((value) => (value === 'l' ? null : value));
    const doubled = { ...cells, budget: { values: [...cells.budget.values, row, nameless] } };
    const decoded = decode(index, content, doubled);
    expect(decoded.content).toEqual(content);
    expect(decoded.problems.map(({ code, params }) => [code, params['row']])).toEqual([
      ['row.copied', 6],
      ['row.withoutId', 7],
    ]);
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
});
