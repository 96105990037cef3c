import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_CENTS } from '../../../src/core/money.js';
import { readFte, readMoney } from '../../../src/core/workbook/read-figure.js';

describe('money cells', () => {
  test('every amount of cents survives the way through a double', () => {
    fc.assert(
      fc.property(fc.integer({ min: -MAX_CENTS, max: MAX_CENTS }), (cents) => {
        expect(readMoney(cents / 100)).toEqual({ ok: true, value: cents });
      }),
    );
  });

  test('noise of adding doubles is none, a third of a dollar is', () => {
    expect(readMoney(0.1 + 0.2)).toEqual({ ok: true, value: 30 });
    expect(readMoney(1000 / 3)).toEqual({
      ok: false,
      unread: { reason: 'fractionOfCent', text: '333.3333333333333', suggestion: 33_333 },
    });
    expect(readMoney(12.000_000_9)).toEqual({ ok: true, value: 1200 });
    expect(readMoney(12.000_002)).toMatchObject({ ok: false, unread: { suggestion: 1200 } });
  });

  test('blank is zero, and so is a cell of spaces', () => {
    for (const blank of [null, '', '  ']) expect(readMoney(blank)).toEqual({ ok: true, value: 0 });
    expect(Object.is(readMoney(-0), 0)).toBe(false);
    expect(readMoney(-0)).toEqual({ ok: true, value: 0 });
  });

  test.each([
    ['1,234.50', 123_450],
    ['$1,234', 123_400],
    ['(1,234.50)', -123_450],
    ['-$5', -500],
    ['\u00a0$7.00\u00a0', 700],
    ['$ 1 200', 120_000],
    ['1\u202f234\u202f567.5', 123_456_750],
    ['1 20', undefined],
    ['1,234 567', undefined],
    ['1,23', undefined],
    ['(5', undefined],
    ['12 teachers', undefined],
    ['1.234', undefined],
    ['1.234,50', 123_450],
    ['1 234,5', 123_450],
    ['1234,50', 123_450],
    ['1.234,567', undefined],
    ['1.234.50', undefined],
    ['1,234.50-', -123_450],
    ['\u22125', -500],
    ['-5-', undefined],
  ])('text %p is never taken, and suggests %p', (text, suggestion) => {
    const figure = readMoney(text);
    expect(figure).toMatchObject({ ok: false, unread: { reason: 'text' } });
    expect(figure.ok ? null : figure.unread.suggestion).toBe(suggestion);
  });

  test.each([
    ['#DIV/0!', 'excelError'],
    ['#N/A', 'excelError'],
    ['#NAME?', 'excelError'],
    [true, 'logical'],
    [Number.NaN, 'excelError'],
    [Number.POSITIVE_INFINITY, 'excelError'],
    [1e13, 'tooLarge'],
  ])('%p is not a figure (%s)', (cell, reason) => {
    expect(readMoney(cell)).toMatchObject({ ok: false, unread: { reason } });
  });
});

test('FTE keeps four decimals and no more', () => {
  expect(readFte(13.75)).toEqual({ ok: true, value: 137_500 });
  expect(readFte(1 / 3)).toMatchObject({ ok: false, unread: { reason: 'fractionOfFte', suggestion: 3_333 } });
});
