import { beforeEach, describe, expect, test } from '@jest/globals';
import { UserActions } from '../../../src/workbench/host/model/user-actions.js';
import type { HostEvent } from '../../../src/workbench/host/model/host-event.js';
import { Workbook } from '../../../src/workbench/host/model/workbook.js';
import { parseBlock } from '../../../src/workbench/host/model/block.js';

let workbook: Workbook;
let actions: UserActions;
beforeEach(() => {
  workbook = new Workbook();
  workbook.addSheet('Site Budget');
  actions = new UserActions(workbook);
});

const sheet = () => workbook.sheet('Site Budget');
const at = (address: string) => parseBlock(address)!;
const values = (address: string) => sheet().values(at(address));
const value = (address: string) => values(address)[0]?.[0];
const type = (address: string, text: string) => actions.typeCell('Site Budget', address, text);

describe('typing', () => {
  test.each([
    ['12', 12],
    ['1,234.50', 1234.5],
    ['(1,234.50)', -1234.5],
    ['$99.95', 99.95],
    ['-$5', -5],
    ['14.7%', 0.147],
    ['1e3', 1000],
    ['.5', 0.5],
    ['TRUE', true],
    ["'0011", '0011'],
    ['12,34', '12,34'],
    ['(5', '(5'],
    ['5 apples', '5 apples'],
    ['7/1/2024', '7/1/2024'],
    ['#N/A', '#N/A'],
    ['=1000/3', 1000 / 3],
    ['=ROUND(1000/3,2)', 333.33],
    ['=1/0', '#DIV/0!'],
    ['=FOO(1)', '#NAME?'],
    ['="a"+1', '#VALUE!'],
  ])('%s leaves %p', (text, expected) => {
    expect(type('B2', text)).toEqual({ ok: true });
    expect(value('B2')).toEqual(expected);
  });

  test('into a text cell keeps every character', () => {
    sheet().reformat(at('B2'), (format) => ({ ...format, numberFormat: '@' }), 'user');
    type('B2', '=0011');
    expect(value('B2')).toBe('=0011');
  });

  test('into a percent cell counts in hundredths', () => {
    sheet().reformat(at('B2'), (format) => ({ ...format, numberFormat: '0%' }), 'user');
    type('B2', '5');
    expect(value('B2')).toBe(0.05);
  });

  test('gives a General cell the format that was typed', () => {
    type('B2', '1,234.50');
    expect(sheet().textAt(1, 1)).toBe('1,234.50');
  });

  test.each(['=1+', '=SUM((1)', '=)'])('a broken formula %s is refused and leaves the cell', (formula) => {
    type('B2', '7');
    expect(type('B2', formula)).toMatchObject({ ok: false, code: 'bad-formula' });
    expect(value('B2')).toBe(7);
  });

  test('a formula may refer to formulas, above and below it', () => {
    type('C1', '3');
    type('B1', '=(B3+1)*2+C1-2');
    type('B2', '=IF(B3>0,B1,0)+SUM(B3:B4)+1');
    type('B3', '=B4+C1');
    type('B4', '=C1*10');
    expect(['B1', 'B2', 'B3', 'B4'].map(value)).toEqual([69, 133, 33, 30]);
    expect(type('B5', '=(B1+B2)*2-B1')).toEqual({ ok: true });
    expect(value('B5')).toBe(335);
    type('C1', '1');
    expect(['B1', 'B2', 'B3', 'B4', 'B5'].map(value)).toEqual([23, 45, 11, 10, 113]);
  });

  test('too long a text is refused', () => {
    expect(type('B2', 'x'.repeat(32_768))).toMatchObject({ ok: false, code: 'too-long' });
    expect(value('B2')).toBe('');
  });

  test('into a sheet or place that is not there is refused', () => {
    expect(actions.typeCell('Nope', 'A1', '1')).toMatchObject({ ok: false, code: 'not-found' });
    expect(type('A0', '1')).toMatchObject({ ok: false, code: 'off-sheet' });
    expect(type('XFE1', '1')).toMatchObject({ ok: false, code: 'off-sheet' });
  });
});

