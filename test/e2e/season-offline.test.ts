import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { CLIENT_VERSION_HEADER } from '../../src/contract/endpoint.js';
import { listRevisions } from '../../src/contract/revisions.js';
import { listSites } from '../../src/contract/sites.js';
import { BUILT_PAGES, launchBrowser } from '../support/browser.js';
import { startFaultProxy, type FaultProxy } from '../support/fault-proxy.js';
import { lookAt } from '../support/look.js';
import type { Desk } from '../support/road.js';
import {
  centsOf,
  choose,
  openWindow,
  PRINCIPAL,
  revisionOf,
  save,
  SITE,
  typeIn,
} from '../support/season-road.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

// A principal whose connection fails in every way while she works: nothing is lost, nothing is doubled. Each test goes
// on where the one before stopped.

const SPORTS = '100-1111-125-200-410';
const HEALTH = '100-1111-125-190-410';
const MINUTE = 60_000;
const SAVES = '/revisions';

let server: TestServer;
let proxy: FaultProxy;
let browser: Browser;
let desk: Desk;
const faults: string[] = [];
const look = async (name: string) => void faults.push(...(await lookAt(desk, name)));

beforeAll(async () => {
  server = await startTestServer({ withSeason: true, pages: BUILT_PAGES });
  server.clock.now = new Date();
  proxy = await startFaultProxy(server.baseUrl);
  browser = await launchBrowser();
  desk = await openWindow(browser, proxy.baseUrl);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await proxy.close();
  await server.close();
});

const button = (name: string) => desk.pane.getByRole('button', { name, exact: true });
const waiting = (text: string | RegExp) => desk.pane.getByTestId('offline').getByText(text).waitFor();
const state = (text: string) => desk.pane.getByTestId('state').getByText(text, { exact: true }).waitFor();
/** Until the new page is there: what the old one still shows is no answer. */
const reloadPane = async () => {
  await desk.pane.locator('body').evaluate((body) => {
    body.dataset['old'] = 'yes';
    location.reload();
  });
  await desk.pane.locator('body:not([data-old])').waitFor();
};
const tryNow = async () => {
  await button('Try now').click();
  await button('Try now')
    .or(desk.pane.getByTestId('home').and(desk.pane.locator(':not(:has([data-testid="offline"]))')))
    .waitFor();
};

async function saveOffline(amount: string): Promise<void> {
  await typeIn(desk.page, SPORTS, amount);
  await button('Save').click();
  await desk.pane.getByTestId('queued').waitFor();
}

/** The revisions that the server has from `first` on, oldest first, with the amount of sports supplies in each. */
async function saved(first: number) {
  const client = await server.as('okafor');
  const { revisions } = await client.call(listRevisions, { params: { siteCode: SITE }, body: undefined });
  const own = revisions.filter(({ number }) => number >= first).reverse();
  return Promise.all(
    own.map(async (summary) => ({
      ...summary,
      cents: centsOf(await revisionOf(client, summary.number), SPORTS),
    })),
  );
}

test('without the server she goes on: the sheet is checked, accounts are found, and saves wait', async () => {
  const { page, pane } = desk;
  proxy.fail('down', '/v1/');
  await typeIn(page, HEALTH, '-5');
  await pane.getByTestId('problem').filter({ hasText: 'takes no negative amounts' }).waitFor();
  await typeIn(page, HEALTH, '900');
  await pane.getByTestId('balance-100').getByText('100', { exact: true }).waitFor();
  await choose(desk, /line/, 'Add');
  await pane.getByLabel('What is it for?').fill('art supplies');
  await pane.getByText(/accounts? fits?/).waitFor();
  await pane.getByRole('button', { name: 'Back to the budget' }).click();
  await saveOffline('150');
  await waiting(/^1 save waits/);
  await look('offline');
  await saveOffline('160');
  await waiting(/^2 saves and submissions wait/);
}, 120_000);

test('errors and broken answers double nothing; a reload keeps what waits; it arrives once and in order', async () => {
  const { pane } = desk;
  proxy.fail('error500', SAVES);
  await reloadPane();
  await waiting(/^2 saves and submissions wait/);
  server.clock.now = new Date(Date.now() + 5 * MINUTE);
  const before = proxy.passed.length;
  proxy.fail('halfAnswered', SAVES);
  await tryNow();
  await waiting(/^2 saves and submissions wait/);
  expect((await saved(3)).map(({ number, cents }) => [number, cents])).toEqual([[3, 150_00]]);
  proxy.fail('none');
  await button('Try now').click();
  await state('Saved r4');
  await pane.getByTestId('offline').waitFor({ state: 'detached' });
  const revisions = await saved(3);
  expect(revisions.map(({ number, cents }) => [number, cents])).toEqual([
    [3, 150_00],
    [4, 160_00],
  ]);
  // When she pressed Save, as far as the server can know, stands beside when it came.
  for (const { claimedAt = '', claimFloor = '', savedAt } of revisions) {
    expect(Date.parse(claimFloor)).toBeLessThanOrEqual(Date.parse(claimedAt));
    expect(Date.parse(claimedAt)).toBeLessThan(Date.parse(savedAt) - MINUTE);
  }
  const sent = proxy.passed.slice(before).filter((request) => request === `POST /v1/sites/${SITE}/revisions`);
  expect(sent.length).toBeGreaterThanOrEqual(3);
}, 120_000);

