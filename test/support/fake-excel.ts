import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import { computeFigures } from '../../src/core/validation/sheet-state.js';
import type { Owners } from '../../src/core/validation/owned-rows.js';
import type { RowPlaces, WorkbookCells } from '../../src/core/workbook/decode.js';
import type { CellWrite } from '../../src/core/workbook/cell-write.js';
import type { CellChange } from '../../src/core/workbook/derived-cells.js';
import type { WorkbookIdentity } from '../../src/core/workbook/identity.js';
import { HEADER_ROW, SHEET_NAMES } from '../../src/core/workbook/layout.js';
import type { CellValue } from '../../src/core/workbook/read-figure.js';
import { planBudgetSheet, planPositionsSheet, type SheetPlan } from '../../src/core/workbook/sheet-plan.js';
import type { SheetChanges } from '../../src/core/workbook/sheet-changes.js';
import { combineIdentity, type FoundIdentity } from '../../src/core/workbook/recognise.js';
import { valueOfFault, type ColumnFormats, type PasteReport } from '../../src/core/workbook/paste-check.js';
import type { LockReport } from '../../src/excel/locks.js';
import type { CellEdit, EditedCell } from '../../src/excel/edit-cells.js';
import { ExcelError, type ExcelFault } from '../../src/excel/run-excel.js';
import type { CellPlace } from '../../src/core/workbook/cell-of-place.js';
import type { CellToWrite } from '../../src/excel/write-cells.js';
import type { Watch, Watcher } from '../../src/excel/watch.js';
import type { ExcelHost } from '../../src/excel/excel-host.js';
import type { SheetPlaces } from '../../src/excel/apply-changes.js';
import { applyToGrid, type Grid } from './apply-to-grid.js';

/**
 * A workbook without office.js for component tests: two grids, a person who types, and what the pane wrote. How
 * Excel itself behaves is the business of the tests over the real library.
 */
export class FakeExcel implements ExcelHost {
  readonly selected: CellPlace[] = [];
  readonly baseRevisions: number[] = [];
  /** What the next paste did to formats. */
  pastedFormats: ColumnFormats[] = [];
  /** Where the workbook is, and where it was last noted to be: hashes. */
  place: string | null = null;
  notedPlace: string | null = null;
  areMarksOn = false;
  lockedTimes = 0;
  unlocked: string[] = [];
  /** The next command fails with this. */
  nextFault: ExcelFault | null = null;
  private readonly budget: Grid;
  private readonly positions: Grid;
  private watcher: Watcher | null = null;

  constructor(
    index: BookIndex,
    content: SiteContent,
    owners: Owners,
    public identity: WorkbookIdentity | null,
  ) {
    const figures = computeFigures(index, content);
    this.budget = gridOf(planBudgetSheet(index, content, figures, owners));
    this.positions = gridOf(planPositionsSheet(index, content, owners));
  }

  /** A person types into a cell of a row, known by its id and the column's key. */
  type(sheet: 'budget' | 'positions', id: string, key: string, value: CellValue): void {
    this.put(this[sheet], id, key, value);
    this.emit();
  }

  /** A person pastes values down a column from a row on. */
  paste(sheet: 'budget' | 'positions', id: string, key: string, values: readonly CellValue[]): void {
    const { ids, columns, cells } = this[sheet];
    const column = columns.findIndex((candidate) => candidate.key === key);
    const first = ids.indexOf(id);
    values.forEach((value, at) => {
      const row = cells[first + at];
      if (row) row[column] = value;
    });
    const firstRow = HEADER_ROW + 1 + first;
    this.watcher?.onBlock?.({
      sheet: SHEET_NAMES[sheet],
      firstRow,
      lastRow: firstRow + values.length - 1,
      firstColumn: column,
      lastColumn: column,
    });
    this.emit();
  }

