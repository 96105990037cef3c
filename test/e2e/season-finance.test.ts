import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { addAllocationEntry } from '../../src/contract/allocations.js';
import { formatDate } from '../../src/words/figures.js';
import { BUILT_PAGES, launchBrowser } from '../support/browser.js';
import { accessFaults, lookAt } from '../support/look.js';
import { openTab, returnTo, textAt, type Desk } from '../support/road.js';
import { sampleFiles } from '../support/sample-district.js';
import { amountShown, cellOf, choose, openWindow, save, SITE, typeIn } from '../support/season-road.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

// What a principal and the finance office ask of each other between the first workbook and the due date. Each test goes
// on where the one before stopped.

const DAY = 24 * 3_600_000;
const SPORTS = '100-1111-125-200-410';
const HEALTH = '100-1111-125-190-410';
const ASSIGNED = '100-1111-125-200-460';
const PURPOSE = 'Rowing machines for the gym, which last for years';

let server: TestServer;
let browser: Browser;
let desk: Desk;
let office: Page;
const faults: string[] = [];
const look = async (name: string) => void faults.push(...(await lookAt(desk, name)));

/** The sample district with this year's spending, and with a cap that finance may allow exceptions from. */
async function districtFiles(): Promise<Map<string, string>> {
  const files = new Map(await sampleFiles());
  files.set('spending.csv', `account,spent,encumbered\n${SPORTS},150.25,20\n${HEALTH},1310,40.5\n`);
  files.set('district.csv', `${files.get('district.csv') ?? ''}spending_as_of,2024-02-29\n`);
  const rules = files.get('rules.json') ?? '';
  files.set(
    'rules.json',
    rules.replace('"toleranceCents": 0', '"toleranceCents": 0, "allowsExceptions": true'),
  );
  return files;
}

