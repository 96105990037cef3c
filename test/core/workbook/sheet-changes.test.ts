import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sameContent, type SiteContent } from '../../../src/core/budget/site-content.js';
import { computeFigures } from '../../../src/core/validation/sheet-state.js';
import { decodeWorkbook, type WorkbookCells } from '../../../src/core/workbook/decode.js';
import { staleDerivedCells } from '../../../src/core/workbook/derived-cells.js';
import { HEADER_ROW } from '../../../src/core/workbook/layout.js';
import { isNoChange, planSheetChanges } from '../../../src/core/workbook/sheet-changes.js';
import {
  planBudgetSheet,
  planPositionsSheet,
  type SheetPlan,
} from '../../../src/core/workbook/sheet-plan.js';
import { applyToGrid, type Grid } from '../../support/apply-to-grid.js';
import { arbitraryContent, tinyIndex } from '../../support/arbitrary-content.js';
import { smallContent, smallIndex } from '../../support/small-book.js';

const SITE = new Set(['site']);
const index = tinyIndex();

type Titled = Grid & { titles: string[] };

const gridOf = ({ columns, rows }: SheetPlan): Titled => ({
  columns,
  titles: columns.map(({ title }) => title),
  ids: rows.map(({ id }) => id),
  cells: rows.map(({ values }) => [...values]),
});

const written = (content: SiteContent, of = index) => ({
  budget: gridOf(planBudgetSheet(of, content, computeFigures(of, content), SITE)),
  positions: gridOf(planPositionsSheet(of, content, SITE)),
});

const cellsOf = (grids: Record<'budget' | 'positions', Titled>): WorkbookCells => {
  const sheet = ({ titles, cells }: Titled) => ({
    values: [...Array.from({ length: HEADER_ROW }, () => []), titles, ...cells],
  });
  return { budget: sheet(grids.budget), positions: sheet(grids.positions) };
};

/** Writes `from`, plans what makes it `to`, and does it. */
function carryOut(from: SiteContent, to: SiteContent, of = index) {
  const grids = written(from, of);
  const changes = planSheetChanges(of, decodeWorkbook(of, from, cellsOf(grids)), to, SITE);
  applyToGrid(grids.budget, changes.lines);
  applyToGrid(grids.positions, changes.positions);
  return { grids, changes, decoded: decodeWorkbook(of, to, cellsOf(grids)) };
}

/** What the cells alone give: nothing of the rows is known beforehand. */
const inCellsOnly = (content: SiteContent): SiteContent => ({
  lines: content.lines.map((line) => ({ ...line, currentCents: 0, currentFte: 0 })),
  // One priced at average shows the average of its class, whatever it had of its own.
  positions: content.positions.map((post) =>
    post.pricedAt === 'average' ? { ...post, annualSalaryCents: 0 } : post,
  ),
});

describe('what makes a sheet hold another content', () => {
  test('done, the sheet holds it, and everything derived follows', () => {
    fc.assert(
      fc.property(arbitraryContent, arbitraryContent, (from, to) => {
        const { decoded } = carryOut(from, to);
        expect(decoded.problems).toEqual([]);
        expect(sameContent(decoded.content, to)).toBe(true);
        expect(staleDerivedCells(index, decoded, computeFigures(index, to))).toEqual([]);
      }),
    );
  });

  test('the cells alone hold it too: nothing leans on what was known of a row', () => {
    fc.assert(
      fc.property(arbitraryContent, arbitraryContent, (from, to) => {
        const { grids } = carryOut(from, to);
        const { content } = decodeWorkbook(index, { lines: [], positions: [] }, cellsOf(grids));
        expect(sameContent(inCellsOnly(content), inCellsOnly(to))).toBe(true);
      }),
    );
  });

  test('nothing is planned for a sheet that holds it already, whatever the order', () => {
    fc.assert(
      fc.property(arbitraryContent, (content) => {
        const { budget, positions } = written(content);
        const reversed = (grid: Titled) => ({ ...grid, cells: [...grid.cells].reverse() });
        const cells = cellsOf({ budget: reversed(budget), positions: reversed(positions) });
        const decoded = decodeWorkbook(index, content, cells);
        expect(isNoChange(planSheetChanges(index, decoded, content, SITE))).toBe(true);
      }),
    );
  });

  test('done once, nothing is left to do', () => {
    fc.assert(
      fc.property(arbitraryContent, arbitraryContent, (from, to) => {
        const { decoded } = carryOut(from, to);
        expect(isNoChange(planSheetChanges(index, decoded, to, SITE))).toBe(true);
      }),
    );
  });
});

