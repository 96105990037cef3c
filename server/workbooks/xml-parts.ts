import type { ZipFault } from './zip-parts.js';

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * What keeps unpacked XML parts from being handed to a reader of spreadsheets: no UTF-8, a document type or entities
 * of its own (never in a workbook; a known way to exhaust readers), a sheet that stops in the middle (hucre's sheet
 * reader would take what is there), or one that spans more cells than are allowed, since hucre fills the gaps.
 */
export function checkXmlParts(parts: ReadonlyMap<string, Uint8Array>, maxCells: number): ZipFault | null {
  for (const [name, bytes] of parts) {
    let text: string;
    try {
      text = decoder.decode(bytes);
    } catch {
      return { fault: 'damaged', detail: `${name} is not UTF-8` };
    }
    if (/<!(?:DOCTYPE|ENTITY)/i.test(text))
      return { fault: 'damaged', detail: `${name} has a document type` };
    if (!name.startsWith('xl/worksheets/')) continue;
    if (!/<\/(?:\w+:)?(?:worksheet|chartsheet|dialogsheet)\s*>\s*$/.test(text.slice(-200))) {
      return { fault: 'damaged', detail: `${name} stops in the middle` };
    }
    if (spannedCells(text) > maxCells) return { fault: 'tooLarge', what: 'cells', limit: maxCells };
  }
  return null;
}

/** Rows times columns of the block from A1 to the last cell, as the cells' own addresses give it. */
function spannedCells(xml: string): number {
  let rows = 0;
  let columns = 0;
  for (const [, letters = '', row = ''] of xml.matchAll(
    /<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']/g,
  )) {
    let column = 0;
    for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
    rows = Math.max(rows, Number(row));
    columns = Math.max(columns, column);
  }
  return rows * columns;
}
