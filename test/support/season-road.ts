import type { Browser, Page } from 'playwright-core';
import type { ApiClient } from '../../src/api/client.js';
import { getRevision } from '../../src/contract/sites.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { Cents } from '../../src/core/money.js';
import '../../src/workbench/page/window-host.js';
import { textAt, typeCell, type Desk } from './road.js';

const STEP_MS = 30_000;
/** The grade school: sent back in the season, nothing to fix, and Title I money that asks for evidence. */
export const SITE = '125';
export const PRINCIPAL = 'Grace Okafor';

export type WindowOptions = { site?: string; name?: string; locale?: string; start?: string };

/** A window of its own with a site's workbook and the pane beside it, in a language. */
export async function openWindow(
  browser: Browser,
  baseUrl: string,
  { site = SITE, name = PRINCIPAL, locale = 'en-US', start = 'Start' }: WindowOptions = {},
): Promise<Desk> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(STEP_MS);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // A refusal of the server is no fault, and the browser notes each.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text());
  });
  await page.goto(`${baseUrl}/workbench?site=${site}`);
  await page.getByRole('button', { name }).click();
  const pane = page.frameLocator('iframe[title="Sitebook pane"]');
  await pane.getByRole('button', { name: start }).click();
  await pane.getByTestId('balances').waitFor();
  return { context, page, pane, faults };
}

/** The row of an account on the Budget sheet, as its addresses count it. */
export function rowOf(page: Page, account: string): Promise<number> {
  return page.evaluate((wanted) => {
    const sheet = window.sitebookHost?.workbook.sheets.find(({ name }) => name === 'Budget');
    for (let row = 4; sheet && sheet.textAt(row, 0) !== ''; row += 1)
      if ([0, 1, 2, 3, 4].map((column) => sheet.textAt(row, column)).join('-') === wanted) return row + 1;
    throw new Error(`no line ${wanted}`);
  }, account);
}

/** Which cell of an account's row stands under a title: a sheet that shows spending has more columns. */
export async function cellOf(page: Page, account: string, title = 'Proposed amount'): Promise<string> {
  const letter = await page.evaluate((wanted) => {
    const sheet = window.sitebookHost?.workbook.sheets.find(({ name }) => name === 'Budget');
    for (let column = 0; sheet && column < 26; column += 1)
      if (sheet.textAt(3, column) === wanted) return String.fromCharCode(65 + column);
    throw new Error(`no column ${wanted}`);
  }, title);
  return `${letter}${String(await rowOf(page, account))}`;
}

/** Types into an account's row: its amount, or what stands under another title. */
export async function typeIn(page: Page, account: string, text: string, title?: string): Promise<void> {
  await typeCell(page, await cellOf(page, account, title), text);
}

/** What the amount of an account's row shows. */
export async function amountShown(page: Page, account: string): Promise<string> {
  return textAt(page, 'Budget', await cellOf(page, account));
}

/** Opens a point of the pane's menu. */
export async function choose({ pane }: Desk, item: string | RegExp, menu = 'Account'): Promise<void> {
  await pane.getByRole('button', { name: menu }).click();
  await pane.getByRole('menuitem', { name: item }).click();
}

/** Saves, and waits for what the pane says then. */
export async function save({ pane }: Desk, says: string | RegExp, button = 'Save'): Promise<void> {
  await pane.getByRole('button', { name: button, exact: true }).click();
  await pane.getByTestId('receipt').getByText(says).waitFor();
}

/** A revision as the server has it. */
export async function revisionOf(client: ApiClient, number: number, siteCode = SITE): Promise<SiteContent> {
  return (await client.call(getRevision, { params: { siteCode, number }, body: undefined })).content;
}

export function centsOf({ lines }: SiteContent, account: string): Cents | undefined {
  return lines.find((line) => line.account === account)?.enteredCents;
}
