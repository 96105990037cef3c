/** The errors a formula or a typed entry can leave in a cell. */
export type ErrorCode = '#DIV/0!' | '#VALUE!' | '#REF!' | '#N/A' | '#NAME?' | '#NUM!' | '#NULL!';

/** An error as a value: not the text that looks like it. */
export class CellError {
  static readonly codes: readonly ErrorCode[] = [
    '#DIV/0!',
    '#VALUE!',
    '#REF!',
    '#N/A',
    '#NAME?',
    '#NUM!',
    '#NULL!',
  ];
  private static readonly known = new Map(CellError.codes.map((code) => [code, new CellError(code)]));

  private constructor(readonly code: ErrorCode) {}

  static of(code: ErrorCode): CellError {
    return CellError.known.get(code) ?? new CellError(code);
  }

  static parse(text: string): CellError | null {
    const upper = text.trim().toUpperCase();
    const code = CellError.codes.find((candidate) => candidate === upper);
    return code === undefined ? null : CellError.of(code);
  }
}

/** What a cell holds; null is an empty cell. */
export type CellContent = string | number | boolean | CellError | null;

/** What office.js carries: an empty cell is the empty text, an error its code as text. */
export type WireValue = string | number | boolean;

export type HorizontalAlignment =
  | 'General'
  | 'Left'
  | 'Center'
  | 'Right'
  | 'Fill'
  | 'Justify'
  | 'CenterAcrossSelection'
  | 'Distributed';

/** Colours are "#RRGGBB"; null is none. Formats are shared between cells and never changed in place. */
export type CellFormat = Readonly<{
  numberFormat: string;
  isLocked: boolean;
  fillColor: string | null;
  fontColor: string | null;
  isBold: boolean;
  isItalic: boolean;
  horizontalAlignment: HorizontalAlignment;
  indentLevel: number;
  wrapText: boolean;
}>;

/** A fresh sheet's format. Every cell is locked from the start: locking shows once the sheet is protected. */
export const DEFAULT_FORMAT: CellFormat = {
  numberFormat: 'General',
  isLocked: true,
  fillColor: null,
  fontColor: null,
  isBold: false,
  isItalic: false,
  horizontalAlignment: 'General',
  indentLevel: 0,
  wrapText: false,
};

/** One stored cell. `formula` starts with "=" and `content` is then its last result. */
export type Cell = { content: CellContent; formula: string | null; format: CellFormat };

export function toWire(content: CellContent): WireValue {
  if (content === null) return '';
  // behaviour: errors-as-text
  return content instanceof CellError ? content.code : content;
}

export type ValueType = 'Empty' | 'String' | 'Double' | 'Boolean' | 'Error';

export function valueType(content: CellContent): ValueType {
  if (content === null) return 'Empty';
  if (content instanceof CellError) return 'Error';
  if (typeof content === 'number') return 'Double';
  return typeof content === 'boolean' ? 'Boolean' : 'String';
}
