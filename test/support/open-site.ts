import { randomUUID } from 'node:crypto';
import { writeSiteWorkbook } from '../../server/workbooks/write-site-workbook.js';
import type { SiteBook } from '../../src/core/budget/site-book.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import { indexBook, type BookIndex } from '../../src/core/validation/book-index.js';
import type { Owners } from '../../src/core/validation/owned-rows.js';
import { decodeWorkbook, type DecodedWorkbook } from '../../src/core/workbook/decode.js';
import { cellAddress } from '../../src/core/workbook/layout.js';
import { readSheets } from '../../src/excel/snapshot.js';
import type { ExcelHost } from '../../src/workbench/host/excel-host.js';
import { loadXlsx } from '../../src/workbench/host/load-xlsx.js';
import { openExcel } from './office-host.js';
import { smallBook, smallIdentity } from './small-book.js';

/** The small site's generated workbook, open in the stand-in behind the real office.js. */
export type OpenSite = {
  index: BookIndex;
  base: SiteContent;
  owners: Owners;
  host: ExcelHost;
  /** Every switch of protection, by sheet: true is on. */
  protections: { sheet: string; isOn: boolean }[];
  read: () => Promise<DecodedWorkbook>;
  /** The address of a cell by row id and column key. */
  at: (sheet: 'Budget' | 'Positions', id: string, key: string) => Promise<string>;
};

export async function openSmallSite(
  owners: Owners = new Set(['site']),
  book: SiteBook = smallBook(),
): Promise<OpenSite> {
  const index = indexBook(book);
  const base = book.opening;
  const bytes = await writeSiteWorkbook(index, base, owners, smallIdentity(), randomUUID());
  const { host } = openExcel(await loadXlsx(bytes, 'Maple.xlsx'));
  const protections: OpenSite['protections'] = [];
  host.workbook.listen((event) => {
    if (event.kind === 'protectionChanged')
      protections.push({ sheet: event.sheet.name, isOn: event.isProtected });
  });
  const read = async () => decodeWorkbook(index, base, await readSheets());
  return {
    index,
    base,
    owners,
    host,
    protections,
    read,
    async at(sheet, id, key) {
      const decoded = await read();
      const { rows, columns } = sheet === 'Budget' ? decoded.lines : decoded.positions;
      const [row, column] = [rows.get(id), columns.get(key)];
      if (row === undefined || column === undefined) throw new Error(`No cell ${key} of ${id}`);
      return cellAddress(row, column);
    },
  };
}
