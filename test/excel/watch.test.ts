import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { SHEET_NAMES } from '../../src/core/workbook/layout.js';
import type { WorkbookCells } from '../../src/core/workbook/decode.js';
import type { ExcelFault } from '../../src/excel/run-excel.js';
import { readSheets } from '../../src/excel/snapshot.js';
import { writeOpenCells } from '../../src/excel/write-cells.js';
import { watchSheets, type Watch } from '../../src/excel/watch.js';
import type { ExcelHost } from '../../src/workbench/host/excel-host.js';
import { Workbook } from '../../src/workbench/host/model/workbook.js';
import { openExcel } from '../support/office-host.js';

const { budget: BUDGET, positions: POSITIONS } = SHEET_NAMES;

// The pane listens to its window; here the process stands for it.
const window = new EventTarget();
beforeAll(() => {
  Object.assign(globalThis, {
    addEventListener: window.addEventListener.bind(window),
    removeEventListener: window.removeEventListener.bind(window),
  });
});

let host: ExcelHost;
let watch: Watch;
let seen: WorkbookCells[];
let troubles: (ExcelFault | null)[];
let protections: number;

beforeEach(async () => {
  const workbook = new Workbook();
  for (const name of [BUDGET, POSITIONS]) workbook.addSheet(name);
  ({ host } = openExcel(workbook));
  type('A1', 'start');
  host.actions.typeCell(POSITIONS, 'A1', 'start');
  seen = [];
  troubles = [];
  protections = 0;
  watch = await watchSheets({
    onSheets: (cells) => seen.push(cells),
    onSelection: () => undefined,
    onProtection: () => (protections += 1),
    onTrouble: (fault) => troubles.push(fault),
  });
});
afterEach(async () => {
  jest.useRealTimers();
  await watch.stop();
});

const type = (address: string, text: string) => host.actions.typeCell(BUDGET, address, text);
const lastA1 = () => seen.at(-1)?.budget.values[0]?.[0];

describe('what happens in the sheet', () => {
  test('typing, and what somebody else types into the same workbook, is read', async () => {
    type('A1', '1');
    await host.idle();
    expect(lastA1()).toBe(1);
    host.actions.coauthorEdit(BUDGET, 'A1', [['2']]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await host.idle();
    expect(lastA1()).toBe(2);
  });

  test('a burst ends in a snapshot that has all of it, in far fewer reads than edits', async () => {
    for (let n = 1; n <= 50; n += 1) type(`A${String(n)}`, String(n));
    await new Promise((resolve) => setTimeout(resolve, 80));
    await host.idle();
    expect(seen.at(-1)?.budget.values.map(([value]) => value)).toEqual(
      Array.from({ length: 50 }, (_, at) => at + 1),
    );
    expect(seen.length).toBeLessThan(5);
  });

  test('protection switched by hand is told', async () => {
    host.actions.protectSheet(BUDGET);
    await host.idle();
    expect(protections).toBe(1);
  });

  test('after the end nothing is told any more', async () => {
    await watch.stop();
    type('A1', '5');
    window.dispatchEvent(new Event('focus'));
    await host.idle();
    expect(seen).toEqual([]);
  });
});

describe('changes that never pause', () => {
  test('are still shown several times a second, whatever their pace and however slow Excel answers', async () => {
    await watch.stop();
    jest.useFakeTimers();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 29 }),
        fc.integer({ min: 0, max: 80 }),
        fc.integer({ min: 1, max: 9 }),
        async (everyMs, syncDelayMs, jitterMs) => {
          host.misbehave({ syncDelayMs });
          const shownAt: number[] = [Date.now()];
          const values: unknown[] = [];
          const watched = watchSheets({
            onSheets: (cells) => {
              shownAt.push(Date.now());
              values.push(cells.budget.values[0]?.[0]);
            },
            onSelection: () => undefined,
            onProtection: () => undefined,
            onTrouble: (fault) => troubles.push(fault),
          });
          await jest.advanceTimersByTimeAsync(500);
          const steady = await watched;
          shownAt[0] = Date.now();
          // Shorter than the look of a quiet moment, which must not be what saves it.
          for (let at = 0, n = 1; at < 3_000; n += 1) {
            type('A1', String(n));
            const pause = everyMs + (n % jitterMs);
            await jest.advanceTimersByTimeAsync(pause);
            at += pause;
          }
          shownAt.push(Date.now());
          const gaps = shownAt.slice(1).map((at, before) => at - (shownAt[before] ?? 0));
          // A quarter of a second, one burst's pause, and at most two reads of Excel.
          expect(Math.max(...gaps)).toBeLessThan(250 + 40 + 2 * (syncDelayMs * 2 + 20));
          type('A1', '999999');
          await jest.advanceTimersByTimeAsync(1_000);
          expect(values.at(-1)).toBe(999_999);
          const stopped = steady.stop();
          await jest.advanceTimersByTimeAsync(500);
          await stopped;
        },
      ),
      { numRuns: 12 },
    );
    expect(troubles).toEqual([]);
  });
});

