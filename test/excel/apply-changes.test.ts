import { beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { writeSiteWorkbook } from '../../server/workbooks/write-site-workbook.js';
import { addPost } from '../../src/core/budget/edit-content.js';
import { sameContent, type SiteContent } from '../../src/core/budget/site-content.js';
import { indexBook, type BookIndex } from '../../src/core/validation/book-index.js';
import { decodeWorkbook, type DecodedWorkbook } from '../../src/core/workbook/decode.js';
import { LAYOUT_VERSION, cellAddress } from '../../src/core/workbook/layout.js';
import { planSheetChanges, type SheetChanges } from '../../src/core/workbook/sheet-changes.js';
import { applySheetChanges } from '../../src/excel/apply-changes.js';
import { lockSheets } from '../../src/excel/locks.js';
import { readSheets } from '../../src/excel/snapshot.js';
import type { ExcelHost } from '../../src/workbench/host/excel-host.js';
import { loadXlsx } from '../../src/workbench/host/load-xlsx.js';
import { changeSheet } from '../support/change-sheet.js';
import { openExcel } from '../support/office-host.js';
import { smallBook } from '../support/small-book.js';

const SITE = new Set(['site']);

let index: BookIndex;
let base: SiteContent;
let host: ExcelHost;
let protections: string[];

beforeEach(async () => {
  const book = smallBook();
  index = indexBook(book);
  base = book.opening;
  await open();
});

async function open(): Promise<void> {
  const identity = {
    workbookId: randomUUID(),
    layoutVersion: LAYOUT_VERSION,
    district: 'maple-valley',
    yearId: '2024-25',
    siteCode: '608',
    baseRevision: 0,
  };
  const bytes = await writeSiteWorkbook(index, base, SITE, identity, randomUUID());
  ({ host } = openExcel(await loadXlsx(bytes, 'Small.xlsx')));
  protections = [];
  host.workbook.listen((event) => {
    if (event.kind === 'protectionChanged')
      protections.push(`${event.sheet.name} ${event.isProtected ? 'on' : 'off'}`);
  });
}

const read = async (known = base): Promise<DecodedWorkbook> =>
  decodeWorkbook(index, known, await readSheets());
const withLine = (id: string, part: object): SiteContent => ({
  ...base,
  lines: base.lines.map((line) => (line.id === id ? { ...line, ...part } : line)),
});
const newLine = (id: string, account: string) => ({
  id,
  account,
  title: '1/2 day music',
  currentCents: 0,
  currentFte: 0,
  enteredCents: 1_500_25,
  justification: '=not a formula',
  unread: [],
});

/** Plans on the sheet as it stands, does it, and reads what the sheet then holds. */
async function carryOut(target: SiteContent): Promise<{ changes: SheetChanges; after: DecodedWorkbook }> {
  const decoded = await read();
  const changes = planSheetChanges(index, decoded, target, SITE);
  await applySheetChanges(decoded, changes);
  return { changes, after: await read(target) };
}

const address = (decoded: DecodedWorkbook, id: string, key: string) => {
  const places = decoded.lines.rows.has(id) ? decoded.lines : decoded.positions;
  return cellAddress(places.rows.get(id) ?? -1, places.columns.get(key) ?? -1);
};
const isLocked = (decoded: DecodedWorkbook, id: string, key: string) => {
  const sheet = decoded.lines.rows.has(id) ? 'Budget' : 'Positions';
  return !host.actions.typeCell(sheet, address(decoded, id, key), '1').ok;
};

describe('a sheet made to hold another content', () => {
  test('open cells alone leave the protection alone, and one undo takes them all back', async () => {
    const target: SiteContent = {
      ...withLine('line-6', { enteredCents: 777_00, justification: '2 sets, as in 2023' }),
    };
    const { after } = await carryOut(target);
    expect(sameContent(after.content, target)).toBe(true);
    expect(protections).toEqual([]);
    expect(host.actions.undo()).toBe(true);
    expect(sameContent((await read()).content, base)).toBe(true);
  });

  test('a text that Excel would take for a number, a date or a formula stays that text', async () => {
    for (const justification of ['007', '3/4', '=SUM(A1)', '+1 FTE', 'true', "'quoted", '5%', '-', '@home']) {
      const target = withLine('line-6', { justification });
      const { after } = await carryOut(target);
      expect(after.content.lines.find(({ id }) => id === 'line-6')?.justification).toBe(justification);
    }
  });

  test('rows come and go in one unprotect and protect a sheet, with the options found', async () => {
    const [teacher] = base.positions;
    if (!teacher) throw new Error('no post');
    const target: SiteContent = {
      lines: [
        ...base.lines.filter(({ id }) => id !== 'line-6'),
        newLine('new-1', '100-1131-608-050-410'),
        newLine('new-2', '201-1272-608-050-470'),
        newLine('new-3', '100-1131-608-050-470'),
      ],
      positions: [
        { ...teacher, fte: 5_000 },
        ...base.positions.slice(1),
        { ...teacher, id: 'new-post', number: '' },
      ],
    };
    const options = { ...host.workbook.sheet('Budget').protection.options };
    const { after } = await carryOut(target);
    expect(after.problems).toEqual([]);
    expect(sameContent(after.content, target)).toBe(true);
    expect(protections).toEqual(['Budget off', 'Positions off', 'Budget on', 'Positions on']);
    expect(host.workbook.sheet('Budget').protection.options).toEqual(options);
    // Read without knowing anything: leading zeros and texts are in the cells themselves.
    const alone = await read({ lines: [], positions: [] });
    expect(alone.content.lines.find(({ id }) => id === 'new-2')).toMatchObject({
      account: '201-1272-608-050-470',
      title: '1/2 day music',
      enteredCents: 1_500_25,
      justification: '=not a formula',
    });
    expect(isNothing(planSheetChanges(index, after, target, SITE))).toBe(true);
  });

  test('a new row has its locks at once, whatever the row above it has', async () => {
    const target: SiteContent = {
      ...base,
      lines: [
        ...base.lines,
        newLine('mine', '100-1131-608-050-410'),
        newLine('theirs', '100-2542-608-000-325'),
      ],
    };
    const { after } = await carryOut(target);
    expect(isLocked(after, 'mine', 'amount')).toBe(false);
    expect(isLocked(after, 'mine', 'segment:fund')).toBe(true);
    expect(isLocked(after, 'theirs', 'amount')).toBe(true);
    const fillOf = (id: string, key: string) => {
      const row = after.lines.rows.get(id) ?? -1;
      return host.workbook.sheet('Budget').grid.formatAt(row, after.lines.columns.get(key) ?? -1).fillColor;
    };
    expect(fillOf('mine', 'amount')).toBe('#FFF8DC');
    expect(fillOf('theirs', 'amount')).toBeNull();
    const before = [...protections];
    expect(await lockSheets(index, await read(target), SITE)).toMatchObject({ isChanged: false });
    expect(protections).toEqual(before);
  });

  test('codes keep their zeros where a wrong one is put back', async () => {
    const places = await read();
    host.actions.unprotectSheet('Budget');
    host.actions.typeCell('Budget', address(places, 'line-6', 'segment:area'), '51');
    const { after } = await carryOut(base);
    expect(after.content.lines.find(({ id }) => id === 'line-6')?.account).toBe(
      base.lines.find(({ id }) => id === 'line-6')?.account,
    );
  });

  test('a sheet that was not protected stays so', async () => {
    host.actions.unprotectSheet('Budget');
    protections.length = 0;
    const target = { ...base, lines: [...base.lines, newLine('new-1', '100-1131-608-050-410')] };
    const { after } = await carryOut(target);
    expect(sameContent(after.content, target)).toBe(true);
    expect(protections).toEqual([]);
  });

  test('while one sheet is protected by somebody else, nothing is written on either', async () => {
    host.actions.unprotectSheet('Positions');
    host.actions.protectSheet('Positions', 'secret');
    const before = await readSheets();
    const positions = base.positions.slice(1);
    const target = { lines: [...base.lines, newLine('new-1', '100-1131-608-050-410')], positions };
    await expect(carryOut(target)).rejects.toMatchObject({ fault: 'excel.protectedByOthers' });
    expect(await readSheets()).toEqual(before);
    expect(['Budget', 'Positions'].map((name) => host.workbook.sheet(name).protection.isProtected)).toEqual([
      true,
      true,
    ]);
  });

  test('rows that moved since they were read are found by their id', async () => {
    const decoded = await read();
    const target = withLine('line-6', { enteredCents: 5_00 });
    const changes = planSheetChanges(index, decoded, target, SITE);
    host.actions.unprotectSheet('Budget');
    host.workbook.sheet('Budget').insertRows(4, 2, 'remote');
    await applySheetChanges(decoded, changes);
    expect(sameContent((await read(target)).content, target)).toBe(true);
  });

  test('a row that is gone meanwhile: nothing is written', async () => {
    const decoded = await read();
    const target = withLine('line-6', { enteredCents: 5_00 });
    const changes = planSheetChanges(index, decoded, target, SITE);
    host.actions.unprotectSheet('Budget');
    host.workbook.sheet('Budget').deleteRows(decoded.lines.rows.get('line-6') ?? -1, 1, 'remote');
    const before = await readSheets();
    await expect(applySheetChanges(decoded, changes)).rejects.toMatchObject({ fault: 'excel.refused' });
    expect(await readSheets()).toEqual(before);
  });

  test('a sheet without rows gets its first below the titles, looking like a row', async () => {
    base = { lines: [], positions: [] };
    await open();
    const target = { lines: [newLine('first', '100-1131-608-050-410')], positions: [] };
    const { after } = await carryOut(target);
    expect(sameContent(after.content, target)).toBe(true);
    expect(isLocked(after, 'first', 'amount')).toBe(false);
    expect(isLocked(after, 'first', 'segment:fund')).toBe(true);
  });
});

test('a post is added below the last one of its account, and a row without id at the end stays what it is', async () => {
  const places = await read();
  host.actions.unprotectSheet('Positions');
  const below = cellAddress(Math.max(...places.positions.rows.values()) + 1, 1);
  host.actions.typeCell('Positions', below, 'my notes');
  const [teacher] = base.positions;
  if (!teacher) throw new Error('no post');
  await changeSheet(index, places, addPost(places.content, { ...teacher, id: 'new-post' }), SITE);
  const { values } = (await readSheets()).positions;
  expect(values.at(-1)).toContain('my notes');
  const ids = values.map((row) => row.at(-1));
  expect(ids.indexOf('new-post')).toBe(ids.indexOf('post-2') + 1);
});

function isNothing({ lines, positions }: SheetChanges): boolean {
  return [lines, positions].every(
    ({ cells, added, deleted }) => cells.length + added.length + deleted.length === 0,
  );
}
