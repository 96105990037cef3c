import { intersect, isOnSheet, isSingleCell, shiftBlock, WHOLE_SHEET, type Block } from './block.js';
import {
  DEFAULT_FORMAT,
  toWire,
  type Cell,
  type CellContent,
  type CellFormat,
  type WireValue,
} from './cell.js';
import { CellGrid, copyOf } from './cell-grid.js';
import { ColumnsAndRows } from './columns-and-rows.js';
import type { ConditionalFormat } from './conditional-format.js';
import type { DataValidation } from './data-validation.js';
import { displayText } from './display-text.js';
import { parseEntry, type Entry } from './entry.js';
import type { CellChange } from './edit-history.js';
import type { Actor, HostListener } from './host-event.js';
import { lockedCellRefusal, protectedSheetRefusal, Refusal } from './refusal.js';
import { SheetProtection, type PasswordCheck, type ProtectionOptions } from './sheet-protection.js';
import { shiftFormula } from './shift-formula.js';
import type { SheetTable } from './sheet-table.js';

/** The longest text a cell holds (Microsoft's "Excel specifications and limits"). */
const MAX_TEXT = 32_767;

export type Visibility = 'Visible' | 'Hidden' | 'VeryHidden';

/** What a sheet asks of its workbook. */
export type SheetOwner = {
  emit: HostListener;
  isWellFormed(formula: string): boolean;
  /** Marks every formula result as possibly stale. */
  contentChanged(): void;
  /** Brings formula results up to date; called before content is read. */
  settle(): void;
  record(sheet: Sheet, changes: CellChange[], actor: Actor): void;
  forgetHistory(): void;
  rowsMoved(sheet: Sheet, at: number, count: number): void;
};

/** One value as it comes: text is read as if typed, null leaves the cell alone. */
export type GivenValue = WireValue | null;

/**
 * One worksheet: cells, what is around them, and the one place that decides whether a change is allowed.
 * Every change says who makes it; a refusal (see refusal.ts) is thrown before anything was touched.
 */
export class Sheet {
  readonly grid = new CellGrid();
  readonly layout = new ColumnsAndRows();
  readonly protection = new SheetProtection();
  conditionalFormats: ConditionalFormat[] = [];
  validations: DataValidation[] = [];
  tables: SheetTable[] = [];
  private readonly formulas = new Map<number, Set<number>>();

  constructor(
    private readonly owner: SheetOwner,
    readonly id: string,
    public name: string,
    public visibility: Visibility = 'Visible',
  ) {}

  /** The content of one cell, formulas worked out. */
  contentAt(row: number, column: number): CellContent {
    this.owner.settle();
    return this.grid.peek(row, column)?.content ?? null;
  }

  /** A block of content as office.js gives it: "" for an empty cell, an error as its text. */
  values(block: Block): WireValue[][] {
    this.owner.settle();
    return this.grid.map(block, (cell) => (cell ? toWire(cell.content) : ''));
  }

  formulasIn(block: Block): WireValue[][] {
    this.owner.settle();
    return this.grid.map(block, (cell) => (cell ? (cell.formula ?? toWire(cell.content)) : ''));
  }

  textAt(row: number, column: number): string {
    this.owner.settle();
    const cell = this.grid.peek(row, column);
    if (!cell) return '';
    return displayText(cell.content, cell.format.numberFormat, this.layout.width(column));
  }

  texts(block: Block): string[][] {
    return this.grid.map(block, (cell, row, column) => (cell ? this.textAt(row, column) : ''));
  }

  usedBlock(valuesOnly: boolean, within: Block = WHOLE_SHEET): Block | null {
    return this.grid.usedBlock(valuesOnly, within);
  }

  /** Whether every, no or only some cell of a block is locked: null is mixed. */
  lockedIn(block: Block): boolean | null {
    return this.uniform(block, (format) => format.isLocked);
  }

  /** The one value all formats of a block agree on, or null. */
  uniform<T>(block: Block, read: (format: CellFormat) => T): T | null {
    let found: { value: T } | null = null;
    for (const format of this.grid.formatsIn(block)) {
      const value = read(format);
      if (found && found.value !== value) return null;
      found = { value };
    }
    return found ? found.value : null;
  }

