import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SITE_OWNER } from '../../../src/core/budget/site.js';
import type { SiteContent } from '../../../src/core/budget/site-content.js';
import type { WorkbookCells } from '../../../src/core/workbook/decode.js';
import type { CellValue } from '../../../src/core/workbook/read-figure.js';
import { HEADER_ROW } from '../../../src/core/workbook/layout.js';
import { readReturned } from '../../../src/core/workbook/returned.js';
import { takeSuggestions } from '../../../src/core/workbook/take-suggestions.js';
import { arbitraryContent, tinyIndex } from '../../support/arbitrary-content.js';
import { cellsOfContent, type SheetGrids } from '../../support/sheet-grids.js';
import { smallContent, smallIndex } from '../../support/small-book.js';

const OWNERS = new Set([SITE_OWNER]);
const LINE_6 = HEADER_ROW + 6;

function smallCells(edit: (budget: SheetGrids['budget']['values']) => void): SheetGrids {
  const cells = cellsOfContent(smallIndex(), smallContent(), OWNERS);
  edit(cells.budget.values);
  return cells;
}

const columnOf = (values: SheetGrids['budget']['values'], title: string) =>
  values[HEADER_ROW]?.indexOf(title) ?? -1;

const read = (cells: WorkbookCells) => readReturned(smallIndex(), smallContent(), cells);
const codes = (cells: WorkbookCells) => read(cells).problems.map(({ code }) => code);

describe('whatever was done to the sheet around its figures', () => {
  const mess = fc.record({
    rowsAbove: fc.integer({ min: 0, max: 6 }),
    order: fc.infiniteStream(fc.nat()),
    columns: fc.infiniteStream(fc.nat()),
    loses: fc.infiniteStream(fc.boolean()),
    blanks: fc.infiniteStream(fc.boolean()),
    losesColumn: fc.boolean(),
    shouts: fc.boolean(),
  });

  test('each row is the line that it was, or is said to be ambiguous; nothing is guessed', () => {
    fc.assert(
      fc.property(arbitraryContent, mess, (content, how) => {
        const index = tinyIndex();
        const { budget, positions } = cellsOfContent(index, content, OWNERS);
        const idAt = columnOf(budget.values, 'Line id');
        const rows = budget.values.slice(HEADER_ROW + 1).map((row) => {
          const next = [...row];
          if (how.losesColumn || take(how.loses)) next[idAt] = null;
          return { next, rank: take(how.order) };
        });
        const order = (budget.values[HEADER_ROW] ?? []).map((_, at) => ({ at, rank: take(how.columns) }));
        const moved = order.sort((a, b) => a.rank - b.rank).map(({ at }) => at);
        const titles = (budget.values[HEADER_ROW] ?? []).map((title, at) => {
          if (at === idAt && how.losesColumn) return null;
          return how.shouts ? ` ${String(title).toUpperCase()}  ` : title;
        });
        const shuffled = rows.sort((a, b) => a.rank - b.rank).map(({ next }) => next);
        const values = [
          ...Array.from({ length: HEADER_ROW + how.rowsAbove }, () => ['Note']),
          moved.map((at) => titles[at] ?? null),
          ...shuffled.flatMap((row) => [
            ...(take(how.blanks) ? [[]] : []),
            moved.map((at) => row[at] ?? null),
          ]),
        ];
        const decoded = readReturned(index, content, { budget: { values }, positions });
        const known = new Map(content.lines.map((line) => [line.id, line]));
        const ambiguous = decoded.problems.filter(({ code }) => code === 'row.ambiguous').length;
        const strangers = decoded.content.lines.filter(({ id }) => !known.has(id));
        for (const line of decoded.content.lines) {
          const was = known.get(line.id);
          if (was) expect(line).toEqual(was);
        }
        expect(decoded.content.lines).toHaveLength(content.lines.length);
        expect(strangers).toHaveLength(ambiguous);
      }),
      { numRuns: 300 },
    );
  });

  function take<T>(stream: fc.Stream<T>): T {
    return stream.next().value as T;
  }
});

