import { isEntireColumn, isEntireRow, MAX_COLUMNS, type Block } from './block.js';
import { DEFAULT_FORMAT, type Cell, type CellContent, type CellFormat } from './cell.js';

type Row = (Cell | undefined)[];

/**
 * The cells of one sheet. Only cells that hold or differ from something are stored; whole columns and rows keep
 * a format of their own, so that formatting a column costs nothing per cell. A cell's format wins over its
 * row's, a row's over its column's.
 */
export class CellGrid {
  private readonly rows = new Map<number, Row>();
  private readonly rowFormats = new Map<number, CellFormat>();
  private readonly columnFormats = new Map<number, CellFormat>();
  private sheetFormat: CellFormat = DEFAULT_FORMAT;

  peek(row: number, column: number): Cell | undefined {
    return this.rows.get(row)?.[column];
  }

  formatAt(row: number, column: number): CellFormat {
    return this.peek(row, column)?.format ?? this.emptyFormat(row, column);
  }

  /** Stores a cell's content. An empty cell whose format is not its own is forgotten. */
  put(row: number, column: number, content: CellContent, formula: string | null): void {
    const cell = this.peek(row, column);
    if (cell) {
      cell.content = content;
      cell.formula = formula;
      return;
    }
    if (content === null) return;
    this.store(row, column, { content, formula, format: this.emptyFormat(row, column) });
  }

  /** Puts back a cell as it was; undefined removes it. */
  restore(row: number, column: number, cell: Cell | undefined): void {
    if (cell) this.store(row, column, copyOf(cell));
    else if (this.peek(row, column)) this.rows.get(row)?.splice(column, 1, undefined);
  }

  /** Changes the format of every cell of a block, whole columns and rows at the cost of one. */
  reformat(block: Block, change: (format: CellFormat) => CellFormat): void {
    const changed = memoise(change);
    if (isEntireColumn(block)) this.reformatColumns(block, changed);
    else if (isEntireRow(block)) this.reformatRows(block, changed);
    else this.reformatCells(block, changed);
  }

  /** Changes each cell's format in its own way; null leaves one. The same patch object must mean the same change. */
  patchFormats(block: Block, patchAt: (row: number, column: number) => Partial<CellFormat> | null): void {
    this.materialise(block);
    const shared = new Map<CellFormat, Map<Partial<CellFormat>, CellFormat>>();
    this.eachStored(block, (cell, row, column) => {
      const patch = patchAt(row, column);
      if (patch === null) return;
      const byPatch = shared.get(cell.format) ?? new Map<Partial<CellFormat>, CellFormat>();
      const format = byPatch.get(patch) ?? { ...cell.format, ...patch };
      shared.set(cell.format, byPatch.set(patch, format));
      cell.format = format;
    });
  }

  /** Calls back for each stored cell of a block, row by row. */
  eachStored(block: Block, visit: (cell: Cell, row: number, column: number) => void): void {
    this.eachRow(block, (cells, row) => {
      const end = Math.min(cells.length, block.column + block.columns);
      for (let column = block.column; column < end; column += 1) {
        const cell = cells[column];
        if (cell) visit(cell, row, column);
      }
    });
  }

  /** Every format that occurs in a block, the formats of its unstored cells included. */
  formatsIn(block: Block): Set<CellFormat> {
    const formats = new Set<CellFormat>();
    let storedRows = 0;
    this.eachRow(block, (cells, row) => {
      storedRows += 1;
      for (let column = block.column; column < block.column + block.columns; column += 1) {
        if (column < cells.length) formats.add(cells[column]?.format ?? this.emptyFormat(row, column));
        else {
          const columns = block.column + block.columns - column;
          this.emptyFormatsInRow(row, { ...block, column, columns }, formats);
          break;
        }
      }
    });
    for (const [row, format] of this.rowFormats) {
      if (row < block.row || row >= block.row + block.rows || this.rows.has(row)) continue;
      storedRows += 1;
      formats.add(format);
    }
    if (storedRows < block.rows) this.emptyFormatsInRow(-1, block, formats);
    return formats;
  }

  /** A block's cells as a rectangle of whatever `read` makes of each; unstored cells are given as undefined. */
  map<T>(block: Block, read: (cell: Cell | undefined, row: number, column: number) => T): T[][] {
    const out: T[][] = [];
    for (let row = block.row; row < block.row + block.rows; row += 1) {
      const cells = this.rows.get(row);
      const line: T[] = [];
      for (let column = block.column; column < block.column + block.columns; column += 1) {
        line.push(read(cells?.[column], row, column));
      }
      out.push(line);
    }
    return out;
  }

