import type { WorkbookCells } from '../core/workbook/decode.js';
import { keepRows } from '../core/workbook/keep-rows.js';
import { ExcelError, feelPulse, toExcelError, type ExcelFault, type Pulse } from './run-excel.js';
import { readRows, readSheets, type RowSpan } from './snapshot.js';

/** Events arrive in bursts (fill, paste, undo): what follows within this time is read together. */
const BURST_MS = 30;
/** … but no longer than this goes by without a snapshot while changes keep coming (a co-author, a calculating add-in). */
const LONGEST_UNSEEN_MS = 250;
/** A read that takes this long is asked after; together with the time for that answer the pane speaks after 5 seconds. */
const PATIENCE_MS = 4_000;
const PULSE_MS = 1_000;
/** A quiet moment this long after rows were read by themselves, everything is read: formulas follow without an event. */
const SETTLED_MS = 700;
/** … but whoever never pauses has everything read this often all the same. */
const LONGEST_PARTIAL_MS = 15_000;
/** Rows of more blocks, or more rows, than this are not worth asking for one by one. */
const MOST_SPANS = 60;
const MOST_ROWS = 2_000;

/** Who is told what reading gives. */
export type SheetListener = {
  /** A snapshot newer than any before. Older ones that arrive late are dropped. */
  onSheets: (cells: WorkbookCells) => void;
  /** Reading failed, or works again (null). */
  onTrouble: (fault: ExcelFault | null) => void;
  /** Excel gives no sign of life at all, or does again. */
  onSilence?: (isSilent: boolean) => void;
};

/** Reads the sheets when something changed, and hands the cells over: one read at a time, stale answers dropped. */
export class SheetReader {
  private running: Promise<void> | null = null;
  private isAgainWanted = false;
  private quietUntil = 0;
  /** When the first change came that no snapshot handed over has yet; null when all were. */
  private unseenSince: number | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private settledTimer: ReturnType<typeof setTimeout> | undefined;
  /** The cells as they were read last, with every row read since. */
  private cells: WorkbookCells | null = null;
  /** What the next read asks for: some rows, or everything. */
  private wanted: RowSpan[] | 'all' = 'all';
  private isStopped = false;
  private hadTrouble = false;
  private isSilent = false;
  private lastChange = 0;
  /** When everything was read last. */
  private lastWhole = 0;
  /** Counts the reads: the answer of one that was given up comes too late. */
  private latestRead = 0;

  constructor(private readonly watcher: SheetListener) {}

  /**
   * Rows changed, or anything (null): read at once when it was quiet, otherwise when the burst pauses or has lasted too
   * long.
   */
  changed(rows: RowSpan | null): void {
    this.want(rows);
    clearTimeout(this.settledTimer);
    const now = Date.now();
    const isQuiet = now >= this.quietUntil && this.running === null;
    this.quietUntil = now + BURST_MS;
    this.lastChange = now;
    this.unseenSince ??= now;
    clearTimeout(this.timer);
    if (isQuiet) void this.readOn();
    else {
      const longest = this.unseenSince + LONGEST_UNSEEN_MS - now;
      this.timer = setTimeout(() => void this.readOn(), Math.max(0, Math.min(BURST_MS, longest)));
    }
  }

  /** Reads everything. */
  look(): Promise<void> {
    this.wanted = 'all';
    return this.readOn();
  }

  /** Reads everything unless somebody is typing: the look at the end of that is near. A long while brings it anyway. */
  lookWhenQuiet(): void {
    const now = Date.now();
    if (now - this.lastChange >= SETTLED_MS || now - this.lastWhole >= LONGEST_PARTIAL_MS) void this.look();
  }

  /** Waits for the changes told so far; what a read under way has is not read again. */
  caughtUp(): Promise<void> {
    if (this.running !== null && this.wanted.length === 0) return this.running;
    if (this.unseenSince === null) return Promise.resolve();
    clearTimeout(this.timer);
    return this.readOn();
  }

  private want(rows: RowSpan | null): void {
    if (this.wanted === 'all') return;
    if (rows === null) this.wanted = 'all';
    else if (!this.wanted.some((span) => covers(span, rows))) this.wanted.push(rows);
  }

  /** One read at a time; a wish during a read is granted by one more after it. */
  private readOn(): Promise<void> {
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
    clearTimeout(this.settledTimer);
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
    const since = this.unseenSince;
    const { ask, isPart } = this.takeWish();
    const answer = await this.readPatiently(number, ask);
    if (this.isStopped || number !== this.latestRead) return;
    if (answer instanceof ExcelError) {
      this.wanted = 'all';
      this.hadTrouble = true;
      this.watcher.onTrouble(answer.fault);
      return;
    }
    if (this.hadTrouble) this.watcher.onTrouble(null);
    this.hadTrouble = false;
    const cells = (this.cells = keepRows(this.cells, answer));
    // What formulas made of it is in none of the rows that were read.
    if (!isPart) this.lastWhole = Date.now();
    else this.settledTimer = setTimeout(() => void this.look(), SETTLED_MS);
    // A newer change is already known: its read will say all that this one says. Unless it has been so for long.
    const isOverdue = since !== null && Date.now() - since >= LONGEST_UNSEEN_MS;
    if (this.isAgainWanted && !isOverdue) {
      this.unseenSince = since ?? this.unseenSince;
      return;
    }
    this.watcher.onSheets(cells);
  }

  /** What is to be read now. Rows that do not stand where they stood are read with all others. */
  private takeWish(): { ask: () => Promise<WorkbookCells>; isPart: boolean } {
    const { cells, wanted } = this;
    this.wanted = [];
    this.unseenSince = null;
    clearTimeout(this.settledTimer);
    if (cells === null || wanted === 'all' || !isWorthParts(wanted))
      return { ask: readSheets, isPart: false };
    return { ask: async () => (await readRows(cells, wanted)) ?? readSheets(), isPart: true };
  }

  /**
   * Waits for a read as long as Excel lives: a cell edit may last. Where Excel answers others, the read hangs and is
   * asked for again in a new context, which reading alone may be. Where it is silent, that is told until it answers.
   */
  private async readPatiently(
    number: number,
    ask: () => Promise<WorkbookCells>,
  ): Promise<WorkbookCells | ExcelError> {
    let asked = settle(ask());
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
      if (answer !== null) asked = settle(ask());
      else if (pulse === 'answers') asked = Promise.race([asked, settle(ask())]);
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

function covers(span: RowSpan, other: RowSpan): boolean {
  return span.sheet === other.sheet && span.firstRow <= other.firstRow && span.lastRow >= other.lastRow;
}

function isWorthParts(spans: readonly RowSpan[]): boolean {
  const rows = spans.reduce((sum, { firstRow, lastRow }) => sum + lastRow - firstRow + 1, 0);
  return spans.length > 0 && spans.length <= MOST_SPANS && rows <= MOST_ROWS;
}
