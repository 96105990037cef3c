import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_CENTS } from '../../src/core/money.js';
import { formatAmount, formatFte, formatMoney } from '../../src/words/figures.js';
import { parseAmount, parseFte } from '../../src/ui/format/parse-figures.js';
import { chooseLanguage, figureLocale, pageLanguage } from '../../src/words/language.js';

afterEach(() => chooseLanguage({ display: undefined, content: undefined }));

const LOCALES = ['en-US', 'es-MX', 'es-US', 'es-ES', 'de-DE', 'fr-FR', 'de-CH', 'en-IN'];

describe('the language of the page', () => {
  test.each([
    ['es-MX', 'es'],
    ['es', 'es'],
    ['ES-es', 'es'],
    ['en-US', 'en'],
    ['est', 'en'],
    ['', 'en'],
    [undefined, 'en'],
  ] as const)('%s is %s', (display, language) => {
    chooseLanguage({ display, content: undefined });
    expect(pageLanguage()).toBe(language);
  });

  test('figures follow the content language, then the display language, then the United States', () => {
    chooseLanguage({ display: 'es-MX', content: 'de-DE' });
    expect(figureLocale()).toBe('de-DE');
    chooseLanguage({ display: 'es-MX', content: 'not a tag' });
    expect(figureLocale()).toBe('es-MX');
    chooseLanguage({ display: '*', content: undefined });
    expect(figureLocale()).toBe('en-US');
  });
});

describe('figures as people write them', () => {
  test.each([
    ['$1,204.50', 120_450],
    ['1204.5', 120_450],
    [' 1,204 ', 120_400],
    ['(500)', -50_000],
    ['($1,204.50)', -120_450],
    ['-3', -300],
    ['$-3', -300],
    ['.5', 50],
    ['0', 0],
    ['-0', 0],
  ])('%s', (text, cents) => expect(parseAmount(text)).toBe(cents));

  test.each([
    '',
    'abc',
    '1,20',
    '12,3456',
    '1.234',
    '(5',
    '5)',
    '(-5)',
    '1.2.3',
    '$',
    '.',
    '1 2',
    '99999999999999',
  ])('%p is no amount', (text) => expect(parseAmount(text)).toBeNull());

  test('a comma is a decimal sign where people write one', () => {
    chooseLanguage({ display: 'es-ES', content: 'es-ES' });
    expect(parseAmount('12.345,60')).toBe(1_234_560);
    expect(parseAmount('12,345.60')).toBeNull();
    expect(parseFte('0,5')).toBe(5_000);
    expect(formatMoney(1_234_560)).toBe('$12.345,60');
    expect(formatFte(5_000)).toBe('0,50');
  });

  test('what is shown can be typed back, in every country', () => {
    const cents = fc.integer({ min: -MAX_CENTS, max: MAX_CENTS });
    fc.assert(
      fc.property(fc.constantFrom(...LOCALES.slice(0, 7)), cents, (content, amount) => {
        chooseLanguage({ display: 'en-US', content });
        expect(parseAmount(formatMoney(amount))).toBe(amount);
        expect(parseAmount(formatAmount(amount))).toBe(amount);
      }),
    );
  });

  test('headcount too', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LOCALES), fc.integer({ min: 0, max: 9_990_000 }), (content, fte) => {
        chooseLanguage({ display: 'en-US', content });
        expect(parseFte(formatFte(fte))).toBe(fte);
      }),
    );
  });
});