describe('in the small site', () => {
  const small = smallIndex();
  const content = smallContent();
  const withLine = (id: string, part: object): SiteContent => ({
    ...content,
    lines: content.lines.map((line) => (line.id === id ? { ...line, ...part } : line)),
  });

  test('an amount of hers is one open cell, and the protection may stay', () => {
    const { changes } = carryOut(content, withLine('line-6', { enteredCents: 123_45 }), small);
    expect(changes.lines).toEqual({
      cells: [{ id: 'line-6', key: 'amount', kind: 'money', value: 123.45 }],
      added: [],
      deleted: [],
      locks: [],
      isOpenOnly: true,
    });
    expect(changes.positions).toMatchObject({ cells: [], isOpenOnly: true });
  });

  test('the amount of another office is a locked cell', () => {
    const { changes } = carryOut(content, withLine('line-7', { enteredCents: 1_00 }), small);
    expect(changes.lines).toMatchObject({ cells: [{ id: 'line-7', key: 'amount' }], isOpenOnly: false });
  });

  test('a post that changes takes the derived cells of its lines along', () => {
    const positions = content.positions.map((post) =>
      post.id === 'post-1' ? { ...post, fte: 5_000 } : post,
    );
    const { changes } = carryOut(content, { ...content, positions }, small);
    expect(changes.positions).toMatchObject({
      cells: [{ id: 'post-1', key: 'fte', value: 0.5 }],
      isOpenOnly: true,
    });
    expect(changes.lines.isOpenOnly).toBe(false);
    expect(changes.lines.cells.every(({ key }) => key === 'amount' || key === 'fte')).toBe(true);
  });

  test('new rows stand below their own kind, in the order they come, and at the end where there is none', () => {
    const [first] = content.lines;
    if (!first) throw new Error('no line');
    const line = (id: string, account: string) => ({ ...first, id, account });
    const lines = [
      ...content.lines,
      line('new-1', '100-1131-608-050-410'),
      line('new-2', '100-1131-608-050-470'),
      line('new-3', '999-1131-608-050-470'),
    ];
    const { grids, changes } = carryOut(content, { ...content, lines }, small);
    const lastOfFund = [...content.lines].reverse().find(({ account }) => account.startsWith('100'))?.id;
    expect(changes.lines.added.map(({ id, afterId }) => [id, afterId])).toEqual([
      ['new-1', lastOfFund],
      ['new-2', lastOfFund],
      ['new-3', content.lines.at(-1)?.id],
    ]);
    expect(grids.budget.ids.filter((id) => id.startsWith('new'))).toEqual(['new-1', 'new-2', 'new-3']);
  });

  test('a post whose first account is another office’s changes hands', () => {
    const positions = content.positions.map((post) =>
      post.id === 'post-1'
        ? { ...post, splits: [{ account: '100-2542-608-000-112', sharePpm: 1_000_000 }] }
        : post,
    );
    const { changes } = carryOut(content, { ...content, positions }, small);
    expect(changes.positions.locks).toEqual(
      ['title', 'status', 'fte'].map((key) => ({ id: 'post-1', key, isLocked: true })),
    );
    expect(changes.positions.isOpenOnly).toBe(false);
  });

  test('text where a derived amount should be is written over, a formula’s right result is not', () => {
    const grids = written(content, small);
    const at = grids.budget.columns.findIndex(({ key }) => key === 'amount');
    const row = grids.budget.cells[grids.budget.ids.indexOf('line-1')];
    if (!row) throw new Error('no row');
    row[at] = 'see posts';
    const changes = planSheetChanges(small, decodeWorkbook(small, content, cellsOf(grids)), content, SITE);
    expect(changes.lines.cells).toMatchObject([{ id: 'line-1', key: 'amount' }]);
  });
});
