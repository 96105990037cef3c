import { SHEET_NAMES } from '../core/workbook/layout.js';
import type { CellBlock } from '../core/workbook/paste-check.js';
import { runExcel } from './run-excel.js';
import { parseCell, type CellPlace } from '../core/workbook/cell-of-place.js';
import { SheetReader, type SheetListener } from './sheet-reader.js';
import type { RowSpan } from './snapshot.js';

/** Excel loses events (OfficeDev/office-js #3888, #1110): a look without one finds what was missed. */
const IDLE_LOOK_MS = 5_000;

export type Watcher = SheetListener & {
  onSelection: (place: CellPlace) => void;
  /** Several cells changed at once by a person at this computer: a paste, a fill, an undo. */
  onBlock?: (block: CellBlock) => void;
  /** Protection of a sheet was switched by somebody. */
  onProtection: () => void;
};

export type Watch = {
  /** Reads everything now and resolves when the snapshot has been handed over. */
  look: () => Promise<void>;
  /** Resolves when every change that was told so far has been handed over. */
  caughtUp: () => Promise<void>;
  stop: () => Promise<void>;
};

/**
 * Watches Budget and Positions. An event only says that something changed: the first after a quiet moment is read at
 * once, a burst once it pauses or has lasted a quarter of a second. Of a typed or pasted block its rows are read, of
 * anything else all; and everything again when a burst is over, when idle and when the pane gets the focus: events get
 * lost, and formulas follow without one. Nothing is written.
 */
export async function watchSheets(watcher: Watcher): Promise<Watch> {
  const reader = new SheetReader(watcher);
  const registrations = await register(watcher, (rows) => reader.changed(rows));
  const onFocus = () => void reader.look();
  globalThis.addEventListener('focus', onFocus);
  const idle = setInterval(() => reader.lookWhenQuiet(), IDLE_LOOK_MS);
  return {
    look: () => reader.look(),
    caughtUp: () => reader.caughtUp(),
    async stop() {
      clearInterval(idle);
      reader.stop();
      globalThis.removeEventListener('focus', onFocus);
      await Promise.all(registrations.map((registration) => remove(registration)));
    },
  };
}

type Registration = OfficeExtension.EventHandlerResult<unknown>;

async function register(watcher: Watcher, changed: (rows: RowSpan | null) => void): Promise<Registration[]> {
  return runExcel(async (context) => {
    const registrations: Registration[] = [];
    for (const name of [SHEET_NAMES.budget, SHEET_NAMES.positions]) {
      const sheet = context.workbook.worksheets.getItem(name);
      registrations.push(
        sheet.onChanged.add((event) =>
          settled(() => {
            changed(rowsOf(name, event));
            const block = isByPerson(event) ? parseBlock(name, event.address) : null;
            if (block) watcher.onBlock?.(block);
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

/** The rows that an event speaks of; null where more may have changed. What this add-in did is read whole. */
function rowsOf(sheet: string, event: Excel.WorksheetChangedEventArgs): RowSpan | null {
  if (event.changeType !== 'RangeEdited' || event.triggerSource === 'ThisLocalAddin') return null;
  const [from = '', to = from, ...more] = event.address.slice(event.address.lastIndexOf('!') + 1).split(':');
  const [first, last] = [parseCell(from), parseCell(to)];
  if (!first || !last || more.length > 0 || event.address.includes(',')) return null;
  return { sheet, firstRow: Math.min(first.row, last.row), lastRow: Math.max(first.row, last.row) };
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
