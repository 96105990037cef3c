import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileCodePattern } from '../../../src/core/account/account-pattern.js';
import type { AccountStructure } from '../../../src/core/account/account-structure.js';
import { indexChart } from '../../../src/core/account/chart-of-accounts.js';
import { checkCombinations, combinationApplies } from '../../../src/core/account/check-combinations.js';
import { CombinationTable } from '../../../src/core/account/combination-table.js';

const SMALL: AccountStructure = {
  separator: '-',
  segments: [
    { code: 'fund', title: 'Fund', width: 1, characters: 'digits' },
    { code: 'function', title: 'Function', width: 1, characters: 'digits' },
    { code: 'object', title: 'Object', width: 1, characters: 'digits', isOptional: true },
  ],
};

const common = { title: 'Table', citation: '', sense: 'allowed' } as const;
const pairs = (rest: Partial<Extract<CombinationTable, { kind: 'pairs' }>>): CombinationTable => ({
  kind: 'pairs',
  id: 'pairs',
  ...common,
  rowSegment: 'function',
  columnSegment: 'fund',
  pairs: {},
  ...rest,
});

const indexOf = (...combinations: CombinationTable[]) =>
  indexChart({ structure: SMALL, codes: {}, combinations });
const reasons = (table: CombinationTable, codes: string[]) =>
  checkCombinations(indexOf(table), codes).map(({ reason, unlisted }) => [reason, ...unlisted]);

describe('a pair matrix', () => {
  const matrix = { '1': ['1', '2'], '2': [], '3': ['2'] };

  test('allows what it lists, and says of the rest whether it knows the codes', () => {
    const table = pairs({ pairs: matrix, columns: ['1', '2', '4'] });
    expect(checkCombinations(indexOf(table), ['2', '1', '9'])).toEqual([]);
    expect(checkCombinations(indexOf(table), ['1', '3', '9'])).toEqual([
      {
        table: 'pairs',
        reason: 'notAllowed',
        segments: ['function', 'fund'],
        codes: ['3', '1'],
        ownCodes: ['3', '1'],
        unlisted: [],
      },
    ]);
    expect(reasons(table, ['1', '2', '9'])).toEqual([['notAllowed']]);
    expect(reasons(table, ['4', '1', '9'])).toEqual([['notAllowed']]);
    expect(reasons(table, ['3', '1', '9'])).toEqual([['unlisted', 'fund']]);
    expect(reasons(table, ['3', '8', '9'])).toEqual([['unlisted', 'function', 'fund']]);
  });

  test('lets codes it does not name pass where it is told to, but never a pair it refuses', () => {
    const table = pairs({ pairs: matrix, unlisted: 'allowed' });
    expect(reasons(table, ['1', '8', '9'])).toEqual([]);
    expect(reasons(table, ['3', '1', '9'])).toEqual([]);
    expect(reasons(table, ['1', '3', '9'])).toEqual([['notAllowed']]);
  });

  test('forbids only what it names', () => {
    const table = pairs({ pairs: matrix, sense: 'forbidden' });
    expect(reasons(table, ['1', '1', '9'])).toEqual([['forbidden']]);
    expect(reasons(table, ['1', '3', '9'])).toEqual([]);
    expect(reasons(table, ['9', '9', '9'])).toEqual([]);
  });
});

describe('where a table applies', () => {
  test('when and unless name codes by segment; both segments of a condition have to fit', () => {
    const table = pairs({ when: { object: '3..5' }, unless: { fund: '1', object: '4' } });
    const index = indexOf(table);
    const applies = (fund: string, object: string) => combinationApplies(index, [fund, '1', object], 'pairs');
    expect([applies('1', '3'), applies('2', '4'), applies('2', '5')]).toEqual([true, true, true]);
    expect([applies('1', '4'), applies('2', '6'), applies('2', '2')]).toEqual([false, false, false]);
    expect(checkCombinations(index, ['1', '1', '4'])).toEqual([]);
    expect(checkCombinations(index, ['1', '1', '5'])).toHaveLength(1);
  });

  test('an account that leaves out a segment of the table is not judged by it', () => {
    const table = pairs({ columnSegment: 'object', pairs: { '1': ['1'] } });
    expect(reasons(table, ['1', '1', ''])).toEqual([]);
    expect(reasons(table, ['1', '1', '2'])).toEqual([['unlisted', 'object']]);
  });

  test('only the tables asked for are looked at, in the order asked', () => {
    const index = indexOf(pairs({ id: 'a' }), pairs({ id: 'b' }), pairs({ id: 'c' }));
    const ids = (some?: string[]) =>
      checkCombinations(index, ['1', '1', '1'], some).map(({ table }) => table);
    expect(ids()).toEqual(['a', 'b', 'c']);
    expect(ids(['c', 'a'])).toEqual(['c', 'a']);
    expect(() => ids(['d'])).toThrow(RangeError);
    expect(() => checkCombinations(indexOf(pairs({ rowSegment: 'area' })), [])).toThrow(RangeError);
  });

  test('a table of the state judges the codes rolled up, and the fault shows both', () => {
    const combinations = [pairs({ isOfState: true, pairs: { '1': ['1'], '2': ['2'] } })];
    const codes = { fund: [{ code: '7', title: '', stateCode: '1' }] };
    const index = indexChart({ structure: SMALL, codes, combinations });
    expect(checkCombinations(index, ['7', '1', '1'])).toEqual([]);
    expect(checkCombinations(index, ['7', '2', '1'])).toMatchObject([
      { reason: 'notAllowed', codes: ['2', '1'], ownCodes: ['2', '7'] },
    ]);
    const own = indexChart({ structure: SMALL, codes, combinations: [pairs({ pairs: { '1': ['7'] } })] });
    expect(checkCombinations(own, ['7', '1', '1'])).toEqual([]);
  });
});

