import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { getSiteBook } from '../../src/contract/sites.js';
import type { LineItem } from '../../src/core/budget/line-item.js';
import { sameContent, sameLine, samePosition } from '../../src/core/budget/site-content.js';
import { indexBook } from '../../src/core/validation/book-index.js';
import { decodeWorkbook } from '../../src/core/workbook/decode.js';
import { BUILT_PAGES, launchBrowser } from '../support/browser.js';
import { lookAt } from '../support/look.js';
import { openTab, textAt, type Desk } from '../support/road.js';
import {
  cellsOf,
  centsIn,
  keepLog,
  leftOf,
  rowWith,
  selectAt,
  switchesOf,
  takeLog,
} from '../support/sheet-desk.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

// What a principal does with rows of her sheet, from the first page of the pane to a save, in an Excel that refuses to
// lift a protection that is not there. Each test goes on where the one before stopped.

const ONE_GO = ['unlocked', 'locked'];

let server: TestServer;
let browser: Browser;
let desk: Desk;
const looks: string[] = [];

beforeAll(async () => {
  server = await startTestServer({ pages: BUILT_PAGES });
  server.clock.now = new Date();
  browser = await launchBrowser();
}, 240_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

const look = async (name: string) => looks.push(...(await lookAt(desk, name)));
const focused = () => desk.pane.locator(':focus');
const button = (name: string | RegExp) => desk.pane.getByRole('button', { name, exact: true });

async function chooseFor(sheet: string, address: string, point: string): Promise<void> {
  await selectAt(desk, sheet, address);
  await desk.pane.getByRole('button', { name: `Row ${address.slice(1)},` }).click();
  await desk.pane.getByRole('menuitem', { name: point }).click();
}

/** What the screen says the General fund would come to, in cents. */
async function foretold(testId: string): Promise<number> {
  return centsIn(await desk.pane.getByTestId(testId).getByText('General fund').first().innerText());
}

/** Waits until the pane is back at the budget, where the General fund is what was foretold. */
async function expectLeft(cents: number): Promise<void> {
  await desk.pane.getByTestId('home').waitFor();
  await expect(leftOf(desk, '100')).resolves.toBe(cents);
}

describe('the principal', () => {
  test('is greeted once, sees what is wrong, and goes from a problem to its cell and back', async () => {
    const tab = await openTab(browser, `${server.baseUrl}/workbench?site=608`);
    desk = { ...tab, pane: tab.page.frameLocator('iframe[title="Sitebook pane"]') };
    const { page, pane } = desk;
    await page.getByRole('button', { name: 'Maria Reyes' }).click();
    await pane.getByTestId('first-run').waitFor();
    await page.evaluate(() => window.sitebookHost?.misbehave({ unprotectNeedsProtection: true }));
    await keepLog(page);
    await look('first-run');
    await pane.getByRole('button', { name: 'Start' }).focus();
    await page.keyboard.press('Enter');
    await pane.getByTestId('balances').waitFor();
    expect(switchesOf(await takeLog(page))).toEqual({});

    const problems = pane.getByTestId('problem');
    const about = problems.filter({ hasText: 'General fund is over by $' });
    const cell = about.getByRole('button', { name: /^I\d+$/ });
    const address = await cell.innerText();
    await cell.click();
    await page.getByTestId('selected-cell').getByText(address, { exact: true }).waitFor();
    await pane.locator('[data-testid="problem"][aria-current="true"]').first().waitFor();
    await selectAt(desk, 'Budget', 'A2');
    await pane.locator('[data-testid="problem"][aria-current="true"]').first().waitFor({ state: 'detached' });
    await selectAt(desk, 'Budget', address);
    await about.and(pane.locator('[aria-current="true"]')).waitFor();
    await look('home');

    await pane.getByTestId('health').click();
    await pane.getByTestId('health-saved').getByText('Nothing is saved yet.').waitFor();
    await look('health');
    await page.keyboard.press('Escape');
    expect(await focused().getAttribute('data-testid')).toBe('health');
  }, 240_000);

  test('adds a line by keyboard alone, and the focus comes back', async () => {
    const { page, pane } = desk;
    const before = await leftOf(desk, '100');
    // The tools stick below the list: it stays where it is when they get the focus.
    const list = pane.getByTestId('home').locator('main');
    await list.evaluate((main) => main.scrollTo(0, 0));
    await button('Add').focus();
    expect(await list.evaluate((main) => main.scrollTop)).toBe(0);
    await page.keyboard.press('Enter');
    await pane.getByRole('menuitem', { name: 'A line…' }).waitFor();
    await page.keyboard.press('Enter');
    await pane.getByRole('heading', { name: 'Add a line' }).and(focused()).waitFor();
    expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBe(1280);
    await page.keyboard.press('Tab');
    await page.keyboard.type('art supplies');
    await pane.getByTestId('found').getByText('accounts fit').waitFor();
    await look('add-line-search');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await pane.getByTestId('found-account').first().and(focused()).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await pane.getByRole('heading', { name: 'Add a line' }).and(focused()).waitFor();
    const chosen = await pane.getByTestId('chosen-account').innerText();
    expect(chosen).toMatch(/^Supplies and materials\s+HS INSTR\/ART\s+100-1131-608-131-410\s+General fund/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Robotics club');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('1,250.50');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Voted by the council');
    expect(await foretold('line-effect')).toBe(before - 1_250_50);
    await look('add-line');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await expectLeft(before - 1_250_50);
    await button('Add').and(focused()).waitFor();
    const row = await rowWith(page, 'Budget', 11, 'Robotics club');
    await page
      .getByTestId('selected-cell')
      .getByText(`I${String(row)}`, { exact: true })
      .waitFor();
    expect(switchesOf(await takeLog(page))).toEqual({ Budget: ONE_GO });
  }, 240_000);

  test('copies a line, adds a post and splits, cuts and vacates others: balances come to what was foretold', async () => {
    const { page, pane } = desk;
    const row = await rowWith(page, 'Budget', 11, 'Robotics club');
    await chooseFor('Budget', `F${String(row)}`, 'Copy this line…');
    await pane.getByLabel('What the line is called').fill('Chess club');
    await pane.getByLabel('Amount in dollars').fill('300');
    let left = await foretold('line-effect');
    await button('Add the line').click();
    await expectLeft(left);
    expect(await textAt(page, 'Budget', `L${String(row + 1)}`)).toBe('Chess club');
    expect(switchesOf(await takeLog(page))).toEqual({ Budget: ONE_GO });

    await button('Add').click();
    await pane.getByRole('menuitem', { name: 'A post…' }).click();
    const dialog = pane.getByTestId('add-post-dialog');
    await dialog.getByLabel('Title').fill('Teacher · robotics');
    await dialog.getByLabel('Paid from').pressSequentially('math');
    await pane.getByRole('listbox').getByRole('option').first().click();
    await dialog.getByLabel('FTE').fill('0.5');
    left = await foretold('post-effect');
    await look('add-post');
    await dialog.getByRole('button', { name: 'Add post' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expectLeft(left);
    expect(switchesOf(await takeLog(page))).toEqual({ Budget: ONE_GO, Positions: ONE_GO });

    const change = async (number: string) => {
      const at = await rowWith(page, 'Positions', 0, number);
      await chooseFor('Positions', `B${String(at)}`, 'Change, split or vacate this post…');
    };
    await change('P-608-0012');
    await pane.getByRole('radio', { name: 'Pay a part from elsewhere' }).check();
    await pane.getByLabel('FTE of the part').fill('0.25');
    const other = await pane.getByRole('option', { name: /HS INSTR\/SCI · / }).getAttribute('value');
    await pane.getByLabel('Paid from').selectOption(other);
    await pane.getByLabel('Title of the part').fill('Teacher · science lab');
    left = await foretold('balance-effects');
    await look('post-split');
    await button('Change the post').click();
    await expectLeft(left);

    await change('P-608-0008');
    await pane.getByLabel('FTE', { exact: true }).fill('0.75');
    left = await foretold('balance-effects');
    await button('Change the post').click();
    await expectLeft(left);

    await change('P-608-0010');
    await pane.getByRole('radio', { name: 'Make it vacant' }).check();
    await pane.getByTestId('balance-effects').getByText('No balance changes.').waitFor();
    await button('Change the post').click();
    await expectLeft(left);
    expect(
      await textAt(page, 'Positions', `D${String(await rowWith(page, 'Positions', 0, 'P-608-0010'))}`),
    ).toBe('vacant');
    await takeLog(page);
  }, 240_000);

  test('removes a line after being asked, and the row of another office is not hers', async () => {
    const { page, pane } = desk;
    const before = await leftOf(desk, '100');
    await selectAt(desk, 'Budget', 'F9');
    await pane.getByTestId('row-menu').click();
    await pane.getByText('Business office edits this row.').waitFor();
    expect(await pane.getByRole('menuitem').count()).toBe(0);
    await page.keyboard.press('Escape');
    const row = await rowWith(page, 'Budget', 11, 'Chess club');
    await chooseFor('Budget', `F${String(row)}`, 'Remove this line…');
    const dialog = pane.getByTestId('remove-row');
    await dialog.getByText('Chess club ($300) leaves the sheet.').waitFor();
    await look('remove-row');
    await dialog.getByRole('button', { name: 'Remove it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expectLeft(before + 300_00);
    expect(switchesOf(await takeLog(page))).toEqual({ Budget: ONE_GO });
  }, 240_000);

  test('saves: exactly these changes go to the server, and the sheet holds them', async () => {
    const { page, pane } = desk;
    await button('Save').click();
    await pane.getByTestId('receipt').getByText('Saved as r1').waitFor();
    await look('saved');
    const client = await server.as('reyes');
    const { book, head } = await client.call(getSiteBook, { params: { siteCode: '608' }, body: undefined });
    if (head === null) throw new Error('nothing was saved');
    const { opening } = book;
    const lines = new Map(opening.lines.map((line) => [line.id, line]));
    const changed = head.content.lines.filter((line) => {
      const was = lines.get(line.id);
      return was === undefined || !sameLine(was, line);
    });
    expect(changed).toEqual([
      expect.objectContaining({
        account: '100-1131-608-131-410',
        title: 'Robotics club',
        enteredCents: 1_250_50,
        justification: 'Voted by the council',
      } satisfies Partial<LineItem>),
    ]);
    expect(head.content.lines).toHaveLength(opening.lines.length + 1);
    const posts = new Map(opening.positions.map((post) => [post.id, post]));
    const touched = head.content.positions.filter((post) => {
      const was = posts.get(post.id);
      return was === undefined || !samePosition(was, post);
    });
    expect(
      touched.map(({ number, title, fte, status }) => ({
        post: number === '' ? title : number,
        fte,
        status,
      })),
    ).toEqual([
      { post: 'P-608-0008', fte: 7_500, status: 'filled' },
      { post: 'P-608-0010', fte: 10_000, status: 'vacant' },
      { post: 'P-608-0012', fte: 7_500, status: 'filled' },
      { post: 'Teacher · science lab', fte: 2_500, status: 'filled' },
      { post: 'Teacher · robotics', fte: 5_000, status: 'vacant' },
    ]);
    expect(head.content.positions).toHaveLength(opening.positions.length + 2);

    const decoded = decodeWorkbook(indexBook(book), head.content, await cellsOf(page));
    expect(decoded.problems).toEqual([]);
    expect(sameContent(decoded.content, head.content)).toBe(true);
    const isLocked = await page.evaluate(() =>
      ['Budget', 'Positions'].map((name) => window.sitebookHost?.workbook.sheet(name).protection.isProtected),
    );
    expect(isLocked).toEqual([true, true]);
    await pane.getByTestId('health').click();
    await pane.getByTestId('health-saved').getByText('Everything is saved as r1.').waitFor();
    expect(await pane.getByTestId('health').getAttribute('data-level')).toBe('good');
    await desk.context.close();
  }, 240_000);

  test('meets no screen that fails the checks of access, and no page has a fault', () => {
    expect(looks).toEqual([]);
    expect(desk.faults).toEqual([]);
  });
});
