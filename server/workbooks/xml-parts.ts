import type { ZipFault } from './zip-parts.js';

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * What keeps unpacked XML parts from being handed to a reader of spreadsheets: no UTF-8, a document type or entities
 * of its own (never in a workbook; a known way to exhaust readers), a sheet that is not whole (hucre's sheet reader would
 * take what is there), or one that spans more cells than are allowed, since hucre fills the gaps.
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
    const cells = measureSheet(text);
    if (cells === null) return { fault: 'damaged', detail: `${name} is not whole` };
    if (cells > maxCells) return { fault: 'tooLarge', what: 'cells', limit: maxCells };
  }
  return null;
}

/**
 * Rows times columns of the block from A1 to the last cell, as the cells' own addresses give it; null for a sheet
 * without its end, or whose rows and cells do not open and close in turn.
 */
function measureSheet(xml: string): number | null {
  if (!/<\/(?:\w+:)?(?:worksheet|chartsheet|dialogsheet)\s*>\s*$/.test(xml.slice(-200))) return null;
  if (!/<(?:\w+:)?(?:sheetData|chartsheet|dialogsheet)\b/.test(xml)) return null;
  let rows = 0;
  let columns = 0;
  let open = '';
  for (const [, end, tag = '', attributes = ''] of xml.matchAll(/<(\/?)(?:\w+:)?(row|c)\b([^<>]*)>/g)) {
    if (end === '/') {
      if (open !== (tag === 'c' ? 'row c' : 'row')) return null;
      open = tag === 'c' ? 'row' : '';
      continue;
    }
    if (open !== (tag === 'c' ? 'row' : '')) return null;
    if (!attributes.endsWith('/')) open = tag === 'c' ? 'row c' : 'row';
    const [, letters = '', row = ''] = /\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']/.exec(attributes) ?? [];
    rows = Math.max(rows, Number(row));
    columns = Math.max(columns, columnNumber(letters));
  }
  return open === '' ? rows * columns : null;
}

/** 1 for "A"; 0 for nothing. */
function columnNumber(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
