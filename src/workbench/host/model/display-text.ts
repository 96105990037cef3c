import { formatValue } from 'hucre';
import { CellError, type CellContent } from './cell.js';

/** Width in characters of a column nobody has set (Calibri 11). */
export const DEFAULT_COLUMN_WIDTH = 8.43;

const GENERAL_DIGITS = 11;

/** What a cell shows. A number too wide for its column shows as "####", so text is no place to read money from. */
export function displayText(content: CellContent, numberFormat: string, columnWidth: number): string {
  if (content === null) return '';
  if (content instanceof CellError) return content.code;
  if (typeof content === 'boolean') return content ? 'TRUE' : 'FALSE';
  if (typeof content === 'string') return content;
  const room = Math.max(1, Math.floor(columnWidth));
  if (numberFormat === 'General' || numberFormat === '@') return generalText(content);
  const text = formatValue(content, numberFormat);
  // behaviour: narrow-hashes
  return text.trimEnd().length > room ? '#'.repeat(room) : text;
}

/** General shows at most eleven characters' worth of digits and never "####" in the API's text. */
function generalText(value: number): string {
  const plain = String(value);
  // behaviour: general-digits
  if (plain.replace(/[-.]/g, '').length <= GENERAL_DIGITS && !plain.includes('e')) return plain;
  const size = Math.abs(value);
  if (size >= 1e11 || size < 1e-9) {
    return value
      .toExponential(5)
      .replace(/\.?0+e/, 'e')
      .replace(/e([+-])(\d)$/, 'e$10$2')
      .toUpperCase();
  }
  const whole = String(Math.trunc(size)).length;
  return String(Number(value.toFixed(Math.max(0, GENERAL_DIGITS - 1 - whole))));
}
