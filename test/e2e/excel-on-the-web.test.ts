import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { CLIENT_VERSION, CLIENT_VERSION_HEADER } from '../../src/contract/endpoint.js';
import { signIn } from '../../src/contract/sign-in.js';
import { getWorkbook } from '../../src/contract/sites.js';
import { DEMO_PASSWORD } from '../../server/demo/people.js';
import { BUILT_PAGES, launchBrowser, screenshotPath } from '../support/browser.js';
import { bundleHostPage, makeCertificate, playExcelOnTheWeb } from '../support/excel-on-the-web.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

// The production page as Excel on the web loads it: unchanged, with Microsoft's address for the library, in an
// iframe over https, with the headers that the server sends.

let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let hostScript: string;
let workbook: string;
beforeAll(async () => {
  server = await startTestServer({ tls: makeCertificate(), pages: { ...BUILT_PAGES, officeJsFolder: null } });
  server.clock.now = new Date();
  browser = await launchBrowser();
  context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1100, height: 760 } });
  context.setDefaultTimeout(20_000);
  hostScript = await bundleHostPage();
  workbook = await downloadWorkbook();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Where a frame is that may not show its page. */
const REFUSED = 'chrome-error://chromewebdata/';

const PRINCIPAL = { district: 'dayton', email: 'okafor@dayton.example', password: DEMO_PASSWORD };

async function downloadWorkbook(): Promise<string> {
  const headers = { [CLIENT_VERSION_HEADER]: CLIENT_VERSION };
  const session = await context.request.post(server.baseUrl + signIn.path, { headers, data: PRINCIPAL });
  const { token } = signIn.reply.parse(await session.json());
  const address = server.baseUrl + getWorkbook.path.replace(':siteCode', '125');
  const reply = await context.request.get(address, {
    headers: { ...headers, authorization: `Bearer ${token}` },
  });
  return (await reply.body()).toString('base64');
}

async function signInto(pane: FrameLocator): Promise<void> {
  await pane.getByLabel('E-mail').fill(PRINCIPAL.email);
  await pane.getByLabel('Password').fill(PRINCIPAL.password);
  await pane.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function openInExcel(page: Page, hostPage: string, query = ''): Promise<FrameLocator> {
  await playExcelOnTheWeb(page, hostPage, hostScript);
  await page.goto(hostPage);
  await page.evaluate(([book, pane]) => window.openInExcel(book, pane), [
    workbook,
    `${server.baseUrl}/taskpane.html${query}`,
  ] as const);
  return page.frameLocator('iframe');
}

test('a principal signs in, types, sees it checked and saves', async () => {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  const pane = await openInExcel(page, `${server.baseUrl}/excel-on-the-web.html`);
  await signInto(pane);
  await pane.getByRole('button', { name: 'Start' }).click();
  await pane.getByTestId('balances').waitFor();
  const cell = await page.evaluate(() => {
    const sheet = window.sitebookHost?.workbook.sheets.find(({ name }) => name === 'Budget');
    for (let row = 4; sheet && row < 200; row += 1)
      if (sheet.isEditable({ row, column: 8, rows: 1, columns: 1 })) return `I${String(row + 1)}`;
    throw new Error('no open cell');
  });
  await page.evaluate((at) => window.sitebookHost?.actions.typeCell('Budget', at, '900000'), cell);
  await pane.getByText('General fund is over by $619,593.98.').waitFor();
  await page.screenshot({ path: screenshotPath('excel-on-the-web') });
  await pane.getByRole('button', { name: 'Save', exact: true }).click();
  await pane.getByTestId('receipt').getByText('Saved as r1').waitFor();
  expect(faults).toEqual([]);
  await page.close();
}, 90_000);

test('the Add line button of the ribbon opens the search in the pane', async () => {
  const page = await context.newPage();
  const pane = await openInExcel(page, `${server.baseUrl}/excel-on-the-web.html`);
  // A pane that is opened again by a button of the ribbon is loaded from that button's address.
  await signInto(pane);
  await pane.getByTestId('balances').waitFor();
  await page.evaluate(() => {
    const frame = document.querySelector('iframe');
    if (frame) frame.src = frame.src.replace('?', '?do=addLine&');
  });
  await pane.getByRole('heading', { name: 'Add a line' }).waitFor();
  await page.close();
}, 90_000);

test('a page of somebody else may not show the pane', async () => {
  const page = await context.newPage();
  // Another origin than the server's and none of Microsoft's: the same machine by its number.
  const elsewhere = server.baseUrl.replace('localhost', '127.0.0.1');
  await openInExcel(page, `${elsewhere}/excel-on-the-web.html`);
  // The browser puts its own page in place of the pane.
  const urls = () => page.frames().map((frame) => frame.url());
  for (let tries = 0; tries < 50 && !urls().includes(REFUSED); tries += 1) await page.waitForTimeout(100);
  expect(urls()).toContain(REFUSED);
  await page.close();
}, 60_000);
