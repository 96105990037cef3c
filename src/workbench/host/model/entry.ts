import { CellError, type CellContent } from './cell.js';

/** What typing leaves in a cell: content or a formula, and the number format Excel gives a General cell with it. */
export type Entry = { content: CellContent; formula: string | null; numberFormat: string | null };

const NUMBER = /^(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d{1,3})?$/;

/**
 * Reads text as Excel (English, United States) reads what a person types. Formulas start with "="; an apostrophe
 * keeps the rest as text; a cell formatted "@" keeps everything as text. Dates and times are left as text: no
 * Sitebook cell holds one.
 */
export function parseEntry(text: string, numberFormat: string): Entry {
  if (text === '') return entry(null);
  // behaviour: text-format-keeps
  if (numberFormat === '@') return entry(text);
  // behaviour: apostrophe-is-text
  if (text.startsWith("'")) return entry(text.slice(1));
  if (text.startsWith('=') && text.length > 1) return { content: null, formula: text, numberFormat: null };
  const trimmed = text.trim();
  const upper = trimmed.toUpperCase();
  if (upper === 'TRUE' || upper === 'FALSE') return entry(upper === 'TRUE');
  const error = CellError.parse(trimmed);
  if (error) return entry(error);
  // behaviour: dates-stay-text
  return parseNumber(trimmed, numberFormat) ?? parseSignedFormula(trimmed) ?? entry(text);
}

function entry(content: CellContent, numberFormat: string | null = null): Entry {
  return { content, formula: null, numberFormat };
}

function parseNumber(text: string, numberFormat: string): Entry | null {
  const match = /^(\()?\s*([+-])?\s*(\$)?\s*([+-])?\s*([^()$%\s]+)\s*(%)?\s*(\))?$/.exec(text);
  if (!match) return null;
  const [, open, sign, dollar, innerSign, digits = '', percent, close] = match;
  if ((open === undefined) !== (close === undefined)) return null;
  if (sign !== undefined && innerSign !== undefined) return null;
  if (innerSign !== undefined && dollar === undefined) return null;
  if (open !== undefined && (sign ?? innerSign) !== undefined) return null;
  if (!NUMBER.test(digits) || !/\d/.test(digits)) return null;
  const size = Number(digits.replace(/,/g, ''));
  if (!Number.isFinite(size)) return null;
  const isNegative = open !== undefined || (sign ?? innerSign) === '-';
  // behaviour: percent-entry
  const isPercentCell = numberFormat.includes('%') && percent === undefined;
  const scaled = percent !== undefined || (isPercentCell && size >= 1) ? scaleDown(digits) : size;
  return entry(isNegative ? -scaled : scaled, impliedFormat(numberFormat, digits, dollar, percent));
}

/** "+A1" and "-A1" are formulas too. */
function parseSignedFormula(text: string): Entry | null {
  if (!/^[+-]\s*[A-Za-z(]/.test(text)) return null;
  return { content: null, formula: `=${text}`, numberFormat: null };
}

/** Divides by a hundred in decimal, so that 14.7% is 0.147 and not 0.14699999999999999. */
function scaleDown(digits: string): number {
  return Number(`${digits.replace(/,/g, '')}e-2`) || Number(digits.replace(/,/g, '')) / 100;
}

function impliedFormat(
  numberFormat: string,
  digits: string,
  dollar: string | undefined,
  percent: string | undefined,
): string | null {
  // behaviour: typed-format
  if (numberFormat !== 'General') return null;
  const hasFraction = digits.includes('.');
  if (percent !== undefined) return hasFraction ? '0.00%' : '0%';
  if (dollar !== undefined) return hasFraction ? '$#,##0.00_);[Red]($#,##0.00)' : '$#,##0_);[Red]($#,##0)';
  if (/[eE]/.test(digits)) return '0.00E+00';
  if (digits.includes(',')) return hasFraction ? '#,##0.00' : '#,##0';
  return null;
}
