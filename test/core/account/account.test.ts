import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compilePattern } from '../../../src/core/account/account-pattern.js';
import {
  joinAccount,
  parseAccount,
  type AccountStructure,
} from '../../../src/core/account/account-structure.js';
import { indexChart } from '../../../src/core/account/chart-of-accounts.js';

const OREGON: AccountStructure = {
  separator: '-',
  segments: [
    { code: 'fund', title: 'Fund', width: 3, characters: 'digits' },
    { code: 'function', title: 'Function', width: 4, characters: 'digits' },
    { code: 'costCenter', title: 'Cost centre', width: 3, characters: 'digits' },
    { code: 'area', title: 'Area', width: 3, characters: 'digits' },
    { code: 'object', title: 'Object', width: 3, characters: 'digits' },
  ],
};
const PACKED: AccountStructure = { ...OREGON, separator: '' };

const digits = (width: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: width, maxLength: width });
const codes = fc.tuple(digits(3), digits(4), digits(3), digits(3), digits(3));

describe('account strings', () => {
  test.each([OREGON, PACKED])(
    'segments join and parse back, leading zeros kept (separator "$separator")',
    (structure) => {
      fc.assert(
        fc.property(codes, (parts) => {
          expect(parseAccount(structure, joinAccount(structure, parts))).toEqual({ ok: true, codes: parts });
        }),
      );
    },
  );

  test('every fault is named, not only the first', () => {
    expect(parseAccount(OREGON, '10-11X1-608')).toEqual({
      ok: false,
      faults: [
        { segment: 'fund', code: '10', fault: 'width' },
        { segment: 'function', code: '11X1', fault: 'characters' },
        { segment: 'area', code: '', fault: 'missing' },
        { segment: 'object', code: '', fault: 'missing' },
      ],
    });
    expect(parseAccount(OREGON, '100-1131-608-050-111-9')).toMatchObject({
      faults: [{ segment: 'surplus', code: '9' }],
    });
    expect(parseAccount(PACKED, '10011316080501119')).toMatchObject({
      faults: [{ segment: 'surplus', code: '9' }],
    });
  });
});

describe('account patterns', () => {
  const matches = (pattern: string, account: string) => {
    const parsed = parseAccount(OREGON, account);
    return parsed.ok && compilePattern(OREGON, pattern)(parsed.codes);
  };

  test.each([
    ['100', '100-1131-608-050-111', true],
    ['100', '201-1131-608-050-111', false],
    ['*-25*', '100-2552-001-000-331', true],
    ['*-25*', '100-2410-001-000-331', false],
    ['*-*-*-*-321..329', '100-2542-608-000-325', true],
    ['*-*-*-*-321..329', '100-2542-608-000-330', false],
    ['*-*-*-*-410|460', '100-1131-608-050-460', true],
    ['*-122*|125*-*-320', '100-1250-608-320-410', true],
    ['*-122*|125*-*-320', '100-1250-608-000-410', false],
  ])('%s on %s', (pattern, account, expected) => {
    expect(matches(pattern, account)).toBe(expected);
  });

  test('a pattern with more parts than the account string is a mistake, not a match', () => {
    expect(() => compilePattern(OREGON, '*-*-*-*-*-*')).toThrow(RangeError);
  });
});

test('a chart knows titles and names every unknown code', () => {
  const chart = indexChart({
    structure: OREGON,
    codes: { fund: [{ code: '100', title: 'General fund' }], object: [] },
  });
  expect(chart.title('fund', '100')).toBe('General fund');
  expect(chart.check('999-1131-608-050-111')).toEqual({
    ok: false,
    faults: [
      { segment: 'fund', code: '999', fault: 'unknown' },
      { segment: 'object', code: '111', fault: 'unknown' },
    ],
  });
});