  /** The smallest block around every cell that holds something (or, unless `valuesOnly`, has a format stored). */
  usedBlock(valuesOnly: boolean, within: Block): Block | null {
    let top = Infinity;
    let left = Infinity;
    let bottom = -1;
    let right = -1;
    // behaviour: used-range
    const isUsed = (cell: Cell | undefined) =>
      cell !== undefined && (!valuesOnly || cell.content !== null || cell.formula !== null);
    this.eachRow(within, (cells, row) => {
      const end = Math.min(cells.length, within.column + within.columns);
      let first = within.column;
      while (first < end && !isUsed(cells[first])) first += 1;
      if (first >= end) return;
      let last = end - 1;
      while (!isUsed(cells[last])) last -= 1;
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
      left = Math.min(left, first);
      right = Math.max(right, last);
    });
    return bottom < 0 ? null : { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
  }

  /** Moves every row from `at` on down by `count`; new rows take the format of the row above, as in Excel. */
  insertRows(at: number, count: number): void {
    // behaviour: inserted-format
    const above = at > 0 ? this.rows.get(at - 1) : undefined;
    const aboveFormat = this.rowFormats.get(at - 1);
    this.moveRows((row) => (row >= at ? row + count : row));
    for (let row = at; row < at + count; row += 1) {
      if (aboveFormat) this.rowFormats.set(row, aboveFormat);
      if (above) this.rows.set(row, above.map(emptiedCell));
    }
  }

  deleteRows(at: number, count: number): void {
    this.moveRows((row) => (row < at ? row : row < at + count ? null : row - count));
  }

  setDefault(format: CellFormat): void {
    this.sheetFormat = format;
  }

  private emptyFormat(row: number, column: number): CellFormat {
    // behaviour: row-column-format
    return this.rowFormats.get(row) ?? this.columnFormats.get(column) ?? this.sheetFormat;
  }

  private emptyFormatsInRow(row: number, block: Block, into: Set<CellFormat>): void {
    const rowFormat = this.rowFormats.get(row);
    if (rowFormat) {
      into.add(rowFormat);
      return;
    }
    const end = block.column + block.columns;
    let covered = 0;
    for (const [column, format] of this.columnFormats) {
      if (column < block.column || column >= end) continue;
      covered += 1;
      into.add(format);
    }
    if (covered < end - block.column) into.add(this.sheetFormat);
  }

  private store(row: number, column: number, cell: Cell): void {
    let cells = this.rows.get(row);
    if (!cells) {
      cells = [];
      this.rows.set(row, cells);
    }
    while (cells.length < column) cells.push(undefined);
    cells[column] = cell;
  }

  private eachRow(block: Block, visit: (cells: Row, row: number) => void): void {
    if (block.rows <= this.rows.size) {
      for (let row = block.row; row < block.row + block.rows; row += 1) {
        const cells = this.rows.get(row);
        if (cells) visit(cells, row);
      }
      return;
    }
    for (const [row, cells] of this.rows) {
      if (row >= block.row && row < block.row + block.rows) visit(cells, row);
    }
  }

  private reformatColumns(block: Block, change: (format: CellFormat) => CellFormat): void {
    if (block.columns === MAX_COLUMNS) {
      this.sheetFormat = change(this.sheetFormat);
      for (const [row, format] of this.rowFormats) this.rowFormats.set(row, change(format));
      for (const [column, format] of this.columnFormats) this.columnFormats.set(column, change(format));
    } else {
      for (const row of this.rowFormats.keys()) this.materialise({ ...block, row, rows: 1 });
      for (let column = block.column; column < block.column + block.columns; column += 1) {
        this.columnFormats.set(column, change(this.columnFormats.get(column) ?? this.sheetFormat));
      }
    }
    this.eachStored(block, (cell) => (cell.format = change(cell.format)));
  }

  private reformatRows(block: Block, change: (format: CellFormat) => CellFormat): void {
    for (let row = block.row; row < block.row + block.rows; row += 1) {
      if (!this.rowFormats.has(row)) {
        for (const column of this.columnFormats.keys())
          this.materialise({ row, column, rows: 1, columns: 1 });
      }
      this.rowFormats.set(row, change(this.rowFormats.get(row) ?? this.sheetFormat));
    }
    this.eachStored(block, (cell) => (cell.format = change(cell.format)));
  }

  private reformatCells(block: Block, change: (format: CellFormat) => CellFormat): void {
    this.materialise(block);
    this.eachStored(block, (cell) => (cell.format = change(cell.format)));
  }

  private materialise(block: Block): void {
    for (let row = block.row; row < block.row + block.rows; row += 1) {
      for (let column = block.column; column < block.column + block.columns; column += 1) {
        if (this.peek(row, column)) continue;
        this.store(row, column, { content: null, formula: null, format: this.emptyFormat(row, column) });
      }
    }
  }

  private moveRows(target: (row: number) => number | null): void {
    moveKeys(this.rows, target);
    moveKeys(this.rowFormats, target);
  }
}

/** A copy that does not follow later changes of the cell. Written out: it is made for every cell of a write. */
export function copyOf({ content, formula, format }: Cell): Cell {
  return { content, formula, format };
}

function emptiedCell(cell: Cell | undefined): Cell | undefined {
  return cell && { content: null, formula: null, format: cell.format };
}

function moveKeys<T>(map: Map<number, T>, target: (row: number) => number | null): void {
  const entries = [...map];
  map.clear();
  for (const [row, value] of entries) {
    const moved = target(row);
    if (moved !== null) map.set(moved, value);
  }
}

/** Formats are shared objects: changing each distinct one once keeps them shared. */
function memoise(change: (format: CellFormat) => CellFormat): (format: CellFormat) => CellFormat {
  const done = new Map<CellFormat, CellFormat>();
  return (format) => {
    let changed = done.get(format);
    if (!changed) {
      changed = change(format);
      done.set(format, changed);
    }
    return changed;
  };
}
