import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { BUILT_PAGES, launchBrowser } from '../support/browser.js';
import { lookAt } from '../support/look.js';
import { openDesk, textAt, typeCell, type Desk } from '../support/road.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

let server: TestServer;
let browser: Browser;
let desk: Desk;
beforeAll(async () => {
  server = await startTestServer({ withSeason: true, pages: BUILT_PAGES });
  server.clock.now = new Date();
  browser = await launchBrowser();
  desk = await openDesk(browser, server.baseUrl, '608', 'Maria Reyes');
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

test('a way out is previewed, made in one write, and taken back, all from the keyboard', async () => {
  const { page, pane } = desk;
  await typeCell(page, 'I22', '50000');
  const problem = pane.getByTestId('problem').filter({ hasText: 'General fund is over by $45,936.07' });
  await problem.getByRole('button', { name: 'See ways out' }).press('Enter');
  const cut = problem.getByRole('button', { name: 'Preview: Cut line 22 by $45,936.07' });
  await cut.press('Enter');
  const preview = problem.getByTestId('way-preview');
  await preview.getByText('$50,000 → $4,063.93').waitFor();
  await page.getByTestId('selected-cell').getByText('I22', { exact: true }).waitFor();
  expect(await textAt(page, 'Budget', 'I22')).toBe('50,000.00');
  await preview.scrollIntoViewIfNeeded();
  expect(await lookAt(desk, 'way-preview')).toEqual([]);

  await preview.getByRole('button', { name: 'Do it' }).press('Enter');
  const done = pane.getByTestId('done');
  await done.getByText('Done: Cut line 22 by $45,936.07').waitFor();
  await problem.waitFor({ state: 'detached' });
  expect(await textAt(page, 'Budget', 'I22')).toBe('4,063.93');
  const undo = done.getByRole('button', { name: 'Undo' });
  expect(await undo.evaluate((button) => button === document.activeElement)).toBe(true);
  expect(await lookAt(desk, 'way-done')).toEqual([]);
  await undo.press('Enter');
  await done.getByText('Taken back: Cut line 22').waitFor();
  expect(await textAt(page, 'Budget', 'I22')).toBe('50,000.00');
  await done.getByRole('button', { name: 'Close' }).press('Enter');
}, 180_000);

test('the menu marks faulty cells in the sheet and takes the marks off again', async () => {
  const { page, pane } = desk;
  const marks = () =>
    page.evaluate(() => window.sitebookHost?.workbook.sheet('Budget').conditionalFormats.length ?? -1);
  // It can be chosen once the workbook has been asked.
  const item = (text: string) =>
    pane.locator('[role="menuitem"]:not([aria-disabled="true"])').filter({ hasText: text });
  // The workbook marks some cells by itself.
  const own = await marks();
  await pane.getByRole('button', { name: 'Account' }).press('Enter');
  await item('Mark faulty cells in the sheet').press('Enter');
  await pane.getByTestId('done').getByText('have red text').waitFor();
  expect(await marks()).toBe(own + 1);
  await pane.getByRole('button', { name: 'Account' }).press('Enter');
  await item('Take the marks off the sheet').waitFor();
  expect(await lookAt(desk, 'marks-menu')).toEqual([]);
  await item('Take the marks off the sheet').press('Enter');
  await pane.getByTestId('done').getByText('The marks are off the sheet.').waitFor();
  expect(await marks()).toBe(own);
}, 180_000);

test('the timeline says who has the budget and who comes next', async () => {
  const { pane } = desk;
  const timeline = pane.getByTestId('timeline');
  await timeline.getByRole('button').press('Enter');
  const steps = timeline.getByRole('listitem');
  expect(await steps.count()).toBe(2);
  expect(await steps.first().getAttribute('aria-current')).toBe('step');
  await steps.nth(1).getByText('Julia Ortiz').waitFor();
  expect(await lookAt(desk, 'timeline')).toEqual([]);
  expect(desk.faults).toEqual([]);
}, 180_000);
