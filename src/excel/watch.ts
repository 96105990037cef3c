import type { WorkbookCells } from '../core/workbook/decode.js';
import { SHEET_NAMES } from '../core/workbook/layout.js';
import type { CellBlock } from '../core/workbook/paste-check.js';
import { ExcelError, feelPulse, runExcel, toExcelError, type ExcelFault, type Pulse } from './run-excel.js';
import { parseCell, type CellPlace } from './select-place.js';
import { readSheets } from './snapshot.js';

/** Events arrive in bursts (fill, paste, undo): what follows within this time is read together. */
const BURST_MS = 30;
/** … but no longer than this goes by without a snapshot while changes keep coming (a co-author, a calculating add-in). */
const LONGEST_UNSEEN_MS = 250;
/** A read that takes this long is asked after; together with the time for that answer the pane speaks after 5 seconds. */
const PATIENCE_MS = 4_000;
const PULSE_MS = 1_000;
/** Excel loses events (OfficeDev/office-js #3888, #1110): a look without one finds what was missed. */
const IDLE_LOOK_MS = 5_000;

export type Watcher = {
  /** A snapshot newer than any before. Older ones that arrive late are dropped. */
  onSheets: (cells: WorkbookCells) => void;
  onSelection: (place: CellPlace) => void;
  /** Several cells changed at once by a person at this computer: a paste, a fill, an undo. */
  onBlock?: (block: CellBlock) => void;
  /** Protection of a sheet was switched by somebody. */
  onProtection: () => void;
  /** Reading failed, or works again (null). */
  onTrouble: (fault: ExcelFault | null) => void;
  /** Excel gives no sign of life at all, or does again. */
  onSilence?: (isSilent: boolean) => void;
};

export type Watch = {
  /** Reads now and resolves when the snapshot has been handed over. */
  look: () => Promise<void>;
  stop: () => Promise<void>;
};

/**
 * Watches Budget and Positions. An event only says that something changed: the first after a quiet moment is read at
 * once, a burst once it pauses or has lasted a quarter of a second, and everything again when idle and when the pane
 * gets the focus. Nothing is written.
 */
export async function watchSheets(watcher: Watcher): Promise<Watch> {
  const reader = new SheetReader(watcher);
  const registrations = await register(watcher, () => reader.changed());
  const onFocus = () => void reader.look();
  globalThis.addEventListener('focus', onFocus);
  const idle = setInterval(() => void reader.look(), IDLE_LOOK_MS);
  return {
    look: () => reader.look(),
    async stop() {
      clearInterval(idle);
      reader.stop();
      globalThis.removeEventListener('focus', onFocus);
      await Promise.all(registrations.map((registration) => remove(registration)));
    },
  };
}

class SheetReader {
  private running: Promise<void> | null = null;
  private isAgainWanted = false;
  private quietUntil = 0;
  /** When the first change came that no snapshot handed over has yet; null when all were. */
  private unseenSince: number | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isStopped = false;
  private hadTrouble = false;
  private isSilent = false;
  /** Counts the reads: the answer of one that was given up comes too late. */
  private latestRead = 0;

  constructor(private readonly watcher: Watcher) {}

  /** Something changed: read at once when it was quiet, otherwise when the burst pauses or has lasted too long. */
  changed(): void {
    const now = Date.now();
    const isQuiet = now >= this.quietUntil && this.running === null;
    this.quietUntil = now + BURST_MS;
    this.unseenSince ??= now;
    clearTimeout(this.timer);
    if (isQuiet) void this.look();
    else {
      const longest = this.unseenSince + LONGEST_UNSEEN_MS - now;
      this.timer = setTimeout(() => void this.look(), Math.max(0, Math.min(BURST_MS, longest)));
    }
  }

