import { isOnSheet, parseBlock, type Block } from './block.js';
import { Refusal, type RefusalCode } from './refusal.js';
import type { Sheet } from './sheet.js';
import type { Workbook } from './workbook.js';

/** What came of an action. A refused one changed nothing; `message` is what Excel's own dialog would say. */
export type ActionResult = { ok: true } | { ok: false; code: RefusalCode; message: string };

const DONE: ActionResult = { ok: true };

/** What a person does at the grid. Sheets go by name, places by address ("B7", "B7:D9"). */
export class UserActions {
  constructor(private readonly workbook: Workbook) {}

  /** Types into one cell and commits. Text is read as Excel (English, United States) would read it. */
  typeCell(sheetName: string, address: string, text: string): ActionResult {
    return attempt(() => {
      const { sheet, block } = this.place(sheetName, address);
      sheet.setValues({ ...block, rows: 1, columns: 1 }, [[text]], 'user');
    });
  }

  /** Pastes rows of text from `address` on: one change event, without before and after. */
  pasteBlock(sheetName: string, address: string, values: readonly (readonly string[])[]): ActionResult {
    return attempt(() => {
      const { sheet, block } = this.place(sheetName, address);
      const columns = values.reduce((most, row) => Math.max(most, row.length), 0);
      const target = { ...block, rows: values.length, columns };
      if (!isOnSheet(target))
        throw new Refusal('off-sheet', 'The copied cells do not fit on the sheet here.');
      const full = values.map((row) => Array.from({ length: columns }, (_, at) => row[at] ?? ''));
      sheet.setValues(target, full, 'user');
    });
  }

  /**
   * Pastes cells copied elsewhere in the workbook, formats and locks with them: how a plain Ctrl+C, Ctrl+V locks and
   * restyles cells that were open, and takes their validation away. Formulas are pasted as their results.
   */
  pasteCells(sheetName: string, address: string, from: { sheet: string; address: string }): ActionResult {
    return attempt(() => {
      const source = this.place(from.sheet, from.address);
      const { sheet, block } = this.place(sheetName, address);
      const { grid } = source.sheet;
      this.workbook.calculate();
      const cells = grid.map(source.block, (cell, row, column) => ({
        content: cell?.content ?? null,
        formula: null,
        format: grid.formatAt(row, column),
      }));
      const { rows, columns } = source.block;
      sheet.pasteCells({ ...block, rows, columns }, cells, 'user');
    });
  }

  /** Presses Delete on a selection: contents go, formats stay. */
  clearCells(sheetName: string, address: string): ActionResult {
    return attempt(() => {
      const { sheet, block } = this.place(sheetName, address);
      sheet.clearContents(block, 'user');
    });
  }

  select(sheetName: string, address: string): ActionResult {
    return attempt(() => {
      const { sheet, block } = this.place(sheetName, address);
      this.workbook.select(sheet, block, 'user');
    });
  }

  activate(sheetName: string): ActionResult {
    return attempt(() => this.workbook.activate(this.workbook.sheet(sheetName), 'user'));
  }

  /** Returns false when there is nothing to undo. */
  undo(): boolean {
    return this.workbook.history.undo();
  }

  redo(): boolean {
    return this.workbook.history.redo();
  }

  protectSheet(sheetName: string, password: string | null = null): ActionResult {
    return attempt(() => this.workbook.sheet(sheetName).protect({}, password, 'user'));
  }

  unprotectSheet(sheetName: string, password: string | null = null): ActionResult {
    return attempt(() => {
      if (!this.workbook.sheet(sheetName).unprotect(password, 'user')) {
        throw new Refusal('not-protected', 'The sheet is not protected.');
      }
    });
  }

  /** An edit that a co-author made elsewhere arrives: source "Remote", locked cells or not. */
  coauthorEdit(sheetName: string, address: string, values: readonly (readonly string[])[]): ActionResult {
    return attempt(() => {
      const { sheet, block } = this.place(sheetName, address);
      const columns = values[0]?.length ?? 0;
      if (values.some((row) => row.length !== columns))
        throw new Refusal('wrong-shape', 'Rows differ in length.');
      const copy = values.map((row) => [...row]);
      sheet.setValues({ ...block, rows: values.length, columns }, copy, 'remote');
    });
  }

  private place(sheetName: string, address: string): { sheet: Sheet; block: Block } {
    const sheet = this.workbook.sheet(sheetName);
    const block = parseBlock(address);
    if (!block) throw new Refusal('off-sheet', `"${address}" is not a place on a sheet.`);
    return { sheet, block };
  }
}

function attempt(action: () => void): ActionResult {
  try {
    action();
    return DONE;
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, code: error.code, message: error.message };
    throw error;
  }
}
