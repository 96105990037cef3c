import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { openContext, type Theme } from './browser.js';
import type { TypedCell } from './proposal.js';

const STEP_MS = 15_000;

/** A workbook open in the workbench, and its pane. */
export type Desk = { context: BrowserContext; page: Page; pane: FrameLocator; faults: string[] };

/** A browser tab that keeps what went wrong on its page. */
export async function openTab(
  browser: Browser,
  address: string,
  theme: Theme = 'light',
): Promise<Omit<Desk, 'pane'>> {
  const context = await openContext(browser, { width: 1280, height: 800 }, theme);
  context.setDefaultTimeout(STEP_MS);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(address);
  return { context, page, faults };
}

/** Signs a sample person in to the workbench and opens a site's workbook there; the pane of the tab knows her. */
export async function openDesk(
  browser: Browser,
  baseUrl: string,
  siteCode: string,
  name: string,
  theme: Theme = 'light',
): Promise<Desk> {
  const tab = await openTab(browser, `${baseUrl}/workbench?site=${siteCode}`, theme);
  await tab.page.getByRole('button', { name }).click();
  const pane = tab.page.frameLocator('iframe[title="Sitebook pane"]');
  // The first page of every fresh window.
  await pane.getByRole('button', { name: 'Start' }).click();
  await pane.getByTestId('balances').waitFor();
  return { ...tab, pane };
}

/** Comes back to Excel from another window: the pane gets the focus. */
export async function returnTo({ page, pane }: Desk): Promise<void> {
  await page.bringToFront();
  await page.waitForFunction(() => document.visibilityState === 'visible');
  await pane.locator('body').evaluate(() => window.dispatchEvent(new Event('focus')));
}

/** Types as a person does: selects the cell in the grid, types over it, Enter. */
export async function typeCell(page: Page, address: string, text: string): Promise<void> {
  await selectCell(page, address);
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** Selects a cell of the active sheet and puts the focus into the grid. */
async function selectCell(page: Page, address: string): Promise<void> {
  await page.evaluate((at) => {
    const host = window.sitebookHost;
    if (host) host.actions.select(host.workbook.activeSheet.name, at);
  }, address);
  // The grid counts its own header row and the column of row numbers.
  const { row, column } = rowAndColumn(address);
  await page
    .locator(`[role="row"][aria-rowindex="${String(row + 2)}"]`)
    .locator(`[role="gridcell"][aria-colindex="${String(column + 2)}"][aria-selected="true"]`)
    .click();
}

/** Fills in many figures as somebody who pastes them cell by cell; the sheet refuses none of them. */
export async function fillIn(page: Page, cells: readonly TypedCell[]): Promise<void> {
  const refused = await page.evaluate(
    (figures) =>
      figures.flatMap(({ sheet, address, text }) => {
        const result = window.sitebookHost?.actions.typeCell(sheet, address, text);
        return result?.ok === true ? [] : [address];
      }),
    [...cells],
  );
  if (refused.length > 0) throw new Error(`Excel refused ${refused.join(', ')}`);
}

/** What a cell shows. */
export function textAt(page: Page, sheet: string, address: string): Promise<string> {
  return page.evaluate(
    ([name, { row, column }]) => {
      const found = window.sitebookHost?.workbook.sheets.find((candidate) => candidate.name === name);
      return found?.textAt(row, column) ?? '';
    },
    [sheet, rowAndColumn(address)] as const,
  );
}

/** Zero-based, from an address such as "I22". */
function rowAndColumn(address: string): { row: number; column: number } {
  const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(row) - 1, column: column - 1 };
}
