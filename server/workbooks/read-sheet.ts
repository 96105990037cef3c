import type { CellValue } from '../../src/core/workbook/read-figure.js';
import { decodeCellText } from './cell-text.js';
import { dateText } from './date-format.js';
import { BrokenPart, PartFault, readPart } from './xml-part.js';
import type { PartStart } from './zip-parts.js';

/** What cells of all sheets point at. */
export type SharedParts = {
  strings: readonly string[];
  dateStyles: ReadonlySet<number>;
  is1904: boolean;
};

/** The cells of a sheet from A1 on; rows end at their last filled cell, and the sheet at its last filled row. */
export type RawSheet = {
  values: CellValue[][];
  /** Zero-based places of formulas that the file holds without a result. */
  unworked: { row: number; column: number }[];
  /** Merged ranges such as `C7:C9`. */
  merges: string[];
};

/** A sheet with more filled cells than are read. */
export class TooManyCells extends PartFault {
  override readonly name = 'TooManyCells';
}

/** What stands beyond it is no column of a site's budget, and is not read. */
const LAST_COLUMN = 511;
const LAST_ROW = 1_048_575;
const MOST_MERGES = 10_000;
const NO_CELLS: CellValue[] = [];
/** XML Schema part 2, 3.2.5, without what is no number; blanks around it are collapsed. */
const XSD_DOUBLE = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/**
 * Reads the part of a sheet (ECMA-376 part 1, 18.3.1) into values as Excel gives them to the pane: errors and dates as
 * text, formulas as their last result, empty cells as null. Only filled cells cost memory: a million styled empty rows
 * are nothing. Throws `BrokenPart` for a sheet that is not whole, and `TooManyCells` beyond `maxCells`.
 */
export function readSheet(name: string, bytes: Uint8Array, shared: SharedParts, maxCells: number): RawSheet {
  const reader = new SheetReader(name, shared, maxCells, LAST_ROW);
  readPart(name, bytes, reader);
  return sheetOf(name, reader);
}

/** The first rows of a sheet alone, of one that may be anything; of one that is cut off, those that are there. */
export function readFirstRows(
  name: string,
  { content, isWhole }: PartStart,
  shared: SharedParts,
  { rows, maxCells }: { rows: number; maxCells: number },
): CellValue[][] {
  const reader = new SheetReader(name, shared, maxCells, rows - 1);
  try {
    readPart(name, content, reader);
  } catch (error) {
    const isCutOff = error instanceof BrokenPart && !isWhole;
    if (!isCutOff && !(error instanceof EnoughRows)) throw error;
  }
  return sheetOf(name, reader).values;
}

class EnoughRows extends PartFault {}

function sheetOf(name: string, reader: SheetReader): RawSheet {
  if (!reader.hasData) throw new BrokenPart(`${name} holds no cells`);
  const { values, unworked, merges } = reader;
  for (let row = 0; row < values.length; row += 1) values[row] ??= NO_CELLS;
  return { values, unworked, merges };
}

class SheetReader {
  readonly values: CellValue[][] = [];
  readonly unworked: RawSheet['unworked'] = [];
  readonly merges: string[] = [];
  hasData = false;
  /** Rows count inside of the sheet's data alone: what floats above it is placed by rows too. */
  private isData = false;

  private row = -1;
  private column = -1;
  private cells = 0;
  private type = '';
  private style = 0;
  private content = '';
  private isValue = false;
  private hasFormula = false;
  private isCell = false;
  private aids = 0;

  constructor(
    private readonly name: string,
    private readonly shared: SharedParts,
    private readonly maxCells: number,
    private readonly lastRow: number,
  ) {}