  /** Whether a person may type into every cell of the block. */
  isEditable(block: Block): boolean {
    return !this.protection.isProtected || this.lockedIn(block) === false;
  }

  /** Writes a rectangle of values, as typing or pasting them would. One event for the whole block. */
  setValues(block: Block, values: GivenValue[][], actor: Actor): void {
    this.guardContent(block, actor);
    const changes: CellChange[] = [];
    values.forEach((cells, row) => {
      cells.forEach((value, column) => {
        // behaviour: null-leaves-cell
        if (value === null) return;
        changes.push(this.planChange(block.row + row, block.column + column, value));
      });
    });
    this.apply(block, changes, actor);
  }

  /** Empties the content of a block and keeps its formats. */
  clearContents(block: Block, actor: Actor): void {
    this.guardContent(block, actor);
    const changes: CellChange[] = [];
    this.grid.eachStored(block, (cell, row, column) => {
      if (cell.content === null && cell.formula === null) return;
      changes.push({ row, column, before: { ...cell }, after: { ...cell, content: null, formula: null } });
    });
    this.apply(block, changes, actor);
  }

  /** Puts whole cells, formats and locks included, from `block` on: what pasting copied cells does. */
  pasteCells(block: Block, cells: Cell[][], actor: Actor): void {
    this.guardContent(block, actor);
    const changes = cells.flatMap((line, row) =>
      line.map((cell, column) => ({
        row: block.row + row,
        column: block.column + column,
        before: this.storedCopy(block.row + row, block.column + column),
        after: { ...cell },
      })),
    );
    // behaviour: paste-drops-validation
    // behaviour: paste-carries-lock
    this.validations = this.validations.filter((validation) => !intersect(validation.block, block));
    this.apply(block, changes, actor);
  }

  /** Back to content and formats as they were (undo) or became (redo). */
  applyChanges(changes: readonly CellChange[], side: 'before' | 'after', actor: Actor): void {
    const first = changes[0];
    if (!first) return;
    const before = this.contentAt(first.row, first.column);
    for (const change of changes) this.restore(change.row, change.column, change[side]);
    this.owner.contentChanged();
    this.contentsChanged(enclosing(changes), before, actor);
  }

  /** Changes formats of a block: colours, number formats, alignment. */
  reformat(block: Block, change: (format: CellFormat) => CellFormat, actor: Actor): void {
    this.guardFormats();
    this.grid.reformat(block, change);
    // behaviour: formats-are-no-change
    this.owner.emit({ kind: 'formatted', sheet: this, block, actor });
  }

  /** Changes each cell's format in its own way; null leaves one as it is. Locks only on an unprotected sheet. */
  patchFormats(
    block: Block,
    patchAt: (row: number, column: number) => Partial<CellFormat> | null,
    actor: Actor,
  ): void {
    this.guardFormats();
    this.grid.patchFormats(block, patchAt);
    this.owner.emit({ kind: 'formatted', sheet: this, block, actor });
  }

  /** Back to the formats of a fresh sheet: every cell locked again. */
  clearFormats(block: Block, actor: Actor): void {
    this.guardDesign();
    // behaviour: clear-locks
    this.grid.reformat(block, () => DEFAULT_FORMAT);
    this.owner.emit({ kind: 'formatted', sheet: this, block, actor });
  }

  /** Locks or unlocks cells, which a protected sheet never allows. */
  setLocked(block: Block, isLocked: boolean, actor: Actor): void {
    // behaviour: lock-change-denied
    this.guardDesign();
    this.grid.reformat(block, (format) => (format.isLocked === isLocked ? format : { ...format, isLocked }));
    this.owner.emit({ kind: 'formatted', sheet: this, block, actor });
  }

  protect(options: Partial<ProtectionOptions>, password: string | PasswordCheck | null, actor: Actor): void {
    this.protection.protect(options, password);
    this.protectionChanged(actor);
  }

