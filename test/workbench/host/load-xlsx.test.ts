import { beforeAll, describe, expect, test } from '@jest/globals';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { writeXlsx } from 'hucre';
import { loadXlsx } from '../../../src/workbench/host/load-xlsx.js';
import { toWire } from '../../../src/workbench/host/model/cell.js';
import type { Workbook } from '../../../src/workbench/host/model/workbook.js';

async function bytesOf(): Promise<Uint8Array> {
  return writeXlsx({
    sheets: [
      {
        name: 'Site Budget',
        rows: [
          ['Code', 'Amount', 'Check', 'When'],
          ['0011', 1234.5, null, new Date('2024-07-01T00:00:00Z')],
          ['0012', null, '', null],
        ],
        columns: [{ width: 12 }, { width: 15 }, { width: 9, hidden: true }, { width: 10 }],
        cells: new Map([
          [
            '0,0',
            {
              style: {
                font: { bold: true, color: { rgb: '112233' } },
                fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EEF7' } },
              },
            },
          ],
          ['1,0', { style: { numFmt: '@' } }],
          ['1,1', { style: { numFmt: '#,##0.00', protection: { locked: false } } }],
          ['1,2', { value: 2469, formula: 'B2*2', formulaResult: 2469 }],
          ['2,1', { value: null, style: { numFmt: '#,##0.00', protection: { locked: false } } }],
          ['2,2', { value: '#DIV/0!', type: 'error', formula: '1/0', formulaResult: '#DIV/0!' }],
        ]),
        freezePane: { rows: 1, columns: 1 },
        protection: { sheet: true, formatColumns: true, sort: true, password: 'secret' },
        dataValidations: [{ type: 'list', values: ['vacant', 'filled'], range: 'D2:D3' }],
        conditionalRules: [{ type: 'expression', priority: 1, formula: '$B2<0', range: 'B2:B3' }],
      },
      { name: 'Notes', rows: [['plain']], hidden: true },
      { name: '_id', rows: [['id', 'w-1']], veryHidden: true },
    ],
    namedRanges: [{ name: 'Lines', range: "'Site Budget'!$A$2:$B$3" }],
    properties: { custom: { 'Sitebook.revision': 4, 'Sitebook.id': 'w-1' } },
  });
}

describe('a file opened in the stand-in', () => {
  let workbook: Workbook;
  beforeAll(async () => {
    workbook = await loadXlsx(await bytesOf(), 'Site.xlsx');
  });
  const budget = () => workbook.sheet('Site Budget');

  test('keeps values, formulas with their results and dates as serial numbers', () => {
    expect(budget().values({ row: 0, column: 0, rows: 3, columns: 4 })).toEqual([
      ['Code', 'Amount', 'Check', 'When'],
      ['0011', 1234.5, 2469, 45_474],
      ['0012', '', '#DIV/0!', ''],
    ]);
    expect(budget().formulasIn({ row: 1, column: 2, rows: 2, columns: 1 })).toEqual([['=B2*2'], ['=1/0']]);
    expect(toWire(budget().contentAt(2, 2))).toBe('#DIV/0!');
  });

  test('keeps formats, widths, what is hidden and what is frozen', () => {
    expect(budget().grid.formatAt(0, 0)).toMatchObject({
      isBold: true,
      fontColor: '#112233',
      fillColor: '#E8EEF7',
    });
    expect(budget().grid.formatAt(1, 0).numberFormat).toBe('@');
    expect(budget().textAt(1, 1)).toBe('1,234.50');
    expect([0, 1, 2].map((column) => budget().layout.width(column))).toEqual([12, 15, 9]);
    expect([1, 2].map((column) => budget().layout.isColumnHidden(column))).toEqual([false, true]);
    expect(budget().layout).toMatchObject({ frozenRows: 1, frozenColumns: 1 });
    expect(workbook.sheets.map(({ visibility }) => visibility)).toEqual(['Visible', 'Hidden', 'VeryHidden']);
    expect(workbook.activeSheet.name).toBe('Site Budget');
  });

  test('keeps locks of filled and of empty cells, and the protection with its password', () => {
    const locks = ['A2', 'B2', 'B3', 'Z99'].map((address) => budget().lockedIn(blockOf(address)));
    expect(locks).toEqual([true, false, false, true]);
    expect(budget().protection.isProtected).toBe(true);
    expect(budget().protection.options).toMatchObject({
      allowFormatColumns: true,
      allowSort: true,
      allowInsertRows: false,
    });
    expect(() => budget().unprotect('wrong', 'user')).toThrow('password');
    expect(budget().protection.isProtected).toBe(true);
  });

  test('keeps names, rules and custom properties', () => {
    expect(workbook.resolveName('lines')?.block).toEqual({ row: 1, column: 0, rows: 2, columns: 2 });
    expect(budget().validations).toMatchObject([
      { block: { row: 1, column: 3, rows: 2, columns: 1 }, rule: { list: { source: 'vacant,filled' } } },
    ]);
    expect(budget().conditionalFormats).toMatchObject([{ type: 'Custom', formula: '=$B2<0' }]);
    expect(Object.fromEntries(workbook.customProperties)).toEqual({
      'Sitebook.revision': 4,
      'Sitebook.id': 'w-1',
    });
  });
});

test('the right password of a file lifts its protection', async () => {
  const workbook = await loadXlsx(await bytesOf(), 'Site.xlsx');
  expect(workbook.sheet('Site Budget').unprotect('secret', 'user')).toBe(true);
});

test('a salted password can be lifted by none', async () => {
  const files = unzipSync(await bytesOf());
  const path = 'xl/worksheets/sheet1.xml';
  const xml = strFromU8(files[path]!);
  files[path] = strToU8(
    xml.replace(
      /<sheetProtection password="\w+"/,
      '<sheetProtection algorithmName="SHA-512" hashValue="q" saltValue="s" spinCount="1"',
    ),
  );
  const workbook = await loadXlsx(zipSync(files), 'Site.xlsx');
  expect(() => workbook.sheet('Site Budget').unprotect('secret', 'user')).toThrow('password');
});

test('formats of whole columns reach cells the file does not store', async () => {
  const files = unzipSync(await bytesOf());
  const path = 'xl/worksheets/sheet1.xml';
  const styles = strFromU8(files['xl/styles.xml']!);
  const unlocked = [...styles.matchAll(/<xf [^>]*xfId="0"[^>]*?(?:\/>|>.*?<\/xf>)/g)].findIndex(([xf]) =>
    xf.includes('locked="0"'),
  );
  expect(unlocked).toBeGreaterThan(0);
  const xml = strFromU8(files[path]!).replace('<col min="4"', `<col style="${String(unlocked)}" min="4"`);
  files[path] = strToU8(xml);
  const workbook = await loadXlsx(zipSync(files), 'Site.xlsx');
  expect(workbook.sheet('Site Budget').lockedIn(blockOf('D500'))).toBe(false);
  expect(workbook.sheet('Site Budget').lockedIn(blockOf('E500'))).toBe(true);
});

test('what is no workbook is refused', async () => {
  await expect(loadXlsx(strToU8('not a zip'), 'x.xlsx')).rejects.toThrow();
});

function blockOf(address: string) {
  const [, letter = 'A', digits = '1'] = /^([A-Z])(\d+)$/.exec(address) ?? [];
  return { row: Number(digits) - 1, column: letter.charCodeAt(0) - 65, rows: 1, columns: 1 };
}