test('a token that ends while she works is renewed in silence; a sign-in that ends keeps the save', async () => {
  const { page, pane } = desk;
  server.clock.now = new Date(Date.now() + 40 * MINUTE);
  await typeIn(page, SPORTS, '170');
  await save(desk, 'Saved as r5');
  expect(proxy.passed).toContain('POST /v1/sign-in/refresh');

  server.clock.now = new Date(Date.now() + 10 * 60 * MINUTE);
  await typeIn(page, SPORTS, '180');
  await button('Save').click();
  await pane.getByTestId('sign-in').getByText('Your sign-in has ended after eight hours.').waitFor();
  await look('sign-in-ended');
  await pane.getByRole('button', { name: PRINCIPAL }).click();
  await state('Saved r6');
  expect((await saved(6)).map(({ cents }) => cents)).toEqual([180_00]);
}, 120_000);

test('an old pane after an upgrade of the server is told to reload, and what waits is kept and sent', async () => {
  const { page, pane } = desk;
  await page.route('**/v1/**', (route) =>
    route.continue({ headers: { ...route.request().headers(), [CLIENT_VERSION_HEADER]: '0' } }),
  );
  await typeIn(page, SPORTS, '190');
  await button('Save').click();
  await pane.getByText('Sitebook was updated.').waitFor();
  await look('upgraded');
  await page.unroute('**/v1/**');
  await button('Reload the pane').click();
  await state('Saved r7');
  expect((await saved(7)).map(({ cents }) => cents)).toEqual([190_00]);
}, 120_000);

test('a submission waits too, with its statement and evidence', async () => {
  const { pane } = desk;
  proxy.fail('gatewayPage', '/submissions');
  await button('Submit…').click();
  const dialog = pane.getByTestId('submit-dialog');
  await dialog.getByText('Lines changed').first().waitFor();
  await dialog.getByLabel('Date of the vote').fill('2024-02-27');
  await dialog.getByLabel('Votes for').fill('7');
  await dialog.getByLabel('Votes against').fill('none');
  await dialog.getByLabel('Where the minutes are').fill('School office, binder 3');
  await look('submit');
  await dialog.getByLabel('Votes against').fill('0');
  await dialog.getByRole('checkbox', { name: 'I confirm this' }).check();
  await dialog.getByRole('button', { name: 'Submit to finance' }).click();
  // Nothing waits in silence: she is told, and says herself that it may.
  await dialog.getByTestId('not-submitted').getByText('nothing was submitted').waitFor();
  await look('not-submitted');
  await dialog.getByRole('button', { name: 'Submit once connected' }).click();
  await dialog.getByText('It is submitted by itself once Sitebook can be reached').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await pane.getByTestId('submit-wish').getByText('You asked to submit this budget.').waitFor();
  await look('submit-wish');
  proxy.fail('none');
  await button('Try now').click();
  await state('With finance r7');
  const client = await server.as('okafor');
  const { sites } = await client.call(listSites, { params: {}, body: undefined });
  const submission = sites.find(({ site }) => site.code === SITE)?.submission;
  expect([submission?.status, submission?.revision]).toEqual(['submitted', 7]);
  expect(submission?.claimedAt).toBeDefined();
}, 120_000);

test('signing out asks about what waits; it is kept for her alone and sent when she is back', async () => {
  const { pane } = desk;
  proxy.fail('down', '/v1/');
  await saveOffline('195');
  await choose(desk, 'Sign out');
  const question = pane.getByTestId('sign-out-question');
  await question.getByRole('button', { name: 'Send first' }).click();
  await question.getByText('Sitebook cannot be reached now.').waitFor();
  await look('sign-out');
  await question.getByRole('button', { name: 'Keep it for me' }).click();
  await pane.getByTestId('sign-in').waitFor();
  proxy.fail('none');
  await reloadPane();
  await pane.getByRole('button', { name: 'Julia Ortiz' }).click();
  await pane.getByTestId('state').waitFor();
  expect(await pane.getByTestId('offline').count()).toBe(0);
  expect(await saved(8)).toEqual([]);
  await choose(desk, 'Sign out');
  await pane.getByRole('button', { name: PRINCIPAL }).click();
  await pane.getByTestId('state').getByText(/r7|r8/).waitFor();
  await pane.getByTestId('offline').waitFor({ state: 'detached' });
  expect((await saved(8)).map(({ cents }) => cents)).toEqual([195_00]);
}, 120_000);

test('no screen had a fault', () => {
  expect([...faults, ...desk.faults]).toEqual([]);
});
