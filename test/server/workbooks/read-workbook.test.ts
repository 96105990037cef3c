import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { writeXlsx } from 'hucre/xlsx';
import { READ_LIMITS, readWorkbook, type ReadLimits } from '../../../server/workbooks/read-workbook.js';
import { writeSiteWorkbook } from '../../../server/workbooks/write-site-workbook.js';
import { SITE_OWNER } from '../../../src/core/budget/site.js';
import { decodeWorkbook } from '../../../src/core/workbook/decode.js';
import { IDENTITY_KEYS, identityRows } from '../../../src/core/workbook/identity.js';
import { editParts, sheetPath, typeCells } from '../../support/alter-workbook.js';
import { withCopy } from '../../support/copy-sheet.js';
import { smallContent, smallIdentity, smallIndex } from '../../support/small-book.js';

let good: Uint8Array;

beforeAll(async () => {
  const owners = new Set([SITE_OWNER]);
  const addInId = '00000000-0000-4000-8000-000000000000';
  good = await writeSiteWorkbook(smallIndex(), smallContent(), owners, smallIdentity(), addInId);
});

function problemsOf(bytes: Uint8Array, limits: Partial<ReadLimits> = {}) {
  const read = readWorkbook(bytes, 'site.xlsx', { ...READ_LIMITS, ...limits });
  return read.ok ? [] : read.problems;
}

function codesOf(bytes: Uint8Array, limits: Partial<ReadLimits> = {}) {
  return problemsOf(bytes, limits).map(({ code }) => code);
}

/** The good workbook with one sheet's XML changed. */
function withSheet(sheet: string, edit: (xml: string) => string): Uint8Array {
  const path = sheetPath(good, sheet);
  return editParts(good, (part, xml) => (part === path ? edit(xml) : xml));
}

/** A copy in which the last of these bytes, which is in the zip's directory, are others. */
function withDirectory(of: Uint8Array, name: string, offset: number, bytes: number[]): Uint8Array {
  const copy = of.slice();
  copy.set(bytes, Buffer.from(copy.buffer).lastIndexOf(name) + offset);
  return copy;
}

const SHEET_1 = 'xl/worksheets/sheet1.xml';
const SIZE_BEFORE_NAME = -22;
const FLAGS_BEFORE_NAME = -38;
const CRC_BEFORE_NAME = -30;

describe('files that are no .xlsx are named for what they are', () => {
  const compound = (stream: string) =>
    Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(600),
      Buffer.from(stream, 'utf16le'),
    ]);
  const zip = (...names: string[]) => zipSync(Object.fromEntries(names.map((name) => [name, strToU8('x')])));

  test.each<[string, Uint8Array, string]>([
    ['an empty file', new Uint8Array(), 'empty'],
    ['a PDF', strToU8('%PDF-1.7\n'), 'pdf'],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'picture'],
    ['a renamed CSV', strToU8('Fund,Function\n100,1131\n'), 'text'],
    ['a CSV in UTF-16', Buffer.from('\ufeffFund\tFunction', 'utf16le'), 'text'],
    ['a web page', strToU8('<!DOCTYPE html><html>'), 'webPage'],
    ['a table saved as a web page', strToU8('  <table><tr>'), 'webPage'],
    ['an XML spreadsheet of 2003', strToU8('\ufeff<?xml version="1.0"?><Workbook>'), 'xml'],
    ['bytes of no kind', Buffer.from('0001020304', 'hex'), 'unknown'],
    ['an old Word document', compound('WordDocument'), 'olderOffice'],
    ['a binary workbook', zip('[Content_Types].xml', 'xl/workbook.bin'), 'binaryWorkbook'],
    ['a Word document', zip('[Content_Types].xml', 'word/document.xml'), 'word'],
    ['a presentation', zip('[Content_Types].xml', 'ppt/presentation.xml'), 'powerPoint'],
    ['an OpenDocument file', zip('mimetype', 'content.xml'), 'openDocument'],
    ['a Numbers file', zip('Index/Document.iwa'), 'numbers'],
    ['any other zip', zip('readme.txt'), 'zip'],
  ])('%s', (_, bytes, looksLike) => {
    expect(problemsOf(bytes)).toEqual([
      {
        code: 'file.notXlsx',
        severity: 'fatal',
        place: { kind: 'file', file: 'site.xlsx' },
        params: { file: 'site.xlsx', looksLike },
      },
    ]);
  });

  test('an old .xls, with and without its container', () => {
    expect(codesOf(compound('Workbook'))).toEqual(['file.oldXls']);
    expect(codesOf(compound('Book'))).toEqual(['file.oldXls']);
    expect(codesOf(Buffer.from('0904060000001000', 'hex'))).toEqual(['file.oldXls']);
  });

  test('a workbook with a password, and a zip with one', async () => {
    const secret = await writeXlsx({
      sheets: [{ name: 'Budget', rows: [[1]] }],
      encryption: { password: 'secret', spinCount: 1000 },
    });
    expect(codesOf(secret)).toEqual(['file.encrypted']);
    expect(codesOf(withDirectory(good, SHEET_1, FLAGS_BEFORE_NAME, [1, 0]))).toEqual(['file.encrypted']);
  });
});

