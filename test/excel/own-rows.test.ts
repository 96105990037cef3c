import { expect, test } from '@jest/globals';
import { computeFigures } from '../../src/core/validation/sheet-state.js';
import { planOwnRows } from '../../src/core/workbook/own-rows.js';
import { writeLockedCells } from '../../src/excel/write-locked-cells.js';
import { openSmallSite } from '../support/open-site.js';

test('a copied row gets its own id, codes as text and its open cells, in one unprotect and protect', async () => {
  const { index, owners, host, protections, read, at } = await openSmallSite();
  const { actions } = host;
  // A protected sheet takes no row below; somebody lifted it.
  actions.unprotectSheet('Budget');
  expect(actions.pasteCells('Budget', 'A16', { sheet: 'Budget', address: 'A10:O10' }).ok).toBe(true);
  actions.typeCell('Budget', 'F16', "'2-1");
  actions.typeCell('Budget', 'I16', '77.5');
  actions.protectSheet('Budget');
  const copied = await read();
  expect(copied.problems).toMatchObject([{ code: 'row.copyIsNew', params: { row: 16, originalRow: 10 } }]);
  protections.length = 0;
  await writeLockedCells(planOwnRows(index, copied, computeFigures(index, copied.content), owners));
  expect(protections.map(({ isOn }) => isOn)).toEqual([false, true]);
  const own = await read();
  expect(own.problems).toEqual([]);
  expect(own.content).toEqual(copied.content);
  expect(own.content.lines.at(-1)).toMatchObject({ id: 'new-1', enteredCents: 7_750, currentCents: 0 });
  expect(host.workbook.sheet('Budget').grid.formatAt(15, 3)).toMatchObject({
    numberFormat: '@',
    isLocked: true,
  });
  expect(actions.typeCell('Budget', await at('Budget', 'new-1', 'amount'), '80').ok).toBe(true);
  expect(actions.typeCell('Budget', await at('Budget', 'new-1', 'lineId'), 'x').ok).toBe(false);
});