beforeAll(async () => {
  server = await startTestServer({ withSeason: true, pages: BUILT_PAGES, files: await districtFiles() });
  server.clock.now = new Date();
  browser = await launchBrowser();
  desk = await openWindow(browser, server.baseUrl);
  const tab = await openTab(browser, server.baseUrl);
  office = tab.page;
  await office.getByRole('button', { name: 'Julia Ortiz' }).click();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

const problem = (text: string | RegExp) => desk.pane.getByTestId('problem').filter({ hasText: text });

/** Reads the finance office's requests anew, and gives the open one that says this. */
async function requestAtOffice(text: string) {
  await office.goto(`${server.baseUrl}/requests`);
  const request = office.getByTestId(/^request-/).filter({ hasText: text });
  await request.waitFor();
  return request;
}

test('beside a line stands what was spent of it this year', async () => {
  const { page, pane } = desk;
  await typeIn(page, HEALTH, 'First-aid boxes', 'Justification');
  await typeIn(page, SPORTS, 'Balls and nets', 'Justification');
  // Enter goes on to the row below; a click on the line comes back to it.
  await page.evaluate(
    (address) => window.sitebookHost?.actions.select('Budget', address),
    await cellOf(page, HEALTH),
  );
  const spent = pane.getByTestId('spent');
  await spent.getByText(HEALTH).waitFor();
  await spent.getByText('$1,310', { exact: true }).waitFor();
  await spent.getByText('$40.50', { exact: true }).waitFor();
  await look('spending');
  await save(desk, 'Saved as r3');
}, 120_000);

test('a code is asked for in plain words; what finance assigns is one click from the open workbook', async () => {
  const { page, pane } = desk;
  await choose(desk, /new code/, 'Add');
  const dialog = pane.getByTestId('request-dialog');
  await dialog.getByLabel('What is it for?').fill(PURPOSE);
  await dialog.getByLabel('Paid from').selectOption({ label: 'General fund' });
  await dialog.getByTestId('request-missing').getByText('Type an amount').waitFor();
  await look('request-code');
  await dialog.getByLabel('About how much').fill('1,200');
  await dialog.getByRole('button', { name: 'Send to finance' }).click();
  await dialog.waitFor({ state: 'detached' });

  const asked = await requestAtOffice(PURPOSE);
  faults.push(...(await accessFaults(office)));
  await asked.getByLabel('Account string').fill('100-1111-125-200-999');
  await asked.getByRole('button', { name: 'Assign' }).click();
  await asked.getByRole('alert').waitFor();
  await asked.getByLabel('Account string').fill(ASSIGNED);
  await asked.getByLabel('What you want to say').fill('Equipment that is kept counts as such.');
  await asked.getByRole('button', { name: 'Assign' }).click();
  await asked.getByText('Granted').waitFor();

  await returnTo(desk);
  await pane.getByRole('button', { name: 'Account, 1 new' }).waitFor();
  await choose(desk, /^Requests/);
  const requests = pane.getByTestId('requests');
  await requests.getByText(`Finance assigned ${ASSIGNED}.`).waitFor();
  await requests.getByRole('button', { name: 'Add the line' }).click();
  await pane.getByRole('heading', { name: 'Add a line' }).waitFor();
  await pane.getByLabel('Amount in dollars').fill('0');
  await pane.getByRole('button', { name: 'Add the line' }).click();
  await pane.getByTestId('state').waitFor();
  expect(await amountShown(page, ASSIGNED)).toMatch(/^[-0]/);
  expect(await textAt(page, 'Budget', await cellOf(page, ASSIGNED, 'What for'))).toBe('Non-consumable items');
  await save(desk, 'Saved as r4');
}, 120_000);

test('an allocation that is cut in mid-season says so beside what was typed, and by when to mend it', async () => {
  const { page, pane } = desk;
  await typeIn(page, SPORTS, '150');
  await pane.getByTestId('balance-100').getByText('50', { exact: true }).waitFor();
  const fixBy = new Date(server.clock.now.getTime() + 10 * DAY).toISOString().slice(0, 10);
  const budget = await server.as('chen');
  const entry = { fundingSource: '100', kind: 'holdback' as const, fte: 0, fixBy };
  const reason = 'The state holds back until the May forecast';
  await budget.call(addAllocationEntry, {
    params: { siteCode: SITE },
    body: { ...entry, id: randomUUID(), amountCents: -500_00, reason },
  });
  await budget.call(addAllocationEntry, {
    params: { siteCode: SITE },
    body: {
      ...entry,
      id: randomUUID(),
      fundingSource: '201',
      kind: 'carryOver',
      amountCents: 1_200_00,
      reason: 'Unspent in 2022-23',
    },
  });
  await returnTo(desk);
  const banner = pane.getByTestId('allocation-changes');
  for (const part of [
    '−$500',
    reason,
    'Anna Chen',
    'General fund is now over by $450.',
    `Fix it by ${formatDate(fixBy)}.`,
  ])
    await banner.getByText(part).first().waitFor();
  await problem('General fund is over by $450').waitFor();
  expect(await amountShown(page, SPORTS)).toBe('150.00');
  await look('allocation-changes');
  await banner.getByRole('button', { name: 'Seen' }).click();
  await banner.waitFor({ state: 'detached' });
}, 120_000);

test('an exception is asked for where the rule stands; what finance allows no longer blocks', async () => {
  const { pane } = desk;
  await save(desk, 'Saved as r5');
  await problem('General fund is over by $450').getByRole('button', { name: 'Ask for an exception' }).click();
  const dialog = pane.getByTestId('request-dialog');
  await dialog.getByLabel('Why should it be allowed?').fill('The council votes on the cut on Monday.');
  await look('request-exception');
  await dialog.getByRole('button', { name: 'Send to finance' }).click();
  await dialog.waitFor({ state: 'detached' });

  const asked = await requestAtOffice('The council votes on the cut on Monday.');
  await asked.getByRole('button', { name: 'Allow' }).click();
  await asked.getByText('Granted').waitFor();

  await returnTo(desk);
  await pane.getByRole('tab', { name: 'To fix 0' }).waitFor();
  await pane.getByRole('tab', { name: /To check/ }).click();
  await problem('General fund is over by $450')
    .getByTestId('explanation')
    .getByText('The council votes')
    .waitFor();

  await choose(desk, /new code/, 'Add');
  await dialog.getByLabel('What is it for?').fill('A bus for the music festival');
  await dialog.getByLabel('Paid from').selectOption({ label: 'General fund' });
  await dialog.getByLabel('About how much').fill('640');
  await dialog.getByRole('button', { name: 'Send to finance' }).click();
  await dialog.waitFor({ state: 'detached' });
  await choose(desk, /^Requests/);
  await pane.getByText('A bus for the music festival').waitFor();
  await pane.getByText('The line is in your sheet.').waitFor();
  await look('requests');
}, 120_000);

test('no screen had a fault', () => {
  expect([...faults, ...desk.faults]).toEqual([]);
});
