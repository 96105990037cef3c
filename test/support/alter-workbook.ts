import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';

/** What a test puts into a cell. Strings go in as inline text, formulas with the result Excel would have kept. */
export type RawValue =
  | string
  | number
  | boolean
  | null
  | { error: string }
  | { formula: string; result?: string | number };

/** A cell as the file has it: its style number and the XML of what it holds. */
export type RawCell = { style: string; type: string; inner: string };
export type RawRow = (RawCell | null)[];

const ZIP_EPOCH = new Date(1980, 0, 1);

/** The workbook with parts changed; a part that `edit` gives null for is left out. */
export function editParts(
  xlsx: Uint8Array,
  edit: (path: string, xml: string) => string | null,
  added: Record<string, string> = {},
): Uint8Array {
  const parts: Zippable = {};
  for (const [path, bytes] of Object.entries(unzipSync(xlsx))) {
    const text = edit(path, strFromU8(bytes));
    if (text !== null) parts[path] = [strToU8(text), { mtime: ZIP_EPOCH }];
  }
  for (const [path, text] of Object.entries(added)) parts[path] = [strToU8(text), { mtime: ZIP_EPOCH }];
  return zipSync(parts);
}

/** The XML of one part. */
export function partOf(xlsx: Uint8Array, path: string): string {
  const part = unzipSync(xlsx)[path];
  if (!part) throw new Error(`no part ${path}`);
  return strFromU8(part);
}

/** The path of a sheet's part, for files in which the sheets' relationships are numbered in their order. */
export function sheetPath(xlsx: Uint8Array, name: string): string {
  const names = [...partOf(xlsx, 'xl/workbook.xml').matchAll(/<sheet [^>]*?\bname="([^"]*)"/g)].map(
    ([, found]) => found,
  );
  const at = names.indexOf(name);
  if (at < 0) throw new Error(`no sheet ${name}`);
  return `xl/worksheets/sheet${String(at + 1)}.xml`;
}

/** The workbook with the rows of one sheet rearranged, as if somebody had done so and saved. */
export function editRows(xlsx: Uint8Array, sheet: string, edit: (rows: RawRow[]) => RawRow[]): Uint8Array {
  const path = sheetPath(xlsx, sheet);
  return editParts(xlsx, (part, xml) =>
    part === path
      ? xml.replace(
          /<sheetData>.*<\/sheetData>/s,
          (data) => `<sheetData>${writeRows(edit(readRows(data)))}</sheetData>`,
        )
      : xml,
  );
}

/** The workbook with values typed into cells given by address, their styles kept. */
export function typeCells(xlsx: Uint8Array, sheet: string, values: Record<string, RawValue>): Uint8Array {
  return editRows(xlsx, sheet, (rows) => {
    for (const [address, value] of Object.entries(values)) {
      const { row, column } = parseAddress(address);
      while (rows.length <= row) rows.push([]);
      const cells = rows[row] ?? [];
      while (cells.length <= column) cells.push(null);
      cells[column] = { style: cells[column]?.style ?? '', ...rawContent(value) };
    }
    return rows;
  });
}

export function rawContent(value: RawValue): Pick<RawCell, 'type' | 'inner'> {
  if (value === null) return { type: '', inner: '' };
  if (typeof value === 'string')
    return { type: 'inlineStr', inner: `<is><t xml:space="preserve">${escape(value)}</t></is>` };
  if (typeof value === 'number') return { type: '', inner: `<v>${String(value)}</v>` };
  if (typeof value === 'boolean') return { type: 'b', inner: `<v>${value ? '1' : '0'}</v>` };
  if ('error' in value) return { type: 'e', inner: `<v>${value.error}</v>` };
  const formula = `<f>${escape(value.formula)}</f>`;
  if (value.result === undefined) return { type: '', inner: formula };
  const isError = typeof value.result === 'string' && value.result.startsWith('#');
  const type = isError ? 'e' : typeof value.result === 'string' ? 'str' : '';
  return { type, inner: `${formula}<v>${escape(String(value.result))}</v>` };
}

function readRows(data: string): RawRow[] {
  const rows: RawRow[] = [];
  for (const [, attributes = '', cells = ''] of data.matchAll(/<row ([^>]*?)(?:\/>|>(.*?)<\/row>)/gs)) {
    const at = Number(/\br="(\d+)"/.exec(attributes)?.[1]) - 1;
    while (rows.length <= at) rows.push([]);
    const row = rows[at] ?? [];
    for (const [, head = '', inner = ''] of cells.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const { column } = parseAddress(/\br="([A-Z]+\d+)"/.exec(head)?.[1] ?? '');
      while (row.length <= column) row.push(null);
      const style = /\bs="(\d+)"/.exec(head)?.[1] ?? '';
      row[column] = { style, type: /\bt="(\w+)"/.exec(head)?.[1] ?? '', inner };
    }
  }
  return rows;
}

function writeRows(rows: RawRow[]): string {
  return rows
    .map((row, at) => {
      const cells = row.map((cell, column) => {
        if (!cell) return '';
        const style = cell.style === '' ? '' : ` s="${cell.style}"`;
        const type = cell.type === '' ? '' : ` t="${cell.type}"`;
        return `<c r="${letters(column)}${String(at + 1)}"${style}${type}>${cell.inner}</c>`;
      });
      return `<row r="${String(at + 1)}">${cells.join('')}</row>`;
    })
    .join('');
}

function parseAddress(address: string): { row: number; column: number } {
  const [, name = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
  if (name === '') throw new Error(`no address: ${address}`);
  let column = 0;
  for (const letter of name) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(row) - 1, column: column - 1 };
}

function letters(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : `${letters(Math.floor(column / 26) - 1)}${letters(column % 26)}`;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** The workbook as an .xlsm: of the type with macros, with a part of them that nobody could unpack. */
export function withMacros(xlsx: Uint8Array): Uint8Array {
  const macros = editParts(
    xlsx,
    (path, xml) => {
      if (path === '[Content_Types].xml')
        return xml
          .replace(
            'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
            'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
          )
          .replace(
            '</Types>',
            '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
          );
      return path === 'xl/_rels/workbook.xml.rels'
        ? xml.replace(
            '</Relationships>',
            '<Relationship Id="rId90" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>',
          )
        : xml;
    },
    { 'xl/vbaProject.bin': 'Attribute VB_Name = "ThisWorkbook"' },
  );
  // Its checksum does not fit: whoever unpacked it would find the file damaged.
  const name = Buffer.from(macros.buffer, macros.byteOffset, macros.byteLength).lastIndexOf(
    'xl/vbaProject.bin',
  );
  const copy = Uint8Array.from(macros);
  copy.set([0, 0, 0, 0], name - 30);
  return copy;
}
