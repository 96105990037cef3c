import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { getSiteBook, getWorkbook, listSites } from '../../src/contract/sites.js';
import { indexBook } from '../../src/core/validation/book-index.js';
import { decodeWorkbook } from '../../src/core/workbook/decode.js';
import { readSheets } from '../../src/excel/snapshot.js';
import { loadXlsx } from '../../src/workbench/host/load-xlsx.js';
import '../../src/workbench/page/window-host.js';
import { BUILT_PAGES, launchBrowser, screenshotPath } from '../support/browser.js';
import { accessFaults } from '../support/look.js';
import { openExcel } from '../support/office-host.js';
import { figuresToType, proposalOf, type TypedCell } from '../support/proposal.js';
import { fillIn, openDesk, openTab, returnTo, textAt, typeCell, type Desk } from '../support/road.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

// The road of a site's budget in a browser: the workbook that the server makes, in the workbench's grid, beside the
// very pane that Excel loads, over the real office.js; then the finance office's pages. Each test goes on where the
// one before stopped.

const REYES = 'Maria Reyes';
const LINDQVIST = 'Erik Lindqvist';

let server: TestServer;
let browser: Browser;
let desk: Desk;
const faults: string[][] = [];

beforeAll(async () => {
  server = await startTestServer({ withSeason: true, pages: BUILT_PAGES });
  server.clock.now = new Date();
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** What somebody types into her rows of the high school's workbook as it is now, for the proposed figures. */
async function typedBy(who: string): Promise<TypedCell[]> {
  const [client, reviewer] = await Promise.all([server.as(who), server.as('ortiz')]);
  const params = { siteCode: '608' };
  const { book, owners, head } = await client.call(getSiteBook, { params, body: undefined });
  const { sites } = await reviewer.call(listSites, { params: {}, body: undefined });
  openExcel(await loadXlsx(await client.call(getWorkbook, { params, body: undefined }), '608.xlsx'));
  const index = indexBook(book);
  const decoded = decodeWorkbook(index, head?.content ?? book.opening, await readSheets());
  const everySite = sites.map(({ site }) => site);
  return figuresToType(index, decoded, await proposalOf(reviewer, '608', everySite), new Set(owners));
}

const open = async (name: string) => {
  const opened = await openDesk(browser, server.baseUrl, '608', name);
  faults.push(opened.faults);
  return opened;
};

/** The figures of a balance as cents and hundredths of an FTE. */
function figuresIn(text: string): [number, number] | null {
  const found = [...text.matchAll(/(\()?([\d,]+(?:\.\d{2})?)\)?/g)].map(
    ([, negative, digits = '']) => cents(digits) * (negative === undefined ? 1 : -1),
  );
  const [money, fte] = found;
  return money === undefined || fte === undefined ? null : [money, fte];
}

/** Hundredths of what a cell shows. */
function cents(shown: string): number {
  const [whole = '', rest = ''] = shown.replaceAll(',', '').split('.');
  return Number(whole) * 100 + Number(rest.padEnd(2, '0'));
}

/** What the Budget sheet shows as proposed, row by row. */
async function budgetLines(page: Page): Promise<{ account: string; cents: number; fte: number }[]> {
  const rows = await page.evaluate(() => {
    const sheet = window.sitebookHost?.workbook.sheets.find(({ name }) => name === 'Budget');
    const shown: string[][] = [];
    for (let row = 4; sheet && sheet.textAt(row, 0) !== ''; row += 1) {
      shown.push([0, 1, 2, 3, 4, 8, 9].map((column) => sheet.textAt(row, column)));
    }
    return shown;
  });
  return rows.map((row) => ({
    account: row.slice(0, 5).join('-'),
    cents: signed(row[5] ?? ''),
    fte: signed(row[6] ?? ''),
  }));
}

function signed(shown: string): number {
  return cents(shown.replaceAll(/[()]/g, '')) * (shown.startsWith('(') ? -1 : 1);
}

/** The row of a post on the Positions sheet, as its address counts it. */
function rowOfPost(page: Page, number: string): Promise<number> {
  return page.evaluate((wanted) => {
    const sheet = window.sitebookHost?.workbook.sheets.find(({ name }) => name === 'Positions');
    for (let row = 4; sheet && row < 400; row += 1) if (sheet.textAt(row, 0) === wanted) return row + 1;
    throw new Error(`no post ${wanted}`);
  }, number);
}

const problem = (text: string | RegExp) => desk.pane.getByTestId('problem').filter({ hasText: text });

describe('the principal', () => {
  test('opens her workbook: the pane locks it and shows what is left and what to fix', async () => {
    desk = await open(REYES);
    const { page, pane } = desk;
    await pane.getByTestId('state').getByText('Draft').waitFor();
    // All that is over is in sight; what has something left beyond a glance can be unfolded.
    const all = pane.locator('[data-testid^="balance-"]');
    const over = pane.locator('[data-over="true"]');
    expect(await over.count()).toBe(8);
    expect(await all.count()).toBe(8);
    const more = pane.getByRole('button', { name: '13 more', exact: true });
    await more.click();
    expect([await all.count(), await over.count()]).toEqual([21, 8]);
    await more.click();
    expect(await pane.getByTestId('balance-100').textContent()).toContain('(35,936.07)(1.38)');
    const overspent = problem('General fund is over by $35,936.07');
    await overspent.getByRole('button', { name: /^I\d+$/ }).click();
    const cell = await overspent.getByRole('button', { name: /^I\d+$/ }).innerText();
    await page.getByTestId('selected-cell').getByText(cell, { exact: true }).waitFor();

    // Account strings are locked, and so are the rows of others; Excel says so and nothing changes.
    for (const address of ['A18', 'I9']) {
      const before = await textAt(page, 'Budget', address);
      await typeCell(page, address, '999');
      await page.getByRole('alert').getByText('protected').waitFor();
      await page.getByRole('button', { name: 'Dismiss' }).click();
      expect(await textAt(page, 'Budget', address)).toBe(before);
    }
  }, 60_000);

  test('types figures: balances and problems follow, each with its cell and what to do', async () => {
    const { page, pane } = desk;
    await typeCell(page, 'I22', '50000');
    await pane.getByTestId('balance-100').getByText('(45,936.07)').waitFor();
    await problem('General fund is over by $45,936.07').getByText('Lower lines').waitFor();

    await typeCell(page, 'I20', 'about 500');
    await problem('“about 500” is text').waitFor();
    await typeCell(page, 'I23', '-500');
    await problem('takes no negative amounts').waitFor();
    await typeCell(page, 'I24', '=0.1+0.2');
    await typeCell(page, 'I21', '=1000/3');
    const fraction = problem('has fractions of a cent');
    await fraction.getByText('I21').waitFor();
    // Float noise is no fraction of a cent: only I21 is one.
    expect(await fraction.count()).toBe(1);

    // A click goes to the cell.
    await problem('takes no negative amounts').getByRole('button', { name: 'I23' }).click();
    await page.getByTestId('selected-cell').getByText('I23').waitFor();
    await fraction.getByRole('button', { name: 'Round to $333.33' }).click();
    await fraction.waitFor({ state: 'detached' });
    expect(await textAt(page, 'Budget', 'I21')).toBe('333.33');
    await pane.locator('main').evaluate((main) => main.scrollTo(0, 0));
    await page.screenshot({ path: screenshotPath('workbench') });
    expect(await accessFaults(page)).toEqual([]);

    // An account string of hers that stands twice is worth a look, and no more.
    await pane.getByRole('tab', { name: /To check/ }).click();
    const twice = problem('Account 100-').filter({ hasText: 'stands on 2 lines.' }).first();
    await twice.getByText('That is allowed. Check that the amount is not budgeted twice.').waitFor();
    await twice.getByRole('img', { name: 'To check' }).waitFor();
    const cell = await twice.getByRole('button', { name: /^A\d+$/ }).innerText();
    await twice.getByRole('button', { name: cell, exact: true }).click();
    await page.getByTestId('selected-cell').getByText(cell, { exact: true }).waitFor();
    const [, said = ''] = /Account (\S+) stands/.exec(await twice.innerText()) ?? [];
    const lines = (await budgetLines(page)).filter(({ account }) => account === said);
    expect(lines).toHaveLength(2);
    expect(await textAt(page, 'Budget', cell)).toBe(said.slice(0, 3));
    await pane.getByRole('tab', { name: /To fix/ }).click();
  }, 120_000);

  test('gets past the lock and changes a code: it is found, and one click puts it back', async () => {
    const { page, pane } = desk;
    await page.evaluate(() => window.sitebookHost?.actions.unprotectSheet('Budget'));
    await pane.getByTestId('banner-unlocked').waitFor();
    await typeCell(page, 'E22', '999');
    const wrong = problem('999');
    await wrong.getByText('Object').waitFor();
    await wrong.getByRole('button', { name: 'Put the account back' }).click();
    await wrong.waitFor({ state: 'detached' });
    expect(await textAt(page, 'Budget', 'E22')).toBe('410');
    await pane.getByRole('button', { name: 'Lock again' }).click();
    await pane.getByTestId('banner-unlocked').waitFor({ state: 'detached' });
  }, 60_000);

  test('cuts half a post: its salary and benefit lines and the balance follow to the cent', async () => {
    const { page, pane } = desk;
    // One of two teachers of language arts at 72,632.50 each. Rates of benefit-rates.csv on what both together earn,
    // 145,265.00 before and 108,948.75 after, half a cent rounded up; medical 19,198.75 per FTE; heads stay two.
    const post = 'P-608-0003';
    const drops: Record<string, number> = {
      '100-1131-608-100-111': 36_316_25,
      '100-1131-608-100-211': 1_597_91,
      '100-1131-608-100-212': 2_178_97,
      '100-1131-608-100-213': 2_120_87,
      '100-1131-608-100-214': 2_963_40,
      '100-1131-608-100-220': 2_778_19,
      '100-1131-608-100-233': 145_26,
      '100-1131-608-100-241': 9_599_37,
    };
    const left = async () => figuresIn((await pane.getByTestId('balance-100').textContent()) ?? '');
    const [leftBefore, linesBefore] = [await left(), await budgetLines(page)];
    await page.getByRole('tab', { name: 'Positions' }).click();
    await typeCell(page, `E${String(await rowOfPost(page, post))}`, '0.5');
    await pane.getByTestId('banner-stale').getByText('8 lines follow the posts you changed').waitFor();

    // The balance counts the cut before the sheet shows it.
    const drop = Object.values(drops).reduce((sum, cents) => sum + cents, 0);
    const leftAfter = leftBefore && [leftBefore[0] + drop, leftBefore[1] + 50];
    expect(await left()).toEqual(leftAfter);
    expect(await budgetLines(page)).toEqual(linesBefore);

    await pane.getByRole('button', { name: 'Update the sheet' }).click();
    await pane.getByTestId('banner-stale').waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'Budget' }).click();
    const expected = linesBefore.map(({ account, cents, fte }) => ({
      account,
      cents: cents - (drops[account] ?? 0),
      fte: account in drops && account.endsWith('-111') ? fte - 50 : fte,
    }));
    expect(await budgetLines(page)).toEqual(expected);
    expect(await left()).toEqual(leftAfter);
  }, 60_000);

  test('saves: the same twice is one revision, going back makes another; fatal problems block submitting', async () => {
    const { page, pane } = desk;
    await pane.getByRole('button', { name: 'Submit…' }).click({ force: true });
    expect(await pane.getByTestId('submit-dialog').count()).toBe(0);
    expect(await pane.getByTestId('submit-reason').textContent()).toMatch(/problems to fix/);
    const save = async (text: RegExp) => {
      await pane.getByRole('button', { name: 'Save', exact: true }).click();
      await pane.getByTestId('receipt').getByText(text).waitFor();
    };
    await save(/Saved as r1/);
    await save(/r1 already holds this/);
    await typeCell(page, 'I22', '41000');
    await save(/Saved as r2/);
    await typeCell(page, 'I22', '50000');
    await save(/Saved as r3/);
    await pane.getByTestId('state').getByText('Saved r3').waitFor();
  }, 60_000);
});

