import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { standing } from '../../../src/core/account/account-standing.js';
import { joinAccount } from '../../../src/core/account/account-structure.js';
import { indexChart, type ChartOfAccounts } from '../../../src/core/account/chart-of-accounts.js';
import { checkCombinations } from '../../../src/core/account/check-combinations.js';
import { suggestAccounts } from '../../../src/core/account/suggest-accounts.js';
import { californiaChart } from '../../support/california-sacs.js';
import { CALIFORNIA_SEPARATED, NEW_YORK, OREGON } from '../../support/state-structures.js';

const list = (...codes: string[]) => codes.map((code) => ({ code, title: code }));

function without<T extends object, K extends keyof T>(whole: T, key: K): Omit<T, K> {
  const rest = { ...whole };
  Reflect.deleteProperty(rest, key);
  return rest;
}

/** Oregon codes; fund 201 goes with function 1272 alone; the area has no list. */
const CHART: ChartOfAccounts = {
  structure: OREGON,
  codes: {
    fund: list('100', '201', '010'),
    function: [...list('1111', '1131', '1272', '2542'), { code: '1113', title: '', to: '2020-06-30' }],
    costCenter: list('125', '608'),
    object: list('111', '112', '410'),
  },
  combinations: [
    {
      kind: 'pairs',
      id: 'grant',
      title: 'Grant',
      citation: '',
      sense: 'allowed',
      rowSegment: 'fund',
      columnSegment: 'function',
      pairs: { '201': ['1272'], '100': ['1111', '1131', '2542', '1113'], '010': ['1111'] },
    },
  ],
  existing: ['100-1111-125-000-111', '100-1131-608-050-410', '201-1272-608-000-112', '010-1111-125-000-111'],
  requested: [{ account: '100-2542-608-000-410', description: 'Paint', requestedBy: 'Principal' }],
};
const index = indexChart(CHART, { from: '2024-07-01', to: '2025-06-30' });
const unlisted = indexChart(without(CHART, 'existing'), { from: '2024-07-01', to: '2025-06-30' });

test('valid is not the same as existing', () => {
  expect(standing(index, '100-1111-125-000-111')).toBe('existing');
  expect(standing(index, '100-2542-608-000-410')).toBe('requested');
  expect(standing(index, '100-1111-608-000-111')).toBe('new');
  expect(standing(unlisted, '100-1111-125-000-111')).toBe('unknown');
  expect(standing(unlisted, '100-2542-608-000-410')).toBe('requested');
});

