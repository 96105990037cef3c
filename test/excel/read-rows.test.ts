import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SHEET_NAMES } from '../../src/core/workbook/layout.js';
import { readRows, readSheets } from '../../src/excel/snapshot.js';
import type { ExcelHost } from '../../src/workbench/host/excel-host.js';
import { Workbook } from '../../src/workbench/host/model/workbook.js';
import { openExcel } from '../support/office-host.js';

const { budget: BUDGET, positions: POSITIONS } = SHEET_NAMES;
const ROWS = 12;
const COLUMNS = ['A', 'B', 'C'];

let host: ExcelHost;
let batches: string[][];

beforeEach(() => {
  const workbook = new Workbook();
  for (const name of [BUDGET, POSITIONS]) workbook.addSheet(name);
  ({ host } = openExcel(workbook));
  for (const sheet of [BUDGET, POSITIONS]) {
    for (let row = 1; row <= ROWS; row += 1)
      for (const column of COLUMNS)
        host.actions.typeCell(sheet, `${column}${String(row)}`, `${column}${String(row)}`);
  }
  batches = [];
  const answer = host.answer.bind(host);
  host.answer = (body, flags) => {
    batches.push(body.Actions.flatMap(({ Name }) => Name ?? []));
    return answer(body, flags);
  };
});

const edit = fc.record({
  sheet: fc.constantFrom(BUDGET, POSITIONS),
  row: fc.nat(ROWS - 1),
  column: fc.nat(COLUMNS.length - 1),
  value: fc.oneof(fc.integer().map(String), fc.constantFrom('', 'text', '=1+1', '1,250.00')),
});

describe('rows read by themselves', () => {
  test('give what reading everything gives, or say that everything must be read', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async (edits) => {
        const before = await readSheets();
        for (const { sheet, row, column, value } of edits)
          host.actions.typeCell(sheet, `${COLUMNS[column] ?? ''}${String(row + 1)}`, value);
        const spans = edits.map(({ sheet, row }) => ({ sheet, firstRow: row, lastRow: row }));
        const part = await readRows(before, spans);
        const whole = await readSheets();
        if (part !== null) expect(part).toEqual(whole);
        // Rows that nobody named are the very same.
        part?.budget.values.forEach((values, row) => {
          if (!edits.some((one) => one.sheet === BUDGET && one.row === row))
            expect(values).toBe(before.budget.values[row]);
        });
        const isAnyBlanked = edits.some(({ value }) => value === '');
        expect(part === null && !isAnyBlanked).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  test('are one batch, after which Excel holds nothing for the add-in', async () => {
    const before = await readSheets();
    batches.length = 0;
    host.actions.typeCell(BUDGET, 'B5', '7');
    const after = await readRows(before, [{ sheet: BUDGET, firstRow: 4, lastRow: 4 }]);
    await host.idle();
    expect(after?.budget.values[4]).toEqual(['A5', 7, 'C5']);
    expect(batches).toHaveLength(1);
    expect(batches.flat()).not.toContain('_KeepReference');
    await readSheets();
    await host.idle();
    expect(batches).toHaveLength(2);
  });

  test('are not taken where the sheet begins, ends or is as wide as it was not', async () => {
    const before = await readSheets();
    const span = { sheet: BUDGET, firstRow: 4, lastRow: 4 };
    host.actions.typeCell(BUDGET, 'A13', 'below');
    expect(await readRows(before, [span])).toBeNull();
    host.actions.clearCells(BUDGET, 'A13');
    expect(await readRows(before, [span])).toEqual(before);
    host.actions.typeCell(BUDGET, 'D5', 'beside');
    expect(await readRows(before, [span])).toBeNull();
    host.actions.clearCells(BUDGET, 'D5');
    expect(await readRows(before, [{ ...span, lastRow: ROWS }])).toBeNull();
    host.workbook.sheets.find(({ name }) => name === BUDGET)!.name = 'Other';
    expect(await readRows(before, [span])).toBeNull();
  });
});
