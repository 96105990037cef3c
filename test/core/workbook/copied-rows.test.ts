import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import type { BookIndex } from '../../../src/core/validation/book-index.js';
import { computeFigures } from '../../../src/core/validation/sheet-state.js';
import {
  decodeWorkbook,
  RowMemory,
  type DecodedWorkbook,
  type RowIds,
} from '../../../src/core/workbook/decode.js';
import { keepRows } from '../../../src/core/workbook/keep-rows.js';
import { HEADER_ROW } from '../../../src/core/workbook/layout.js';
import { planOwnRows } from '../../../src/core/workbook/own-rows.js';
import { numberedIds } from '../../../src/core/workbook/row-identity.js';
import type { CellValue } from '../../../src/core/workbook/read-figure.js';
import { arbitraryContent, tinyIndex } from '../../support/arbitrary-content.js';
import { applyWrites, cellsOfContent, type SheetGrids } from '../../support/sheet-grids.js';
import { smallContent, smallIndex } from '../../support/small-book.js';

const OWNERS = new Set(['site']);
const index = smallIndex();
const base = smallContent();

/** Column letters of the small site's Budget sheet that the tests type into. */
const COLUMN = { amount: 8, besidePosts: 10, justification: 13, lineId: 14, currentAmount: 6 };
const rowOf = (cells: SheetGrids, id: string) => cells.budget.values.findIndex((row) => row.includes(id));
const cellsOf = () => cellsOfContent(index, base, OWNERS);

/** Copies a row to the end of the sheet, with some cells changed. */
function copy(cells: SheetGrids, id: string, change: Record<number, CellValue> = {}): number {
  const row = [...(cells.budget.values[rowOf(cells, id)] ?? [])];
  for (const [column, value] of Object.entries(change)) row[Number(column)] = value;
  return cells.budget.values.push(row) - 1;
}

const decode = (cells: SheetGrids, before: DecodedWorkbook | null = null, known = base) => {
  let count = before?.newLines.length ?? 0;
  const rowIds: RowIds = { newId: () => `fresh-${String((count += 1))}`, before };
  return decodeWorkbook(index, known, cells, rowIds);
};
const rowsOf = ({ lines }: DecodedWorkbook, ...ids: string[]) => ids.map((id) => lines.rows.get(id));
const codes = ({ problems }: DecodedWorkbook) => problems.map(({ code }) => code);

describe('of rows with the same id', () => {
  test('the one with what the server knows keeps it, wherever it stands; the other is a new line', () => {
    const cells = cellsOf();
    const original = rowOf(cells, 'line-6');
    const at = copy(cells, 'line-6');
    // The upper one was changed, so the lower one is the original.
    (cells.budget.values[original] ?? [])[COLUMN.amount] = 99;
    const decoded = decode(cells);
    expect(rowsOf(decoded, 'line-6', 'fresh-1')).toEqual([at, original]);
    expect(decoded.content.lines.find(({ id }) => id === 'fresh-1')).toMatchObject({
      account: '100-1131-608-050-410',
      enteredCents: 9_900,
      currentCents: 0,
      currentFte: 0,
    });
    expect(decoded.problems).toEqual([
      {
        code: 'row.copyIsNew',
        severity: 'info',
        place: { kind: 'line', lineId: 'fresh-1', field: 'row' },
        params: { row: original + 1, sheet: 'Budget', originalRow: at + 1 },
      },
    ]);
  });

  test('the locked cells tell before the typed ones', () => {
    const cells = cellsOf();
    const original = rowOf(cells, 'line-6');
    const at = copy(cells, 'line-6', { [COLUMN.currentAmount]: 1 });
    (cells.budget.values[original] ?? [])[COLUMN.amount] = 99;
    expect(rowsOf(decode(cells), 'line-6', 'fresh-1')).toEqual([original, at]);
  });

  test('when neither is as the server knows it, the one that stood there before is', () => {
    const cells = cellsOf();
    const original = rowOf(cells, 'line-6');
    (cells.budget.values[original] ?? [])[COLUMN.amount] = 99;
    const before = decode(cells);
    const at = copy(cells, 'line-6');
    const decoded = decode(cells, before);
    expect(rowsOf(decoded, 'line-6', 'fresh-1')).toEqual([original, at]);
    expect(codes(decoded)).toEqual(['row.copyIsNew']);
  });

  test('what cannot be decided is asked, the upper one being the original meanwhile', () => {
    const cells = cellsOf();
    const original = rowOf(cells, 'line-6');
    const at = copy(cells, 'line-6');
    const decoded = decode(cells);
    expect(rowsOf(decoded, 'line-6')).toEqual([original]);
    expect(decoded.problems[0]).toEqual({
      code: 'row.copyUndecided',
      severity: 'warning',
      place: { kind: 'workbook', sheet: 'Budget', cell: `A${String(original + 1)}` },
      params: {
        sheet: 'Budget',
        rows: `${String(original + 1)}, ${String(at + 1)}`,
        originalRow: original + 1,
      },
    });
    // Still asked at the next reading, also when one of them was changed meanwhile.
    (cells.budget.values[original] ?? [])[COLUMN.amount] = 99;
    const next = decode(cells, decoded);
    expect(rowsOf(next, 'line-6', 'fresh-1')).toEqual([original, at]);
    expect(codes(next)).toEqual(['row.copyUndecided', 'row.copyIsNew']);
  });

  test.each([
    ['the upper', 0],
    ['the lower', 1],
  ])('an answer that %s is the original is written, and then nothing is asked', (_, which) => {
    const cells = cellsOf();
    const rows = [rowOf(cells, 'line-6'), copy(cells, 'line-6')];
    const decoded = decode(cells);
    const figures = computeFigures(index, decoded.content);
    const choice = { sheet: 'Budget', row: rows[which] ?? 0 };
    applyWrites(cells, planOwnRows(index, decoded, figures, OWNERS, choice));
    const answered = decode(cells, decoded);
    expect(rowsOf(answered, 'line-6', 'fresh-1')).toEqual(which === 0 ? rows : [...rows].reverse());
    expect(codes(answered)).toEqual([]);
    expect(answered.content.lines.find(({ id }) => id === 'fresh-1')?.enteredCents).toBe(1_248_000);
  });

  test('a copied post is a new post', () => {
    const cells = cellsOf();
    const post = cells.positions.values.find((row) => row.includes('post-2')) ?? [];
    cells.positions.values.push(post.map((value) => (value === 0.5 ? 0.25 : value)));
    const decoded = decode(cells);
    expect(decoded.content.positions.at(-1)).toMatchObject({
      id: 'fresh-1',
      number: 'P-608-0002',
      fte: 2_500,
    });
    expect(decoded.problems).toMatchObject([
      { code: 'row.copyIsNew', place: { kind: 'position', positionId: 'fresh-1' } },
    ]);
  });
});

