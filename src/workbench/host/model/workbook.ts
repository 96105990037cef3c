import {
  blockAddress,
  parseBlock,
  quoteSheetName,
  shiftBlock,
  splitSheetAddress,
  type Block,
} from './block.js';
import { EditHistory } from './edit-history.js';
import { FormulaEngine } from './formula-engine.js';
import type { Actor, HostEvent, HostListener } from './host-event.js';
import { Refusal } from './refusal.js';
import { Sheet, type SheetOwner, type Visibility } from './sheet.js';

/** A workbook-wide name; `reference` is a formula such as "='Site Budget'!$A$1:$B$2". */
export type DefinedName = { name: string; reference: string; comment: string; isVisible: boolean };

export type CustomProperty = string | number | boolean | Date;

export type Selection = { sheet: Sheet; block: Block };

const TOP_LEFT: Block = { row: 0, column: 0, rows: 1, columns: 1 };

/**
 * The workbook the stand-in keeps: the only truth, which the grid shows and the executor answers from. It knows
 * nothing of office.js. `listen` hears everything that happens, whoever did it.
 */
export class Workbook {
  readonly sheets: Sheet[] = [];
  readonly names = new Map<string, DefinedName>();
  readonly settings = new Map<string, unknown>();
  readonly customProperties = new Map<string, CustomProperty>();
  readonly history = new EditHistory();
  calculationMode: 'Automatic' | 'AutomaticExceptTables' | 'Manual' = 'Automatic';
  private readonly listeners = new Set<HostListener>();
  private readonly engine = new FormulaEngine({
    findSheet: (name) => this.findSheet(name),
    findName: (name) => this.names.get(name.toLowerCase())?.reference,
  });
  private selected: Selection | null = null;
  private active: Sheet | null = null;
  private isStale = false;
  private isSettling = false;
  private batch = 0;
  private nextId = 1;

  constructor(readonly fileName = 'Book1.xlsx') {}

  get activeSheet(): Sheet {
    const sheet = this.active ?? this.sheets[0];
    if (!sheet) throw new Refusal('not-found', 'The workbook has no sheet.');
    return sheet;
  }

  get selection(): Selection {
    return this.selected ?? { sheet: this.activeSheet, block: TOP_LEFT };
  }

