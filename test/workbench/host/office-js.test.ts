import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openExcel, type OpenExcel } from '../../support/office-host.js';

let open: OpenExcel;
beforeEach(() => {
  open = openExcel();
});
afterEach(() => open.host.idle());

/** Runs a batch on Sheet1. */
function onSheet<T>(
  batch: (sheet: Excel.Worksheet, context: Excel.RequestContext) => Promise<T>,
): Promise<T> {
  return open.Excel.run((context) => batch(context.workbook.worksheets.getItem('Sheet1'), context));
}

async function valuesOf(address: string): Promise<unknown[][]> {
  return onSheet(async (sheet, context) => {
    const range = sheet.getRange(address).load('values');
    await context.sync();
    return range.values as unknown[][];
  });
}

describe('values', () => {
  test('go in and come back', async () => {
    await onSheet(async (sheet, context) => {
      sheet.getRange('A1:C2').values = [
        ['Code', 12.5, true],
        ['0001', -3, ''],
      ];
      await context.sync();
    });
    expect(await valuesOf('A1:C2')).toEqual([
      ['Code', 12.5, true],
      [1, -3, ''],
    ]);
  });

  test('keep leading zeros only in a text cell', async () => {
    await onSheet(async (sheet, context) => {
      const range = sheet.getRange('A1:B1');
      range.numberFormat = [['@', 'General']];
      range.values = [['0011', '0011']];
      await context.sync();
    });
    expect(await valuesOf('A1:B1')).toEqual([['0011', 11]]);
  });

  test('null leaves a cell as it is', async () => {
    open.host.actions.pasteBlock('Sheet1', 'A1', [['1', '2']]);
    await onSheet(async (sheet, context) => {
      sheet.getRange('A1:B1').values = [[null, 5]];
      await context.sync();
    });
    expect(await valuesOf('A1:B1')).toEqual([[1, 5]]);
  });

  test('of 5,000 cells, which the library splits, all arrive', async () => {
    const values = Array.from({ length: 1000 }, (_, row) => [row, row + 0.5, `r${String(row)}`, '', true]);
    await onSheet(async (sheet, context) => {
      sheet.getRange('A1:E1000').values = values;
      await context.sync();
    });
    expect(await valuesOf('A1:E1000')).toEqual(values);
  });

  test('of 10,000 rows are read in one batch', async () => {
    const values = Array.from({ length: 10_000 }, (_, row) =>
      Array.from({ length: 15 }, (_, column) => row * 15 + column),
    );
    open.workbook.sheet('Sheet1').setValues({ row: 0, column: 0, rows: 10_000, columns: 15 }, values, 'user');
    const read = await valuesOf('A1:O10000');
    expect(read).toHaveLength(10_000);
    expect(read[9_999]?.[14]).toBe(149_999);
  });
});

describe('errors', () => {
  test('reading what was not loaded is PropertyNotLoaded', async () => {
    const read = onSheet(async (sheet, context) => {
      const range = sheet.getRange('A1');
      await context.sync();
      return range.values as unknown;
    });
    await expect(read).rejects.toMatchObject({ code: 'PropertyNotLoaded' });
  });

  test('a missing sheet is ItemNotFound', async () => {
    const read = open.Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Nope').load('name');
      await context.sync();
    });
    await expect(read).rejects.toMatchObject({ code: 'ItemNotFound', httpStatusCode: 404 });
  });

  test('a missing sheet asked for as a null object is null, and all below it', async () => {
    const nulls = await open.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItemOrNullObject('Nope');
      const range = sheet.getRange('A1').load('values');
      await context.sync();
      return [sheet.isNullObject, range.isNullObject];
    });
    expect(nulls).toEqual([true, true]);
  });

  test('a wrong shape is InvalidArgument and writes nothing', async () => {
    const write = onSheet(async (sheet, context) => {
      sheet.getRange('A1:B2').values = [[1]];
      await context.sync();
    });
    await expect(write).rejects.toMatchObject({ code: 'InvalidArgument' });
    expect(await valuesOf('A1:B2')).toEqual([
      ['', ''],
      ['', ''],
    ]);
  });

  test('a member the stand-in lacks fails by its name', async () => {
    const call = onSheet(async (sheet, context) => {
      sheet.charts.add('Line', sheet.getRange('A1'));
      await context.sync();
    });
    await expect(call).rejects.toMatchObject({
      code: 'ApiNotFound',
      message: expect.stringContaining('Worksheet.Charts'),
    });
  });

  test('actions before a failing one stay done', async () => {
    const batch = onSheet(async (sheet, context) => {
      sheet.getRange('A1').values = [['done']];
      sheet.getRange('B1').values = [['too', 'many']];
      await context.sync();
    });
    await expect(batch).rejects.toMatchObject({ code: 'InvalidArgument' });
    expect(await valuesOf('A1:B1')).toEqual([['done', '']]);
  });
});