  /** One read at a time; a wish during a read is granted by one more after it. */
  look(): Promise<void> {
    if (this.running) {
      this.isAgainWanted = true;
      return this.running;
    }
    this.running = this.readUntilCurrent().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private async readUntilCurrent(): Promise<void> {
    let isCurrent = false;
    while (!isCurrent && !this.isStopped) {
      this.isAgainWanted = false;
      await this.read();
      // Changes during the read set the wish again.
      isCurrent = !(this.isAgainWanted as boolean);
    }
  }

  private async read(): Promise<void> {
    const number = (this.latestRead += 1);
    const cells = await this.readPatiently(number);
    if (this.isStopped || number !== this.latestRead) return;
    if (cells instanceof ExcelError) {
      this.unseenSince = null;
      this.hadTrouble = true;
      this.watcher.onTrouble(cells.fault);
      return;
    }
    if (this.hadTrouble) this.watcher.onTrouble(null);
    this.hadTrouble = false;
    // A newer change is already known: its read will say all that this one says. Unless it has been so for long.
    const isOverdue = this.unseenSince !== null && Date.now() - this.unseenSince >= LONGEST_UNSEEN_MS;
    if (this.isAgainWanted && !isOverdue) return;
    this.unseenSince = null;
    this.watcher.onSheets(cells);
  }

  /**
   * Waits for a read as long as Excel lives: a cell edit may last. Where Excel answers others, the read hangs and is
   * asked for again in a new context, which reading alone may be. Where it is silent, that is told until it answers.
   */
  private async readPatiently(number: number): Promise<WorkbookCells | ExcelError> {
    let asked = settle(readSheets());
    let pulse: Pulse = 'answers';
    for (;;) {
      const answer = await withinPatience(asked);
      if (this.isStopped || number !== this.latestRead)
        return new ExcelError('excel.busy', 'Not wanted any more');
      const isGivenUp = answer instanceof ExcelError && answer.fault === 'excel.busy';
      if (answer !== null && !(isGivenUp && pulse === 'editing')) {
        this.tellSilence(isGivenUp);
        return answer;
      }
      if (answer === null) pulse = await feelPulse(PULSE_MS);
      this.tellSilence(pulse === 'silent');
      // The first answer counts: the read that hangs may only be slow.
      if (answer !== null) asked = settle(readSheets());
      else if (pulse === 'answers') asked = Promise.race([asked, settle(readSheets())]);
    }
  }

  private tellSilence(isSilent: boolean): void {
    if (this.isSilent === isSilent || this.isStopped) return;
    this.isSilent = isSilent;
    this.watcher.onSilence?.(isSilent);
  }
}

/** The answer of a read, or why there is none. */
function settle(read: Promise<WorkbookCells>): Promise<WorkbookCells | ExcelError> {
  return read.catch((error: unknown) => toExcelError(error));
}

/** The answer, or null when it takes longer than anybody waits without asking. */
async function withinPatience<T>(asked: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS);
  });
  try {
    return await Promise.race([asked, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

type Registration = OfficeExtension.EventHandlerResult<unknown>;

async function register(watcher: Watcher, changed: () => void): Promise<Registration[]> {
  return runExcel(async (context) => {
    const registrations: Registration[] = [];
    for (const name of [SHEET_NAMES.budget, SHEET_NAMES.positions]) {
      const sheet = context.workbook.worksheets.getItem(name);
      registrations.push(
        sheet.onChanged.add((event) =>
          settled(() => {
            const block = isByPerson(event) ? parseBlock(name, event.address) : null;
            if (block) watcher.onBlock?.(block);
            changed();
          }),
        ),
        sheet.onSelectionChanged.add(({ address }) =>
          settled(() => {
            const cell = parseCell(address);
            if (cell) watcher.onSelection({ sheet: name, ...cell });
          }),
        ),
        sheet.onProtectionChanged.add(() => settled(() => watcher.onProtection())),
      );
    }
    await context.sync();
    return registrations;
  });
}

/** Neither a co-author's change, whom it concerns, nor one of this add-in. */
function isByPerson({ source, triggerSource }: Excel.WorksheetChangedEventArgs): boolean {
  return source === 'Local' && triggerSource !== 'ThisLocalAddin';
}

/** The block of an address such as `F18:G20`; null for one cell, for whole rows and columns, and for several areas. */
export function parseBlock(sheet: string, address: string): CellBlock | null {
  const [from = '', to, ...more] = address.slice(address.lastIndexOf('!') + 1).split(':');
  if (to === undefined || more.length > 0 || address.includes(',')) return null;
  const [first, last] = [parseCell(from), parseCell(to)];
  if (!first || !last || (first.row === last.row && first.column === last.column)) return null;
  return {
    sheet,
    firstRow: first.row,
    lastRow: last.row,
    firstColumn: first.column,
    lastColumn: last.column,
  };
}

/** The library swallows what a handler throws, so a handler only notes and returns. */
function settled(note: () => void): Promise<void> {
  note();
  return Promise.resolve();
}

async function remove(registration: Registration): Promise<void> {
  await Excel.run(registration.context, async (context) => {
    registration.remove();
    await context.sync();
  }).catch(() => undefined);
}