  /** A person copies a row below the last one, hidden id and all, with other values in some columns. */
  copyRow(sheet: 'budget' | 'positions', id: string, change: Record<string, CellValue> = {}): void {
    const { ids, columns, cells } = this[sheet];
    const row = [...(cells[ids.indexOf(id)] ?? [])];
    for (const [key, value] of Object.entries(change))
      row[columns.findIndex((column) => column.key === key)] = value;
    ids.push(`${id} copied`);
    cells.push(row);
    this.emit();
  }

  /** A person deletes a row of an unprotected sheet. */
  removeRow(sheet: 'budget' | 'positions', id: string): void {
    const { ids, cells } = this[sheet];
    const at = ids.indexOf(id);
    ids.splice(at, 1);
    cells.splice(at, 1);
    this.emit();
  }

  /** What stands in the id column, from the top. */
  ids(sheet: 'budget' | 'positions'): string[] {
    const column = idColumnOf(this[sheet]);
    return this[sheet].cells.map((row) => String(row[column] ?? null));
  }

  value(sheet: 'budget' | 'positions', id: string, key: string): CellValue {
    const { ids, columns, cells } = this[sheet];
    return cells[ids.indexOf(id)]?.[columns.findIndex((column) => column.key === key)] ?? null;
  }

  /** A person clicks a cell of a row. */
  click(sheet: 'budget' | 'positions', id: string): void {
    const row = HEADER_ROW + 1 + this[sheet].ids.indexOf(id);
    this.watcher?.onSelection({ sheet: SHEET_NAMES[sheet], row, column: 0 });
  }

  /** Somebody unprotects sheets. */
  unprotect(...sheets: string[]): void {
    this.unlocked = sheets;
    this.watcher?.onProtection();
  }

  silence(isSilent: boolean): void {
    this.watcher?.onSilence?.(isSilent);
  }

  trouble(fault: ExcelFault | null): void {
    this.watcher?.onTrouble(fault);
  }

  readIdentity(): Promise<WorkbookIdentity | null> {
    return Promise.resolve(this.identity);
  }

  findIdentity(): Promise<FoundIdentity> {
    const places = { sheet: this.identity, settings: null, properties: null };
    return Promise.resolve(combineIdentity(places, this.notedPlace));
  }

  currentPlace(): string | null {
    return this.place;
  }

  async writeIdentity(identity: WorkbookIdentity): Promise<void> {
    await this.mayFail();
    this.identity = identity;
    this.notedPlace = this.place;
  }

  async writeBaseRevision(revision: number): Promise<void> {
    await this.mayFail();
    this.baseRevisions.push(revision);
  }

  watchSheets(watcher: Watcher): Promise<Watch> {
    this.watcher = watcher;
    return Promise.resolve({
      look: () => {
        this.emit();
        return Promise.resolve();
      },
      caughtUp: () => Promise.resolve(),
      stop: () => {
        this.watcher = null;
        return Promise.resolve();
      },
    });
  }

  async lockSheets(): Promise<LockReport> {
    await this.mayFail();
    this.lockedTimes += 1;
    this.unlocked = [];
    return { isChanged: false, wasProtected: true, shownIds: [] };
  }

  unprotectedSheets(): Promise<string[]> {
    return Promise.resolve(this.unlocked);
  }

  async selectCell(place: CellPlace): Promise<void> {
    await this.mayFail();
    this.selected.push(place);
  }

  async writeDerivedCells(_places: RowPlaces, changes: readonly CellChange[]): Promise<void> {
    await this.mayFail();
    for (const { lineId, key, value } of changes) this.put(this.budget, lineId, key, value);
  }

  async writeOpenCells(cells: readonly CellToWrite[]): Promise<void> {
    await this.mayFail();
    for (const { sheet, row, column, value } of cells) this.set(sheet, row, column, value);
  }

  async editCells(edits: readonly CellEdit[]): Promise<EditedCell[]> {
    await this.mayFail();
    const held = (place: CellPlace) => ({ entry: this.get(place), numberFormat: 'General' });
    for (const edit of edits) {
      if (edit.from !== undefined && Number(this.get(edit) ?? 0) !== edit.from)
        throw new ExcelError('excel.changedMeanwhile', 'as the sheet has it');
    }
    return edits.map(({ sheet, row, column, value }) => {
      const place = { sheet, row, column };
      const before = held(place);
      this.set(sheet, row, column, value);
      return { ...place, before, after: held(place) };
    });
  }

