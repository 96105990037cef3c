import { afterEach, expect, test } from '@jest/globals';
import { SHEET_NAMES } from '../../src/core/workbook/layout.js';
import { hashPlace } from '../../src/core/workbook/recognise.js';
import {
  findIdentity,
  readIdentity,
  writeBaseRevision,
  writeIdentity,
} from '../../src/excel/open-workbook.js';
import { openExcel } from '../support/office-host.js';
import { openSmallSite } from '../support/open-site.js';
import { smallIdentity } from '../support/small-book.js';
import { writtenIdentity } from '../support/written-identity.js';

const globals = globalThis as { Office?: unknown };
afterEach(() => {
  delete globals.Office;
});
const storedAt = (url: string) => (globals.Office = { context: { document: { url } } });

test('a workbook that is none of ours says nothing', async () => {
  openExcel();
  expect(await findIdentity()).toMatchObject({ identity: null, isSheetLost: false });
});

test('a generated workbook is known by sheet and properties; a save notes revision and place in all three', async () => {
  const { host } = await openSmallSite();
  expect(await findIdentity()).toEqual({
    identity: writtenIdentity(),
    isSheetLost: false,
    isContradicted: false,
    placeHash: null,
  });
  storedAt('https://maple.example/608.xlsx');
  await writeBaseRevision(4);
  const { workbook } = host;
  expect(await findIdentity()).toMatchObject({
    identity: { ...smallIdentity(), baseRevision: 4 },
    isContradicted: false,
    placeHash: hashPlace('https://maple.example/608.xlsx'),
  });
  expect(workbook.customProperties.get('SitebookBaseRevision')).toBe('4');
  expect(JSON.stringify([...workbook.settings])).not.toContain('maple.example');
});

test('a lost sheet is told, and built anew as it was', async () => {
  const { host } = await openSmallSite();
  const { workbook } = host;
  const sheet = workbook.sheet(SHEET_NAMES.identity);
  workbook.setVisibility(sheet, 'Visible', 'user');
  workbook.deleteSheet(sheet, 'user');
  expect(await findIdentity()).toMatchObject({ identity: smallIdentity(), isSheetLost: true });
  await writeIdentity(smallIdentity());
  expect(await findIdentity()).toMatchObject({ identity: smallIdentity(), isSheetLost: false });
  expect(workbook.sheet(SHEET_NAMES.identity).visibility).toBe('VeryHidden');
});

test('a copy gets an id of its own in every place', async () => {
  await openSmallSite();
  const copy = { ...smallIdentity(), workbookId: '22222222-2222-4222-8222-222222222222' };
  await writeIdentity(copy);
  expect(await findIdentity()).toMatchObject({ identity: copy, isContradicted: false });
  expect(await readIdentity()).toEqual(copy);
});
