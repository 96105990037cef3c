import type { Block } from './block.js';

/** A table: where it is and how it looks. Its cells are the sheet's. */
export type SheetTable = {
  id: string;
  name: string;
  block: Block;
  showHeaders: boolean;
  showTotals: boolean;
  showBandedRows: boolean;
  showFilterButton: boolean;
  style: string;
};