describe('a damaged file is refused whole', () => {
  test('cut off anywhere', () => {
    for (let length = 4; length < good.length; length += 97) {
      expect(codesOf(good.slice(0, length))).toEqual(['file.damaged']);
    }
    expect(codesOf(good.slice(0, -1))).toEqual(['file.damaged']);
  });

  test('a changed byte is found, or changes nothing that is read', () => {
    const change = fc.record({ at: fc.nat({ max: good.length - 1 }), by: fc.integer({ min: 1, max: 255 }) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const bytes = good.slice();
        for (const { at, by } of changes) bytes[at] = (bytes[at] ?? 0) ^ by;
        const read = readWorkbook(bytes, 'site.xlsx');
        if (!read.ok) expect(read.problems[0]?.code).toMatch(/^(?:file|workbook)\./);
        else {
          const decoded = decodeWorkbook(smallIndex(), smallContent(), read.value.cells);
          if (decoded.problems.length === 0) expect(decoded.content).toEqual(smallContent());
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, () => Uint8Array]>([
    ['a size that lies', () => withDirectory(good, SHEET_1, SIZE_BEFORE_NAME, [100, 0, 0, 0])],
    ['a checksum that does not fit', () => withDirectory(good, SHEET_1, CRC_BEFORE_NAME, [0, 0, 0, 0])],
    [
      'a part that is there twice',
      () => withDirectory(good, SHEET_1, 0, [...strToU8('xl/worksheets/sheet2')]),
    ],
    [
      'a document type',
      () => withSheet('Budget', (xml) => xml.replace('<worksheet', '<!DOCTYPE x []><worksheet')),
    ],
    ['a sheet that stops in the middle', () => withSheet('Budget', (xml) => xml.slice(0, xml.length / 2))],
    [
      'a sheet whose end was glued on',
      () => withSheet('Budget', (xml) => `${xml.slice(0, 3000)}</worksheet>`),
    ],
    ['a sheet whose rows are mixed up', () => withSheet('Budget', (xml) => xml.replace('</row>', ''))],
    ['XML that is none', () => withSheet('Budget', () => 'nothing</worksheet>')],
    ['a workbook without its sheet', () => editParts(good, (path, xml) => (path === SHEET_1 ? null : xml))],
    [
      'a workbook without its list of sheets',
      () => editParts(good, (path, xml) => (path === 'xl/workbook.xml' ? null : xml)),
    ],
    ['text that is no UTF-8', () => brokenText()],
    ['bytes after the end', () => Buffer.concat([good, Buffer.from('more')])],
  ])('%s', (_, make) => {
    const [problem, ...others] = problemsOf(make());
    expect(problem).toMatchObject({ code: 'file.damaged', severity: 'fatal', place: { kind: 'file' } });
    expect(problem?.params['detail']).not.toBe('');
    expect(others).toEqual([]);
  });

  function brokenText(): Uint8Array {
    const parts = {
      '[Content_Types].xml': strToU8('<Types/>'),
      'xl/workbook.xml': new Uint8Array([0x3c, 0xff, 0xfe]),
    };
    return zipSync(parts);
  }
});

describe('a file that would cost too much is refused before it does', () => {
  test.each<[string, Partial<ReadLimits>]>([
    ['file', { maxFileBytes: 5_000 }],
    ['entries', { maxEntries: 5 }],
    ['part', { maxPartBytes: 5_000 }],
    ['total', { maxTotalBytes: 12_000 }],
    ['cells', { maxCells: 100 }],
  ])('%s', (what, limits) => {
    const [problem] = problemsOf(good, limits);
    expect(problem).toMatchObject({
      code: 'file.tooLarge',
      params: { what, limit: Object.values(limits)[0] },
    });
  });

  test('a zip bomb, and one that lies about its size', () => {
    const bomb = zipSync({
      ...unzipSync(good),
      [SHEET_1]: [new Uint8Array(READ_LIMITS.maxPartBytes + 1), { level: 9 }],
    });
    expect(bomb.length).toBeLessThan(200_000);
    expect(codesOf(bomb)).toEqual(['file.tooLarge']);
    expect(codesOf(withDirectory(bomb, SHEET_1, SIZE_BEFORE_NAME, [1, 0, 0, 0]))).toEqual(['file.damaged']);
  });

  test('one cell in the far corner costs nothing and changes nothing', () => {
    const bytes = withSheet('Budget', (xml) =>
      xml.replace('</sheetData>', '<row r="1048576"><c s="1" r="XFD1048576"><v>1</v></c></row></sheetData>'),
    );
    const read = readWorkbook(bytes, 'site.xlsx');
    if (!read.ok) throw new Error(read.problems[0]?.code);
    expect(decodeWorkbook(smallIndex(), smallContent(), read.value.cells).content).toEqual(smallContent());
  });
});

describe('a workbook that is not a site budget, or not whole', () => {
  const rename = (from: string, to: string) => (bytes: Uint8Array) =>
    editParts(bytes, (path, xml) =>
      path === 'xl/workbook.xml' ? xml.replace(`sheet name="${from}"`, `sheet name="${to}"`) : xml,
    );

  const untitled = (sheet: string) => (bytes: Uint8Array) =>
    typeCells(
      bytes,
      sheet,
      Object.fromEntries(Array.from('ABCDEFGHIJKLMNOP').map((letter) => [`${letter}4`, null])),
    );

  test('every missing sheet is named', () => {
    const without = untitled('Budget')(untitled('Positions')(good));
    const bytes = rename('Budget', 'Budget 2')(rename('Positions', 'Posts')(without));
    expect(problemsOf(bytes)).toEqual(
      ['Budget', 'Positions'].map((sheet) => ({
        code: 'workbook.sheetMissing',
        severity: 'fatal',
        place: { kind: 'workbook', sheet },
        params: { file: 'site.xlsx', sheet },
      })),
    );
  });

  test('sheets that were given another name are known by their titles', () => {
    const bytes = rename('Budget', 'Budget FY25')(rename('Positions', 'Posts')(good));
    const read = readWorkbook(bytes, 'site.xlsx');
    expect(read).toMatchObject({
      ok: true,
      value: {
        identity: smallIdentity(),
        cells: { budget: { name: 'Budget FY25' }, positions: { name: 'Posts' } },
        notes: [],
      },
    });
  });

  test('sheets are found as Excel finds them, whatever their capitals', () => {
    expect(codesOf(rename('Budget', 'BUDGET')(good))).toEqual([]);
  });

  test('who it is: the hidden sheet, else the document properties, else nothing', () => {
    const noSheet = rename('_sitebook', 'old')(good);
    const read = readWorkbook(noSheet, 'site.xlsx');
    expect(read).toMatchObject({ ok: true, value: { identity: smallIdentity() } });

    const neither = editParts(noSheet, (path, xml) => (path === 'docProps/custom.xml' ? null : xml));
    const unknown = readWorkbook(neither, 'site.xlsx');
    expect(unknown).toMatchObject({ ok: true, value: { identity: null } });
    // By its name alone a sheet is no Budget sheet of ours.
    expect(codesOf(untitled('Budget')(neither))).toEqual(['workbook.notSitebook']);
  });

  test('the hidden sheet counts where the two differ: the pane notes a saved revision there', () => {
    const row = IDENTITY_KEYS.indexOf('baseRevision') + 1;
    const read = readWorkbook(typeCells(good, '_sitebook', { [`B${String(row)}`]: '7' }), 'site.xlsx');
    expect(read).toMatchObject({ ok: true, value: { identity: { baseRevision: 7 } } });
  });
});

describe('sheets that somebody added', () => {
  const COPY = 'xl/worksheets/sheet77.xml';
  const padded = (xml: string, bytes: number) =>
    xml.replace('</worksheet>', `<!--${' '.repeat(bytes)}--></worksheet>`);
  const notes = (bytes: number) => () =>
    padded('<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>', bytes);

  test('cost no more than their beginning, and that once', () => {
    const bytes = [1, 2, 3].reduce(
      (book, at) =>
        editParts(
          withCopy(book, notes(2_000_000), `Notes ${String(at)}`),
          (path, xml) =>
            path === 'xl/workbook.xml' || path === 'xl/_rels/workbook.xml.rels'
              ? xml.replaceAll(/\b(rId|sheetId="|sheet)77/g, `$17${String(at)}`)
              : path === COPY
                ? null
                : xml,
          { [`xl/worksheets/sheet7${String(at)}.xml`]: notes(2_000_000)() },
        ),
      withSheet('Budget', (xml) => padded(xml, 2_500_000)),
    );
    expect(codesOf(bytes, { maxTotalBytes: 6_200_000 })).toEqual([]);
    // What is read for its figures counts whole.
    expect(codesOf(bytes, { maxTotalBytes: 2_600_000 })).toEqual(['file.tooLarge']);
  });

  test('are known by their titles also where they are cut off behind them', () => {
    const read = readWorkbook(
      withCopy(good, (xml) => padded(xml, 500_000)),
      'site.xlsx',
    );
    expect(read).toMatchObject({ ok: true, value: { notes: [{ code: 'workbook.sheetRepeats' }] } });
  });

  test('are checked like all others where they are copies of ours, and are no business of a reader otherwise', () => {
    const wrong = (book: Uint8Array) => withDirectory(book, COPY, CRC_BEFORE_NAME, [0, 0, 0, 0]);
    expect(codesOf(wrong(withCopy(good, (xml) => xml)))).toEqual(['file.damaged']);
    expect(codesOf(wrong(withCopy(good, notes(10))))).toEqual([]);
    const other = withCopy(good, (xml) => xml);
    expect(codesOf(withDirectory(other, COPY, FLAGS_BEFORE_NAME, [1, 0]))).toEqual([]);
  });
});

describe('cells come as Excel gives them', () => {
  const valueAt = (bytes: Uint8Array, row: number, column: number) => {
    const read = readWorkbook(bytes, 'site.xlsx');
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    return read.value.cells.budget.values[row]?.[column];
  };

  test('formulas as their last result, errors as text', () => {
    const bytes = typeCells(good, 'Budget', {
      I10: { formula: 'SUM(1,2)', result: 3 },
      I11: { formula: '1/0', result: '#DIV/0!' },
      I12: { error: '#N/A' },
      N10: { formula: '"a"&"b"', result: 'ab' },
    });
    expect(valueAt(bytes, 9, 8)).toBe(3);
    expect(valueAt(bytes, 10, 8)).toBe('#DIV/0!');
    expect(valueAt(bytes, 11, 8)).toBe('#N/A');
    expect(valueAt(bytes, 9, 13)).toBe('ab');
  });

  test('a formula that was never worked out is blank, and said so at its cell', () => {
    const read = readWorkbook(typeCells(good, 'Budget', { I10: { formula: 'SUM(1,2)' } }), 'site.xlsx');
    expect(read).toMatchObject({
      ok: true,
      value: { cells: { budget: { unworked: [{ row: 9, column: 8 }] } } },
    });
    expect(read.ok && read.value.cells.budget.values[9]?.[9]).toBeNull();
  });

  test('a date as its text', async () => {
    const identity = smallIdentity();
    const bytes = await writeXlsx({
      sheets: [
        { name: 'Budget', rows: [[new Date(Date.UTC(2024, 0, 1)), 'x']] },
        { name: 'Positions', rows: [] },
        { name: '_sitebook', rows: identityRows(identity) },
      ],
    });
    expect(valueAt(bytes, 0, 0)).toBe('2024-01-01');
  });

  test('a date of a workbook that counts from 1904, whatever a newer program says behind that', async () => {
    const identity = smallIdentity();
    const bytes = await writeXlsx({
      sheets: [
        { name: 'Budget', rows: [[new Date(Date.UTC(2024, 0, 1)), 'x']] },
        { name: 'Positions', rows: [] },
        { name: '_sitebook', rows: identityRows(identity) },
      ],
    });
    const old = editParts(bytes, (part, xml) =>
      part === 'xl/workbook.xml'
        ? xml
            .replace(/<workbookPr[^>]*\/>/, '')
            .replace('<sheets>', '<workbookPr date1904="1"/><sheets>')
            .replace('</workbook>', '<extLst><ext><x15:workbookPr xmlns:x15="x"/></ext></extLst></workbook>')
        : xml,
    );
    expect(valueAt(old, 0, 0)).toBe('2028-01-02');
  });

  test('hidden id columns are there, and empty rows below the last are not', () => {
    const bytes = withSheet('Budget', (xml) =>
      xml.replace('</sheetData>', '<row r="900"><c r="A900" s="5"/></row></sheetData>'),
    );
    expect(valueAt(bytes, 14, 14)).toBe('line-11');
    const read = readWorkbook(bytes, 'site.xlsx');
    expect(read.ok && read.value.cells.budget.values.length).toBe(15);
  });
});
