import type { ColumnKind } from './layout.js';
import type { CellValue } from './read-figure.js';

/**
 * One cell that a command writes while the sheet's protection is off: what it holds (left as it is when absent), the
 * kind of its column, which gives its number format, and whether it is locked afterwards.
 */
export type CellWrite = {
  sheet: string;
  row: number;
  column: number;
  kind: ColumnKind;
  isLocked: boolean;
  value?: CellValue;
};
