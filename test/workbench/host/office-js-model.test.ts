import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createNativeBridge } from '../../../src/workbench/host/native-bridge.js';
import { openExcel, type OpenExcel } from '../../support/office-host.js';

let open: OpenExcel;
beforeEach(() => {
  open = openExcel();
});
afterEach(() => open.host.idle());

function onSheet<T>(
  batch: (sheet: Excel.Worksheet, context: Excel.RequestContext) => Promise<T>,
): Promise<T> {
  return open.Excel.run((context) => batch(context.workbook.worksheets.getItem('Sheet1'), context));
}

const type = (address: string, text: string) => open.host.actions.typeCell('Sheet1', address, text);

describe('ranges', () => {
  test('lead to their parts and neighbours', async () => {
    type('B2', '1');
    type('D5', '2');
    const addresses = await onSheet(async (sheet, context) => {
      const base = sheet.getRange('B2:D5');
      const found = [
        base.getCell(1, 1),
        base.getRow(3),
        base.getColumn(0),
        base.getLastRow(),
        base.getLastCell(),
        base.getOffsetRange(1, -1),
        base.getResizedRange(0, 1),
        base.getEntireRow(),
        base.getEntireColumn(),
        base.getBoundingRect('F9'),
        base.getIntersection('C4:Z9'),
        sheet.getUsedRange(),
        sheet.getRangeByIndexes(0, 0, 2, 3),
        sheet.getCell(6, 0),
      ].map((range) => range.load('address'));
      await context.sync();
      return found.map(({ address }) => address.replace('Sheet1!', ''));
    });
    expect(addresses).toEqual([
      'C3',
      'B5:D5',
      'B2:B5',
      'B5:D5',
      'D5',
      'A3:C6',
      'B2:E5',
      '2:5',
      'B:D',
      'B2:F9',
      'C4:D5',
      'B2:D5',
      'A1:C2',
      'A7',
    ]);
  });

  test('that are not there are null objects or errors', async () => {
    const nulls = await onSheet(async (sheet, context) => {
      const none = [
        sheet.getRange('A1').getIntersectionOrNullObject('C3'),
        sheet.getUsedRangeOrNullObject(true),
        sheet.getRange('A1:B2').getUsedRangeOrNullObject(true),
      ];
      await context.sync();
      return none.map(({ isNullObject }) => isNullObject);
    });
    expect(nulls).toEqual([true, true, true]);
    const offSheet = onSheet(async (sheet, context) => {
      sheet.getRange('A1').getOffsetRange(-1, 0).load('address');
      await context.sync();
    });
    await expect(offSheet).rejects.toMatchObject({ code: 'InvalidArgument' });
  });

  test('without an end have no values, but formats', async () => {
    const read = await onSheet(async (sheet, context) => {
      const column = sheet.getRange('B:B').load('values,cellCount,rowCount');
      const whole = sheet.getRange().load('cellCount');
      await context.sync();
      return [column.values as unknown, column.rowCount, whole.cellCount];
    });
    expect(read).toEqual([null, 1_048_576, -1]);
    const write = onSheet(async (sheet, context) => {
      sheet.getRange('B:B').values = [['x']];
      await context.sync();
    });
    await expect(write).rejects.toMatchObject({ code: 'InvalidArgument' });
  });

  test('tell formulas, types and text apart', async () => {
    type('A1', '=1000/3');
    type('B1', '1,234.50');
    type('C1', '=1/0');
    const read = await onSheet(async (sheet, context) => {
      const range = sheet.getRange('A1:D1').load('formulas,valueTypes,text,numberFormat');
      await context.sync();
      return [range.formulas[0], range.valueTypes[0], range.text[0], range.numberFormat[0]] as unknown[][];
    });
    expect(read).toEqual([
      ['=1000/3', 1234.5, '=1/0', ''],
      ['Double', 'Double', 'Error', 'Empty'],
      ['333.3333333', '1,234.50', '#DIV/0!', ''],
      ['General', '#,##0.00', 'General', 'General'],
    ]);
  });

  test('kept by a batch follow rows inserted above them', async () => {
    type('A5', 'here');
    const read = await onSheet(async (sheet, context) => {
      const range = sheet.getRange('A5').load('address');
      await context.sync();
      sheet.getRange('2:3').insert('Down');
      range.load('address,values');
      await context.sync();
      return [range.address, range.values[0]?.[0] as unknown];
    });
    expect(read).toEqual(['Sheet1!A7', 'here']);
  });

  test('cell properties are read and written cell by cell', async () => {
    const read = await onSheet(async (sheet, context) => {
      const range = sheet.getRange('A1:B2');
      range.setCellProperties([
        [{ format: { protection: { locked: false }, font: { bold: true } } }, {}],
        [{}, { format: { fill: { color: '#ffeedd' } } }],
      ]);
      const result = range.getCellProperties({
        address: true,
        format: { protection: true, fill: { color: true } },
      });
      await context.sync();
      return result.value;
    });
    expect(read).toEqual([
      [
        { address: 'Sheet1!A1', format: { protection: { locked: false }, fill: { color: '#FFFFFF' } } },
        { address: 'Sheet1!B1', format: { protection: { locked: true }, fill: { color: '#FFFFFF' } } },
      ],
      [
        { address: 'Sheet1!A2', format: { protection: { locked: true }, fill: { color: '#FFFFFF' } } },
        { address: 'Sheet1!B2', format: { protection: { locked: true }, fill: { color: '#FFEEDD' } } },
      ],
    ]);
    expect(open.workbook.sheet('Sheet1').grid.formatAt(0, 0).isBold).toBe(true);
  });

  test('copy values, or formats with their locks', async () => {
    type('A1', '5');
    await onSheet(async (sheet, context) => {
      sheet.getRange('A1').format.protection.locked = false;
      sheet.getRange('B1').copyFrom('A1', 'Values');
      sheet.getRange('C1').copyFrom('A1', 'Formats');
      await context.sync();
    });
    const sheet = open.workbook.sheet('Sheet1');
    expect(sheet.values({ row: 0, column: 1, rows: 1, columns: 2 })).toEqual([[5, '']]);
    expect([1, 2].map((column) => sheet.grid.formatAt(0, column).isLocked)).toEqual([true, false]);
  });

  test('clear contents only, or everything, which locks again', async () => {
    type('A1', '5');
    await onSheet(async (sheet, context) => {
      const range = sheet.getRange('A1');
      range.format.protection.locked = false;
      range.clear('Contents');
      await context.sync();
    });
    const sheet = open.workbook.sheet('Sheet1');
    expect([sheet.contentAt(0, 0), sheet.lockedIn({ row: 0, column: 0, rows: 1, columns: 1 })]).toEqual([
      null,
      false,
    ]);
    await onSheet(async (target, context) => {
      target.getRange('A1').clear();
      await context.sync();
    });
    expect(sheet.lockedIn({ row: 0, column: 0, rows: 1, columns: 1 })).toBe(true);
  });

  test('widths, hidden columns and rows, alignment and colours', async () => {
    const read = await onSheet(async (sheet, context) => {
      const range = sheet.getRange('B2:C3');
      range.format.columnWidth = 90;
      range.format.fill.color = 'yellow';
      range.format.font.color = '#112233';
      range.format.horizontalAlignment = 'Right';
      range.format.indentLevel = 2;
      sheet.getRange('C:C').columnHidden = true;
      sheet.getRange('3:3').rowHidden = true;
      range.load(
        'hidden,columnHidden,rowHidden,format/columnWidth,format/horizontalAlignment,format/indentLevel',
      );
      range.format.fill.load('color');
      const first = sheet.getRange('B2').load('format/columnWidth');
      await context.sync();
      const { hidden, columnHidden, rowHidden, format } = range;
      return [
        hidden,
        columnHidden,
        rowHidden,
        format.columnWidth,
        first.format.columnWidth,
        format.fill.color,
        format.indentLevel,
      ];
    });
    expect(read).toEqual([null, null, null, null, 90, '#FFFF00', 2]);
  });
});

