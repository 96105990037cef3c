import { blockAddress, MAX_ROWS, parseBlock, shiftBlock, splitSheetAddress } from './block.js';

const PIECE =
  /"(?:[^"]|"")*"|((?:'(?:[^']|'')+'|[A-Za-z_][A-Za-z0-9_.]*)!)?(\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?|\$?\d{1,7}:\$?\d{1,7})(?![A-Za-z0-9_(!.])/g;

/**
 * A formula after rows were inserted (count > 0) or deleted (count < 0) at `at` of sheet `shiftedSheet`.
 * References to deleted rows become #REF!; a dollar sign makes no difference, as in Excel.
 */
export function shiftFormula(
  formula: string,
  ownSheet: string,
  shiftedSheet: string,
  at: number,
  count: number,
): string {
  return formula.replace(
    PIECE,
    (piece: string, sheetPart: string | undefined, address: string | undefined, offset: number) => {
      if (address === undefined || /[A-Za-z0-9_.]/.test(formula.charAt(offset - 1))) return piece;
      const sheet = sheetPart === undefined ? ownSheet : (splitSheetAddress(piece).sheet ?? ownSheet);
      if (sheet.toLowerCase() !== shiftedSheet.toLowerCase()) return piece;
      const block = parseBlock(address);
      if (!block) return piece;
      const moved = shiftBlock(block, at, count);
      if (!moved || moved.row + moved.rows > MAX_ROWS) return `${sheetPart ?? ''}#REF!`;
      return moved === block ? piece : `${sheetPart ?? ''}${withDollars(address, blockAddress(moved))}`;
    },
  );
}

/** Puts the dollar signs of the old address where they stood. */
function withDollars(old: string, moved: string): string {
  const before = old.split(':');
  const after = moved.split(':');
  return before
    .map((corner, position) => {
      const target = after[position] ?? after[0] ?? '';
      const letters = /^[A-Za-z]+/.exec(target)?.[0] ?? '';
      const digits = target.slice(letters.length);
      const isColumnFixed = /^\$[A-Za-z]/.test(corner);
      const isRowFixed = /\$\d/.test(corner);
      return `${isColumnFixed ? '$' : ''}${letters}${isRowFixed ? '$' : ''}${digits}`;
    })
    .join(':');
}