/** Without the segments that a row leaves open. */
const conditions = (row: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, part]) => (part === undefined ? [] : [[name, part]])),
  );

describe('ranges', () => {
  const table: CombinationTable = {
    kind: 'ranges',
    id: 'ranges',
    ...common,
    segments: ['fund', 'function', 'object'],
    rows: [
      { fund: '1..3', function: '4..6' },
      { fund: '3', object: '9' },
    ],
  };

  test('an account fits when every code lies within one row', () => {
    expect(reasons(table, ['1', '4', '1'])).toEqual([]);
    expect(reasons(table, ['3', '1', '9'])).toEqual([]);
    expect(reasons(table, ['1', '1', '9'])).toEqual([['notAllowed']]);
    expect(reasons(table, ['7', '4', '9'])).toEqual([['unlisted', 'fund']]);
    expect(reasons({ ...table, unlisted: 'allowed' }, ['7', '4', '9'])).toEqual([]);
    expect(reasons({ ...table, sense: 'forbidden' }, ['3', '4', '9'])).toEqual([['forbidden']]);
    expect(reasons({ ...table, sense: 'forbidden' }, ['7', '4', '9'])).toEqual([]);
  });

  test('any number of rows gives what reading them one by one gives', () => {
    const digit = fc.constantFrom(...Array.from('0123456789'));
    const pattern = fc.oneof(
      digit,
      fc.tuple(digit, digit).map(([a, b]) => `${a}..${b}`),
      fc.tuple(digit, digit).map(([a, b]) => `${a}|${b}`),
    );
    const row = fc.record({ fund: pattern, function: pattern, object: pattern }, { requiredKeys: ['fund'] });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 80 }),
        fc.array(fc.tuple(digit, digit, digit), { maxLength: 20 }),
        (rows, accounts) => {
          const index = indexOf({ ...table, rows: rows.map(conditions) });
          for (const codes of accounts) {
            const fits = rows.some((one) =>
              SMALL.segments.every(({ code }, at) => {
                const part = one[code as keyof typeof one];
                return part === undefined || compileCodePattern(part)(codes[at] ?? '');
              }),
            );
            expect(checkCombinations(index, codes).length === 0).toBe(fits);
          }
        },
      ),
    );
  });
});

describe('an explicit list', () => {
  const table: CombinationTable = {
    kind: 'list',
    id: 'list',
    ...common,
    entries: ['1-2-3', '1-2', { fund: '2', object: '9' }, { fund: '3' }],
  };

  test('takes whole account strings and codes of some segments', () => {
    expect(reasons(table, ['1', '2', '3'])).toEqual([]);
    expect(reasons(table, ['2', '7', '9'])).toEqual([]);
    expect(reasons(table, ['3', '7', '7'])).toEqual([]);
    expect(reasons(table, ['1', '2', '4'])).toEqual([['notAllowed']]);
    expect(reasons(table, ['2', '7', '8'])).toEqual([['notAllowed']]);
    expect(reasons(table, ['4', '7', '8'])).toEqual([['unlisted', 'fund']]);
    expect(reasons({ ...table, unlisted: 'allowed' }, ['4', '7', '8'])).toEqual([]);
    expect(reasons({ ...table, sense: 'forbidden' }, ['1', '2', '3'])).toEqual([['forbidden']]);
    expect(reasons({ ...table, sense: 'forbidden' }, ['1', '2', '4'])).toEqual([]);
  });

  test('of whole strings alone also judges accounts that leave a segment out', () => {
    const whole: CombinationTable = { ...table, entries: ['1-2-3', '1-2'] };
    expect(reasons(whole, ['1', '2', ''])).toEqual([]);
    expect(reasons(whole, ['1', '3', ''])).toEqual([['notAllowed']]);
  });

  test('a string of another shape is a mistake', () => {
    expect(() => reasons({ ...table, entries: ['1-22-3'] }, [])).toThrow(RangeError);
  });
});

test('a table is data with a schema', () => {
  expect(CombinationTable.safeParse(pairs({ when: { object: '1000..7999' } })).success).toBe(true);
  expect(CombinationTable.safeParse(pairs({ when: { object: 'a b' } })).success).toBe(false);
  expect(CombinationTable.safeParse({ ...pairs({}), sense: 'perhaps' }).success).toBe(false);
});
