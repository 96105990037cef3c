import { expect, test } from '@jest/globals';
import { computeFigures } from '../../src/core/validation/sheet-state.js';
import { findTampered, lockedBaseline, planRestore, UNTOUCHED } from '../../src/core/workbook/tamper.js';
import { readSheets } from '../../src/excel/snapshot.js';
import { writeLockedCells } from '../../src/excel/write-locked-cells.js';
import { openSmallSite } from '../support/open-site.js';

test('what was changed while the sheet was unlocked is put back in one unprotect and protect', async () => {
  const { index, base, owners, host, protections, read, at } = await openSmallSite();
  const look = async () =>
    findTampered(
      lockedBaseline(index, base, owners),
      await readSheets(),
      await read(),
      computeFigures(index, base),
    );
  expect(await look()).toBe(UNTOUCHED);
  const { actions } = host;
  actions.unprotectSheet('Budget');
  const area = await at('Budget', 'line-6', 'segment:area');
  actions.typeCell('Budget', 'F4', 'What');
  actions.typeCell('Budget', 'G10', '1');
  actions.typeCell('Budget', 'L10', '=1+1');
  actions.typeCell('Budget', 'O12', 'line-7');
  actions.clearCells('Budget', 'A11:O11');
  host.workbook
    .sheet('Budget')
    .reformat(
      { row: 9, column: 3, rows: 1, columns: 1 },
      (format) => ({ ...format, numberFormat: 'General' }),
      'user',
    );
  expect(actions.typeCell('Budget', area, '050').ok).toBe(true);
  actions.typeCell('Budget', 'I10', '55');
  actions.protectSheet('Budget');
  const report = await look();
  expect(report.cells.map(({ group, was, is }) => [group, was, is])).toEqual([
    ['header', 'What for', 'What'],
    ['account', '050', 50],
    ['current', 12_480, 1],
    ['label', 'Classroom supplies', 2],
    ['id', 'line-8', 'line-7'],
  ]);
  expect(report.missingRows.map(({ id }) => id)).toEqual(['line-7']);
  protections.length = 0;
  await writeLockedCells(planRestore(report));
  expect(protections).toEqual([
    { sheet: 'Budget', isOn: false },
    { sheet: 'Budget', isOn: true },
  ]);
  expect(await look()).toBe(UNTOUCHED);
  const { content, problems } = await read();
  expect(problems).toEqual([]);
  expect(content.lines.find(({ id }) => id === 'line-6')).toMatchObject({
    account: '100-1131-608-050-410',
    enteredCents: 5_500,
  });
});
