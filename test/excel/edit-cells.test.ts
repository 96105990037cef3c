import { describe, expect, test } from '@jest/globals';
import { editCells, putCellsBack, type CellEdit } from '../../src/excel/edit-cells.js';
import { openSmallSite, type OpenSite } from '../support/open-site.js';

const BUDGET = 'Budget';

async function placeOf(site: OpenSite, id: string, key: string) {
  const { lines } = await site.read();
  const [row, column] = [lines.rows.get(id), lines.columns.get(key)];
  if (row === undefined || column === undefined) throw new Error(`No cell ${key} of ${id}`);
  return { sheet: BUDGET, row, column };
}

const at = ({ row, column }: { row: number; column: number }) => ({ row, column, rows: 1, columns: 1 });

describe('edits of open cells', () => {
  test.each([
    ['12480', 12_480],
    ['=1000/3', '=1000/3'],
    ["'1,500", '1,500'],
    ["'=not a formula", '=not a formula'],
    ['=1/0', '=1/0'],
    ['TRUE', true],
    ['', ''],
  ])('%p is held again after an undo, and protection stays as it is', async (typed, held) => {
    const site = await openSmallSite();
    const { actions, workbook } = site.host;
    const place = await placeOf(site, 'line-6', 'amount');
    const address = await site.at(BUDGET, 'line-6', 'amount');
    if (typed === '') actions.clearCells(BUDGET, address);
    else expect(actions.typeCell(BUDGET, address, typed).ok).toBe(true);
    const sheet = workbook.sheet(BUDGET);
    const before = sheet.values(at(place));
    const edited = await editCells([{ ...place, value: 7.25 }], false);
    expect(sheet.values(at(place))).toEqual([[7.25]]);
    expect(await putCellsBack(edited, false)).toEqual([]);
    expect(sheet.formulasIn(at(place))).toEqual([[held]]);
    expect(sheet.values(at(place))).toEqual(before);
    expect(site.protections).toEqual([]);
  });

  test('are one step of Excel’s own undo, after which ours finds nothing to do', async () => {
    const site = await openSmallSite();
    const { actions, workbook } = site.host;
    const edits: CellEdit[] = [
      { ...(await placeOf(site, 'line-6', 'amount')), value: 1, from: 12_480 },
      { ...(await placeOf(site, 'line-11', 'amount')), value: 2, from: 1_500 },
    ];
    const edited = await editCells(edits, false);
    expect(actions.undo()).toBe(true);
    const values = edits.map((edit) => workbook.sheet(BUDGET).values(at(edit))[0]?.[0]);
    expect(values).toEqual([12_480, 1_500]);
    expect(await putCellsBack(edited, false)).toEqual([]);
    expect(edits.map((edit) => workbook.sheet(BUDGET).values(at(edit))[0]?.[0])).toEqual(values);
  });

  test('that a person changed since stay, the others are put back', async () => {
    const site = await openSmallSite();
    const supplies = await placeOf(site, 'line-6', 'amount');
    const software = await placeOf(site, 'line-8', 'amount');
    const edited = await editCells(
      [
        { ...supplies, value: 1 },
        { ...software, value: 2 },
      ],
      false,
    );
    site.host.actions.typeCell(BUDGET, await site.at(BUDGET, 'line-8', 'amount'), '3');
    expect(await putCellsBack(edited, false)).toMatchObject([software]);
    const sheet = site.host.workbook.sheet(BUDGET);
    expect([sheet.values(at(supplies)), sheet.values(at(software))]).toEqual([[[12_480]], [[3]]]);
  });

  test('are all refused when one cell holds another figure than it was worked out from', async () => {
    const site = await openSmallSite();
    const supplies = await placeOf(site, 'line-6', 'amount');
    const software = await placeOf(site, 'line-8', 'amount');
    const edits = [
      { ...supplies, value: 1, from: 12_480 },
      { ...software, value: 2, from: 5 },
    ];
    await expect(editCells(edits, false)).rejects.toMatchObject({ fault: 'excel.changedMeanwhile' });
    const sheet = site.host.workbook.sheet(BUDGET);
    expect(sheet.values(at(supplies))).toEqual([[12_480]]);
    // A blank cell is zero.
    site.host.actions.clearCells(BUDGET, await site.at(BUDGET, 'line-8', 'amount'));
    await editCells([{ ...software, value: 2, from: 0 }], false);
    expect(sheet.values(at(software))).toEqual([[2]]);
  });

  test('round a formula inside ROUND, and an undo gives the formula back', async () => {
    const site = await openSmallSite();
    const place = await placeOf(site, 'line-6', 'amount');
    site.host.actions.typeCell(BUDGET, await site.at(BUDGET, 'line-6', 'amount'), '=1000/3');
    const edited = await editCells([{ ...place, value: 333.33, roundTo: 2 }], false);
    const sheet = site.host.workbook.sheet(BUDGET);
    expect(sheet.formulasIn(at(place))).toEqual([['=ROUND(1000/3,2)']]);
    await putCellsBack(edited, false);
    expect(sheet.formulasIn(at(place))).toEqual([['=1000/3']]);
  });
});

describe('edits of locked cells', () => {
  test('lift protection once for the write and once for the undo, and codes keep their zeros both ways', async () => {
    const site = await openSmallSite();
    const { workbook, actions } = site.host;
    const sheet = workbook.sheet(BUDGET);
    const place = await placeOf(site, 'line-6', 'segment:area');
    const address = await site.at(BUDGET, 'line-6', 'segment:area');
    actions.unprotectSheet(BUDGET);
    expect(actions.typeCell(BUDGET, address, '0099').ok).toBe(true);
    actions.protectSheet(BUDGET);
    site.protections.length = 0;
    const edited = await editCells([{ ...place, value: '050', isCode: true }], true);
    expect(sheet.values(at(place))).toEqual([['050']]);
    expect(site.protections.map(({ isOn }) => isOn)).toEqual([false, true]);
    expect(await putCellsBack(edited, true)).toEqual([]);
    expect(sheet.values(at(place))).toEqual([['0099']]);
    expect(site.protections.map(({ isOn }) => isOn)).toEqual([false, true, false, true]);
    expect(sheet.protection.isProtected).toBe(true);
  });

  test('are refused, and nothing is written, when the cells are not said to be locked', async () => {
    const site = await openSmallSite();
    const place = await placeOf(site, 'line-6', 'segment:area');
    await expect(editCells([{ ...place, value: '999' }], false)).rejects.toThrow();
    expect(site.host.workbook.sheet(BUDGET).values(at(place))).toEqual([['050']]);
  });
});
