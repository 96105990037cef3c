import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { getWorkbook, listSites } from '../../src/contract/sites.js';
import { typeCells } from '../support/alter-workbook.js';
import { BUILT_PAGES, launchBrowser } from '../support/browser.js';
import { lookAtPage } from '../support/look.js';
import { openTab } from '../support/road.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

// Sites without the add-in mail their workbooks; the budget manager drops them on the page and saves what is ready.

let server: TestServer;
let browser: Browser;
let page: Page;
const faults: string[] = [];
const look = async (name: string) => void faults.push(...(await lookAtPage(page, name)));

beforeAll(async () => {
  server = await startTestServer({ pages: BUILT_PAGES });
  browser = await launchBrowser();
  ({ page } = await openTab(browser, server.baseUrl));
  await page.getByRole('button', { name: 'Anna Chen' }).click();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

test('files are dropped, checked cell by cell, and those that are ready become revisions', async () => {
  const chen = await server.as('chen');
  const workbook = async (siteCode: string) => {
    const bytes = await chen.call(getWorkbook, { params: { siteCode }, body: undefined });
    return new Uint8Array(bytes);
  };
  await page.getByRole('tab', { name: 'Files' }).click();
  await page.getByText('No files yet').waitFor();
  await look('files-empty');
  const made = await workbook('608');
  const high = typeCells(made, 'Budget', { I5: 120, I19: '($1,200.00)' });
  const junior = typeCells(await workbook('571'), 'Budget', { H4: 'One', I4: 'Two', J4: 'Three' });
  const files: [name: string, bytes: Uint8Array][] = [
    ['Dayton High School.xlsx', high],
    ['Junior High, from Tran.xlsx', junior],
    ['Letter.xlsx', Buffer.from('Dear finance office,\n')],
  ];
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await page
    .getByTestId('files')
    .setInputFiles(files.map(([name, bytes]) => ({ name, mimeType, buffer: Buffer.from(bytes) })));
  await page.getByText('3 files: 1 to fix, 1 ready, 1 not taken').waitFor();
  await page.getByRole('button', { name: 'What was found in Dayton High School.xlsx' }).click();
  await page.getByText('Budget!I5').first().waitFor();
  await page.getByRole('button', { name: 'What was found in Letter.xlsx' }).click();
  await page.getByText('is no Excel workbook').waitFor();
  await look('files-checked');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('button', { name: 'Save 1 file that is ready' }).click();
  await page.getByText('Saved as revision 1').waitFor();
  const { sites } = await chen.call(listSites, { params: {}, body: undefined });
  const saved = sites.filter(({ revision }) => revision !== null);
  expect(saved.map(({ site, revision }) => [site.code, revision?.savedBy])).toEqual([['608', 'Anna Chen']]);

  // A file that was made before that says otherwise: decided on the page.
  await page.reload();
  await page.getByRole('button', { name: 'Anna Chen' }).click();
  await page.getByRole('tab', { name: 'Files' }).click();
  const late = typeCells(made, 'Budget', { I5: 130 });
  await page.getByTestId('files').setInputFiles([{ name: 'Late.xlsx', mimeType, buffer: Buffer.from(late) }]);
  await page.getByRole('button', { name: 'What was found in Late.xlsx' }).click();
  await page.getByTestId('conflict').getByText('In the file: $130').waitFor();
  await look('files-conflict');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('radio', { name: 'In the file: $130' }).check();
  await look('files-decided');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('button', { name: 'Save 1 file that is ready' }).click();
  await page.getByText('Saved as revision 2').waitFor();
  expect(faults).toEqual([]);
}, 120_000);