describe('locking and protection', () => {
  async function protect(password?: string): Promise<void> {
    await onSheet(async (sheet, context) => {
      sheet.getRange('B1:B5').format.protection.locked = false;
      sheet.protection.protect({ allowFormatColumns: true }, password);
      await context.sync();
    });
  }

  test('a locked cell refuses an add-in, an unlocked one does not', async () => {
    await protect();
    const locked = onSheet(async (sheet, context) => {
      sheet.getRange('A1').values = [[1]];
      await context.sync();
    });
    await expect(locked).rejects.toMatchObject({ code: 'AccessDenied' });
    await onSheet(async (sheet, context) => {
      sheet.getRange('B1').values = [[1]];
      await context.sync();
    });
    expect(await valuesOf('A1:B1')).toEqual([['', 1]]);
  });

  test('a write that touches one locked cell changes nothing', async () => {
    await protect();
    const write = onSheet(async (sheet, context) => {
      sheet.getRange('B4:B6').values = [[1], [2], [3]];
      await context.sync();
    });
    await expect(write).rejects.toMatchObject({ code: 'AccessDenied' });
    expect(await valuesOf('B4:B6')).toEqual([[''], [''], ['']]);
  });

  test('protecting twice fails', async () => {
    await protect();
    const again = onSheet(async (sheet, context) => {
      sheet.protection.protect();
      await context.sync();
    });
    await expect(again).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  test('unprotecting what is not protected does nothing, unless Excel regressed', async () => {
    const unprotect = () =>
      onSheet(async (sheet, context) => {
        sheet.protection.unprotect();
        await context.sync();
      });
    await expect(unprotect()).resolves.toBeUndefined();
    open.host.misbehave({ unprotectNeedsProtection: true });
    await expect(unprotect()).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  test('a wrong password leaves the sheet protected', async () => {
    await protect('right');
    const unprotect = (password: string) =>
      onSheet(async (sheet, context) => {
        sheet.protection.unprotect(password);
        await context.sync();
      });
    await expect(unprotect('wrong')).rejects.toMatchObject({ code: 'AccessDenied' });
    expect(open.workbook.sheet('Sheet1').protection.isProtected).toBe(true);
    await unprotect('right');
    expect(open.workbook.sheet('Sheet1').protection.isProtected).toBe(false);
  });

  test('options and state can be loaded', async () => {
    await protect();
    const state = await onSheet(async (sheet, context) => {
      sheet.protection.load('protected,options');
      await context.sync();
      return { isProtected: sheet.protection.protected, options: sheet.protection.options };
    });
    expect(state.isProtected).toBe(true);
    expect(state.options).toMatchObject({
      allowFormatColumns: true,
      allowSort: false,
      selectionMode: 'Normal',
    });
  });

  test('a null option is refused', async () => {
    const protecting = onSheet(async (sheet, context) => {
      const options = { allowSort: null } as unknown as Excel.WorksheetProtectionOptions;
      sheet.protection.protect(options);
      await context.sync();
    });
    await expect(protecting).rejects.toMatchObject({ code: 'InvalidArgument' });
  });

  test('`locked` is null where cells differ, and whole columns cost no cells', async () => {
    const read = await onSheet(async (sheet, context) => {
      sheet.getRange('A:C').format.protection.locked = false;
      sheet.getRange('B2').format.protection.locked = true;
      const ranges = ['A:A', 'B:B', 'B2', 'D:D'].map((address) =>
        sheet.getRange(address).load('format/protection/locked'),
      );
      await context.sync();
      return ranges.map((range) => range.format.protection.locked as boolean | null);
    });
    expect(read).toEqual([false, null, true, true]);
    expect(open.workbook.sheet('Sheet1').usedBlock(false)).toEqual({
      row: 1,
      column: 1,
      rows: 1,
      columns: 1,
    });
  });
});

describe('change events', () => {
  type Change = { address: string; source: string; trigger: string; type: string; details: unknown };

  async function listen(): Promise<{ changes: Change[]; stop: () => Promise<void> }> {
    const changes: Change[] = [];
    const registration = await onSheet(async (sheet, context) => {
      const result = sheet.onChanged.add((event) => {
        const { address, source, changeType, triggerSource, details } = event;
        changes.push({ address, source, trigger: triggerSource, type: changeType, details });
        return Promise.resolve();
      });
      await context.sync();
      return result;
    });
    const stop = () =>
      open.Excel.run(registration.context, async (context) => {
        registration.remove();
        await context.sync();
      });
    return { changes, stop: () => stop().then(() => undefined) };
  }

  test('of one cell carry what was and what is', async () => {
    const { changes } = await listen();
    open.host.actions.typeCell('Sheet1', 'B2', '1,234.50');
    await open.host.idle();
    expect(changes).toEqual([
      {
        address: 'B2',
        source: 'Local',
        trigger: 'Unknown',
        type: 'RangeEdited',
        details: { valueBefore: '', valueAfter: 1234.5, valueTypeBefore: 'Empty', valueTypeAfter: 'Double' },
      },
    ]);
  });

  test('of a pasted block carry no details', async () => {
    const { changes } = await listen();
    open.host.actions.pasteBlock('Sheet1', 'A1', [['1'], ['2']]);
    await open.host.idle();
    expect(changes).toMatchObject([{ address: 'A1:A2', details: undefined }]);
  });

  test("say when the add-in did it itself, and when it was someone else's", async () => {
    const { changes } = await listen();
    await onSheet(async (sheet, context) => {
      sheet.getRange('A1').values = [[1]];
      await context.sync();
    });
    open.host.actions.coauthorEdit('Sheet1', 'A2', [['2']]);
    await open.host.idle();
    expect(changes).toMatchObject([
      { address: 'A1', source: 'Local', trigger: 'ThisLocalAddin' },
      { address: 'A2', source: 'Remote', trigger: 'Unknown' },
    ]);
  });

  test('stop when the handler is removed', async () => {
    const { changes, stop } = await listen();
    await stop();
    open.host.actions.typeCell('Sheet1', 'A1', '1');
    await open.host.idle();
    expect(changes).toEqual([]);
  });

  test('can go missing', async () => {
    const { changes } = await listen();
    open.host.misbehave({ dropChangeEvents: 1 });
    open.host.actions.typeCell('Sheet1', 'A1', '1');
    open.host.actions.typeCell('Sheet1', 'A2', '2');
    await open.host.idle();
    expect(changes.map(({ address }) => address)).toEqual(['A2']);
  });

  test('lead to their range', async () => {
    const found: string[] = [];
    let handled: () => void = () => undefined;
    const done = new Promise<void>((resolve) => (handled = resolve));
    await onSheet(async (sheet, context) => {
      sheet.onChanged.add(async (event) => {
        await open.Excel.run(async (inner) => {
          const range = event.getRange(inner).load('address,values');
          await inner.sync();
          found.push(range.address, JSON.stringify(range.values));
        });
        handled();
      });
      await context.sync();
    });
    open.host.actions.typeCell('Sheet1', 'C3', '7');
    await done;
    expect(found).toEqual(['Sheet1!C3', '[[7]]']);
  });
});