  readonly open = (tag: string, attributes: Readonly<Record<string, string>>): void => {
    switch (tag) {
      case 'c':
        if (this.isData) this.openCell(attributes);
        break;
      case 'row':
        if (!this.isData) break;
        this.row = this.rowOf(attributes['r']);
        if (this.row > this.lastRow) throw new EnoughRows();
        this.column = -1;
        break;
      case 'v':
        this.isValue = this.isCell;
        break;
      case 't':
        // Of an inline string; one below `rPh` says how the text is read aloud.
        this.isValue = this.isCell && this.aids === 0;
        break;
      case 'f':
        this.hasFormula = this.isCell;
        break;
      case 'rPh':
        this.aids += 1;
        break;
      case 'mergeCell':
        if (this.merges.length < MOST_MERGES) this.merges.push(attributes['ref'] ?? '');
        break;
      case 'sheetData':
        this.hasData = true;
        this.isData = true;
    }
  };

  readonly close = (tag: string): void => {
    switch (tag) {
      case 'c':
        if (this.isCell) this.closeCell();
        break;
      case 'sheetData':
        this.isData = false;
        break;
      case 'v':
      case 't':
        this.isValue = false;
        break;
      case 'rPh':
        this.aids -= 1;
    }
  };

  readonly text = (more: string): void => {
    if (this.isValue) this.content += more;
  };

  private rowOf(written: string | undefined): number {
    const row = written === undefined ? this.row + 1 : Number(written) - 1;
    if (!Number.isInteger(row) || row < 0 || row > LAST_ROW)
      throw new BrokenPart(`${this.name} has no row ${written ?? ''}`);
    return row;
  }

  private openCell(attributes: Readonly<Record<string, string>>): void {
    const { r: address, t: type = '', s: style } = attributes;
    this.column = address === undefined ? this.column + 1 : this.columnOf(address);
    this.type = type;
    this.style = style === undefined ? 0 : Number(style);
    this.content = '';
    this.hasFormula = false;
    this.isCell = true;
  }

  /** Zero-based column of `AB12`, whose row must be the one that the cell stands in. */
  private columnOf(address: string): number {
    let column = 0;
    let at = 0;
    for (; at < address.length; at += 1) {
      const letter = (address.charCodeAt(at) | 32) - 96;
      if (letter < 1 || letter > 26) break;
      column = column * 26 + letter;
    }
    if (at === 0 || at > 3 || Number(address.slice(at)) !== this.row + 1)
      throw new BrokenPart(`${this.name} has a cell ${address} in row ${String(this.row + 1)}`);
    return column - 1;
  }

  private closeCell(): void {
    this.isCell = false;
    if (this.content === '') {
      if (this.hasFormula && this.type !== 'str') this.unworked.push({ row: this.row, column: this.column });
      return;
    }
    if (this.column > LAST_COLUMN) return;
    if (this.row < 0) throw new BrokenPart(`${this.name} has a cell outside of any row`);
    this.cells += 1;
    if (this.cells > this.maxCells) throw new TooManyCells();
    const cells = (this.values[this.row] ??= []);
    while (cells.length < this.column) cells.push(null);
    if (cells.length > this.column && cells[this.column] !== null)
      throw new BrokenPart(`${this.name} has a cell twice in row ${String(this.row + 1)}`);
    cells[this.column] = this.valueOf(this.content);
  }

  private valueOf(text: string): CellValue {
    switch (this.type) {
      case 's': {
        const string = this.shared.strings[Number(text)];
        if (string === undefined) throw new BrokenPart(`${this.name} points at a text that is not there`);
        return string === '' ? null : string;
      }
      case 'str':
      case 'inlineStr':
        return decodeCellText(text);
      case 'b':
        return text === '1' || text === 'true';
      case 'e':
      case 'd':
        return text;
      default: {
        const number = XSD_DOUBLE.test(text) ? Number(text) : Number.NaN;
        if (!Number.isFinite(number)) throw new BrokenPart(`${this.name} has a number that is none`);
        const isDate = this.shared.dateStyles.has(this.style);
        return (isDate ? dateText(number, this.shared.is1904) : null) ?? number;
      }
    }
  }
}
