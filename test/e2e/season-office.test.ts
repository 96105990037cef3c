import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import type { ApprovalRoute } from '../../src/core/approval/route.js';
import { grantOf } from '../../src/core/district/role.js';
import { sealWaiting } from '../../server/use-cases/seal-audit.js';
import { addSomebody } from '../support/add-somebody.js';
import { BUILT_PAGES, launchBrowser } from '../support/browser.js';
import { lookAtPage } from '../support/look.js';
import { proposeSite, submitSite } from '../support/propose-site.js';
import { openTab } from '../support/road.js';
import { sampleFiles } from '../support/sample-district.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

// The finance office around a season: who is let in, who approves what in which order, and what the auditor finds of it
// afterwards. Each test goes on where the one before stopped.

const NAME = 'Nia Adams';
const EMAIL = 'adams@dayton.example';
const PASSWORD = 'a lamp beside nine quiet rivers';
const STATEMENT = 'I have compared this budget with the current one.';
const RETURN = 'Please say which classes the new posts are for.';
const ON_LINE = 'Is this lease not in the office’s rows?';

const ROUTE: ApprovalRoute = {
  stages: [
    { steps: [{ id: 'analyst', title: 'Budget analyst', approvers: [{ role: 'reviewer' }] }] },
    {
      steps: [
        {
          id: 'office',
          title: 'Budget office',
          approvers: [{ role: 'budgetManager' }],
          attestation: STATEMENT,
          due: { daysAfterArrival: 5 },
        },
      ],
    },
  ],
};

let server: TestServer;
let browser: Browser;
const faults: string[] = [];
const pageFaults: string[][] = [];
const look = async (page: Page, name: string, ...parts: string[]) =>
  void faults.push(...(await lookAtPage(page, name, ...parts)));
const DIALOG = '[role="dialog"]';

/** The sample district with two steps, and without the rule that finds the accounts which it has twice. */
async function districtFiles(): Promise<Map<string, string>> {
  const files = new Map(await sampleFiles());
  files.set('approval.json', JSON.stringify(ROUTE));
  const rules = JSON.parse(files.get('rules.json') ?? '') as { rules: { id: string }[] };
  files.set(
    'rules.json',
    JSON.stringify({ ...rules, rules: rules.rules.filter(({ id }) => id !== 'account-twice') }),
  );
  return files;
}

