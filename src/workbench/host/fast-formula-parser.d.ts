/** The part of fast-formula-parser 1.0.19 (MIT) that the stand-in uses; the package ships no types. Rows and columns count from 1. */
declare module 'fast-formula-parser' {
  export type CellReference = { sheet?: string | undefined; row: number; col: number };
  export type RangeReference = {
    sheet?: string | undefined;
    from: { row: number; col: number };
    to: { row: number; col: number };
  };
  export type Argument = { value: unknown; isArray?: boolean; omitted?: boolean };

  export class FormulaError extends Error {
    constructor(code: string, message?: string, details?: unknown);
    readonly error: string;
    readonly details?: unknown;
    static readonly VALUE: FormulaError;
    static readonly NA: FormulaError;
    static readonly DIV0: FormulaError;
    static readonly REF: FormulaError;
  }

  export default class FormulaParser {
    constructor(config: {
      functions?: Record<string, (...args: (Argument | undefined)[]) => unknown>;
      onVariable?: (name: string, sheet: string | undefined) => CellReference | RangeReference | null;
      onCell?: (reference: CellReference) => unknown;
      onRange?: (reference: RangeReference) => unknown[][];
    });
    parse(formula: string, position: { sheet: string; row: number; col: number }): unknown;
    static readonly FormulaError: typeof FormulaError;
  }
}