  /** Lifts the protection; returns false, and tells nobody, when there was none. */
  unprotect(password: string | null, actor: Actor): boolean {
    if (!this.protection.unprotect(password)) return false;
    this.protectionChanged(actor);
    return true;
  }

  /** Pushes rows down; only whole rows can move. */
  insertRows(at: number, count: number, actor: Actor): void {
    // behaviour: row-allowance
    if (this.protection.isProtected && !this.protection.options.allowInsertRows)
      throw protectedSheetRefusal();
    const used = this.usedBlock(true);
    const bottom = used ? used.row + used.rows : 0;
    const block = { ...WHOLE_SHEET, row: at, rows: count };
    // behaviour: insert-no-room
    if (!isOnSheet(block) || bottom + count > WHOLE_SHEET.rows) {
      throw new Refusal(
        'off-sheet',
        'There is no room for more rows: cells with content would leave the sheet.',
      );
    }
    this.grid.insertRows(at, count);
    this.moveRows(at, count);
    this.rowsChanged(block, 'RowInserted', actor);
  }

  /** Deletes whole rows and pulls the rest up. */
  deleteRows(at: number, count: number, actor: Actor): void {
    const block = { ...WHOLE_SHEET, row: at, rows: count };
    if (this.protection.isProtected) {
      if (!this.protection.options.allowDeleteRows) throw protectedSheetRefusal();
      if (this.lockedIn(block) !== false) throw lockedCellRefusal();
    }
    this.grid.deleteRows(at, count);
    this.moveRows(at, -count);
    this.rowsChanged(block, 'RowDeleted', actor);
  }

  /** Column widths, hidden rows and the like; `allowance` is the protection option that permits it. */
  changeLayout(
    allowance: 'allowFormatColumns' | 'allowFormatRows',
    actor: Actor,
    change: (layout: ColumnsAndRows) => void,
  ): void {
    if (this.protection.isProtected && !this.protection.options[allowance]) throw protectedSheetRefusal();
    change(this.layout);
    this.owner.emit({ kind: 'sheetChanged', sheet: this, actor });
  }

  /** For what hangs on the sheet without being a cell: conditional formats, validation, tables. */
  guardDesign(): void {
    // behaviour: design-denied
    if (this.protection.isProtected) throw protectedSheetRefusal();
  }

  designChanged(block: Block, actor: Actor): void {
    this.owner.emit({ kind: 'formatted', sheet: this, block, actor });
  }

  /** Stores a cell without asking, telling or recording anything: for building a workbook from a file. */
  load(row: number, column: number, cell: Cell): void {
    this.restore(row, column, cell);
  }

  *formulaCells(): Generator<{ cell: Cell; row: number; column: number }> {
    for (const [row, columns] of this.formulas) {
      for (const column of columns) {
        const cell = this.grid.peek(row, column);
        if (cell) yield { cell, row, column };
      }
    }
  }

  get hasFormulas(): boolean {
    return this.formulas.size > 0;
  }

  /** After rows of any sheet moved: references of this sheet's formulas follow. */
  followRows(moved: Sheet, at: number, count: number): void {
    for (const { cell } of this.formulaCells()) {
      if (cell.formula !== null) cell.formula = shiftFormula(cell.formula, this.name, moved.name, at, count);
    }
  }

  private planChange(row: number, column: number, value: WireValue): CellChange {
    const before = this.storedCopy(row, column);
    const format = before?.format ?? this.grid.formatAt(row, column);
    const after =
      typeof value === 'string'
        ? // behaviour: text-read-as-typed
          this.cellOf(parseEntry(value, format.numberFormat), format)
        : { content: value, formula: null, format };
    return { row, column, before, after };
  }

  private cellOf({ content, formula, numberFormat }: Entry, format: CellFormat): Cell {
    // behaviour: text-limit
    if (typeof content === 'string' && content.length > MAX_TEXT) {
      throw new Refusal('too-long', `A cell holds at most ${String(MAX_TEXT)} characters.`);
    }
    // behaviour: bad-formula
    if (formula !== null && !this.owner.isWellFormed(formula)) {
      throw new Refusal('bad-formula', 'There is a problem with this formula. Check its brackets and signs.');
    }
    return { content, formula, format: numberFormat === null ? format : { ...format, numberFormat } };
  }

