import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser, BUILT_PAGES } from '../support/browser.js';
import { accessFaults, lookAt } from '../support/look.js';
import { openTab, type Desk } from '../support/road.js';
import {
  amountShown,
  centsOf,
  choose,
  openWindow,
  revisionOf,
  rowOf,
  save,
  typeIn,
} from '../support/season-road.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

// A principal at school and at home, with the same budget open twice; then what finance says about it. Each test goes
// on where the one before stopped.

const SPORTS = '100-1111-125-200-410';
const HEALTH = '100-1111-125-190-410';
const MUSIC = '100-1111-125-133-410';

let server: TestServer;
let browser: Browser;
let school: Desk;
let home: Desk;
const faults: string[] = [];
const look = async (desk: Pick<Desk, 'page' | 'pane'>, name: string) =>
  void faults.push(...(await lookAt(desk, name)));

beforeAll(async () => {
  server = await startTestServer({ withSeason: true, pages: BUILT_PAGES });
  server.clock.now = new Date();
  browser = await launchBrowser();
  school = await openWindow(browser, server.baseUrl);
  home = await openWindow(browser, server.baseUrl);
}, 240_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Explains the warning that Title I money brings, which has no line to be explained on. */
async function explain({ pane }: Desk, text: string): Promise<void> {
  await pane.getByRole('tab', { name: /To check/ }).click();
  const warning = pane.getByTestId('problem').filter({ hasText: 'Title I & IV' }).first();
  await warning.getByRole('button', { name: 'Write why' }).click();
  await warning.getByRole('textbox').fill(text);
  await warning.getByRole('button', { name: 'Write it down' }).click();
  await pane.getByTestId('explanation').filter({ hasText: text }).waitFor();
}

describe('a newer revision from another window', () => {
  test('that changed other rows comes in with one click, and both sides’ changes are saved', async () => {
    await typeIn(school.page, SPORTS, '150');
    await typeIn(home.page, HEALTH, '900');
    await save(home, 'Saved as r3');

    await school.pane.getByRole('button', { name: 'Save', exact: true }).click();
    const notice = school.pane.getByTestId('outdated');
    await notice.getByText('Grace Okafor saved r3').waitFor();
    await look(school, 'outdated');
    await notice.getByRole('button', { name: 'Bring it in…' }).click();
    const merge = school.pane.getByTestId('merge');
    await merge.getByText('1 change of r3, saved by Grace Okafor, comes into your sheet.').waitFor();
    await merge.getByText('Your 1 change stays.').waitFor();
    expect(await school.pane.getByTestId('conflict').count()).toBe(0);
    await school.pane.getByRole('button', { name: 'Bring it in', exact: true }).click();
    await school.pane.getByTestId('merge-done').getByText('r3 is in your sheet').waitFor();
    expect(await amountShown(school.page, HEALTH)).toBe('900.00');
    expect(await amountShown(school.page, SPORTS)).toBe('150.00');
    await look(school, 'merge-done');
    await save(school, 'Saved as r4');
    const r4 = await revisionOf(await server.as('okafor'), 4);
    expect([centsOf(r4, SPORTS), centsOf(r4, HEALTH)]).toEqual([150_00, 900_00]);
  }, 240_000);

  test('that changed the same shows both sides; what is chosen is checked and saved, with all the rest', async () => {
    await typeIn(school.page, SPORTS, '160');
    await typeIn(school.page, MUSIC, '350');
    await explain(school, 'These posts were paid from Title I last year as well.');
    await save(school, 'Saved as r5');
    expect(centsOf(await revisionOf(await server.as('okafor'), 5), MUSIC)).toBe(350_00);

    await typeIn(home.page, SPORTS, '175');
    await typeIn(home.page, HEALTH, 'First-aid boxes for two classrooms', 'Justification');
    await explain(home, 'The methodology is on file at the business office.');
    await home.pane.getByRole('button', { name: 'Save', exact: true }).click();
    await home.pane.getByTestId('outdated').getByRole('button', { name: 'Bring it in…' }).click();
    const conflicts = home.pane.getByTestId('conflict');
    await home.pane.getByText('You both changed 2 things').waitFor();
    const bring = home.pane.getByRole('button', { name: 'Bring it in', exact: true });
    const figure = conflicts.filter({ hasText: SPORTS });
    await figure.getByText('Before: $200').waitFor();
    await figure.getByRole('radio', { name: /Mine.*\$175/ }).check();
    await home.pane.getByText('1 left to choose').waitFor();
    expect(await bring.getAttribute('aria-disabled')).toBe('true');
    await look(home, 'conflict');
    await conflicts
      .filter({ hasText: 'Title I & IV' })
      .getByRole('radio', { name: /Theirs.*last year/ })
      .check();
    await bring.click();
    await home.pane.getByTestId('merge-done').getByText('r5 is in your sheet').waitFor();
    // $100 of health, $50 of music and $25 of sports are left of the general fund now.
    await home.pane.getByTestId('balance-100').getByText('175').waitFor();
    await home.pane.getByRole('tab', { name: 'To fix 0' }).waitFor();
    await save(home, 'Saved as r6');
    const r6 = await revisionOf(await server.as('okafor'), 6);
    expect([SPORTS, HEALTH, MUSIC].map((account) => centsOf(r6, account))).toEqual([175_00, 900_00, 350_00]);
    expect(r6.lines.find(({ account }) => account === HEALTH)?.justification).toBe(
      'First-aid boxes for two classrooms',
    );
    expect(r6.explanations?.map(({ text }) => text)).toEqual([
      'These posts were paid from Title I last year as well.',
    ]);
    await school.context.close();
  }, 240_000);

  test('stays in the list of revisions: compared, and loaded again', async () => {
    const { pane } = home;
    await choose(home, 'Revisions');
    await pane.getByTestId('revision-6').getByText('Your sheet stands on this one').waitFor();
    await look(home, 'revisions');
    await pane.getByTestId('revision-4').click();
    await pane.getByTestId('difference').filter({ hasText: MUSIC }).waitFor();
    await look(home, 'revision');
    await pane.getByRole('radio', { name: 'The revision before, r3' }).check();
    await pane.getByText('1 row is different').waitFor();
    await pane.getByText('Amount: $200 → $150').waitFor();
    await pane.getByRole('button', { name: /^Load it into/ }).click();
    await pane.getByTestId('load-revision').waitFor();
    await look(home, 'load-revision');
    await pane.getByRole('button', { name: 'Load it', exact: true }).click();
    await pane.getByText('r4 is in your sheet. Save to make it the newest revision.').waitFor();
    await pane.getByRole('button', { name: 'Back to the revisions' }).click();
    await pane.getByRole('button', { name: 'Back to the budget' }).click();
    await save(home, 'Saved as r7');
    const [r4, r7] = await Promise.all(
      [4, 7].map(async (number) => revisionOf(await server.as('okafor'), number)),
    );
    expect(r7?.lines).toEqual(r4?.lines);
  }, 240_000);
});

describe('what finance says about a line', () => {
  test('is counted, found, answered and settled; both sides see it', async () => {
    const office = await openTab(browser, server.baseUrl);
    const { page } = office;
    await page.getByRole('button', { name: 'Julia Ortiz' }).click();
    await page.getByRole('button', { name: /Dayton Junior High School.*With finance/ }).click();
    await page.getByRole('heading', { name: 'Dayton Junior High School · Revision 2' }).waitFor();
    const line = page
      .getByRole('row')
      .filter({ has: page.getByRole('button', { name: 'Comment', exact: true }) });
    const account = /\d{3}-\d{4}-571-\d{3}-\d{3}/.exec(await line.first().innerText())?.[0] ?? '';
    await line.first().getByRole('button', { name: 'Comment', exact: true }).click();
    await page.getByLabel('Your comment').fill('Is this the price with the discount?');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Is this the price with the discount?').waitFor();

    const desk = await openWindow(browser, server.baseUrl, { site: '571', name: 'David Tran' });
    const { pane } = desk;
    await pane.getByTestId('timeline').getByText('Waiting for finance').waitFor();
    await pane.getByRole('button', { name: 'Account, 1 new' }).waitFor();
    await look(desk, 'with-finance');
    await choose(desk, /Comments/);
    const comments = pane.getByTestId('comments');
    await comments.getByText(account).waitFor();
    const goTo = comments.getByRole('button', { name: /^Go to/ });
    const cell = await goTo.innerText();
    await goTo.click();
    await desk.page.getByTestId('selected-cell').getByText(cell, { exact: true }).waitFor();
    expect(cell).toMatch(new RegExp(`^[A-Z]+${String(await rowOf(desk.page, account))}$`));
    await comments.getByRole('button', { name: 'Reply' }).click();
    await comments.getByLabel('Your reply').fill('Yes, 12 % off.');
    await look(desk, 'comments');
    await comments.getByRole('button', { name: 'Send' }).click();
    await comments.getByText('Yes, 12 % off.').waitFor();
    await comments.getByRole('button', { name: 'Resolve' }).click();
    await pane.getByRole('button', { name: '1 resolved' }).click();
    await pane.getByText('Resolved by David Tran').waitFor();

    await page.reload();
    await page.getByText('Yes, 12 % off.').waitFor();
    await page.getByText('Resolved by David Tran').waitFor();
    faults.push(...(await accessFaults(page)), ...office.faults, ...desk.faults);
    await office.context.close();
    await desk.context.close();
  }, 240_000);
});

test('no screen had a fault', () => {
  expect([...faults, ...home.faults]).toEqual([]);
});
