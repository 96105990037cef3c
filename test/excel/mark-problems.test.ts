import { expect, test } from '@jest/globals';
import { hasMarks, hideMarks, showMarks } from '../../src/excel/mark-problems.js';
import { openSmallSite } from '../support/open-site.js';

test('marks are one rule a sheet, without a fill; switched off they take nothing else along', async () => {
  const { host, read, protections } = await openSmallSite();
  const sheet = host.workbook.sheet('Budget');
  const fillBefore = sheet.grid.formatAt(9, 8).fillColor;
  const theirs = {
    id: 'theirs',
    type: 'Custom',
    block: { row: 4, column: 0, rows: 3, columns: 3 },
    stopIfTrue: false,
    formula: '=TRUE',
    rule: null,
    fontColor: '',
    fontBold: false,
    fillColor: '#FF0000',
  };
  const inFile = [...sheet.conditionalFormats];
  const inPositions = host.workbook.sheet('Positions').conditionalFormats.length;
  sheet.conditionalFormats.push(theirs);
  expect(await hasMarks()).toBe(false);
  await showMarks(await read());
  await showMarks(await read());
  expect(await hasMarks()).toBe(true);
  const own = sheet.conditionalFormats.filter((format) => format !== theirs && !inFile.includes(format));
  expect(own).toMatchObject([{ type: 'Custom', fontBold: true, fillColor: '' }]);
  expect(own[0]?.block).toMatchObject({ row: 4, column: 0, rows: 11 });
  expect(host.workbook.sheet('Positions').conditionalFormats).toHaveLength(inPositions + 1);
  expect(sheet.grid.formatAt(9, 8).fillColor).toBe(fillBefore);
  expect(sheet.protection.isProtected).toBe(true);
  await hideMarks();
  expect(await hasMarks()).toBe(false);
  expect(sheet.conditionalFormats).toEqual([...inFile, theirs]);
  protections.length = 0;
  await hideMarks();
  expect(protections).toEqual([]);
});

test.each([
  ['1234.5', false],
  ["'1,234.50", true],
  ['=1000/3', true],
  ['=1/0', true],
  ['', false],
])('an amount of %p is marked: %s', async (typed, isMarked) => {
  const { host, read } = await openSmallSite();
  const { actions, workbook } = host;
  await showMarks(await read());
  const formula = workbook.sheet('Budget').conditionalFormats[0]?.formula ?? '';
  // The rule as Excel shifts it to that cell, worked out on a sheet of its own.
  workbook.addSheet('Rule');
  const shifted = formula.replaceAll('A5', 'Budget!I10').replace('N("Sitebook")=0', 'TRUE');
  expect(actions.typeCell('Rule', 'A1', shifted)).toEqual({ ok: true });
  if (typed === '') actions.clearCells('Budget', 'I10');
  else expect(actions.typeCell('Budget', 'I10', typed).ok).toBe(true);
  workbook.calculate();
  expect(workbook.sheet('Rule').values({ row: 0, column: 0, rows: 1, columns: 1 })).toEqual([[isMarked]]);
});

test('marks come in one unprotect and protect a sheet', async () => {
  const { read, protections } = await openSmallSite();
  await showMarks(await read());
  await showMarks(await read());
  const switches = (name: string) =>
    protections.filter(({ sheet }) => sheet === name).map(({ isOn }) => isOn);
  expect(switches('Budget')).toEqual([false, true, false, true]);
  expect(switches('Positions')).toEqual([false, true, false, true]);
});

test('a sheet that somebody else protects keeps both sheets as they were', async () => {
  const { host, read } = await openSmallSite();
  const decoded = await read();
  host.actions.unprotectSheet('Positions');
  host.actions.protectSheet('Positions', 'secret');
  await expect(showMarks(decoded)).rejects.toMatchObject({ fault: 'excel.protectedByOthers' });
  expect(await hasMarks()).toBe(false);
  expect(host.workbook.sheet('Budget').protection.isProtected).toBe(true);
  expect(host.workbook.sheet('Positions').protection.isProtected).toBe(true);
});
