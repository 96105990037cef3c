import type { Block } from './block.js';

/** A stored validation: the objects of Excel.DataValidation as they came. It never refuses an add-in's write. */
export type DataValidation = {
  block: Block;
  rule: Record<string, unknown>;
  errorAlert: unknown;
  prompt: unknown;
  ignoreBlanks: boolean;
};