describe('the business office and the principal at the same time', () => {
  test('an outdated sheet is refused with what to do, and nothing in it is lost', async () => {
    await fillIn(desk.page, await typedBy('reyes'));
    await desk.pane.getByRole('button', { name: 'Save', exact: true }).click();
    await desk.pane.getByTestId('receipt').getByText('Saved as r4').waitFor();

    const office = await open(LINDQVIST);
    await fillIn(office.page, await typedBy('lindqvist'));
    // Posts that the proposal adds are not here; the cents beside them would leave benefit lines below zero.
    const below = office.pane.getByTestId('problem').filter({ hasText: 'takes no negative amounts' });
    await below.first().waitFor();
    for (let left = await below.count(); left > 0; left -= 1) {
      const cell = below.first().getByRole('button', { name: /^K\d+$/ });
      const address = await cell.innerText();
      await cell.click();
      await office.page.getByTestId('selected-cell').getByText(address, { exact: true }).waitFor();
      await typeCell(office.page, address, '0');
      await office.pane.getByRole('button', { name: address, exact: true }).waitFor({ state: 'detached' });
    }
    await office.pane.getByText('Nothing to fix.').waitFor();
    await office.pane.getByRole('button', { name: 'Save', exact: true }).click();
    await office.pane.getByTestId('receipt').getByText('Saved as r5').waitFor();
    await office.context.close();

    await typeCell(desk.page, 'I22', '39000');
    await desk.pane.getByRole('button', { name: 'Save', exact: true }).click();
    const notice = desk.pane.getByTestId('outdated');
    await notice.getByText('Erik Lindqvist saved r5').waitFor();
    await notice.getByText('Nothing is lost').waitFor();
    expect(await textAt(desk.page, 'Budget', 'I22')).toBe('39,000.00');
    await desk.context.close();
  }, 90_000);

  test('the newer workbook is submitted', async () => {
    desk = await open(REYES);
    const { page, pane } = desk;
    await pane.getByTestId('state').getByText('Saved r5').waitFor();
    await pane.getByText('Nothing to fix.').waitFor();
    await pane.getByRole('button', { name: 'Submit…' }).click();
    const dialog = pane.getByTestId('submit-dialog');
    await dialog.getByText('Lines changed').waitFor();
    await dialog.getByRole('checkbox', { name: 'I confirm this' }).check();
    await page.screenshot({ path: screenshotPath('submit') });
    await dialog.getByRole('button', { name: 'Submit to finance' }).click();
    await dialog.getByText('Dayton High School is with finance').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await pane.getByTestId('timeline').getByText('Waiting for finance').waitFor();
    await pane.getByTestId('state').getByText('With finance r5').waitFor();
  }, 60_000);
});

