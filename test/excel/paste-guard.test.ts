import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { checkPaste, pasteScope, type CellBlock } from '../../src/core/workbook/paste-check.js';
import { fixPaste, readPastedFormats } from '../../src/excel/paste-guard.js';
import { parseBlock, watchSheets, type Watch } from '../../src/excel/watch.js';
import { writeOpenCells } from '../../src/excel/write-cells.js';
import { openSmallSite, type OpenSite } from '../support/open-site.js';

beforeAll(() => {
  const window = new EventTarget();
  Object.assign(globalThis, {
    addEventListener: window.addEventListener.bind(window),
    removeEventListener: window.removeEventListener.bind(window),
  });
});

let watch: Watch | null = null;
afterEach(() => watch?.stop());

/** The small site with somebody watching for blocks. */
async function openWatched(): Promise<OpenSite & { blocks: CellBlock[] }> {
  const site = await openSmallSite();
  const blocks: CellBlock[] = [];
  watch = await watchSheets({
    onSheets: () => undefined,
    onSelection: () => undefined,
    onProtection: () => undefined,
    onTrouble: () => undefined,
    onBlock: (block) => blocks.push(block),
  });
  return { ...site, blocks };
}

async function check({ index, owners, read }: OpenSite, block: CellBlock) {
  const decoded = await read();
  const scope = pasteScope(index, decoded, block);
  if (!scope) throw new Error('nothing of it is typed into');
  return checkPaste(index, decoded, owners, scope, await readPastedFormats(scope));
}

describe('blocks', () => {
  test('are what a person changes at once, without before and after; one cell, others and the pane are none', async () => {
    const { host, blocks, at } = await openWatched();
    const { actions } = host;
    actions.typeCell('Budget', await at('Budget', 'line-6', 'amount'), '5');
    actions.coauthorEdit('Budget', 'I10', [['1'], ['2']]);
    await writeOpenCells([{ sheet: 'Budget', row: 9, column: 8, value: 3 }]);
    await host.idle();
    expect(blocks).toEqual([]);
    actions.pasteBlock('Positions', 'E5', [['0.5'], ['0.25']]);
    await host.idle();
    expect(blocks).toEqual([{ sheet: 'Positions', firstRow: 4, lastRow: 5, firstColumn: 4, lastColumn: 4 }]);
  });

  test.each(['A1', 'A:C', '3:4', 'A1:B2,D4:E5', ''])('%p is no block', (address) => {
    expect(parseBlock('Budget', address)).toBeNull();
  });
});

describe('a paste from elsewhere in the workbook', () => {
  test('that locks, restyles and takes checks away is found and repaired; one undo takes the amounts back', async () => {
    const site = await openWatched();
    const { host, blocks, protections } = site;
    const { actions, workbook } = host;
    const other = workbook.addSheet('Notes');
    for (const [cell, text] of Object.entries({ A1: "'1,234.50", A2: "'(500)" }))
      actions.typeCell('Notes', cell, text);
    other.reformat(
      { row: 0, column: 0, rows: 2, columns: 1 },
      (format) => ({ ...format, numberFormat: '@' }),
      'user',
    );
    // Two rows of hers one below the other: supplies, and what was facilities' is in between, so one at a time.
    for (const [row, from] of [
      ['I10', 'A1'],
      ['I12', 'A2'],
    ] as const)
      expect(actions.pasteCells('Budget', row, { sheet: 'Notes', address: from }).ok).toBe(true);
    await host.idle();
    expect(blocks).toEqual([]);
    const block = { sheet: 'Budget', firstRow: 9, lastRow: 11, firstColumn: 8, lastColumn: 8 };
    const report = await check(site, block);
    expect(report).toMatchObject({ rowCount: 3, fineCount: 1 });
    expect(report.faults.map(({ kind, row }) => [kind, row])).toEqual([
      ['locked', 9],
      ['restyled', 9],
      ['text', 9],
      ['locked', 11],
      ['restyled', 11],
      ['text', 11],
    ]);
    expect(report.lostHints.map(({ key }) => key)).toEqual(['amount']);
    protections.length = 0;
    await fixPaste(report);
    expect(protections.map(({ isOn }) => isOn)).toEqual([false, true]);
    expect(await check(site, block)).toMatchObject({ fineCount: 3, faults: [], lostHints: [] });
    const amounts = async () =>
      (await site.read()).content.lines
        .filter(({ id }) => id === 'line-6' || id === 'line-8')
        .map(({ enteredCents }) => enteredCents);
    expect(await amounts()).toEqual([123_450, -50_000]);
    expect(workbook.sheet('Budget').isEditable({ row: 9, column: 8, rows: 1, columns: 1 })).toBe(true);
    expect(actions.undo()).toBe(true);
    expect(await amounts()).toEqual([0, 0]);
  });

  test('that left text only is repaired without touching the protection', async () => {
    const site = await openWatched();
    const { host, protections } = site;
    expect(host.actions.pasteBlock('Budget', 'I12', [["'$ 1 200"]]).ok).toBe(true);
    const report = await check(site, {
      sheet: 'Budget',
      firstRow: 11,
      lastRow: 11,
      firstColumn: 8,
      lastColumn: 9,
    });
    expect(report.faults).toMatchObject([{ kind: 'text', figure: 120_000 }]);
    await fixPaste(report);
    expect(protections).toEqual([]);
    expect((await site.read()).content.lines.find(({ id }) => id === 'line-8')?.enteredCents).toBe(120_000);
  });
});