  /** Starts listening; call the returned function to stop. */
  listen(listener: HostListener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  addSheet(name: string | null = null, visibility: Visibility = 'Visible', actor: Actor = 'user'): Sheet {
    const title = name ?? this.freeSheetName();
    this.guardSheetName(title);
    const sheet = new Sheet(this.ownership(), this.nextGuid(), title, visibility);
    this.sheets.push(sheet);
    this.active ??= visibility === 'Visible' ? sheet : null;
    this.emit({ kind: 'added', sheet, actor });
    return sheet;
  }

  /** A sheet by name (without regard to case) or id. */
  findSheet(key: string): Sheet | undefined {
    const wanted = key.toLowerCase();
    return this.sheets.find(
      (sheet) => sheet.id.toLowerCase() === wanted || sheet.name.toLowerCase() === wanted,
    );
  }

  /** The same for callers that know the sheet is there. */
  sheet(name: string): Sheet {
    const sheet = this.findSheet(name);
    if (!sheet) throw new Refusal('not-found', `There is no sheet "${name}".`);
    return sheet;
  }

  deleteSheet(sheet: Sheet, actor: Actor): void {
    this.guardLastVisible(sheet);
    const at = this.sheets.indexOf(sheet);
    if (at < 0) return;
    this.sheets.splice(at, 1);
    if (this.selected?.sheet === sheet) this.selected = null;
    this.history.forget();
    this.isStale = true;
    this.emit({ kind: 'deleted', sheet, actor });
    if (this.active !== sheet) return;
    this.active = null;
    const next = this.sheets.find(({ visibility }) => visibility === 'Visible');
    if (next) this.activate(next, actor);
  }

  renameSheet(sheet: Sheet, name: string, actor: Actor): void {
    if (name.toLowerCase() !== sheet.name.toLowerCase()) this.guardSheetName(name);
    sheet.name = name;
    this.emit({ kind: 'sheetChanged', sheet, actor });
  }

  /** Moves a sheet among the others; `position` counts from 0. */
  moveSheet(sheet: Sheet, position: number, actor: Actor): void {
    const from = this.sheets.indexOf(sheet);
    if (!Number.isInteger(position) || position < 0 || position >= this.sheets.length) {
      throw new Refusal('off-sheet', 'There is no such place among the sheets.');
    }
    this.sheets.splice(from, 1);
    this.sheets.splice(position, 0, sheet);
    this.emit({ kind: 'sheetChanged', sheet, actor });
  }

  setVisibility(sheet: Sheet, visibility: Visibility, actor: Actor): void {
    if (visibility !== 'Visible') this.guardLastVisible(sheet);
    sheet.visibility = visibility;
    this.emit({ kind: 'sheetChanged', sheet, actor });
  }

  activate(sheet: Sheet, actor: Actor): void {
    // behaviour: hidden-not-active
    if (sheet.visibility !== 'Visible') throw new Refusal('not-found', 'A hidden sheet cannot be shown.');
    const before = this.active;
    if (before === sheet) return;
    this.active = sheet;
    if (before) this.emit({ kind: 'deactivated', sheet: before, actor });
    this.emit({ kind: 'activated', sheet, actor });
  }

  /** Selects cells, bringing their sheet to the front first. */
  select(sheet: Sheet, block: Block, actor: Actor): void {
    this.activate(sheet, actor);
    const before = this.selected;
    this.selected = { sheet, block };
    // behaviour: selection-event
    if (before?.sheet === sheet && sameBlock(before.block, block)) return;
    this.emit({ kind: 'selected', sheet, block, actor });
  }

  defineName(name: string, reference: string, comment = ''): DefinedName {
    const key = name.toLowerCase();
    if (!/^[A-Za-z_\\][A-Za-z0-9_.\\]*$/.test(name) || parseBlock(name) !== null) {
      throw new Refusal('bad-name', `"${name}" is not a name Excel accepts.`);
    }
    if (this.names.has(key)) throw new Refusal('name-taken', `The name "${name}" exists already.`);
    const formula = reference.startsWith('=') ? reference : `=${reference}`;
    const defined = { name, reference: formula, comment, isVisible: true };
    this.names.set(key, defined);
    this.isStale = true;
    return defined;
  }

  /** The cells a name stands for, or null where it is a constant, a formula or points nowhere. */
  resolveName(name: string): Selection | null {
    const defined = this.names.get(name.toLowerCase());
    if (!defined) return null;
    const { sheet, address } = splitSheetAddress(defined.reference.slice(1));
    const block = parseBlock(address);
    const target = sheet === null ? undefined : this.findSheet(sheet);
    return block && target ? { sheet: target, block } : null;
  }

  /** Marks where a batch of an add-in begins: its edits are undone together. */
  beginBatch(): void {
    this.batch += 1;
  }

  /** Works out stale formulas now and tells of sheets whose results changed. */
  calculate(actor: Actor = 'user'): void {
    if (!this.isStale || this.isSettling) return;
    this.isStale = false;
    if (!this.sheets.some((sheet) => sheet.hasFormulas)) return;
    this.isSettling = true;
    let changed: Set<Sheet>;
    try {
      changed = this.engine.recalculate(this.sheets);
    } finally {
      this.isSettling = false;
    }
    // behaviour: results-are-no-change
    for (const sheet of changed) this.emit({ kind: 'calculated', sheet, actor });
  }

  nextGuid(): string {
    const number = String(this.nextId).padStart(12, '0');
    this.nextId += 1;
    return `{00000000-0001-0000-0000-${number}}`;
  }

  private emit(event: HostEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  private ownership(): SheetOwner {
    return {
      emit: (event) => this.emit(event),
      isWellFormed: (formula) => this.engine.isWellFormed(formula),
      contentChanged: () => (this.isStale = true),
      settle: () => this.calculate(),
      record: (sheet, changes, actor) => this.history.record(sheet, changes, actor, this.batch),
      forgetHistory: () => this.history.forget(),
      rowsMoved: (sheet, at, count) => this.rowsMoved(sheet, at, count),
    };
  }

  private rowsMoved(moved: Sheet, at: number, count: number): void {
    // behaviour: references-shift
    for (const sheet of this.sheets) sheet.followRows(moved, at, count);
    for (const defined of this.names.values()) this.moveName(defined, moved, at, count);
    if (this.selected?.sheet === moved) {
      this.selected = { sheet: moved, block: shiftBlock(this.selected.block, at, count) ?? TOP_LEFT };
    }
    this.emit({ kind: 'rowsMoved', sheet: moved, at, count });
  }

  private moveName(defined: DefinedName, moved: Sheet, at: number, count: number): void {
    const target = this.resolveName(defined.name);
    if (target?.sheet !== moved) return;
    const block = shiftBlock(target.block, at, count);
    const address = block === null ? '#REF!' : blockAddress(block).replace(/([A-Z]+|\d+)/g, '$$$1');
    defined.reference = `=${quoteSheetName(moved.name)}!${address}`;
  }

  private guardSheetName(name: string): void {
    // behaviour: sheet-names
    if (name === '' || name.length > 31 || /[:\\/?*[\]]/.test(name)) {
      const rule = 'at most 31 characters and none of : \\ / ? * [ ]';
      throw new Refusal('bad-name', `"${name}" cannot name a sheet. Use ${rule}.`);
    }
    if (this.findSheet(name)) throw new Refusal('name-taken', `A sheet named "${name}" exists already.`);
  }

  private guardLastVisible(sheet: Sheet): void {
    // behaviour: last-visible-sheet
    const others = this.sheets.filter((other) => other !== sheet && other.visibility === 'Visible');
    if (sheet.visibility === 'Visible' && others.length === 0) {
      throw new Refusal('last-visible-sheet', 'A workbook must keep at least one visible sheet.');
    }
  }

  private freeSheetName(): string {
    let number = this.sheets.length + 1;
    while (this.findSheet(`Sheet${String(number)}`)) number += 1;
    return `Sheet${String(number)}`;
  }
}

function sameBlock(a: Block, b: Block): boolean {
  return a.row === b.row && a.column === b.column && a.rows === b.rows && a.columns === b.columns;
}
