import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { writeXlsx } from 'hucre/xlsx';
import { editParts, sheetPath } from './alter-workbook.js';

/** A file that somebody might send, and the codes that say what it is; none where it is read. */
export type BadFile = { name: string; bytes: Uint8Array; codes: string[] };

const MB = 2 ** 20;

/** Files that break readers, made from a workbook that is good; of these names, or all. Some take seconds to make. */
export async function badFiles(good: Uint8Array, names?: readonly string[]): Promise<BadFile[]> {
  const wanted = recipes(good).filter(({ name }) => names?.includes(name) ?? true);
  return Promise.all(wanted.map(async ({ make, ...file }) => ({ ...file, bytes: await make() })));
}

type Recipe = Omit<BadFile, 'bytes'> & { make: () => Uint8Array | Promise<Uint8Array> };

/** Everything that came up. */
function recipes(good: Uint8Array): Recipe[] {
  const budget = sheetPath(good, 'Budget');
  const withSheet = (edit: (xml: string) => string) =>
    editParts(good, (part, xml) => (part === budget ? edit(xml) : xml));
  const withPart = (name: string, content: Uint8Array) =>
    zipSync({ ...unzipSync(good), [name]: [content, { level: 1 }] } satisfies Zippable);
  const bomb = () => withPart(budget, new Uint8Array(80 * MB));
  return [
    { name: 'truncated.xlsx', make: () => good.slice(0, good.length / 2), codes: ['file.damaged'] },
    { name: 'bit rot.xlsx', make: () => rotten(good), codes: ['file.damaged'] },
    { name: 'zip bomb.xlsx', make: bomb, codes: ['file.tooLarge'] },
    { name: 'zip bomb that lies.xlsx', make: () => lyingAboutSize(bomb(), budget), codes: ['file.damaged'] },
    {
      name: 'entity bomb.xlsx',
      make: () =>
        withSheet(
          (xml) =>
            `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, n) => `<!ENTITY ${letters(n + 1)} "${`&${letters(n)};`.repeat(10)}">`).join('')}]>${xml.replace(/^<\?xml[^>]*\?>/, '')}`,
        ),
      codes: ['file.damaged'],
    },
    {
      name: 'a million styled empty rows.xlsx',
      make: () =>
        withSheet((xml) => xml.replace('</sheetData>', `${emptyRows(2_000, 1_000_000)}</sheetData>`)),
      codes: [],
    },
    {
      name: 'styled empty cells to the end.xlsx',
      make: () => withPart(budget, styledCells(1_000_000)),
      codes: ['file.tooLarge'],
    },
    {
      name: 'whole sheet merged and validated.xlsx',
      make: () =>
        withSheet((xml) => {
          const merges = `<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>`;
          const checks = `<dataValidations count="1"><dataValidation type="whole" sqref="A1:XFD1048576"><formula1>0</formula1></dataValidation></dataValidations>`;
          return xml.replace(/<dataValidations.*<\/dataValidations>/s, `${merges}${checks}`);
        }),
      codes: [],
    },
    {
      name: 'far cells.xlsx',
      make: () => withSheet((xml) => xml.replace('</sheetData>', `${farCells(50_000)}</sheetData>`)),
      codes: [],
    },
    {
      name: 'password.xlsx',
      make: () =>
        writeXlsx({
          sheets: [{ name: 'Budget', rows: [[1]] }],
          encryption: { password: 'secret', spinCount: 1000 },
        }),
      codes: ['file.encrypted'],
    },
    {
      name: 'old.xls',
      make: () =>
        Buffer.concat([
          Buffer.from('d0cf11e0a1b11ae1', 'hex'),
          Buffer.alloc(600),
          Buffer.from('Workbook', 'utf16le'),
        ]),
      codes: ['file.oldXls'],
    },
    {
      name: 'a csv.xlsx',
      make: () => strToU8('Fund,Function,Amount\n100,1131,5\n'),
      codes: ['file.notXlsx'],
    },
    { name: 'empty.xlsx', make: () => new Uint8Array(), codes: ['file.notXlsx'] },
    { name: 'a hundred megabytes.xlsx', make: () => new Uint8Array(100 * MB), codes: ['file.tooLarge'] },
    {
      name: 'deep.xlsx',
      make: () => withSheet((xml) => xml.replace('</sheetData>', `</sheetData>${'<x>'.repeat(2_000_000)}`)),
      codes: ['file.damaged'],
    },
  ];
}

function rotten(good: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(good);
  const middle = Math.floor(good.length / 3);
  return bytes.fill(0, middle, middle + 64);
}

/** `b`, `c` … as names of entities. */
const letters = (n: number) => String.fromCharCode(97 + n);

function emptyRows(from: number, to: number): string {
  const rows: string[] = [];
  for (let row = from; row <= to; row += 1)
    rows.push(`<row r="${String(row)}" s="3" customFormat="1" ht="15"/>`);
  return rows.join('');
}

/** A sheet whose every row has sixteen cells with a style and nothing else: some hundred megabytes of XML. */
function styledCells(rows: number): Uint8Array {
  const cells = '<c s="1"/>'.repeat(16);
  const row = strToU8(`<row>${cells}</row>`);
  const head = strToU8('<worksheet><sheetData>');
  const end = strToU8('</sheetData></worksheet>');
  const bytes = new Uint8Array(head.length + rows * row.length + end.length);
  bytes.set(head, 0);
  for (let n = 0; n < rows; n += 1) bytes.set(row, head.length + n * row.length);
  bytes.set(end, head.length + rows * row.length);
  return bytes;
}

/** Rows with one value at the right end of the sheet each, and one at its very end. */
function farCells(count: number): string {
  const rows: string[] = [];
  for (let row = 2_000; row < 2_000 + count; row += 1)
    rows.push(`<row r="${String(row)}"><c r="XFD${String(row)}"><v>1</v></c></row>`);
  rows.push('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>');
  return rows.join('');
}

/** The zip with its directory saying that a part unpacks to a thousand bytes. */
function lyingAboutSize(zip: Uint8Array, part: string): Uint8Array {
  const copy = Uint8Array.from(zip);
  const name = Buffer.from(copy.buffer).lastIndexOf(part);
  new DataView(copy.buffer).setUint32(name - 22, 1_000, true);
  return copy;
}