beforeAll(async () => {
  server = await startTestServer({ pages: BUILT_PAGES, files: await districtFiles() });
  server.clock.now = new Date();
  await addSomebody(server, 'moss', [grantOf('auditor')], { name: 'Theo Moss' });
  for (const [who, site] of [
    ['lindqvist', '000'],
    ['tran', '571'],
  ] as const) {
    await proposeSite(server, who, site);
    await submitSite(server, who, site);
  }
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

async function open(path = '/'): Promise<Page> {
  const tab = await openTab(browser, `${server.baseUrl}${path}`);
  pageFaults.push(tab.faults);
  tab.context.setDefaultTimeout(30_000);
  return tab.page;
}

async function openAs(email: string, password: string, path = '/'): Promise<Page> {
  const page = await open(path);
  await page.getByLabel('District').fill('dayton');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  return page;
}
const openSample = (who: string, path = '/') => openAs(`${who}@dayton.example`, 'sitebook', path);

let link = '';

test('the administrator adds a reviewer; her link to choose a password is made where her mail waits', async () => {
  const page = await openSample('whitfield');
  await page.getByRole('row', { name: /Anna Chen/ }).waitFor();
  await look(page, 'people');
  await page.getByRole('button', { name: 'Add somebody' }).click();
  const form = page.getByTestId('person-form');
  await form.getByLabel('Name', { exact: true }).fill(NAME);
  await form.getByLabel('E-mail').fill(EMAIL);
  await form.getByRole('button', { name: 'Add a role' }).click();
  await form.getByLabel('Role', { exact: true }).selectOption({ label: 'Reviewer' });
  await look(page, 'people-add');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row', { name: new RegExp(`${NAME}.*No password yet`) }).waitFor();
  // Whoever goes by the keyboard is where she was.
  await page.waitForFunction(() => document.activeElement?.textContent === 'Add somebody');

  // No mail server is set up: what she asks for herself waits on the administrator's page.
  const hers = await open();
  await hers.getByRole('button', { name: 'Forgot your password?' }).click();
  await hers.getByLabel('District').fill('dayton');
  await hers.getByLabel('E-mail').fill(EMAIL);
  await hers.getByRole('button', { name: 'Send me a link' }).click();
  await hers.getByText('Look into your mail.').waitFor();
  await hers.context().close();

  await page.getByRole('tab', { name: 'Mail' }).click();
  await page.getByRole('button', { name: `Make a link for ${NAME} to choose a password` }).click();
  link = (await page.getByTestId('reset-link').getByRole('link').getAttribute('href')) ?? '';
  await look(page, 'mail');
  await page.context().close();
}, 180_000);

test('she chooses a password by it, signs in, and says how she wants mails', async () => {
  const page = await open(link.replace(server.baseUrl, ''));
  await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('New password again').fill(PASSWORD);
  await look(page, 'reset');
  await page.getByRole('button', { name: 'Save the password' }).click();
  await page.getByText(`sign in as ${EMAIL}`).waitFor();
  await page.context().close();

  const office = await openAs(EMAIL, PASSWORD);
  await office.getByRole('button', { name: `${NAME}: your account` }).click();
  await office.getByLabel('Once a day, in one mail each morning').check();
  await office.getByRole('button', { name: 'Save', exact: true }).click();
  await office.getByText('Saved.').waitFor();
  await office.getByRole('button', { name: 'Hand over my work' }).click();
  await office.getByLabel('E-mail of the person').fill('ortiz@dayton.example');
  const today = await office.getByLabel('From').inputValue();
  await office.getByLabel('Until, that day included').fill(today);
  await look(office, 'account');
  await office.getByRole('button', { name: 'Hand over', exact: true }).click();
  await office.getByTestId('stand-in').getByText('Julia Ortiz stands in for you').waitFor();
  await office.getByRole('button', { name: 'End: Julia Ortiz stands in for you' }).click();
  await office.getByText('Nobody stands in for you, and you for nobody.').waitFor();
  await office.context().close();
}, 180_000);

test('what waits for her and has nothing to fix she approves in one go', async () => {
  const page = await openAs(EMAIL, PASSWORD);
  await page.getByRole('tab', { name: 'Waiting for you (2)' }).waitFor();
  await page.getByRole('heading', { name: /· Revision/ }).waitFor();
  await look(page, 'queue');
  // By the keyboard alone: through the views to the button, and through the dialog, which keeps the focus.
  await page.getByRole('tab', { name: 'Waiting for you (2)' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Approve 2 budgets?').waitFor();
  await look(page, 'bulk', DIALOG);
  await dialog.getByRole('button', { name: 'Cancel' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await dialog.getByText('2 budgets approved.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Nothing waits for you').waitFor();
  await page.context().close();
}, 180_000);

test('the second step comments on a line and sends one back, and approves the other with the statement', async () => {
  const page = await openSample('chen');
  await page.getByRole('tab', { name: 'Waiting for you (2)' }).waitFor();
  await page.getByRole('button', { name: /Districtwide/ }).click();
  await page.getByRole('heading', { name: 'Districtwide · Revision 1' }).waitFor();
  await page.getByRole('list', { name: 'Way of this budget' }).getByText('Waits for Anna Chen').waitFor();
  await page.getByRole('button', { name: 'Comment', exact: true }).first().click();
  await page.getByLabel('Your comment').fill(ON_LINE);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText(ON_LINE).waitFor();
  await look(page, 'submission');
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Say what should change.').waitFor();
  await look(page, 'send-back', DIALOG);
  await dialog.getByLabel('What should change').fill(RETURN);
  await dialog.getByRole('button', { name: 'Send back' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(RETURN).waitFor();

  await page.getByRole('button', { name: /Dayton Junior High School/ }).click();
  await page.getByRole('heading', { name: 'Dayton Junior High School · Revision 2' }).waitFor();
  await page.keyboard.press('a');
  await dialog.getByText('Confirm the statement.').waitFor();
  await dialog.getByLabel(STATEMENT).check();
  await look(page, 'approve', DIALOG);
  await dialog.getByRole('button', { name: /^Approve \$/ }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(/Approved by Anna Chen/).waitFor();
  await page.context().close();
}, 180_000);

test('the budget manager closes a code: the budget that uses it waits again, for exactly those who signed it', async () => {
  const page = await openSample('chen', '/plan');
  await page.getByRole('heading', { name: 'Rules of the year' }).waitFor();
  await page.getByLabel('Segment').selectOption({ label: 'Object' });
  await page.getByLabel('Find by code or words').fill('410');
  await page.getByRole('button', { name: 'Change 410' }).click();
  const form = page.getByRole('form', { name: 'Add or change a code' });
  await form.getByLabel(/^Last day/).fill('2020-06-30');
  await form.getByLabel(/^Reason/).fill('Nobody may buy on it any more.');
  await look(page, 'plan');
  await form.getByRole('button', { name: 'Save the code' }).click();
  await page.getByText('410 is saved.').waitFor();
  await page.getByRole('tab', { name: 'Queue' }).click();
  await page.getByRole('button', { name: /Dayton Junior High School/ }).click();
  await page.getByText('Nobody may buy on it any more.').first().waitFor();
  await page
    .getByRole('list', { name: 'Way of this budget' })
    .getByText(/Waits for/)
    .first()
    .waitFor();
  await look(page, 'reopened');
  await page.getByRole('button', { name: 'More' }).click();
  await look(page, 'more', '[role="menu"]');
  await page.getByRole('menuitem', { name: 'Reject' }).click();
  await page.getByRole('dialog').waitFor();
  await look(page, 'reject', DIALOG);
  await page.keyboard.press('Escape');
  await page.context().close();
}, 180_000);

test('the auditor finds all of it, sees that nothing was altered, and takes it away as a file', async () => {
  await sealWaiting(server.parts, (_, error) => {
    throw error;
  });
  const page = await openSample('moss', '/audit');
  await page
    .getByRole('row', { name: /Anna Chen.*Budget decided/ })
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Check the whole trail' }).click();
  await page.getByText(/The trail is intact/).waitFor();
  await look(page, 'audit');
  await page.getByLabel('What happened').selectOption({ label: 'Budget decided' });
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page
    .getByRole('row', { name: /Budget saved/ })
    .first()
    .waitFor({ state: 'detached' });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download (CSV)' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('audit-trail.csv');
  const rows = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  const decisions = rows.filter((row) => row.includes('submission.decided'));
  // Two by the reviewer, one back and one approved by the budget office; the file has what was asked for alone.
  expect(decisions).toHaveLength(4);
  expect(rows).toHaveLength(5);
  expect(decisions.filter((row) => row.includes(NAME))).toHaveLength(2);
  await page.context().close();
}, 180_000);

test('no screen had a fault', () => {
  expect([...faults, ...pageFaults.flat()]).toEqual([]);
});