describe('several areas at once', () => {
  test('are locked and unlocked together', async () => {
    const read = await onSheet(async (sheet, context) => {
      const areas = sheet.getRanges('A1:A5,C1:C5');
      areas.format.protection.locked = false;
      areas.load('address,areaCount,cellCount,format/protection/locked');
      const between = sheet.getRange('A1:C1').load('format/protection/locked');
      await context.sync();
      const { address, areaCount, cellCount } = areas;
      return [
        address,
        areaCount,
        cellCount,
        areas.format.protection.locked,
        between.format.protection.locked,
      ];
    });
    expect(read).toEqual(['Sheet1!A1:A5,Sheet1!C1:C5', 2, 10, false, null]);
  });

  test('are limited to 8,192 characters of addresses', async () => {
    const areas = (count: number) =>
      onSheet(async (sheet, context) => {
        const list = Array.from({ length: count }, (_, at) => `B${String(at * 2 + 1001)}`).join(',');
        sheet.getRanges(list).format.protection.locked = false;
        await context.sync();
        return list.length;
      });
    await expect(areas(1300)).resolves.toBeLessThanOrEqual(8192);
    await expect(areas(1400)).rejects.toMatchObject({ code: 'InvalidArgument' });
  });
});

describe('rows', () => {
  test('are inserted and deleted whole, with an event each', async () => {
    type('A2', 'below');
    const changes = await onSheet(async (sheet, context) => {
      const heard: string[] = [];
      sheet.onChanged.add(({ changeType, address }) => {
        heard.push(`${changeType} ${address}`);
        return Promise.resolve();
      });
      sheet.getRange('2:3').insert('Down');
      sheet.getRange('3:3').delete('Up');
      await context.sync();
      return heard;
    });
    await open.host.idle();
    expect(changes).toEqual(['RowInserted 2:3', 'RowDeleted 3:3']);
    expect(open.workbook.sheet('Sheet1').contentAt(2, 0)).toBe('below');
  });

  test('of a protected sheet stay', async () => {
    open.workbook.sheet('Sheet1').protect({}, null, 'user');
    const insert = onSheet(async (sheet, context) => {
      sheet.getRange('2:2').insert('Down');
      await context.sync();
    });
    await expect(insert).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  test('in part are not what the stand-in does', async () => {
    const insert = onSheet(async (sheet, context) => {
      sheet.getRange('A2:B2').insert('Down');
      await context.sync();
    });
    await expect(insert).rejects.toMatchObject({ code: 'ApiNotFound' });
  });
});

describe('sheets', () => {
  test('are listed, added, found and shown', async () => {
    open.workbook.addSheet('_id', 'VeryHidden');
    const read = await open.Excel.run(async (context) => {
      const { worksheets } = context.workbook;
      const added = worksheets.add('Added');
      added.activate();
      worksheets.load('items/name,items/visibility,items/position');
      const first = worksheets.getFirst(true).load('name');
      const active = worksheets.getActiveWorksheet().load('name');
      const count = worksheets.getCount();
      const hidden = worksheets.getItem('_ID').getRange('A1').load('address');
      await context.sync();
      const list = worksheets.items.map(
        ({ name, visibility, position }) => `${String(position)} ${name} ${visibility}`,
      );
      return { list, first: first.name, active: active.name, count: count.value, hidden: hidden.address };
    });
    expect(read).toEqual({
      list: ['0 Sheet1 Visible', '1 _id VeryHidden', '2 Added Visible'],
      first: 'Sheet1',
      active: 'Added',
      count: 3,
      hidden: '_id!A1',
    });
  });

  test('freeze their head', async () => {
    const location = await onSheet(async (sheet, context) => {
      sheet.freezePanes.freezeRows(4);
      const frozen = sheet.freezePanes.getLocation().load('address');
      await context.sync();
      return frozen.address;
    });
    expect(location).toBe('Sheet1!1:4');
  });

  test('with a name that exists already are refused', async () => {
    const add = open.Excel.run(async (context) => {
      context.workbook.worksheets.add('sheet1');
      await context.sync();
    });
    await expect(add).rejects.toMatchObject({ code: 'ItemAlreadyExists' });
  });
});

describe('selection, protection and activation', () => {
  test('raise their events, whoever acts', async () => {
    open.workbook.addSheet('Other');
    const heard: string[] = [];
    const note = (text: string) => {
      heard.push(text);
      return Promise.resolve();
    };
    await onSheet(async (sheet, context) => {
      sheet.onSelectionChanged.add(({ address }) => note(`selected ${address}`));
      sheet.onProtectionChanged.add(({ isProtected, source }) =>
        note(`protected ${String(isProtected)} ${source}`),
      );
      sheet.onActivated.add(() => note('activated'));
      await context.sync();
    });
    open.host.actions.select('Sheet1', 'B2:C3');
    open.host.actions.select('Sheet1', 'B2:C3');
    open.host.actions.activate('Other');
    open.host.actions.activate('Sheet1');
    open.host.actions.protectSheet('Sheet1');
    open.host.actions.unprotectSheet('Sheet1');
    await onSheet(async (sheet, context) => {
      sheet.getRange('D4').select();
      await context.sync();
    });
    await open.host.idle();
    expect(heard).toEqual([
      'selected B2:C3',
      'activated',
      'protected true Local',
      'protected false Local',
      'selected D4',
    ]);
  });

  test('the selected range can be asked for', async () => {
    open.host.actions.select('Sheet1', 'B2:C3');
    const read = await open.Excel.run(async (context) => {
      const range = context.workbook.getSelectedRange().load('address');
      const cell = context.workbook.getActiveCell().load('address');
      await context.sync();
      return [range.address, cell.address];
    });
    expect(read).toEqual(['Sheet1!B2:C3', 'Sheet1!B2']);
  });
});

describe('what hangs on a workbook', () => {
  test('names', async () => {
    const read = await open.Excel.run(async (context) => {
      const { names, worksheets } = context.workbook;
      names.add('Lines', worksheets.getItem('Sheet1').getRange('A2:B9'));
      const found = names.getItemOrNullObject('lines').load('name,formula,type');
      const missing = names.getItemOrNullObject('Missing');
      const range = names.getItem('Lines').getRange().load('address');
      await context.sync();
      return [found.formula as unknown, found.type, missing.isNullObject, range.address];
    });
    expect(read).toEqual(['=Sheet1!$A$2:$B$9', 'Range', true, 'Sheet1!A2:B9']);
  });

  test('settings keep objects', async () => {
    const read = await open.Excel.run(async (context) => {
      const { settings } = context.workbook;
      settings.add('site', { id: 42 });
      settings.add('site', { id: 43 });
      const setting = settings.getItem('site').load('key,value');
      const missing = settings.getItemOrNullObject('none');
      await context.sync();
      return [setting.value as unknown, missing.isNullObject];
    });
    expect(read).toEqual([{ id: 43 }, true]);
  });

  test('custom properties', async () => {
    const read = await open.Excel.run(async (context) => {
      const { custom } = context.workbook.properties;
      custom.add('Sitebook.revision', 4);
      const property = custom.getItem('sitebook.REVISION').load('key,value,type');
      const missing = custom.getItemOrNullObject('none');
      await context.sync();
      return [property.key, property.value as unknown, property.type, missing.isNullObject];
    });
    expect(read).toEqual(['Sitebook.revision', 4, 'Number', true]);
  });

  test('conditional formats', async () => {
    const read = await onSheet(async (sheet, context) => {
      const range = sheet.getRange('C2:C10');
      const added = range.conditionalFormats.add('Custom');
      added.custom.rule.formula = '=$C2>$D2';
      added.custom.format.font.color = '#FF0000';
      range.conditionalFormats.load('items/type,items/id');
      const elsewhere = sheet.getRange('F1').conditionalFormats.getCount();
      await context.sync();
      const rule = range.conditionalFormats.items[0]?.custom.rule.load('formula');
      await context.sync();
      return [range.conditionalFormats.items.map((item) => item.type), rule?.formula, elsewhere.value];
    });
    expect(read).toEqual([['Custom'], '=$C2>$D2', 0]);
  });

  test('data validation', async () => {
    const read = await onSheet(async (sheet, context) => {
      const rule = { list: { inCellDropDown: true, source: 'vacant,filled' } };
      sheet.getRange('B2:B5').dataValidation.rule = rule;
      const inside = sheet.getRange('B3').dataValidation.load('type,rule');
      const across = sheet.getRange('B4:B9').dataValidation.load('type');
      const outside = sheet.getRange('C1').dataValidation.load('type');
      await context.sync();
      return [inside.type, inside.rule.list?.source, across.type, outside.type];
    });
    expect(read).toEqual(['List', 'vacant,filled', 'MixedCriteria', 'None']);
  });

  test('tables, which grow only on an unprotected sheet', async () => {
    const read = await onSheet(async (sheet, context) => {
      sheet.getRange('A1:B2').values = [
        ['Acct', 'Amt'],
        ['01-100', 5],
      ];
      const table = sheet.tables.add('A1:B2', true);
      table.name = 'Lines';
      table.rows.add(undefined, [['01-200', 7]]);
      const rows = context.workbook.tables.getItem('Lines').rows.load('items/values,count');
      const columns = table.columns.load('items/name');
      const body = table.getDataBodyRange().load('address');
      await context.sync();
      return [
        rows.count,
        rows.items.map((row) => row.values[0] as unknown),
        columns.items.map(({ name }) => name),
        body.address,
      ];
    });
    expect(read).toEqual([
      2,
      [
        ['01-100', 5],
        ['01-200', 7],
      ],
      ['Acct', 'Amt'],
      'Sheet1!A2:B3',
    ]);
    open.workbook.sheet('Sheet1').protect({}, null, 'user');
    const grow = open.Excel.run(async (context) => {
      context.workbook.tables.getItem('Lines').rows.add(undefined, [['01-300', 9]]);
      await context.sync();
    });
    await expect(grow).rejects.toMatchObject({ code: 'AccessDenied' });
  });
});

describe('misbehaviour', () => {
  const read = (options?: Excel.RunOptions) =>
    open.Excel.run(options ?? {}, async (context) => {
      const range = context.workbook.worksheets.getItem('Sheet1').getRange('A1').load('values');
      await context.sync();
      return range.values[0]?.[0] as unknown;
    });

  test('a batch during cell edit fails, one that may wait does', async () => {
    type('A1', '1');
    open.host.misbehave({ isEditingCell: true });
    await expect(read()).rejects.toMatchObject({ code: 'InvalidOperationInCellEditMode' });
    const waiting = read({ delayForCellEdit: true });
    type('A1', '2');
    open.host.misbehave({ isEditingCell: false });
    await expect(waiting).resolves.toBe(2);
  });

  test('a hung batch is never answered, carried out or not, and the next one is', async () => {
    const write = (value: number) =>
      onSheet(async (sheet, context) => {
        sheet.getRange('A1').values = [[value]];
        await context.sync();
      });
    const settled: number[] = [];
    open.host.misbehave({ hangSyncs: 1 });
    void write(1).then(() => settled.push(1));
    await open.host.idle();
    expect(await read()).toBe('');
    open.host.misbehave({ hangSyncs: 1, hungBatchesAct: true });
    void write(2).then(() => settled.push(2));
    await open.host.idle();
    expect(await read()).toBe(2);
    expect(settled).toEqual([]);
  });

  test('a delayed batch sees what happened before it reached Excel', async () => {
    open.host.misbehave({ syncDelayMs: 20 });
    const reading = read();
    type('A1', '3');
    await expect(reading).resolves.toBe(3);
  });

  test('too large a request or response is refused', async () => {
    open.host.misbehave({ payloadLimitBytes: 20_000 });
    const write = onSheet(async (sheet, context) => {
      sheet.getRange('A1').values = [['x'.repeat(30_000)]];
      await context.sync();
    });
    await expect(write).rejects.toMatchObject({ code: 'RequestPayloadSizeLimitExceeded' });
    type('A1', 'y'.repeat(30_000));
    await expect(read()).rejects.toMatchObject({ code: 'ResponsePayloadSizeLimitExceeded' });
  });
});

test('edits of an add-in are undone batch by batch', async () => {
  type('A1', '1');
  await onSheet(async (sheet, context) => {
    sheet.getRange('A1').values = [[2]];
    sheet.getRange('A2').values = [[3]];
    await context.sync();
  });
  const values = () => open.workbook.sheet('Sheet1').values({ row: 0, column: 0, rows: 2, columns: 1 });
  open.host.actions.undo();
  expect(values()).toEqual([[1], ['']]);
});

test('columns fit what they show', async () => {
  type('A1', 'a rather long heading');
  type('A2', '5');
  const width = await onSheet(async (sheet, context) => {
    const column = sheet.getRange('A:A');
    column.format.autofitColumns();
    column.load('format/columnWidth');
    await context.sync();
    return column.format.columnWidth;
  });
  // 21 characters and one to spare: 22 × 7 + 5 pixels.
  expect(width).toBe(119.25);
});

test('a very hidden sheet cannot be deleted', async () => {
  open.workbook.addSheet('_id', 'VeryHidden');
  const remove = open.Excel.run(async (context) => {
    context.workbook.worksheets.getItem('_id').delete();
    await context.sync();
  });
  await expect(remove).rejects.toMatchObject({ code: 'InvalidOperation' });
  expect(open.workbook.findSheet('_id')).toBeDefined();
});

test('sheets that come, go and are shown are told of', async () => {
  const heard: string[] = [];
  const note = (text: string) => () => {
    heard.push(text);
    return Promise.resolve();
  };
  await open.Excel.run(async (context) => {
    const { worksheets } = context.workbook;
    worksheets.onAdded.add(note('added'));
    worksheets.onDeleted.add(note('deleted'));
    worksheets.onActivated.add(note('activated'));
    worksheets.onCalculated.add(note('calculated'));
    await context.sync();
  });
  type('A1', '=B1');
  await open.Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.add('Second');
    sheet.activate();
    sheet.delete();
    await context.sync();
  });
  type('B1', '2');
  await open.host.idle();
  expect(heard).toEqual(['calculated', 'added', 'activated', 'deleted', 'activated', 'calculated']);
});

test('a pane that connects anew hears nothing of what the one before asked for', async () => {
  const heard: string[] = [];
  await onSheet(async (sheet, context) => {
    sheet.onChanged.add(({ address }) => {
      heard.push(address);
      return Promise.resolve();
    });
    await context.sync();
  });
  const messages: string[] = [];
  const bridge = createNativeBridge(open.host);
  bridge.onMessageFromHost = (text) => messages.push(text);
  type('A1', '1');
  await open.host.idle();
  expect([heard, messages]).toEqual([[], []]);
});
