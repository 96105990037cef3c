import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { readXlsx } from 'hucre/xlsx';
import { decideSubmission } from '../../src/contract/submissions.js';
import { BUILT_PAGES, launchBrowser } from '../support/browser.js';
import { lookAtPage } from '../support/look.js';
import { proposeSite, submitSite } from '../support/propose-site.js';
import { openTab } from '../support/road.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

// The budget manager brings the whole district's budget from the merge to an amendment of what was adopted.

const PRINCIPALS = { '608': 'reyes', '571': 'tran', '125': 'okafor', '001': 'lindqvist', '000': 'lindqvist' };

let server: TestServer;
let browser: Browser;
let page: Page;
const faults: string[] = [];
const look = async (name: string, ...parts: string[]) =>
  void faults.push(...(await lookAtPage(page, name, ...parts)));

beforeAll(async () => {
  server = await startTestServer({ pages: BUILT_PAGES });
  const ortiz = await server.as('ortiz');
  for (const [siteCode, who] of Object.entries(PRINCIPALS)) {
    await proposeSite(server, who, siteCode);
    const { id } = await submitSite(server, who, siteCode);
    server.clock.now = new Date(server.clock.now.getTime() + 60_000);
    const body = { decision: 'approve', comment: '' } as const;
    await ortiz.call(decideSubmission, { params: { submissionId: id }, body });
  }
  browser = await launchBrowser();
  ({ page } = await openTab(browser, server.baseUrl));
  await page.getByRole('button', { name: 'Anna Chen' }).click();
}, 180_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

test('merged, it ties out, and every difference leads to its lines', async () => {
  await page.getByRole('tab', { name: 'Master budget' }).click();
  await page.getByRole('button', { name: 'Merge approved sites' }).click();
  await page.getByTestId('master-total').getByText('$24,989,942.26').waitFor();
  await page.getByText('Merged equals submitted, to the cent and the FTE').waitFor();
  await page.getByRole('button', { name: 'Prove again' }).click();
  await page.getByText(/proved anew/).waitFor();
  await page.getByText('1.86', { exact: true }).waitFor();
  await page.getByText('(135,880)', { exact: true }).waitFor();
  await look('master-total');
  await page.getByRole('tab', { name: /^Funding source/ }).click();
  await page.getByRole('button', { name: '252 · High School Success (M98)' }).first().click();
  await page
    .getByText(/^Approved by Julia Ortiz/)
    .first()
    .waitFor();
  await page.getByText('On the other side').waitFor();
  await look('master-trace', '[role="dialog"]');
  await page.getByRole('button', { name: 'Close' }).click();
  await page.setViewportSize({ width: 1280, height: 800 });
}, 120_000);

test('what differs is explained, and the version adopted', async () => {
  await page.getByRole('button', { name: 'Explain 10 differences together…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Rounding of the revenue file');
  await look('master-explain', '[role="dialog"]');
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await look('master-explained');
  await page.getByRole('tab', { name: /^Whole district/ }).click();
  for (let left = 2; left > 0; left -= 1) {
    await page.getByRole('button', { name: 'Explain…' }).first().click();
    await page.getByRole('dialog').getByRole('textbox').fill('As published by the district');
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await page.getByRole('button', { name: 'Adopt…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Date of the meeting').fill('2024-03-01');
  await dialog.getByLabel('Resolution number').fill('24-17');
  await look('master-adopt', '[role="dialog"]');
  await dialog.getByRole('button', { name: 'Adopt' }).click();
  await page.getByText('Adopted 2024-03-01, resolution 24-17').waitFor();
  await page.getByText(/^Version 1 is adopted, so nothing is merged any more/).waitFor();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Workbook (.xlsx)' }).click();
  const file = await (await downloading).path();
  const { sheets } = await readXlsx(new Uint8Array(await readFile(file)));
  expect(sheets.map(({ name }) => name)).toContain('Tie-out');
}, 180_000);

test('later changes are amendments', async () => {
  await page.getByRole('tab', { name: 'Amendments' }).click();
  const form = page.getByRole('form', { name: 'Enter an amendment' });
  await form.getByLabel('Number').fill('BA-01');
  await form.getByLabel('Resolution').fill('24-40');
  await form.getByLabel('Effective date').fill('2024-09-10');
  await form.getByLabel('Reason').fill('Software instead of supplies');
  const rows = [
    ['100-1131-608-050-410', '(200)'],
    ['100-1131-608-050-470', '100'],
  ] as const;
  for (const [at, [account, amount]] of rows.entries()) {
    const entry = form.getByRole('group', { name: `Entry ${String(at + 1)}` });
    await entry.getByLabel('Site').selectOption('608');
    await entry.getByLabel('Account').fill(account);
    await entry.getByLabel('Amount').fill(amount);
  }
  const off = form.getByText('Fund 100: expenditures grow by $100 less than revenue');
  await off.waitFor();
  await off.scrollIntoViewIfNeeded();
  await look('master-amendment-typed');
  await form.getByRole('button', { name: 'Enter the amendment' }).click();
  await form.getByText(/^Fund 100 is not balanced/).waitFor();
  await look('master-amendment-refused');
  await form.getByRole('group', { name: 'Entry 2' }).getByLabel('Amount').fill('200');
  await form.getByRole('button', { name: 'Enter the amendment' }).click();
  await page.getByText('BA-01', { exact: true }).waitFor();
  await look('master-amended');
  await page.getByRole('tab', { name: 'Staff' }).click();
  await look('master-staff');
  await page.getByRole('tab', { name: 'Accounts' }).click();
  await look('master-accounts');
  await page.getByRole('button', { name: 'Control totals…' }).click();
  await page.getByRole('dialog').getByLabel('Rows').waitFor();
  await look('master-control', '[role="dialog"]');
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(faults).toEqual([]);
}, 180_000);
