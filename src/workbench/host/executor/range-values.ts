import { isEntireColumn, isEntireRow, cellCount, type Block } from '../model/block.js';
import { valueType } from '../model/cell.js';
import type { GivenValue } from '../model/sheet.js';
import type { RangeRef } from './range-ref.js';
import { invalidArgument, RichError } from './rich-error.js';
import type { Json } from './wire.js';

/** The most cells one read may ask for (Microsoft's "Resource limits and performance optimization"). */
const MAX_CELLS = 5_000_000;

/** Whole columns and rows have no values to give: Excel answers null ("Work with unbounded ranges"). */
export function isUnbounded(block: Block): boolean {
  return isEntireColumn(block) || isEntireRow(block);
}

/** Reads something of every cell, or null where the range has no end. */
export function readCells<T>({ block }: RangeRef, read: (block: Block) => T[][]): T[][] | null {
  // behaviour: unbounded-null
  if (isUnbounded(block)) return null;
  // behaviour: cell-limit
  if (cellCount(block) > MAX_CELLS) {
    throw new RichError(
      'ResponsePayloadSizeLimitExceeded',
      'The response payload size has exceeded the limit.',
    );
  }
  return read(block);
}

export function writeValues(range: RangeRef, value: Json): void {
  range.sheet.setValues(range.block, cellsOf(range, value, isGivenValue), 'addin');
}

export function writeNumberFormats(range: RangeRef, value: Json): void {
  const formats = cellsOf(
    range,
    value,
    (cell): cell is string | null => cell === null || typeof cell === 'string',
  );
  const { block, sheet } = range;
  const patches = new Map<string, { numberFormat: string }>();
  sheet.patchFormats(
    block,
    (row, column) => {
      const numberFormat = formats[row - block.row]?.[column - block.column] ?? null;
      if (numberFormat === null) return null;
      const patch = patches.get(numberFormat) ?? { numberFormat };
      patches.set(numberFormat, patch);
      return patch;
    },
    'addin',
  );
}

export function readValueTypes(range: RangeRef): string[][] | null {
  range.workbook.calculate('addin');
  return readCells(range, (block) =>
    range.sheet.grid.map(block, (cell) => valueType(cell ? cell.content : null)),
  );
}

export function readNumberFormats({ sheet, block }: RangeRef): string[][] | string | null {
  if (isUnbounded(block)) return null;
  return sheet.grid.map(
    block,
    (cell, row, column) => (cell ?? { format: sheet.grid.formatAt(row, column) }).format.numberFormat,
  );
}

/** A rectangle of the range's own shape, or one value for all of its cells. */
export function cellsOf<T>({ block }: RangeRef, value: Json, isCell: (cell: Json) => cell is T): T[][] {
  if (isUnbounded(block)) throw invalidArgument();
  if (!Array.isArray(value)) {
    if (!isCell(value)) throw invalidArgument();
    return Array.from({ length: block.rows }, () => Array.from({ length: block.columns }, () => value));
  }
  // behaviour: wrong-shape
  if (value.length !== block.rows) throw wrongShape();
  return value.map((row: unknown) => {
    if (!Array.isArray(row) || row.length !== block.columns) throw wrongShape();
    if (!row.every(isCell)) throw invalidArgument();
    return row;
  });
}

function isGivenValue(value: Json): value is GivenValue {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

function wrongShape(): RichError {
  return new RichError(
    'InvalidArgument',
    "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
  );
}
