/** Excel's own size of a sheet (Microsoft's "Excel specifications and limits"). */
export const MAX_ROWS = 1_048_576;
export const MAX_COLUMNS = 16_384;

/** A rectangle of cells by zero-based row and column. Whole columns and rows are just very long blocks. */
export type Block = { row: number; column: number; rows: number; columns: number };

export const WHOLE_SHEET: Block = { row: 0, column: 0, rows: MAX_ROWS, columns: MAX_COLUMNS };

/** "A" for 0, "AA" for 26. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

export function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters.toUpperCase()) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

const A1 = /^\$?([A-Za-z]{1,3})?\$?(\d{1,7})?(?::\$?([A-Za-z]{1,3})?\$?(\d{1,7})?)?$/;

/** A block from an address without a sheet name ("B2", "B2:D9", "A:C", "3:5"), or null where it is none. */
export function parseBlock(address: string): Block | null {
  const match = A1.exec(address.trim());
  if (!match) return null;
  const [, fromLetters, fromDigits, toLetters, toDigits] = match;
  const isPair = address.includes(':');
  if (fromLetters === undefined && fromDigits === undefined) return null;
  if (!isPair && (fromLetters === undefined || fromDigits === undefined)) return null;
  if (isPair && (fromLetters === undefined) !== (toLetters === undefined)) return null;
  if (isPair && (fromDigits === undefined) !== (toDigits === undefined)) return null;
  const fromRow = fromDigits === undefined ? 0 : Number(fromDigits) - 1;
  const fromColumn = fromLetters === undefined ? 0 : columnIndex(fromLetters);
  const toRow = isPair ? (toDigits === undefined ? MAX_ROWS - 1 : Number(toDigits) - 1) : fromRow;
  const toColumn = isPair ? (toLetters === undefined ? MAX_COLUMNS - 1 : columnIndex(toLetters)) : fromColumn;
  const block = {
    row: Math.min(fromRow, toRow),
    column: Math.min(fromColumn, toColumn),
    rows: Math.abs(toRow - fromRow) + 1,
    columns: Math.abs(toColumn - fromColumn) + 1,
  };
  return isOnSheet(block) ? block : null;
}

export function isOnSheet({ row, column, rows, columns }: Block): boolean {
  const isWhole = [row, column, rows, columns].every((figure) => Number.isInteger(figure));
  if (!isWhole || row < 0 || column < 0 || rows < 1 || columns < 1) return false;
  return row + rows <= MAX_ROWS && column + columns <= MAX_COLUMNS;
}

/** The address of a block as Excel writes it, without the sheet. */
export function blockAddress(block: Block): string {
  const first = columnLetters(block.column);
  const last = columnLetters(block.column + block.columns - 1);
  if (isEntireColumn(block)) return `${first}:${last}`;
  const bottom = String(block.row + block.rows);
  if (isEntireRow(block)) return `${String(block.row + 1)}:${bottom}`;
  const topLeft = `${first}${String(block.row + 1)}`;
  return isSingleCell(block) ? topLeft : `${topLeft}:${last}${bottom}`;
}

/** Splits "'Site Budget'!A1:B2" into its sheet and address; a bare address has no sheet. */
export function splitSheetAddress(address: string): { sheet: string | null; address: string } {
  const bang = address.lastIndexOf('!');
  if (bang < 0) return { sheet: null, address };
  const quoted = address.slice(0, bang).replace(/^=/, '');
  const sheet = quoted.startsWith("'") ? quoted.slice(1, -1).replace(/''/g, "'") : quoted;
  return { sheet, address: address.slice(bang + 1) };
}

/** A sheet name as formulas and addresses carry it: quoted unless it is a plain word. */
export function quoteSheetName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_.]*$/.test(name) && parseBlock(name) === null
    ? name
    : `'${name.replace(/'/g, "''")}'`;
}

export function isEntireColumn(block: Block): boolean {
  return block.rows === MAX_ROWS;
}

export function isEntireRow(block: Block): boolean {
  return block.columns === MAX_COLUMNS;
}

export function isSingleCell(block: Block): boolean {
  return block.rows === 1 && block.columns === 1;
}

export function cellCount(block: Block): number {
  return block.rows * block.columns;
}

export function intersect(a: Block, b: Block): Block | null {
  const row = Math.max(a.row, b.row);
  const column = Math.max(a.column, b.column);
  const rows = Math.min(a.row + a.rows, b.row + b.rows) - row;
  const columns = Math.min(a.column + a.columns, b.column + b.columns) - column;
  return rows > 0 && columns > 0 ? { row, column, rows, columns } : null;
}

export function boundingBlock(a: Block, b: Block): Block {
  const row = Math.min(a.row, b.row);
  const column = Math.min(a.column, b.column);
  return {
    row,
    column,
    rows: Math.max(a.row + a.rows, b.row + b.rows) - row,
    columns: Math.max(a.column + a.columns, b.column + b.columns) - column,
  };
}

/**
 * Where a block stands after `count` rows were inserted (positive) or deleted (negative) at `at`;
 * null when all of its rows were deleted. A block that spans the place grows or shrinks, as in Excel.
 */
export function shiftBlock(block: Block, at: number, count: number): Block | null {
  if (isEntireColumn(block)) return block;
  const end = block.row + block.rows;
  if (count >= 0) {
    if (at <= block.row) return { ...block, row: block.row + count };
    return at < end ? { ...block, rows: block.rows + count } : block;
  }
  const gone = -count;
  const lost = Math.max(0, Math.min(end, at + gone) - Math.max(block.row, at));
  if (lost >= block.rows) return null;
  const above = Math.max(0, Math.min(block.row, at + gone) - at);
  return { ...block, row: block.row - (at < block.row ? above : 0), rows: block.rows - lost };
}
