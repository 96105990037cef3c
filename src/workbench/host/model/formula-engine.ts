import FormulaParser, { type CellReference, type RangeReference } from 'fast-formula-parser';
import type { Cell, CellContent } from './cell.js';
import { CellError } from './cell.js';
import { intersect, parseBlock, splitSheetAddress, type Block } from './block.js';
import { conditionalFunctions } from './conditional-functions.js';
import type { Sheet } from './sheet.js';

/** What the engine needs to see of the workbook. */
export type FormulaSource = {
  findSheet(name: string): Sheet | undefined;
  /** The address a defined name stands for, such as "'Site Budget'!$A$1:$B$2". */
  findName(name: string): string | undefined;
};

const { FormulaError } = FormulaParser;

/**
 * Evaluates formulas with fast-formula-parser. There is no dependency graph: after a write every formula of the
 * workbook is worked out anew, each once and its precedents first. Fine for the few formulas a person types into
 * a site's workbook; a sheet with tens of thousands would be slow.
 */
export class FormulaEngine {
  /** One for each depth at which a formula asks for another's result: a parser that is amidst one cannot begin another. */
  private readonly parsers: FormulaParser[] = [];
  private depth = 0;
  /** Looks at the form only: every cell is zero to it, so that no other formula is worked out on the way. */
  private readonly checker = new FormulaParser({
    functions: conditionalFunctions(),
    onVariable: (name) => this.resolveName(name),
    onCell: () => 0,
    onRange: () => [[0]],
  });
  private readonly fresh = new Set<Cell>();
  private readonly running = new Set<Cell>();
  /** What sheets hold in this pass: looking for it takes as long as a hundred formulas. */
  private readonly used = new Map<Sheet, Block>();

  constructor(private readonly source: FormulaSource) {}

  /** Works out all formula cells again. Returns the sheets on which a result changed. */
  recalculate(sheets: readonly Sheet[]): Set<Sheet> {
    this.fresh.clear();
    const changed = new Set<Sheet>();
    for (const sheet of sheets) {
      for (const { cell, row, column } of sheet.formulaCells()) {
        const before = cell.content;
        this.refresh(sheet, cell, row, column);
        if (cell.content !== before) changed.add(sheet);
      }
    }
    this.fresh.clear();
    this.used.clear();
    return changed;
  }

  /** Whether Excel would take the formula at all; a wrong function name is taken and shows #NAME?. */
  isWellFormed(formula: string): boolean {
    try {
      this.checker.parse(formula.slice(1), { sheet: '', row: 1, col: 1 });
      return true;
    } catch (error) {
      return error instanceof FormulaError && error.details instanceof FormulaError;
    }
  }

  private refresh(sheet: Sheet, cell: Cell, row: number, column: number): void {
    // behaviour: formula-circle
    if (cell.formula === null || this.fresh.has(cell) || this.running.has(cell)) return;
    this.running.add(cell);
    try {
      cell.content = this.evaluate(cell.formula, sheet, row, column);
    } finally {
      this.running.delete(cell);
      this.fresh.add(cell);
    }
  }

  private evaluate(formula: string, sheet: Sheet, row: number, column: number): CellContent {
    const parser = (this.parsers[this.depth] ??= this.newParser());
    this.depth += 1;
    try {
      const position = { sheet: sheet.name, row: row + 1, col: column + 1 };
      return toContent(parser.parse(formula.slice(1), position));
    } catch (error) {
      return errorContent(error);
    } finally {
      this.depth -= 1;
    }
  }

  private newParser(): FormulaParser {
    // behaviour: formula-engine
    return new FormulaParser({
      functions: conditionalFunctions(),
      onVariable: (name) => this.resolveName(name),
      onCell: (reference) => this.readCell(reference),
      onRange: (reference) => this.readRange(reference),
    });
  }

  private resolveName(name: string): CellReference | RangeReference | null {
    const address = this.source.findName(name);
    if (address === undefined) return null;
    const { sheet, address: local } = splitSheetAddress(address.replace(/^=/, ''));
    const block = parseBlock(local.replace(/\$/g, ''));
    if (!block || sheet === null) return null;
    const from = { row: block.row + 1, col: block.column + 1 };
    if (block.rows === 1 && block.columns === 1) return { sheet, ...from };
    return { sheet, from, to: { row: block.row + block.rows, col: block.column + block.columns } };
  }

  private readCell(reference: CellReference): unknown {
    const sheet = this.sheetOf(reference.sheet);
    if (!sheet) return FormulaError.REF;
    return this.contentOf(sheet, reference.row - 1, reference.col - 1);
  }

  private readRange(reference: RangeReference): unknown[][] {
    const sheet = this.sheetOf(reference.sheet);
    if (!sheet) return [[FormulaError.REF]];
    const block: Block = {
      row: Math.min(reference.from.row, reference.to.row) - 1,
      column: Math.min(reference.from.col, reference.to.col) - 1,
      rows: Math.abs(reference.to.row - reference.from.row) + 1,
      columns: Math.abs(reference.to.col - reference.from.col) + 1,
    };
    // Whole columns are cut to what is used; the top left corner stays, so that two ranges keep step.
    const part = intersect(block, this.usedOf(sheet));
    if (!part) return [[null]];
    return sheet.grid.map({ ...part, row: block.row, column: block.column }, (cell, row, column) =>
      cell ? this.contentOf(sheet, row, column) : null,
    );
  }

  /** From the top left corner to the last cell that holds something. */
  private usedOf(sheet: Sheet): Block {
    const known = this.used.get(sheet);
    if (known) return known;
    const block = sheet.usedBlock(true) ?? { row: 0, column: 0, rows: 0, columns: 0 };
    const { row, column, rows, columns } = block;
    const used = { row: 0, column: 0, rows: row + rows, columns: column + columns };
    this.used.set(sheet, used);
    return used;
  }

  private contentOf(sheet: Sheet, row: number, column: number): unknown {
    const cell = sheet.grid.peek(row, column);
    if (!cell) return null;
    this.refresh(sheet, cell, row, column);
    return cell.content instanceof CellError ? new FormulaError(cell.content.code) : cell.content;
  }

  private sheetOf(name: string | undefined): Sheet | undefined {
    return name === undefined ? undefined : this.source.findSheet(name);
  }
}

function toContent(result: unknown): CellContent {
  if (result instanceof FormulaError) return errorContent(result);
  if (Array.isArray(result)) {
    const first: unknown = Array.isArray(result[0]) ? (result[0] as unknown[])[0] : result[0];
    return toContent(first);
  }
  if (typeof result === 'number') return Number.isFinite(result) ? result : CellError.of('#NUM!');
  if (typeof result === 'string' || typeof result === 'boolean') return result;
  // A formula that points at an empty cell gives zero.
  return result === null || result === undefined ? 0 : CellError.of('#VALUE!');
}

function errorContent(error: unknown): CellContent {
  if (!(error instanceof FormulaError)) return CellError.of('#VALUE!');
  const known = CellError.parse(error.error);
  if (known) return known;
  // "#ERROR!" wraps what went wrong inside: an unknown function is #NAME?, a syntax error never gets this far.
  const inner = error.details;
  if (inner instanceof FormulaError) return errorContent(inner);
  return CellError.parse(/#[A-Z0-9/]+[!?]?\s*$/.exec(error.message)?.[0] ?? '') ?? CellError.of('#NAME?');
}
