import type { Block } from './block.js';

/** A stored conditional format. It is kept and listed; only `custom` formulas are drawn by a view, if at all. */
export type ConditionalFormat = {
  id: string;
  type: string;
  block: Block;
  stopIfTrue: boolean;
  /** For a custom rule, the formula relative to the block's first cell; for a cell-value rule, its object. */
  formula: string;
  rule: unknown;
  fontColor: string;
  fontBold: boolean;
  fillColor: string;
};
