import { DEFAULT_COLUMN_WIDTH } from './display-text.js';
import { shiftBlock } from './block.js';

/** Widths, what is hidden and what is frozen. Widths are in characters, as files keep them. */
export class ColumnsAndRows {
  private readonly widths = new Map<number, number>();
  private readonly hiddenColumns = new Set<number>();
  private hiddenRows = new Set<number>();
  frozenRows = 0;
  frozenColumns = 0;

  width(column: number): number {
    return this.widths.get(column) ?? DEFAULT_COLUMN_WIDTH;
  }

  setWidth(column: number, count: number, width: number): void {
    for (let at = column; at < column + count; at += 1) this.widths.set(at, width);
  }

  isColumnHidden(column: number): boolean {
    return this.hiddenColumns.has(column);
  }

  isRowHidden(row: number): boolean {
    return this.hiddenRows.has(row);
  }

  hideColumns(column: number, count: number, isHidden: boolean): void {
    mark(this.hiddenColumns, column, count, isHidden);
  }

  hideRows(row: number, count: number, isHidden: boolean): void {
    mark(this.hiddenRows, row, count, isHidden);
  }

  /** True, false, or null where only some of the columns are hidden. */
  columnsHidden(column: number, count: number): boolean | null {
    return agreement(this.hiddenColumns, column, count);
  }

  rowsHidden(row: number, count: number): boolean | null {
    return agreement(this.hiddenRows, row, count);
  }

  moveRows(at: number, count: number): void {
    const moved = new Set<number>();
    for (const row of this.hiddenRows) {
      const target = shiftBlock({ row, column: 0, rows: 1, columns: 1 }, at, count);
      if (target) moved.add(target.row);
    }
    this.hiddenRows = moved;
    if (at < this.frozenRows) this.frozenRows = Math.max(0, this.frozenRows + count);
  }
}

/** Points of a column of so many characters: 7 pixels each, 5 of padding, 4 pixels to 3 points (Calibri 11). */
export function pointsOfWidth(characters: number): number {
  // behaviour: column-width
  return (Math.round(characters * 7 + 5) * 3) / 4;
}

export function widthOfPoints(points: number): number {
  return Math.max(0, ((points * 4) / 3 - 5) / 7);
}

function mark(set: Set<number>, from: number, count: number, isIn: boolean): void {
  for (let at = from; at < from + count; at += 1) {
    if (isIn) set.add(at);
    else set.delete(at);
  }
}

function agreement(set: Set<number>, from: number, count: number): boolean | null {
  let hits = 0;
  for (const at of set) if (at >= from && at < from + count) hits += 1;
  if (hits === 0) return false;
  return hits === count ? true : null;
}