describe('did you mean', () => {
  test.each([
    ['10-1111-125-000-111', '010-1111-125-000-111', 'a lost zero'],
    ['100-1131-608-50-410', '100-1131-608-050-410', 'a lost zero in a segment without a list'],
    ['10-1111-125-0-111', '010-1111-125-000-111', 'zeros lost in several segments'],
    ['1111-100-125-000-111', '100-1111-125-000-111', 'two segments swapped'],
    ['100-1131-068-050-410', '100-1131-608-050-410', 'two characters swapped'],
    ['100-1131-607-050-410', '100-1131-608-050-410', 'a wrong character'],
    ['100-1131608-050-410', '100-1131-608-050-410', 'a missing separator'],
    ['100-1131-6088-050-410', '100-1131-608-050-410', 'a character too many'],
    ['201-1273-608-000-112', '201-1272-608-000-112', 'a code that does not exist'],
  ])('%s: %s (%s)', (typed, meant) => {
    expect(suggestAccounts(index, typed)[0]).toBe(meant);
  });

  test('existing strings come first, then the likelier slip, then text order; at most the limit', () => {
    expect(suggestAccounts(index, '100-1111-125-000-11', 10)).toEqual([
      '100-1111-125-000-111',
      '100-1111-125-000-112',
    ]);
    expect(suggestAccounts(index, '100-1111-125-000-11', 1)).toEqual(['100-1111-125-000-111']);
    expect(suggestAccounts(unlisted, '100-1111-125-000-113', 10)).toEqual([
      '100-1111-125-000-111',
      '100-1111-125-000-112',
    ]);
  });

  test('nothing that is inactive, refused by a table, or made up where no list confirms it', () => {
    expect(suggestAccounts(unlisted, '100-1114-125-000-111', 10)).toEqual(['100-1111-125-000-111']);
    expect(suggestAccounts(index, '201-1271-608-000-410', 10)).toEqual(['201-1272-608-000-410']);
    expect(suggestAccounts(unlisted, '100-1111-125-0x0-111', 10)).toEqual([]);
    expect(suggestAccounts(index, '', 10)).toEqual([]);
    expect(suggestAccounts(index, 'office supplies', 10)).toEqual([]);
  });

  test('tables that are not asked for do not hold a suggestion back', () => {
    expect(suggestAccounts(unlisted, '201-1131-609-000-410', 10)).toEqual([]);
    expect(suggestAccounts(unlisted, '201-1131-609-000-410', 10, [])).toEqual(['201-1131-608-000-410']);
  });

  test('a valid account needs none unless it is new and an existing one is near', () => {
    expect(suggestAccounts(index, '100-1111-125-000-111')).toEqual([]);
    expect(suggestAccounts(index, '100-1111-125-000-112')).toEqual(['100-1111-125-000-111']);
    expect(suggestAccounts(unlisted, '100-1111-125-000-112')).toEqual([]);
  });

  test('letters, widths that vary and packed strings', () => {
    const newYork = indexChart({
      structure: NEW_YORK,
      codes: { fund: list('A', 'C'), function: list('2110'), object: list('15', '120') },
    });
    expect(suggestAccounts(newYork, '2110-A-120')).toEqual(['A-2110-120']);
    expect(suggestAccounts(newYork, 'B-2110-15')).toEqual(['A-2110-15', 'C-2110-15']);
    const packed = indexChart({ ...californiaChart(), existing: ['0100000111010001100'] });
    expect(suggestAccounts(packed, '100000111010001100')).toEqual([
      '0100000111010001100',
      '1200000111010001100',
      '1900000111010001100',
    ]);
    expect(suggestAccounts(packed, '0100000100011101100')[0]).toBe('0100000111010001100');
  });

  test('an account without its optional end', () => {
    const local = indexChart({ structure: CALIFORNIA_SEPARATED, codes: californiaChart().codes });
    expect(suggestAccounts(local, '1-0000-0-1110-1000-1100')).toContain('01-0000-0-1110-1000-1100');
  });
});

describe('any slip in any existing string', () => {
  const codes = fc.tuple(
    ...OREGON.segments.map(({ code }) =>
      fc.constantFrom(...(CHART.codes[code]?.map((c) => c.code) ?? ['000', '050'])),
    ),
  );
  const valid = codes.filter(
    (parts) => index.check(joinAccount(OREGON, parts)).ok && checkCombinations(index, parts).length === 0,
  );
  const slipped = (account: string, kind: number, at: number) => {
    const from = at % account.length;
    const [before, after] = [account.slice(0, from), account.slice(from)];
    switch (kind) {
      case 0:
        return before + after.slice(1);
      case 1:
        return `${before}7${after}`;
      case 2:
        return `${before}7${after.slice(1)}`;
      default:
        return before + after.charAt(1) + after.charAt(0) + after.slice(2);
    }
  };

  test('leads back to it, and to nothing that is not valid', () => {
    fc.assert(
      fc.property(
        fc.array(valid, { minLength: 1, maxLength: 8 }),
        fc.nat(3),
        fc.nat(),
        (accounts, kind, at) => {
          const existing = accounts.map((parts) => joinAccount(OREGON, parts));
          const some = indexChart({ ...CHART, existing }, { from: '2024-07-01', to: '2025-06-30' });
          const [meant = ''] = existing;
          const typed = slipped(meant, kind, at);
          const found = suggestAccounts(some, typed, 1_000);
          if (!existing.includes(typed)) expect(found).toContain(meant);
          else expect(found).toEqual([]);
          for (const account of found) {
            const checked = some.check(account);
            expect(checked.ok && checkCombinations(some, checked.codes)).toEqual([]);
          }
          const ranks = found.map((account) => (existing.includes(account) ? 0 : 1));
          expect(ranks).toEqual([...ranks].sort());
          expect(suggestAccounts(some, typed, 2)).toEqual(found.slice(0, 2));
        },
      ),
    );
  });
});