  private storedCopy(row: number, column: number): Cell | undefined {
    const cell = this.grid.peek(row, column);
    return cell && copyOf(cell);
  }

  private apply(block: Block, changes: CellChange[], actor: Actor): void {
    const before = changes[0]?.before?.content ?? null;
    for (const change of changes) this.restore(change.row, change.column, change.after);
    this.owner.contentChanged();
    this.owner.record(this, changes, actor);
    this.contentsChanged(block, before, actor);
  }

  private contentsChanged(block: Block, before: CellContent, actor: Actor): void {
    this.owner.emit({
      kind: 'changed',
      sheet: this,
      block,
      changeType: 'RangeEdited',
      actor,
      // behaviour: details-single-cell
      // behaviour: one-event-an-action
      details: isSingleCell(block) ? { before, after: this.contentAt(block.row, block.column) } : null,
    });
  }

  private guardContent(block: Block, actor: Actor): void {
    if (!isOnSheet(block)) throw new Refusal('off-sheet', 'These cells are not on the sheet.');
    // behaviour: locked-write-denied
    // behaviour: locked-cell-message
    // behaviour: coauthor-passes-lock
    if (actor !== 'remote' && !this.isEditable(block)) throw lockedCellRefusal();
  }

  private guardFormats(): void {
    // behaviour: format-allowance
    if (this.protection.isProtected && !this.protection.options.allowFormatCells)
      throw protectedSheetRefusal();
  }

  private restore(row: number, column: number, cell: Cell | undefined): void {
    this.grid.restore(row, column, cell);
    const hasFormula = cell !== undefined && cell.formula !== null;
    const known = this.formulas.get(row);
    if (hasFormula) {
      if (known) known.add(column);
      else this.formulas.set(row, new Set([column]));
    } else if (known?.delete(column) === true && known.size === 0) this.formulas.delete(row);
  }

  private moveRows(at: number, count: number): void {
    const formulas = [...this.formulas];
    this.formulas.clear();
    for (const [row, columns] of formulas) {
      const moved = shiftBlock({ row, column: 0, rows: 1, columns: 1 }, at, count);
      if (moved) this.formulas.set(moved.row, columns);
    }
    this.layout.moveRows(at, count);
    this.conditionalFormats = shifted(this.conditionalFormats, at, count);
    this.validations = shifted(this.validations, at, count);
    this.tables = shifted(this.tables, at, count);
    this.owner.rowsMoved(this, at, count);
  }

  private rowsChanged(block: Block, changeType: 'RowInserted' | 'RowDeleted', actor: Actor): void {
    this.owner.contentChanged();
    // behaviour: rows-forget-undo
    this.owner.forgetHistory();
    this.owner.emit({ kind: 'changed', sheet: this, block, changeType, actor, details: null });
  }

  private protectionChanged(actor: Actor): void {
    // behaviour: protection-forgets-undo
    this.owner.forgetHistory();
    const { isProtected } = this.protection;
    this.owner.emit({ kind: 'protectionChanged', sheet: this, isProtected, actor });
  }
}

/** The things of a list whose block meets another one. */
export function touching<T extends { block: Block }>(things: readonly T[], block: Block): T[] {
  return things.filter((thing) => intersect(thing.block, block) !== null);
}

/** Things on a sheet that carry a block; what lost all its rows goes. */
function shifted<T extends { block: Block }>(things: T[], at: number, count: number): T[] {
  return things.filter((thing) => {
    const block = shiftBlock(thing.block, at, count);
    if (block) thing.block = block;
    return block !== null;
  });
}

function enclosing(changes: readonly CellChange[]): Block {
  const rows = changes.map(({ row }) => row);
  const columns = changes.map(({ column }) => column);
  const row = rows.reduce((a, b) => Math.min(a, b));
  const column = columns.reduce((a, b) => Math.min(a, b));
  return {
    row,
    column,
    rows: rows.reduce((a, b) => Math.max(a, b)) - row + 1,
    columns: columns.reduce((a, b) => Math.max(a, b)) - column + 1,
  };
}