describe('a row without id', () => {
  test('is a new line where it names an account in full, and a problem where it does not', () => {
    const cells = cellsOf();
    const typed = copy(cells, 'line-6', { [COLUMN.lineId]: '', [COLUMN.amount]: 12.5 });
    copy(cells, 'line-6', { 3: '', [COLUMN.lineId]: null });
    cells.budget.values.push(['', null, '   ']);
    const decoded = decode(cells);
    expect(decoded.content.lines.slice(base.lines.length)).toMatchObject([
      { id: 'fresh-1', account: '100-1131-608-050-410', enteredCents: 1_250 },
    ]);
    expect(decoded.problems.map(({ code, params }) => [code, params['row']])).toEqual([
      ['row.withoutId', typed + 2],
      ['row.typedIsNew', typed + 1],
    ]);
  });
});

describe('an unsaved sheet', () => {
  test('keeps the ids of its new rows from one reading to the next, where they move and where they change', () => {
    const cells = cellsOf();
    const first = copy(cells, 'line-6', { [COLUMN.amount]: 1 });
    const second = copy(cells, 'line-6', { [COLUMN.amount]: 2 });
    const before = decode(cells);
    expect(rowsOf(before, 'fresh-1', 'fresh-2')).toEqual([first, second]);
    const { values } = cells.budget;
    [values[first], values[second]] = [values[second] ?? [], values[first] ?? []];
    const moved = decode(cells, before);
    expect(rowsOf(moved, 'fresh-1', 'fresh-2')).toEqual([second, first]);
    (values[first] ?? [])[COLUMN.amount] = 3;
    expect(rowsOf(decode(cells, moved), 'fresh-1', 'fresh-2')).toEqual([second, first]);
  });

  test('gets them written with what a new line has in its locked cells; what is typed stays', () => {
    const cells = cellsOf();
    const at = copy(cells, 'line-6', { [COLUMN.amount]: 77, [COLUMN.justification]: 'why' });
    const decoded = decode(cells);
    applyWrites(cells, planOwnRows(index, decoded, computeFigures(index, decoded.content), OWNERS));
    expect(cells.budget.values[at]).toMatchObject({
      [COLUMN.currentAmount]: 0,
      [COLUMN.amount]: 77,
      [COLUMN.justification]: 'why',
      [COLUMN.lineId]: 'fresh-1',
    });
    const written = decode(cells);
    expect(written.problems).toEqual([]);
    expect(written.content).toEqual(decoded.content);
  });
});

