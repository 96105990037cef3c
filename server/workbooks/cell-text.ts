import { PartFault } from './xml-part.js';

/** A text longer than a cell holds, in a file that no spreadsheet program can have written. */
export class TooLongText extends PartFault {
  override readonly name = 'TooLongText';
}

/** What Excel keeps in one cell at most (Excel specifications and limits). */
export const MAX_CELL_TEXT = 32_767;

/** An escape in the making: `_xHHHH` before an underscore, or before a control character that becomes an escape. */
// oxlint-disable-next-line no-control-regex
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}[_\u0000-\u0008\u000b-\u001f\ufffe\uffff])/g;

/**
 * Text as the strings of an .xlsx file hold it. `_x0041_` would be read back as "A" (ECMA-376 part 1, 22.9.2.19,
 * ST_Xstring), so its first underscore is escaped; so are the two characters that XML forbids and hucre lets through.
 * Half surrogate pairs cannot be stored and become U+FFFD. Throws on text longer than a cell holds.
 */
export function escapeCellText(text: string): string {
  if (text.length > MAX_CELL_TEXT) {
    throw new RangeError(
      `A cell holds at most ${String(MAX_CELL_TEXT)} characters, not ${String(text.length)}`,
    );
  }
  return wellFormed(text)
    .replace(LOOKS_ESCAPED, '_x005F_')
    .replace(/[\ufffe\uffff]/g, (character) => (character === '\ufffe' ? '_xFFFE_' : '_xFFFF_'));
}

function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

/**
 * The inverse of `escapeCellText`: what a string of an .xlsx file says. NUL, which databases do not store, and half
 * surrogate pairs become U+FFFD, wherever escapes put them. Throws `TooLongText`.
 */
export function decodeCellText(text: string): string {
  const plain = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;
  if (plain.length > MAX_CELL_TEXT) throw new TooLongText();
  return wellFormed(plain).replaceAll('\0', '\ufffd');
}
