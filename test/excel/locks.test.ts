import { beforeAll, describe, expect, test } from '@jest/globals';
import { computeFigures } from '../../src/core/validation/sheet-state.js';
import { staleDerivedCells } from '../../src/core/workbook/derived-cells.js';
import { HEADER_ROW } from '../../src/core/workbook/layout.js';
import { lockSheets, unprotectedSheets } from '../../src/excel/locks.js';
import { watchSheets } from '../../src/excel/watch.js';
import { writeDerivedCells } from '../../src/excel/write-cells.js';
import { openSmallSite, type OpenSite } from '../support/open-site.js';

beforeAll(() => {
  const window = new EventTarget();
  Object.assign(globalThis, {
    addEventListener: window.addEventListener.bind(window),
    removeEventListener: window.removeEventListener.bind(window),
  });
});

const FACILITIES = new Set(['facilities']);
const lock = async ({ index, owners, read }: OpenSite, who = owners) => lockSheets(index, await read(), who);
const sheetOf = ({ host }: OpenSite, name = 'Budget') => host.workbook.sheet(name);
/** Somebody else's protection: they may insert rows, and sort nothing. */
function protectByOthers(site: OpenSite, password: string | null = null): void {
  const sheet = sheetOf(site);
  if (sheet.protection.isProtected) sheet.unprotect(null, 'user');
  sheet.protect({ allowInsertRows: true, allowEditObjects: true }, password, 'user');
  site.protections.length = 0;
}

describe('a sheet is locked', () => {
  test('when Sitebook protected it and all is right: nothing is touched', async () => {
    const site = await openSmallSite();
    expect(await lock(site)).toEqual({ isChanged: false, wasProtected: true, shownIds: [] });
    expect(site.protections).toEqual([]);
  });

  test('when it is not protected, also where Excel refuses to unprotect such a sheet', async () => {
    const site = await openSmallSite();
    site.host.misbehave({ unprotectNeedsProtection: true });
    site.host.actions.unprotectSheet('Budget');
    site.host.actions.unprotectSheet('Positions');
    sheetOf(site).setLocked({ row: 9, column: 0, rows: 1, columns: 15 }, false, 'user');
    expect(await lock(site)).toMatchObject({ isChanged: true, wasProtected: false });
    expect(await unprotectedSheets()).toEqual([]);
    expect(site.host.actions.typeCell('Budget', 'D10', '999').ok).toBe(false);
    expect(site.host.actions.typeCell('Budget', 'I10', '999').ok).toBe(true);
  });

  test('when somebody else protected it without a password: their options stay, those needed are added', async () => {
    const site = await openSmallSite();
    protectByOthers(site);
    expect(await lock(site)).toMatchObject({ isChanged: false });
    expect(site.protections).toEqual([]);
    // Other cells are open for this person, so the protection has to come off for a moment.
    expect(await lock(site, FACILITIES)).toMatchObject({ isChanged: true, wasProtected: true });
    expect(sheetOf(site).protection.options).toMatchObject({
      allowInsertRows: true,
      allowEditObjects: true,
      allowSort: true,
      allowFormatCells: false,
    });
    expect(site.protections.filter(({ sheet }) => sheet === 'Budget').map(({ isOn }) => isOn)).toEqual([
      false,
      true,
    ]);
  });

  test('never when it has a password: it is left alone, and told', async () => {
    const site = await openSmallSite();
    protectByOthers(site, 'secret');
    await expect(lock(site, FACILITIES)).rejects.toMatchObject({ fault: 'excel.protectedByOthers' });
    expect(site.protections).toEqual([]);
    expect(sheetOf(site).protection.hasPassword).toBe(true);
  });
});

test('titles, this year, derived cells and ids are locked, on every row', async () => {
  const site = await openSmallSite();
  const { lines, positions } = await site.read();
  const editable = (name: string, row: number, column: number) =>
    sheetOf(site, name).isEditable({ row, column, rows: 1, columns: 1 });
  const open = (name: string, places: typeof lines, row: number) =>
    [...places.columns].filter(([, column]) => editable(name, row, column)).map(([key]) => key);
  expect(open('Budget', lines, HEADER_ROW)).toEqual([]);
  const keys = (id: string) => open('Budget', lines, lines.rows.get(id) ?? -1);
  expect(keys('line-6')).toEqual(['amount', 'justification']);
  expect(keys('line-1')).toEqual([]);
  expect(keys('line-7')).toEqual([]);
  expect(open('Positions', positions, positions.rows.get('post-1') ?? -1)).toEqual([
    'title',
    'status',
    'fte',
  ]);
});

test('ids that somebody has shown are told and left as they are', async () => {
  const site = await openSmallSite();
  const sheet = sheetOf(site);
  const { lines } = await site.read();
  sheet.layout.hideColumns(lines.columns.get('lineId') ?? 0, 1, false);
  expect(await lock(site)).toMatchObject({ isChanged: false, shownIds: ['Budget'] });
  expect(site.protections).toEqual([]);
});

describe('what can be undone', () => {
  test('is not cleared by looking, by locking what is right, or by typing; only by a command', async () => {
    const site = await openSmallSite();
    const { host, index } = site;
    const watch = await watchSheets({
      onSheets: () => undefined,
      onSelection: () => undefined,
      onProtection: () => undefined,
      onTrouble: () => undefined,
    });
    for (const amount of ['1', '2', '3']) host.actions.typeCell('Budget', 'I10', amount);
    host.actions.typeCell('Positions', 'E5', '0.5');
    await watch.look();
    await host.idle();
    await lock(site);
    expect(site.protections).toEqual([]);
    for (let step = 0; step < 4; step += 1) expect(host.actions.undo()).toBe(true);
    expect(host.actions.undo()).toBe(false);
    for (let step = 0; step < 4; step += 1) expect(host.actions.redo()).toBe(true);
    const decoded = await site.read();
    await writeDerivedCells(
      decoded.lines,
      staleDerivedCells(index, decoded, computeFigures(index, decoded.content)),
    );
    // The derived cells themselves can be undone, what was typed before cannot.
    host.actions.undo();
    expect(host.actions.undo()).toBe(false);
    await watch.stop();
  });

  test("a co-author's change writes nothing and leaves protection and undo alone", async () => {
    const site = await openSmallSite();
    const { host } = site;
    let seen = 0;
    let blocks = 0;
    const watch = await watchSheets({
      onSheets: () => (seen += 1),
      onSelection: () => undefined,
      onProtection: () => undefined,
      onTrouble: () => undefined,
      onBlock: () => (blocks += 1),
    });
    host.actions.typeCell('Budget', 'I10', '5');
    await host.idle();
    const before = sheetOf(site).values({ row: 0, column: 0, rows: 15, columns: 15 });
    host.actions.coauthorEdit('Budget', 'A10', [['999'], ['999']]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await host.idle();
    expect(seen).toBeGreaterThan(1);
    expect(blocks).toBe(0);
    expect(site.protections).toEqual([]);
    const after = sheetOf(site).values({ row: 0, column: 0, rows: 15, columns: 15 });
    const changed = after.flatMap((row, at) => row.filter((value, column) => value !== before[at]?.[column]));
    expect(changed).toEqual(['999', '999']);
    expect(host.actions.undo()).toBe(true);
    await watch.stop();
  });
});
