import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  blockAddress,
  MAX_COLUMNS,
  MAX_ROWS,
  parseBlock,
  shiftBlock,
  type Block,
} from '../../../src/workbench/host/model/block.js';
import { DEFAULT_FORMAT } from '../../../src/workbench/host/model/cell.js';
import { CellGrid } from '../../../src/workbench/host/model/cell-grid.js';
import { parseEntry } from '../../../src/workbench/host/model/entry.js';
import { shiftFormula } from '../../../src/workbench/host/model/shift-formula.js';

const SIDE = 8;

function blocks(side: number): fc.Arbitrary<Block> {
  const index = fc.nat(side - 1);
  return fc.tuple(index, index, index, index).map(([a, b, c, d]) => ({
    row: Math.min(a, b),
    column: Math.min(c, d),
    rows: Math.abs(a - b) + 1,
    columns: Math.abs(c - d) + 1,
  }));
}

/** Blocks of a small window, and whole columns and rows of it. */
const anyBlock = fc.oneof(
  blocks(SIDE),
  blocks(SIDE).map((block) => ({ ...block, row: 0, rows: MAX_ROWS })),
  blocks(SIDE).map((block) => ({ ...block, column: 0, columns: MAX_COLUMNS })),
  fc.constant({ row: 0, column: 0, rows: MAX_ROWS, columns: MAX_COLUMNS }),
);

test('an address reads back as its block', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        anyBlock,
        blocks(20_000).filter(({ column, columns }) => column + columns <= MAX_COLUMNS),
      ),
      (block) => {
        expect(parseBlock(blockAddress(block))).toEqual(block);
      },
    ),
  );
});

describe('formats of cells, rows and columns', () => {
  type Step =
    | { kind: 'lock'; block: Block; isLocked: boolean }
    | { kind: 'put'; row: number; column: number; isEmpty: boolean };
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ kind: fc.constant('lock' as const), block: anyBlock, isLocked: fc.boolean() }),
    fc.record({
      kind: fc.constant('put' as const),
      row: fc.nat(SIDE - 1),
      column: fc.nat(SIDE - 1),
      isEmpty: fc.boolean(),
    }),
  );

  test('agree with a sheet that stores every cell', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), blocks(SIDE), (steps, asked) => {
        const grid = new CellGrid();
        const plain = Array.from({ length: SIDE }, () => Array.from({ length: SIDE }, () => true));
        for (const action of steps) {
          if (action.kind === 'put') {
            const format = grid.formatAt(action.row, action.column);
            const content = action.isEmpty ? null : 'x';
            grid.restore(action.row, action.column, { content, formula: null, format });
            continue;
          }
          const { block, isLocked } = action;
          grid.reformat(block, (format) => ({ ...format, isLocked }));
          for (let row = block.row; row < Math.min(SIDE, block.row + block.rows); row += 1) {
            plain[row]?.fill(isLocked, block.column, Math.min(SIDE, block.column + block.columns));
          }
        }
        const expected = new Set<boolean>();
        for (let row = asked.row; row < asked.row + asked.rows; row += 1) {
          for (let column = asked.column; column < asked.column + asked.columns; column += 1) {
            expect(grid.formatAt(row, column).isLocked).toBe(plain[row]?.[column]);
            expected.add(plain[row]?.[column] ?? true);
          }
        }
        const found = new Set([...grid.formatsIn(asked)].map(({ isLocked }) => isLocked));
        expect(found).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('of whole columns are all found', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ block: blocks(SIDE), isLocked: fc.boolean() }), { maxLength: 8 }),
        (steps) => {
          const grid = new CellGrid();
          for (const { block, isLocked } of steps)
            grid.reformat(block, (format) => ({ ...format, isLocked }));
          const column = { row: 0, column: 2, rows: MAX_ROWS, columns: 3 };
          const found = new Set([...grid.formatsIn(column)].map(({ isLocked }) => isLocked));
          // Below the window nothing was touched, so "locked" is always there.
          const expected = new Set([true]);
          for (let row = 0; row < SIDE; row += 1) {
            for (let at = 2; at < 5; at += 1) expected.add(grid.formatAt(row, at).isLocked);
          }
          expect(found).toEqual(expected);
        },
      ),
    );
  });
});

describe('rows that move', () => {
  const rowsOf = ({ row, rows }: Block) => Array.from({ length: rows }, (_, at) => row + at);

  test('take a block with them, row by row', () => {
    fc.assert(
      fc.property(blocks(20), fc.nat(25), fc.integer({ min: -6, max: 6 }), (block, at, count) => {
        const moved = shiftBlock(block, at, count);
        const kept = rowsOf(block).flatMap((row) => {
          if (row < at) return [row];
          return count < 0 && row < at - count ? [] : [row + count];
        });
        if (kept.length === 0) expect(moved).toBeNull();
        else expect([moved?.row, (moved?.row ?? 0) + (moved?.rows ?? 0) - 1]).toEqual([kept[0], kept.at(-1)]);
      }),
    );
  });

  test('give a formula back when they move back', () => {
    fc.assert(
      fc.property(blocks(20), fc.nat(25), fc.integer({ min: 1, max: 6 }), (block, at, count) => {
        const address = blockAddress(block);
        const formula = `=SUM(${address})+'A b'!${address}&"${address}"`;
        const there = shiftFormula(formula, 'Here', 'Here', at, count);
        expect(shiftFormula(there, 'Here', 'Here', at, -count)).toBe(formula);
        expect(shiftFormula(formula, 'Here', 'Elsewhere', at, count)).toBe(formula);
      }),
    );
  });

  test.each([
    ['=Sheet1!A5+A5', '=Sheet1!A7+A5'],
    ["='Sheet1'!$A$5", "='Sheet1'!$A$7"],
    ['=LOG10(5)&"A5"', '=LOG10(5)&"A5"'],
    ['=A5B', '=A5B'],
  ])('%s on another sheet becomes %s', (formula, expected) => {
    expect(shiftFormula(formula, 'Other', 'Sheet1', 1, 2)).toBe(expected);
  });

  test('keep content and lose what was deleted', () => {
    const grid = new CellGrid();
    for (let row = 0; row < 5; row += 1)
      grid.restore(row, 0, { content: row, formula: null, format: DEFAULT_FORMAT });
    grid.insertRows(2, 2);
    grid.deleteRows(0, 1);
    expect(
      grid.map({ row: 0, column: 0, rows: 7, columns: 1 }, (cell) => cell?.content ?? null).flat(),
    ).toEqual([1, null, null, 2, 3, 4, null]);
  });
});

describe('typed numbers', () => {
  test('of any cents come back exactly, however they are written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -99_999_999_99, max: 99_999_999_99 }),
        fc.constantFrom('plain', 'grouped', 'dollar', 'brackets'),
        (cents, style) => {
          const size = Math.abs(cents);
          const whole = String(Math.floor(size / 100));
          const grouped = style === 'plain' ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ',');
          const figure = `${style === 'dollar' ? '$' : ''}${grouped}.${String(size % 100).padStart(2, '0')}`;
          const text = cents >= 0 ? figure : style === 'brackets' ? `(${figure})` : `-${figure}`;
          const { content } = parseEntry(text, 'General');
          expect(typeof content === 'number' ? Math.round(content * 100) + 0 : content).toBe(cents);
        },
      ),
    );
  });

  test('nothing typed throws, and a text cell keeps it all', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => parseEntry(text, 'General')).not.toThrow();
        expect(parseEntry(text, '@').content).toBe(text === '' ? null : text);
      }),
    );
  });
});