describe('rows without their id', () => {
  test('two that are like two lines are said, with their places, and counted for none', () => {
    const content: SiteContent = smallContent();
    const twin = { ...content.lines[5]!, id: 'line-6b' };
    content.lines.splice(6, 0, twin);
    const cells = cellsOfContent(smallIndex(), content, OWNERS);
    const { values } = cells.budget;
    const idAt = columnOf(values, 'Line id');
    for (const row of [LINE_6, LINE_6 + 1]) values[row]![idAt] = null;
    const { problems } = readReturned(smallIndex(), content, cells);
    expect(problems.filter(({ code }) => code === 'row.ambiguous')).toMatchObject([
      { severity: 'fatal', place: { cell: 'A10' }, params: { rows: '10, 11', candidates: 2 } },
      { severity: 'fatal', place: { cell: 'A11' }, params: { rows: '10, 11', candidates: 2 } },
    ]);
  });

  test('one with another current amount is no line that is known: it is a new one', () => {
    const cells = smallCells((values) => {
      values[LINE_6]![columnOf(values, 'Line id')] = null;
      values[LINE_6]![columnOf(values, 'Current amount')] = 1;
    });
    expect(codes(cells)).toEqual(['row.typedIsNew']);
  });

  test('posts are known by number, class and what pays them', () => {
    const cells = cellsOfContent(smallIndex(), smallContent(), OWNERS);
    const idAt = cells.positions.values[HEADER_ROW]!.indexOf('Position id');
    for (const row of cells.positions.values) row[idAt] = null;
    expect(readReturned(smallIndex(), smallContent(), cells)).toMatchObject({
      content: smallContent(),
      problems: [],
    });
  });
});

describe('titles', () => {
  test('one that was changed is known by its neighbours, and said', () => {
    const cells = smallCells((values) => {
      values[HEADER_ROW]![columnOf(values, 'Proposed amount')] = 'My plan';
    });
    const { content, problems } = read(cells);
    expect(content).toEqual(smallContent());
    expect(problems).toMatchObject([
      {
        code: 'workbook.columnRenamed',
        severity: 'warning',
        place: { sheet: 'Budget', cell: 'I4' },
        params: { column: 'Proposed amount', is: 'My plan' },
      },
    ]);
  });

  test('one that is gone with its column, or two side by side, are missing', () => {
    const gone = smallCells((values) => {
      const at = columnOf(values, 'Proposed amount');
      for (const row of values) row.splice(at, 1);
    });
    expect(codes(gone)).toEqual(['workbook.columnMissing']);
    const two = smallCells((values) => {
      values[HEADER_ROW]![columnOf(values, 'Current FTE')] = 'a';
      values[HEADER_ROW]![columnOf(values, 'Proposed amount')] = 'b';
    });
    expect(codes(two)).toEqual(['workbook.columnMissing', 'workbook.columnMissing']);
  });

  test('a column of somebody’s own between two is no reason to guess', () => {
    const cells = smallCells((values) => {
      const at = columnOf(values, 'Proposed amount');
      values[HEADER_ROW]![at] = 'Plan';
      for (const [row, cellsOfRow] of values.entries())
        cellsOfRow.splice(at, 0, row === HEADER_ROW ? 'Ideas' : 7);
    });
    expect(codes(cells)).toEqual(['workbook.columnMissing']);
  });
});

