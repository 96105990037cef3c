import type { Problem } from '../problem.js';
import type { SheetCells } from './decode.js';
import { cellAddress } from './layout.js';
import { textOf } from './row-checks.js';

type Where = { header: number; places: ReadonlyMap<string, number> };

/**
 * Merged cells below the titles that swallow cells of known columns in filled rows: what those held is gone, and they
 * read as blank. One problem a merge, `cell.merged`, fatal.
 */
export function mergedCells({ values, merges = [] }: SheetCells, sheet: string, where: Where): Problem[] {
  const known = new Set(where.places.values());
  return merges.flatMap((range): Problem[] => {
    const corners = parseRange(range);
    if (!corners) return [];
    const { top, left, bottom, right } = corners;
    let isHarmful = false;
    for (let row = Math.max(top, where.header + 1); row <= Math.min(bottom, values.length - 1); row += 1) {
      if (!values[row]?.some((value) => textOf(value) !== '')) continue;
      for (let column = left; column <= right && !isHarmful; column += 1)
        isHarmful = (row !== top || column !== left) && known.has(column);
    }
    if (!isHarmful) return [];
    const cell = cellAddress(top, left);
    return [
      {
        code: 'cell.merged',
        severity: 'fatal',
        place: { kind: 'workbook', sheet, cell },
        params: { sheet, cell, range },
      },
    ];
  });
}

function parseRange(range: string): { top: number; left: number; bottom: number; right: number } | null {
  const [, left = '', top = '', right = '', bottom = ''] =
    /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(range) ?? [];
  if (left === '') return null;
  return {
    top: Number(top) - 1,
    left: columnNumber(left),
    bottom: Number(bottom) - 1,
    right: columnNumber(right),
  };
}

/** Zero-based. */
function columnNumber(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