describe('finance', () => {
  test('a reviewer sees the queue and the difference, and sends back with a comment that the pane shows', async () => {
    const tab = await openTab(browser, server.baseUrl);
    faults.push(tab.faults);
    const { page } = tab;
    await page.getByRole('button', { name: 'Julia Ortiz' }).click();
    await page.getByRole('button', { name: /Dayton High School.*With finance/ }).click();
    await page.getByRole('heading', { name: 'Dayton High School · Revision 5' }).waitFor();
    await page.getByText('Change ($)').first().waitFor();
    await page.screenshot({ path: screenshotPath('queue') });
    expect(await accessFaults(page)).toEqual([]);
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Send back' }).isDisabled()).toBe(true);
    await dialog.getByLabel('What should change').fill('Please say what the copier is for.');
    await dialog.getByRole('button', { name: 'Send back' }).click();
    await dialog.waitFor({ state: 'detached' });

    await returnTo(desk);
    await desk.pane.getByTestId('timeline').getByText('Sent back by Julia Ortiz').waitFor();
    await desk.pane.getByText('Please say what the copier is for.').waitFor();
    await desk.pane.getByTestId('state').getByText('Returned r5').waitFor();

    await typeCell(desk.page, 'N19', 'Lease of three copiers until 2027');
    await desk.pane.getByRole('button', { name: 'Save', exact: true }).click();
    await desk.pane.getByTestId('receipt').getByText('Saved as r6').waitFor();
    await desk.pane.getByRole('button', { name: 'Submit…' }).click();
    await desk.pane.getByRole('checkbox', { name: 'I confirm this' }).check();
    await desk.pane.getByRole('button', { name: 'Submit to finance' }).click();
    await desk.pane.getByText('Dayton High School is with finance').waitFor();
    await desk.pane.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

    for (const site of ['Dayton High School', 'Dayton Junior High School']) {
      await page.reload();
      await page
        .getByRole('button', { name: new RegExp(`${site}.*With finance`) })
        .first()
        .click();
      await page.getByRole('heading', { name: new RegExp(`${site} · Revision`) }).waitFor();
      await page.keyboard.press('a');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Approve \$/ })
        .click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await returnTo(desk);
    await desk.pane.getByTestId('timeline').getByText('Approved by Julia Ortiz').waitFor();
    await tab.context.close();
  }, 90_000);

  test('a budget manager merges what is approved: it ties out, and the lines download as CSV', async () => {
    const { page, context, faults: found } = await openTab(browser, server.baseUrl);
    faults.push(found);
    await page.getByRole('button', { name: 'Anna Chen' }).click();
    await page.getByRole('tab', { name: 'Master budget' }).click();
    await page.getByRole('button', { name: 'Merge approved sites' }).click();
    await page.getByText('Merged equals submitted, to the cent and the FTE').waitFor();
    await page.getByText('Not in this version: Dayton Grade School, District Office, Districtwide').waitFor();
    await page.screenshot({ path: screenshotPath('master') });
    expect(await accessFaults(page)).toEqual([]);
    const total = (await page.getByTestId('master-total').textContent()) ?? '';
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Lines (CSV)' }).click(),
    ]);
    const rows = parse<Record<string, string>>(await readFile(await download.path(), 'utf8'), {
      columns: true,
    });
    const cents = rows.reduce((sum, row) => sum + Number((row['proposed_amount'] ?? '').replace('.', '')), 0);
    expect(cents).toBe(Number(total.replaceAll(/[^0-9]/g, '')));
    expect(new Set(rows.map((row) => row['account']?.split('-')[2]))).toEqual(new Set(['608', '571']));
    await context.close();
  }, 60_000);

  test('an ended session asks to sign in again and leaves the sheet as it is', async () => {
    const { page, pane } = desk;
    server.clock.now = new Date(Date.now() + 48 * 3_600_000);
    await typeCell(page, 'I22', '39500');
    await returnTo(desk);
    await pane.getByTestId('sign-in').getByText('Your sign-in has ended after eight hours.').waitFor();
    await pane.getByRole('button', { name: REYES }).click();
    await pane.getByTestId('state').getByText('Not saved').waitFor();
    expect(await textAt(page, 'Budget', 'I22')).toBe('39,500.00');
  }, 60_000);

  test('no page had a fault', () => {
    // A refusal of the server is none, and the browser notes each.
    expect(faults.flat().filter((fault) => !fault.startsWith('Failed to load resource'))).toEqual([]);
  });
});