describe('what Excel has been seen to do', () => {
  test('an event that is lost is found when the pane gets the focus', async () => {
    host.misbehave({ dropChangeEvents: 1 });
    type('A1', '7');
    await host.idle();
    expect(seen).toEqual([]);
    window.dispatchEvent(new Event('focus'));
    await host.idle();
    expect(lastA1()).toBe(7);
  });

  test('an event that is lost is found by the look of a quiet moment', async () => {
    await watch.stop();
    jest.useFakeTimers();
    watch = await watchSheets({
      onSheets: (cells) => seen.push(cells),
      onSelection: () => undefined,
      onProtection: () => undefined,
      onTrouble: (fault) => troubles.push(fault),
    });
    host.misbehave({ dropChangeEvents: 1 });
    type('A1', '8');
    await jest.advanceTimersByTimeAsync(6_000);
    expect(lastA1()).toBe(8);
  });

  describe.each([false, true])(
    'a sync that never returns (carried out all the same: %s)',
    (hungBatchesAct) => {
      let silences: boolean[];
      beforeEach(async () => {
        await watch.stop();
        jest.useFakeTimers();
        silences = [];
        watch = await watchSheets({
          onSheets: (cells) => seen.push(cells),
          onSelection: () => undefined,
          onProtection: () => undefined,
          onTrouble: (fault) => troubles.push(fault),
          onSilence: (isSilent) => silences.push(isSilent),
        });
        host.misbehave({ hungBatchesAct });
      });

      test('is asked again in a new context where Excel answers others', async () => {
        host.misbehave({ hangSyncs: 1 });
        const look = watch.look();
        await jest.advanceTimersByTimeAsync(5_500);
        await look;
        expect([silences, troubles]).toEqual([[], []]);
        expect(lastA1()).toBe('start');
      });

      test('is told after five seconds where Excel is silent, and reading goes on once it answers', async () => {
        host.misbehave({ hangSyncs: 2 });
        void watch.look();
        await jest.advanceTimersByTimeAsync(4_900);
        expect(silences).toEqual([]);
        await jest.advanceTimersByTimeAsync(200);
        expect(silences).toEqual([true]);
        type('A1', '6');
        await jest.advanceTimersByTimeAsync(6_000);
        expect(silences).toEqual([true, false]);
        expect(lastA1()).toBe(6);
        expect(troubles).toEqual([]);
      });

      test('is given up after twenty seconds; the next look works again', async () => {
        host.misbehave({ hangSyncs: 100 });
        void watch.look();
        await jest.advanceTimersByTimeAsync(21_000);
        expect([silences, troubles]).toEqual([[true], ['excel.busy']]);
        host.misbehave({ hangSyncs: 0 });
        await jest.advanceTimersByTimeAsync(7_000);
        expect([silences, troubles]).toEqual([
          [true, false],
          ['excel.busy', null],
        ]);
        expect(lastA1()).toBe('start');
      });

      test('of a write is told, and never tried again', async () => {
        host.misbehave({ hangSyncs: 1 });
        const written = expect(
          writeOpenCells([{ sheet: BUDGET, row: 0, column: 1, value: 5 }]),
        ).rejects.toMatchObject({ fault: 'excel.busy' });
        await jest.advanceTimersByTimeAsync(21_000);
        await written;
        const [[value] = []] = host.workbook.sheet(BUDGET).values({ row: 0, column: 1, rows: 1, columns: 1 });
        expect(value).toBe(hungBatchesAct ? 5 : '');
        // What was typed first, and the write where it was carried out: no second one.
        let steps = 0;
        while (host.actions.undo()) steps += 1;
        expect(steps).toBe(hungBatchesAct ? 3 : 2);
      });
    },
  );

  test('a cell edit that lasts minutes is no fault of Excel; then the look has what was typed', async () => {
    await watch.stop();
    jest.useFakeTimers();
    const silences: boolean[] = [];
    watch = await watchSheets({
      onSheets: (cells) => seen.push(cells),
      onSelection: () => undefined,
      onProtection: () => undefined,
      onTrouble: (fault) => troubles.push(fault),
      onSilence: (isSilent) => silences.push(isSilent),
    });
    host.misbehave({ isEditingCell: true });
    void watch.look();
    await jest.advanceTimersByTimeAsync(120_000);
    expect([silences, troubles, seen]).toEqual([[], [], []]);
    type('A1', '9');
    host.misbehave({ isEditingCell: false });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(lastA1()).toBe(9);
  });

  test('a write during a cell edit waits, and is done once', async () => {
    host.misbehave({ isEditingCell: true });
    const written = writeOpenCells([{ sheet: BUDGET, row: 0, column: 1, value: 5 }]);
    await new Promise((resolve) => setTimeout(resolve, 30));
    type('A1', '9');
    host.misbehave({ isEditingCell: false });
    await written;
    expect(host.workbook.sheet(BUDGET).values({ row: 0, column: 0, rows: 1, columns: 2 })).toEqual([[9, 5]]);
  });

  test('while a cell is being edited the look waits, and then has what was typed', async () => {
    host.misbehave({ isEditingCell: true });
    const look = watch.look();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(seen).toEqual([]);
    type('A1', '9');
    host.misbehave({ isEditingCell: false });
    await look;
    expect(lastA1()).toBe(9);
    expect(troubles).toEqual([]);
  });

  test('a sheet that is gone is told by name of the fault', async () => {
    host.workbook.sheets.find(({ name }) => name === POSITIONS)!.name = 'Other';
    await watch.look();
    expect(troubles).toEqual(['excel.sheetMissing']);
  });

  test('cells that begin below and right of A1 keep their places', async () => {
    host.actions.clearCells(BUDGET, 'A1');
    type('C3', '4');
    expect((await readSheets()).budget.values).toEqual([[], [], ['', '', 4]]);
  });

  // Last: from then on this process reads in parts.
  test('a workbook too large for one answer is read in parts, to the same cells', async () => {
    for (let row = 1; row <= 40; row += 1) type(`A${String(row)}`, 'x'.repeat(100));
    host.actions.typeCell(POSITIONS, 'A1', 'y'.repeat(4_000));
    const whole = await readSheets();
    host.misbehave({ payloadLimitBytes: 6_500 });
    expect(await readSheets()).toEqual(whole);
  });
});