describe('formulas', () => {
  test('follow what they refer to, also through other formulas and other sheets', () => {
    workbook.addSheet('Other');
    actions.typeCell('Other', 'A1', "='Site Budget'!C1+1");
    type('C1', '=B1*2');
    type('B1', '=A1+1');
    type('A1', '10');
    expect(values('A1:C1')).toEqual([[10, 11, 22]]);
    expect(workbook.sheet('Other').values(at('A1'))).toEqual([[23]]);
  });

  test('SUMIFS and COUNTIFS take criteria as text, comparison and wildcard', () => {
    actions.pasteBlock('Site Budget', 'A1', [
      ['100', 'ab', '5'],
      ['200', 'ac', '7'],
      ['100', 'b', '-2'],
    ]);
    type('E1', '=SUMIFS(C1:C3,A1:A3,100)');
    type('E2', '=SUMIFS(C1:C3,B1:B3,"a*",C1:C3,">5")');
    type('E3', '=COUNTIFS(C:C,"<>7",A:A,100)');
    expect(values('E1:E3')).toEqual([[3], [7], [2]]);
  });

  test('tell of new results but not as a change', () => {
    type('B1', '=A1');
    const heard: HostEvent['kind'][] = [];
    workbook.listen(({ kind }) => heard.push(kind));
    type('A1', '5');
    expect(heard).toEqual(['calculated', 'changed']);
  });

  test('over a whole column count one that is typed below everything else', () => {
    type('A1', '=SUM(B:B)');
    type('B1', '3');
    type('B10', '=B1+1');
    expect(value('A1')).toBe(7);
  });

  test('a circle ends', () => {
    type('A1', '=B1+1');
    type('B1', '=A1+1');
    expect(typeof value('A1')).toBe('number');
  });

  test('move with inserted rows and lose deleted ones', () => {
    actions.pasteBlock('Site Budget', 'A1', [['1'], ['2'], ['3']]);
    type('B1', '=SUM(A1:A3)');
    type('B2', '=$A$3');
    sheet().insertRows(2, 2, 'addin');
    expect(sheet().formulasIn(at('B1:B2'))).toEqual([['=SUM(A1:A5)'], ['=$A$5']]);
    sheet().deleteRows(4, 1, 'addin');
    expect(sheet().formulasIn(at('B1:B2'))).toEqual([['=SUM(A1:A4)'], ['=#REF!']]);
    expect(values('B1:B2')).toEqual([[3], ['#REF!']]);
  });
});

describe('a protected sheet', () => {
  beforeEach(() => {
    sheet().setLocked(at('B1:B3'), false, 'addin');
    sheet().protect({}, null, 'addin');
  });

  test('lets a person type and paste into unlocked cells only', () => {
    expect(type('B1', '5')).toEqual({ ok: true });
    expect(type('A1', '5')).toMatchObject({ ok: false, code: 'locked-cell' });
    expect(actions.pasteBlock('Site Budget', 'A1', [['1', '2']])).toMatchObject({ code: 'locked-cell' });
    expect(actions.clearCells('Site Budget', 'A1:B1')).toMatchObject({ code: 'locked-cell' });
    expect(values('A1:B1')).toEqual([['', 5]]);
  });

  test('takes a co-author’s edit anyway: it happened elsewhere', () => {
    expect(actions.coauthorEdit('Site Budget', 'A1', [['7']])).toEqual({ ok: true });
    expect(value('A1')).toBe(7);
  });

  test('pasting copied cells brings their lock and takes the validation away', () => {
    workbook.addSheet('Elsewhere');
    actions.typeCell('Elsewhere', 'A1', '9');
    sheet().validations.push({
      block: at('B1:B3'),
      rule: { list: {} },
      errorAlert: null,
      prompt: null,
      ignoreBlanks: true,
    });
    expect(actions.pasteCells('Site Budget', 'B2', { sheet: 'Elsewhere', address: 'A1' })).toEqual({
      ok: true,
    });
    expect(value('B2')).toBe(9);
    expect(sheet().lockedIn(at('B2'))).toBe(true);
    expect(sheet().validations).toEqual([]);
    expect(type('B2', '1')).toMatchObject({ code: 'locked-cell' });
  });
});

