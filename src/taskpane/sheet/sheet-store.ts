import { ExcelError, type ExcelFault } from '../../excel/run-excel.js';
import type { CellPlace } from '../../core/workbook/cell-of-place.js';
import type { Watch } from '../../excel/watch.js';
import type { BookIndex } from '../../core/validation/book-index.js';
import type { WorkbookCells } from '../../core/workbook/decode.js';
import { keepRows } from '../../core/workbook/keep-rows.js';
import type { CellBlock, PasteReport } from '../../core/workbook/paste-check.js';
import type { ExcelHost } from '../../excel/excel-host.js';
import { PasteWatch } from './paste-watch.js';
import { readSnapshot, type SheetBase, type SheetFrame, type SheetReading } from './read-snapshot.js';

/** What the pane knows of the open sheet. A new object at every change. */
export type SheetView = {
  base: SheetBase;
  reading: SheetReading | null;
  /** Counts the readings, so that tests and measurements can wait for the next one. */
  verdict: number;
  selection: CellPlace | null;
  /** What the last paste did that wants to be fixed. */
  paste: PasteReport | null;
  /** Reading the sheet does not work at the moment. */
  trouble: ExcelFault | null;
  /** Excel gives no sign of life. What is shown stays, and is read again once it answers. */
  isSilent: boolean;
  /** Names of the sheets whose locked cells are open to everybody. */
  unlocked: readonly string[];
  /** Locking did not work. */
  lockFault: ExcelFault | null;
  /** The last command to Excel did not work. */
  commandFault: ExcelFault | null;
};

/**
 * Follows the open sheet: locks it once, reads every snapshot, and tells its listeners. Office.js calls it from
 * outside React, so it is a store that screens subscribe to.
 */
export class SheetStore {
  private view: SheetView;
  private cells: WorkbookCells | null = null;
  private watch: Watch | null = null;
  private isStopped = false;
  private forgetExplanations: (() => void) | null = null;
  private readonly pastes: PasteWatch;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly host: ExcelHost,
    readonly frame: SheetFrame,
  ) {
    this.pastes = new PasteWatch(host, frame);
    this.view = {
      base: frame.base,
      reading: null,
      verdict: 0,
      selection: null,
      paste: null,
      trouble: null,
      isSilent: false,
      unlocked: [],
      lockFault: null,
      commandFault: null,
    };
  }

  readonly current = (): SheetView => this.view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Begins to watch, reads, and locks what must not change. Nothing is locked for people who only look. */
  async start(): Promise<void> {
    this.isStopped = false;
    this.forgetExplanations ??= this.frame.explanations?.subscribe(() => this.readAgain()) ?? null;
    try {
      const watch = await this.host.watchSheets({
        onSheets: (cells) => this.read(cells),
        onSelection: (selection) => this.change({ selection }),
        onBlock: (block) => void this.pasted(block),
        onProtection: () => void this.protectionChanged(),
        onTrouble: (trouble) => this.change({ trouble }),
        onSilence: (isSilent) => this.change({ isSilent }),
      });
      if (this.hasStopped()) {
        await watch.stop();
        return;
      }
      this.watch = watch;
    } catch (error) {
      this.change({ trouble: excelFault(error) });
      return;
    }
    await this.look();
    await this.lock();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.forgetExplanations?.();
    this.forgetExplanations = null;
    const { watch } = this;
    this.watch = null;
    await watch?.stop();
  }

  /** Reads the sheet now; resolves when what it shows is known here. Begins to watch where that failed before. */
  readonly look = async (): Promise<void> => {
    if (this.watch === null && !this.isStopped) await this.start();
    else await this.watch?.look();
  };

  /** The sheet now stands on another revision: its content is what comparisons are made with. */
  setBase(base: SheetBase): void {
    this.frame.base = base;
    this.change({ base });
    this.readAgain();
    this.frame.explanations?.settle(base.content.explanations);
  }

  /** The site's book is another one now (allocations, rules, chart): everything is checked anew. Edits stay. */
  setBook(index: BookIndex): void {
    this.frame.index = index;
    this.readAgain();
  }

  /** Locks again what somebody unlocked. */
  readonly lock = async (): Promise<void> => {
    const { reading } = this.view;
    if (reading === null || this.frame.owners.size === 0) return;
    try {
      await this.host.lockSheets(this.frame.index, reading.decoded, this.frame.owners);
      this.change({ lockFault: null });
    } catch (error) {
      this.change({ lockFault: excelFault(error) });
    }
    await this.checkLocks();
  };

  /** Runs a command against Excel, then reads what it did. A fault is shown, and told by `false`. */
  async command(run: (host: ExcelHost) => Promise<void>): Promise<boolean> {
    try {
      await run(this.host);
    } catch (error) {
      this.change({ commandFault: excelFault(error) });
      return false;
    }
    this.change({ commandFault: null });
    await this.look();
    return true;
  }

  /** Goes to a cell. */
  async select(place: CellPlace): Promise<void> {
    try {
      await this.host.selectCell(place);
    } catch (error) {
      this.fail(excelFault(error));
    }
  }

  /** Shows that a command to Excel did not work. */
  fail(commandFault: ExcelFault): void {
    this.change({ commandFault });
  }

  /** Repairs what the last paste did, then looks whether that worked. */
  async fixPaste(): Promise<void> {
    const { paste } = this.view;
    if (paste === null) return;
    await this.command((host) => host.fixPaste(paste));
    const { reading } = this.view;
    if (reading === null) return;
    await this.pastes.again(reading.decoded);
    this.change({ paste: this.pastes.report(reading.decoded) });
  }

  dismissPaste(): void {
    this.pastes.forget();
    this.change({ paste: null });
  }

  dismissCommandFault(): void {
    this.change({ commandFault: null });
  }

  /** Several cells changed at once: once they are read, their formats are looked at. */
  private async pasted(block: CellBlock): Promise<void> {
    if (this.frame.owners.size === 0) return;
    await this.watch?.caughtUp();
    const { reading } = this.view;
    if (reading === null || !(await this.pastes.look(block, reading.decoded))) return;
    const { reading: now } = this.view;
    if (now !== null) this.change({ paste: this.pastes.report(now.decoded) });
  }

  /** Whoever lifted the protection may have changed what it covered: the cells are looked at, too. */
  private async protectionChanged(): Promise<void> {
    await this.checkLocks();
    await this.watch?.look();
  }

  private async checkLocks(): Promise<void> {
    if (this.frame.owners.size === 0) return;
    try {
      this.change({ unlocked: await this.host.unprotectedSheets() });
    } catch {
      // The idle look meets the same trouble and shows it.
    }
  }

  /** The same cells mean something else now. */
  private readAgain(): void {
    const { cells } = this;
    if (cells === null) return;
    this.cells = null;
    this.read(cells);
  }

  private read(cells: WorkbookCells): void {
    const kept = keepRows(this.cells, cells);
    if (kept === this.cells) return;
    this.cells = kept;
    const reading = readSnapshot(this.frame, this.view.reading, kept);
    const paste = this.pastes.report(reading.decoded);
    this.change({ reading, paste, verdict: this.view.verdict + 1 });
  }

  private change(part: Partial<SheetView>): void {
    if (this.isStopped) return;
    this.view = { ...this.view, ...part };
    for (const listener of this.listeners) listener();
  }

  /** A stop while a start was waiting for Excel, which the compiler cannot foresee. */
  private hasStopped(): boolean {
    return this.isStopped;
  }
}

export function excelFault(error: unknown): ExcelFault {
  return error instanceof ExcelError ? error.fault : 'excel.refused';
}