describe('two columns of one title', () => {
  const withSecond = (valueOf: (first: CellValue, row: number) => CellValue) =>
    smallCells((values) => {
      const at = columnOf(values, 'Proposed amount');
      for (const [row, cellsOfRow] of values.entries())
        if (row >= HEADER_ROW) cellsOfRow.push(valueOf(cellsOfRow[at] ?? null, row));
    });

  test('that differ in one row are fatal, with both cells of it', () => {
    const { problems } = read(withSecond((first, row) => (row === LINE_6 ? 7 : first)));
    const twice = problems.find(({ code }) => code === 'workbook.columnTwice');
    expect(twice).toMatchObject({
      severity: 'fatal',
      params: { sheet: 'Budget', other: `I${String(LINE_6 + 1)}`, column: 'Proposed amount' },
    });
    expect(twice?.params['cell']).not.toBe(twice?.params['other']);
  });

  test('that hold the same are said, and nothing else is', () => {
    const cells = withSecond((first) => first);
    expect(read(cells).problems).toMatchObject([{ code: 'workbook.columnRepeats', severity: 'info' }]);
    expect(read(cells).content).toEqual(smallContent());
  });
});

describe('an id that Sitebook never gave', () => {
  const withRow = (id: string, account: 'whole' | 'none') =>
    smallCells((values) => {
      const row = [...(values[LINE_6] ?? [])];
      row[columnOf(values, 'Line id')] = id;
      row[columnOf(values, 'Program')] = 'Something new';
      if (account === 'none') row[0] = '';
      values.push(row);
    });

  test('counts as none: the row is said to be new, under an id of its own', () => {
    const { content, problems } = read(withRow('from-elsewhere', 'whole'));
    expect(problems.map(({ code }) => code)).toEqual(['row.typedIsNew']);
    expect(content.lines.at(-1)).toMatchObject({ id: 'new-1', title: 'Something new' });
  });

  test('makes no row of what names no account', () => {
    expect(codes(withRow('from-elsewhere', 'none'))).toEqual(['row.withoutId']);
  });

  test('is known all the same where the season opened with it', () => {
    const content = smallContent();
    const gone = { ...content, lines: content.lines.filter(({ id }) => id !== 'line-6') };
    const { lines } = readReturned(
      smallIndex(),
      gone,
      smallCells(() => undefined),
    ).content;
    expect(lines.map(({ id }) => id)).toEqual(content.lines.map(({ id }) => id));
  });
});

describe('merged cells', () => {
  test.each([
    ['over two amounts', ['I10:I11'], ['cell.merged']],
    ['over a code and its neighbour', ['A10:B10'], ['cell.merged']],
    ['of the title', ['A1:H1'], []],
    ['beside and below everything', ['T10:U12', 'A40:H50'], []],
    ['of no shape', ['', 'A1', '1:3'], []],
  ])('%s', (_, merges, expected) => {
    const cells = smallCells(() => undefined);
    expect(codes({ ...cells, budget: { ...cells.budget, merges } })).toEqual(expected);
  });
});

describe('text that can only mean one figure', () => {
  test('is taken where that is asked for, and said; all else stays what it is', () => {
    const cells = smallCells((values) => {
      const at = columnOf(values, 'Proposed amount');
      values[LINE_6]![at] = ' $ (1,234.50) ';
      values[LINE_6 + 1]![at] = '2024-03-14';
      values[LINE_6 + 2]![at] = 10.005;
    });
    const decoded = read(cells);
    const { content, taken } = takeSuggestions(decoded.content);
    expect(content.lines[5]).toMatchObject({ id: 'line-6', unread: [{ text: '$ (1,234.50)' }] });
    expect(taken).toEqual([]);
    const plain = smallCells((values) => {
      const at = columnOf(values, 'Proposed amount');
      values[LINE_6]![at] = '($1,234.50)';
      values[LINE_6 + 1]![at] = '2024-03-14';
      values[LINE_6 + 2]![at] = 10.005;
    });
    const next = takeSuggestions(read(plain).content);
    expect(next.content.lines.slice(5, 8)).toMatchObject([
      { enteredCents: -123_450, unread: [] },
      { enteredCents: 0, unread: [{ reason: 'date' }] },
      { enteredCents: 0, unread: [{ reason: 'fractionOfCent' }] },
    ]);
    expect(next.taken).toMatchObject([
      {
        code: 'cell.textTaken',
        severity: 'info',
        place: { lineId: 'line-6' },
        params: { takenCents: -123_450 },
      },
    ]);
  });
});