describe('undo and redo', () => {
  test('take back typing, pasting and clearing, one step each', () => {
    type('A1', '1');
    actions.pasteBlock('Site Budget', 'A1', [['2'], ['3']]);
    actions.clearCells('Site Budget', 'A1:A2');
    expect(actions.undo()).toBe(true);
    expect(values('A1:A2')).toEqual([[2], [3]]);
    actions.undo();
    expect(values('A1:A2')).toEqual([[1], ['']]);
    actions.undo();
    expect(values('A1:A2')).toEqual([[''], ['']]);
    expect(actions.undo()).toBe(false);
    actions.redo();
    actions.redo();
    expect(values('A1:A2')).toEqual([[2], [3]]);
  });

  test('bring back formulas, which go on working', () => {
    type('A1', '=B1');
    type('A1', '5');
    actions.undo();
    type('B1', '8');
    expect(value('A1')).toBe(8);
  });

  test('a new edit ends what can be redone, protection all that can be undone', () => {
    type('A1', '1');
    actions.undo();
    type('A1', '2');
    expect(actions.redo()).toBe(false);
    sheet().protect({}, null, 'addin');
    expect(actions.undo()).toBe(false);
  });
});

describe('rows', () => {
  test('carry content, formats, names and validation down and up', () => {
    type('A3', 'x');
    sheet().setLocked(at('B3'), false, 'addin');
    sheet().validations.push({
      block: at('C2:C4'),
      rule: {},
      errorAlert: null,
      prompt: null,
      ignoreBlanks: true,
    });
    workbook.defineName('Total', "='Site Budget'!$A$3");
    sheet().insertRows(1, 2, 'addin');
    expect(value('A5')).toBe('x');
    expect(sheet().lockedIn(at('B5'))).toBe(false);
    expect(sheet().validations[0]?.block).toEqual(at('C4:C6'));
    expect(workbook.names.get('total')?.reference).toBe("='Site Budget'!$A$5");
    sheet().deleteRows(4, 1, 'addin');
    expect(workbook.names.get('total')?.reference).toBe("='Site Budget'!#REF!");
  });

  test('new ones take the formats of the row above', () => {
    sheet().setLocked(at('B2'), false, 'addin');
    type('B2', '5');
    sheet().insertRows(2, 1, 'addin');
    expect(sheet().lockedIn(at('B3'))).toBe(false);
    expect(value('B3')).toBe('');
  });
});

describe('formats of whole columns and rows', () => {
  test('the later one wins where they cross', () => {
    sheet().setLocked(at('B:B'), false, 'addin');
    sheet().setLocked(at('3:3'), true, 'addin');
    expect([sheet().lockedIn(at('B2')), sheet().lockedIn(at('B3'))]).toEqual([false, true]);
    sheet().setLocked(at('B:B'), false, 'addin');
    expect([sheet().lockedIn(at('B3')), sheet().lockedIn(at('A3'))]).toEqual([false, true]);
  });

  test('the whole sheet at once reaches stored cells too', () => {
    type('A1', '1');
    sheet().setLocked(at('A:XFD'), false, 'addin');
    expect(sheet().lockedIn(at('A1:Z100'))).toBe(false);
  });
});

test('a number too wide for its column shows as hashes, a text never', () => {
  sheet().layout.setWidth(0, 1, 4);
  sheet().reformat(at('A1:A2'), (format) => ({ ...format, numberFormat: '#,##0.00' }), 'user');
  type('A1', '1234567');
  type('A2', 'long text');
  expect(sheet().texts(at('A1:A2'))).toEqual([['####'], ['long text']]);
});

describe('sheets', () => {
  test('names follow Excel’s rules', () => {
    for (const name of ['site budget', '', 'a/b', 'x'.repeat(32)])
      expect(() => workbook.addSheet(name)).toThrow();
    expect(workbook.sheets).toHaveLength(1);
  });

  test('the last visible one can be neither hidden nor deleted', () => {
    workbook.addSheet('_id', 'VeryHidden');
    expect(() => workbook.deleteSheet(sheet(), 'user')).toThrow('visible');
    expect(() => workbook.setVisibility(sheet(), 'Hidden', 'user')).toThrow('visible');
  });

  test('a hidden one cannot come to the front', () => {
    workbook.addSheet('_id', 'VeryHidden');
    expect(actions.select('_id', 'A1')).toMatchObject({ ok: false });
    expect(workbook.activeSheet.name).toBe('Site Budget');
  });
});
