import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { getSiteBook } from '../../src/contract/sites.js';
import { sameContent, sameLine } from '../../src/core/budget/site-content.js';
import { indexBook } from '../../src/core/validation/book-index.js';
import { decodeWorkbook } from '../../src/core/workbook/decode.js';
import { BUILT_PAGES, launchBrowser } from '../support/browser.js';
import { lookAt, lookAtGrid } from '../support/look.js';
import { openDesk, returnTo, textAt, typeCell, type Desk } from '../support/road.js';
import { cellsOf, keepLog, leftOf, reloadPane, switchesOf, takeLog } from '../support/sheet-desk.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

// An Excel that loses events, hangs, waits for the end of a cell edit and pastes what it should not; a co-author; and
// somebody who gets past the lock. What the pane says, what it never does by itself, and that nothing is lost. Each test
// goes on where the one before stopped.

const ONE_GO = ['unlocked', 'locked'];
/** Four lines of hers, one below the other. */
const ROWS = [21, 22, 23, 24];

let server: TestServer;
let browser: Browser;
let desk: Desk;
let figures: string[];
const looks: string[] = [];

beforeAll(async () => {
  server = await startTestServer({ pages: BUILT_PAGES });
  server.clock.now = new Date();
  browser = await launchBrowser();
  desk = await openDesk(browser, server.baseUrl, '608', 'Maria Reyes');
  await desk.page.evaluate(() => window.sitebookHost?.misbehave({ unprotectNeedsProtection: true }));
  figures = await Promise.all(ROWS.map((row) => textAt(desk.page, 'Budget', `I${String(row)}`)));
  await keepLog(desk.page);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

const look = async (name: string) => looks.push(...(await lookAt(desk, name)));
const button = (name: string) => desk.pane.getByRole('button', { name, exact: true });
const problem = (text: string) => desk.pane.getByTestId('problem').filter({ hasText: text });
const leftShows = (figure: string) => desk.pane.getByTestId('balance-100').getByText(figure).waitFor();
const misbehave = (change: Parameters<NonNullable<Window['sitebookHost']>['misbehave']>[0]) =>
  desk.page.evaluate((how) => window.sitebookHost?.misbehave(how), change);

/** What a person does at the grid that the grid has no way for. */
const act = (run: (host: NonNullable<Window['sitebookHost']>) => void) =>
  desk.page.evaluate(`(${run.toString()})(window.sitebookHost)`);

describe('an Excel that misbehaves', () => {
  test('loses an event: the figure is found when she comes back, or a few seconds later by itself', async () => {
    const { page } = desk;
    await misbehave({ dropChangeEvents: 1 });
    await typeCell(page, 'I22', '50000');
    expect(await page.evaluate(() => window.sitebookHost?.misbehaviour.dropChangeEvents)).toBe(0);
    await returnTo(desk);
    await leftShows('(45,936.07)');
    await misbehave({ dropChangeEvents: 1 });
    await typeCell(page, 'I22', '51000');
    await leftShows('(46,936.07)');
    expect(await takeLog(page)).toEqual(['Budget written by user', 'Budget written by user']);
  }, 240_000);

  test('brings what a co-author types: judged like her own, nothing is written and nothing opens', async () => {
    const { page, pane } = desk;
    await act((host) => host.actions.coauthorEdit('Budget', 'I23', [['about 5'], ['700']]));
    await problem('“about 5” is text').waitFor();
    await act((host) => host.actions.coauthorEdit('Budget', 'I23', [['0']]));
    await problem('“about 5” is text').waitFor({ state: 'detached' });
    expect(await pane.getByRole('dialog').count()).toBe(0);
    expect(await pane.getByTestId('banner-paste').count()).toBe(0);
    expect(new Set(await takeLog(page))).toEqual(new Set(['Budget written by remote']));
  }, 240_000);

  test('waits while a cell is edited, and then does what was asked', async () => {
    const { page, pane } = desk;
    await typeCell(page, 'I21', '=1000/3');
    const repair = problem('has fractions of a cent').getByRole('button', { name: 'Round to $333.33' });
    await repair.waitFor();
    await misbehave({ isEditingCell: true });
    await repair.click();
    await page.waitForFunction(() => document.hasFocus());
    expect(await textAt(page, 'Budget', 'I21')).toBe('333.33');
    expect(await page.getByTestId('selected-content').count()).toBe(1);
    expect(await problem('has fractions of a cent').count()).toBe(1);
    expect(await pane.getByTestId('banner-command-fault').count()).toBe(0);
    await misbehave({ isEditingCell: false });
    await problem('has fractions of a cent').waitFor({ state: 'detached' });
    expect(await pane.getByTestId('banner-silence').count()).toBe(0);
  }, 240_000);

  test('does not answer at all: that is told after five seconds, and gone when it answers', async () => {
    const { page, pane } = desk;
    await misbehave({ hangSyncs: 1_000 });
    await typeCell(page, 'I22', '52000');
    const silence = pane.getByTestId('banner-silence');
    await silence.getByText('Excel does not answer.').waitFor();
    await pane.getByTestId('health').click();
    await pane.getByTestId('health-read').getByText('the figures here may be old').waitFor();
    await page.keyboard.press('Escape');
    await look('silence');
    await misbehave({ hangSyncs: 0 });
    await silence.waitFor({ state: 'detached' });
    await problem('General fund is over by $').first().waitFor();
    expect(await textAt(page, 'Budget', 'I22')).toBe('52,000.00');
    await typeBack();
  }, 240_000);
});

/** Types the figures that stood in her four lines. */
async function typeBack(): Promise<void> {
  for (const [at, row] of ROWS.entries()) await typeCell(desk.page, `I${String(row)}`, figures[at] ?? '');
  await leftShows('(35,936.07)');
  await takeLog(desk.page);
}

describe('a paste', () => {
  test('of amounts as text is counted, mended on command, and one undo takes it back', async () => {
    const { page, pane } = desk;
    await act((host) => host.actions.pasteBlock('Budget', 'I21', [["'1,250.50"], ['900'], ["'700"], ['0']]));
    const notice = pane.getByTestId('banner-paste');
    await notice.getByText('4 rows: 2 fine, 2 to fix').waitFor();
    expect((await takeLog(page)).filter((entry) => entry.endsWith('addin'))).toEqual([]);
    await notice.getByRole('button', { name: 'Fix all' }).click();
    await notice.waitFor({ state: 'detached' });
    expect(await textAt(page, 'Budget', 'I21')).toBe('1,250.50');
    // Only open cells: the protection was left alone, so that Excel can undo it.
    expect(switchesOf(await takeLog(page))).toEqual({});
    await page.getByRole('button', { name: 'Undo (Ctrl+Z)' }).click();
    await notice.getByText('4 rows: 2 fine, 2 to fix').waitFor();
    await notice.getByRole('button', { name: 'Leave it' }).click();
    await notice.waitFor({ state: 'detached' });
    await typeBack();
  }, 240_000);

  test('of locked cells over open ones is listed cell by cell, and locks, formats and checks are set right', async () => {
    const { page, pane } = desk;
    await act((host) => host.actions.pasteCells('Budget', 'I21', { sheet: 'Budget', address: 'A21:A23' }));
    const notice = pane.getByTestId('banner-paste');
    await notice.getByText('3 rows: 0 fine, 3 to fix').waitFor();
    await notice.getByRole('button', { name: 'Show the cells' }).click();
    await notice.getByText('Excel’s check of “Proposed amount” is gone').waitFor();
    await look('paste');
    await notice.getByRole('button', { name: 'Fix all' }).click();
    await notice.waitFor({ state: 'detached' });
    expect(switchesOf(await takeLog(page))).toEqual({ Budget: ONE_GO });
    expect(await textAt(page, 'Budget', 'I21')).toBe('100.00');
    const hasCheck = await page.evaluate(() =>
      window.sitebookHost?.workbook
        .sheet('Budget')
        .validations.some(
          ({ block }) => block.column === 8 && block.row <= 20 && block.row + block.rows > 20,
        ),
    );
    expect(hasCheck).toBe(true);
    // The figures were a step of their own: one undo takes them back, and the cells are open again to type.
    await page.getByRole('button', { name: 'Undo (Ctrl+Z)' }).click();
    await notice.getByText('3 rows: 0 fine, 3 to fix').waitFor();
    await notice.getByRole('button', { name: 'Fix all' }).click();
    await notice.waitFor({ state: 'detached' });
    await typeBack();
  }, 240_000);
});

describe('somebody who gets past the lock', () => {
  test('changes a locked cell and deletes a row of others: reported, and one click puts them back', async () => {
    const { page, pane } = desk;
    const before = await cellsOf(page);
    await act((host) => host.actions.unprotectSheet('Budget'));
    await pane.getByTestId('banner-unlocked').waitFor();
    await typeCell(page, 'G22', '1');
    await act((host) => host.workbook.sheet('Budget').deleteRows(8, 1, 'user'));
    const notice = pane.getByTestId('banner-tampered');
    await notice.getByText('1 locked cell was changed, 1 row of others is missing.').waitFor();
    await pane.getByTestId('health').click();
    await pane.getByTestId('health-locked').getByText('Budget is unlocked').waitFor();
    await pane
      .getByTestId('health-untouched')
      .getByText('1 locked cell was changed, 1 row of others is missing.')
      .waitFor();
    expect(await pane.getByTestId('health').getAttribute('data-level')).toBe('wrong');
    await page.keyboard.press('Escape');
    await notice.getByRole('button', { name: 'Show what was changed (2)' }).click();
    await look('tampered');
    await notice.getByRole('button', { name: 'Put them all back' }).click();
    await notice.waitFor({ state: 'detached' });
    await button('Lock again').click();
    await pane.getByTestId('banner-unlocked').waitFor({ state: 'detached' });
    const byText = ({ budget }: typeof before) => budget.values.map((row) => row.join('|')).sort();
    expect(byText(await cellsOf(page))).toEqual(byText(before));
    await takeLog(page);
  }, 240_000);

  test('types a line in between and copies another: they count as new lines and get ids of their own', async () => {
    const { page, pane } = desk;
    await act((host) => {
      host.actions.unprotectSheet('Budget');
      const sheet = host.workbook.sheet('Budget');
      // The rows moved up by one above: the lines that stood in 22 and 23 stand in 21 and 22.
      sheet.insertRows(22, 2, 'user');
      host.actions.pasteBlock('Budget', 'A24', [['100', '1131', '608', '131', '410']]);
      host.actions.typeCell('Budget', 'I24', '125');
      host.actions.pasteCells('Budget', 'A23', { sheet: 'Budget', address: 'A22:O22' });
    });
    const rows = pane.getByTestId('banner-new-rows');
    await rows.getByText('2 rows count as new lines.').waitFor();
    // Who saw the copy come knows the original. Who opens the workbook afterwards has to be told.
    expect(await pane.getByTestId('banner-copy-undecided').count()).toBe(0);
    await reloadPane(desk);
    const question = pane.getByTestId('banner-copy-undecided');
    await question.getByText('Which row is the original: 22, 23 of Budget?').waitFor();
    await look('copied-rows');
    looks.push(...(await lookAtGrid(desk, 'workbench')));
    await question.getByRole('button', { name: 'Row 23' }).click();
    await question.waitFor({ state: 'detached' });
    await rows.getByRole('button', { name: 'Make it my own line' }).click();
    await rows.waitFor({ state: 'detached' });
    const ids = await page.evaluate(() =>
      [21, 22, 23].map((row) => window.sitebookHost?.workbook.sheet('Budget').textAt(row, 14) ?? ''),
    );
    expect(new Set(ids).size).toBe(3);
    // The pane locked the sheet when it was opened.
    expect(await pane.getByTestId('banner-unlocked').count()).toBe(0);
    await button('Save').click();
    await pane.getByTestId('receipt').getByText('Saved as r1').waitFor();

    const client = await server.as('reyes');
    const { book, head } = await client.call(getSiteBook, { params: { siteCode: '608' }, body: undefined });
    if (head === null) throw new Error('nothing was saved');
    const was = new Map(book.opening.lines.map((line) => [line.id, line]));
    const added = head.content.lines.filter(({ id }) => !was.has(id));
    expect(added.map(({ id }) => id)).toEqual([ids[0], ids[2]]);
    expect(added[1]).toMatchObject({ account: '100-1131-608-131-410', enteredCents: 125_00 });
    expect(was.has(ids[1] ?? '')).toBe(true);
    const others = head.content.lines.filter(({ id }) => was.has(id));
    expect(others.filter((line) => !sameLine(was.get(line.id) ?? line, line))).toEqual([]);
    expect(others).toHaveLength(book.opening.lines.length);
    const decoded = decodeWorkbook(indexBook(book), head.content, await cellsOf(page));
    expect(sameContent(decoded.content, head.content)).toBe(true);
    expect(await leftOf(desk, '100')).toBeLessThan(-35_936_07);
  }, 240_000);

  test('no screen fails the checks of access, and no page has a fault', () => {
    expect(looks).toEqual([]);
    expect(desk.faults).toEqual([]);
  });
});