describe('laws, however rows were copied, changed and shuffled', () => {
  type Copied = { source: number; amount: number | null };
  const copied = fc.record({
    source: fc.nat(),
    amount: fc.option(fc.integer({ min: -100_000, max: 100_000 })),
  });
  const scene = fc.record({
    content: arbitraryContent.filter(({ lines }) => lines.length > 0),
    copies: fc.array(copied, { maxLength: 6 }),
    seed: fc.nat(),
  });

  function sheetOf(tiny: BookIndex, content: SiteContent, copies: readonly Copied[], seed: number) {
    const cells = cellsOfContent(tiny, content, OWNERS);
    const header = cells.budget.values.slice(0, HEADER_ROW + 1);
    const rows = cells.budget.values.slice(HEADER_ROW + 1);
    const isFed = content.lines.map(({ account }) => tiny.account(account).isFed);
    const typedColumn = (at: number) =>
      columnOf(cells, isFed[at] === true ? 'Beside posts' : 'Proposed amount');
    const all = [...rows.map((row, at) => ({ row, cents: content.lines[at]?.enteredCents ?? 0 }))];
    const changed = new Set<number>();
    for (const { source, amount } of copies) {
      const at = source % rows.length;
      const row = [...(rows[at] ?? [])];
      if (amount !== null) row[typedColumn(at)] = amount / 100;
      else changed.add(at);
      all.push({ row, cents: amount ?? content.lines[at]?.enteredCents ?? 0 });
    }
    const shuffled = all
      .map((one, at) => ({ ...one, key: ((at + 1) * 7919 * (seed + 1)) % 104_729 }))
      .sort((a, b) => a.key - b.key);
    return {
      cells: { ...cells, budget: { values: [...header, ...shuffled.map(({ row }) => row)] } },
      totalCents: all.reduce((sum, { cents }) => sum + cents, 0),
      /** Lines of which another row may hold the very same. */
      twins: changed,
    };
  }
  const columnOf = (cells: SheetGrids, title: string) =>
    cells.budget.values[HEADER_ROW]?.indexOf(title) ?? -1;

  test('no amount is lost or doubled, and every row has an id of its own', () => {
    const tiny = tinyIndex();
    fc.assert(
      fc.property(scene, ({ content, copies, seed }) => {
        const { cells, totalCents } = sheetOf(tiny, content, copies, seed);
        const decoded = decodeWorkbook(tiny, content, cells);
        expect(decoded.content.lines).toHaveLength(content.lines.length + copies.length);
        expect(new Set(decoded.content.lines.map(({ id }) => id)).size).toBe(decoded.content.lines.length);
        expect(decoded.content.lines.reduce((sum, { enteredCents }) => sum + enteredCents, 0)).toBe(
          totalCents,
        );
        for (const { id } of content.lines) expect(decoded.lines.rows.has(id)).toBe(true);
      }),
    );
  });

  test('the row that the server knows keeps its id under any order of rows', () => {
    const tiny = tinyIndex();
    fc.assert(
      fc.property(scene, ({ content, copies, seed }) => {
        const differing = copies.filter(({ amount, source }) => {
          const line = content.lines[source % content.lines.length];
          return amount !== null && amount !== line?.enteredCents;
        });
        const { cells } = sheetOf(tiny, content, differing, seed);
        const decoded = decodeWorkbook(tiny, content, cells);
        const read = new Map(decoded.content.lines.map((line) => [line.id, line]));
        for (const line of content.lines) expect(read.get(line.id)).toEqual(line);
        expect(codes(decoded)).toEqual(differing.map(() => 'row.copyIsNew'));
      }),
    );
  });

  test('what is remembered of rows gives what reading them anew gives, row for row', () => {
    const tiny = tinyIndex();
    fc.assert(
      fc.property(scene, fc.nat(), fc.nat(999), ({ content, copies, seed }, at, typed) => {
        const numbered = () => {
          let count = 0;
          return () => `id-${String((count += 1))}`;
        };
        const memory = new RowMemory(tiny, content);
        const { cells: first } = sheetOf(tiny, content, copies, seed);
        const amount = columnOf(first, 'Proposed amount');
        decodeWorkbook(tiny, content, first, { newId: numbered(), before: null, memory });
        const values = [...first.budget.values];
        const row = HEADER_ROW + 1 + (at % (values.length - HEADER_ROW - 1));
        const changed = [...(values[row] ?? [])];
        changed[Math.max(0, amount)] = typed;
        values[row] = changed;
        const second = keepRows(first, { ...first, budget: { values } });
        expect(decodeWorkbook(tiny, content, second, { newId: numbered(), before: null, memory })).toEqual(
          decodeWorkbook(tiny, content, second, { newId: numbered(), before: null }),
        );
      }),
    );
  });

  test('a memory of another content is not used', () => {
    const tiny = tinyIndex();
    fc.assert(
      fc.property(scene, ({ content, copies, seed }) => {
        const { cells } = sheetOf(tiny, content, copies, seed);
        const memory = new RowMemory(tiny, content);
        decodeWorkbook(tiny, content, cells, { newId: numberedIds(), before: null, memory });
        const other = { ...content, lines: content.lines.map((line) => ({ ...line, title: 'Another' })) };
        expect(decodeWorkbook(tiny, other, cells, { newId: numberedIds(), before: null, memory })).toEqual(
          decodeWorkbook(tiny, other, cells),
        );
      }),
    );
  });

  test('a second reading of the same cells gives the same', () => {
    const tiny = tinyIndex();
    fc.assert(
      fc.property(scene, ({ content, copies, seed }) => {
        const { cells } = sheetOf(tiny, content, copies, seed);
        let count = 0;
        const newId = () => `id-${String((count += 1))}`;
        const first = decodeWorkbook(tiny, content, cells, { newId, before: null });
        const second = decodeWorkbook(tiny, content, cells, { newId, before: first });
        expect(second).toEqual(first);
      }),
    );
  });
});