  async putCellsBack(cells: readonly EditedCell[]): Promise<EditedCell[]> {
    await this.mayFail();
    return cells.filter((cell) => {
      const now = this.get(cell);
      if (now === cell.after.entry) this.set(cell.sheet, cell.row, cell.column, cell.before.entry);
      return now !== cell.after.entry && now !== cell.before.entry;
    });
  }

  async applySheetChanges(_places: SheetPlaces, changes: SheetChanges): Promise<void> {
    await this.mayFail();
    applyToGrid(this.budget, changes.lines);
    applyToGrid(this.positions, changes.positions);
  }

  async writeLockedCells(cells: readonly CellWrite[]): Promise<void> {
    await this.mayFail();
    for (const { sheet, row, column, value } of cells)
      if (value !== undefined) this.set(sheet, row, column, value);
  }

  async readPastedFormats(): Promise<ColumnFormats[]> {
    await this.mayFail();
    return this.pastedFormats;
  }

  /** Formats are not kept here: what a test says of them is gone once they were fixed. */
  async fixPaste({ sheet, faults }: PasteReport): Promise<void> {
    await this.mayFail();
    this.pastedFormats = [];
    for (const fault of faults) {
      const value = valueOfFault(fault);
      if (value !== null) this.set(sheet, fault.row, fault.column, value);
    }
  }

  hasMarks(): Promise<boolean> {
    return Promise.resolve(this.areMarksOn);
  }

  async showMarks(): Promise<void> {
    await this.mayFail();
    this.areMarksOn = true;
  }

  async hideMarks(): Promise<void> {
    await this.mayFail();
    this.areMarksOn = false;
  }

  private mayFail(): Promise<void> {
    const fault = this.nextFault;
    this.nextFault = null;
    return fault === null ? Promise.resolve() : Promise.reject(new ExcelError(fault, 'as the test wants'));
  }

  private get({ sheet, row, column }: CellPlace): CellValue {
    const grid = sheet === SHEET_NAMES.budget ? this.budget : this.positions;
    return grid.cells[row - HEADER_ROW - 1]?.[column] ?? null;
  }

  private set(sheet: string, row: number, column: number, value: CellValue): void {
    const grid = sheet === SHEET_NAMES.budget ? this.budget : this.positions;
    const at = row - HEADER_ROW - 1;
    while (grid.cells.length <= at) {
      grid.cells.push(grid.columns.map(() => null));
      grid.ids.push('');
    }
    const cells = grid.cells[at];
    if (!cells) return;
    cells[column] = value;
    if (column === idColumnOf(grid)) grid.ids[at] = String(value);
  }

  private put({ ids, columns, cells }: Grid, id: string, key: string, value: CellValue): void {
    const row = cells[ids.indexOf(id)];
    const column = columns.findIndex((candidate) => candidate.key === key);
    if (!row || column < 0) throw new Error(`No cell ${key} of ${id}`);
    row[column] = value;
  }

  private emit(): void {
    this.watcher?.onSheets(this.cells());
  }

  /** What the two sheets hold. */
  cells(): WorkbookCells {
    return { budget: { values: sheetOf(this.budget) }, positions: { values: sheetOf(this.positions) } };
  }
}

function idColumnOf({ columns }: Grid): number {
  return columns.findIndex(({ key }) => key === 'lineId' || key === 'positionId');
}

function gridOf({ columns, rows }: SheetPlan): Grid {
  return { columns, ids: rows.map(({ id }) => id), cells: rows.map(({ values }) => [...values]) };
}

function sheetOf({ columns, cells }: Grid): CellValue[][] {
  const above = Array.from({ length: HEADER_ROW }, (): CellValue[] => []);
  const titles = columns.map((column) => ('title' in column ? String(column.title) : column.key));
  return [...above, titles, ...cells.map((row) => [...row])];
}
