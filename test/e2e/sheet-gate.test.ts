import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { getWorkbook } from '../../src/contract/sites.js';
import { identityProperties, type WorkbookIdentity } from '../../src/core/workbook/identity.js';
import { LAYOUT_VERSION } from '../../src/core/workbook/layout.js';
import '../../src/workbench/page/window-host.js';
import { editParts, partOf, typeCells } from '../support/alter-workbook.js';
import { BUILT_PAGES, launchBrowser } from '../support/browser.js';
import { lookAt } from '../support/look.js';
import { openTab, type Desk } from '../support/road.js';
import { reloadPane } from '../support/sheet-desk.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

// Files of every kind, opened one after the other by a principal: what the pane says of each, and the way on from there.

let server: TestServer;
let browser: Browser;
let desk: Desk;
let original: Uint8Array;
const looks: string[] = [];

beforeAll(async () => {
  server = await startTestServer({ pages: BUILT_PAGES });
  server.clock.now = new Date();
  const client = await server.as('reyes');
  original = await client.call(getWorkbook, { params: { siteCode: '608' }, body: undefined });
  browser = await launchBrowser();
  const tab = await openTab(browser, `${server.baseUrl}/workbench`);
  desk = { ...tab, pane: tab.page.frameLocator('iframe[title="Sitebook pane"]') };
  await desk.page.getByRole('button', { name: 'Maria Reyes' }).click();
}, 90_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

const look = async (name: string) => looks.push(...(await lookAt(desk, name)));
const heading = (name: string | RegExp) => desk.pane.getByRole('heading', { name });

/** Opens a file from this computer, whatever is open. */
async function openFile(bytes: Uint8Array, name = 'High School.xlsx'): Promise<void> {
  const { page } = desk;
  const other = page.getByRole('button', { name: 'Other workbook' });
  if ((await other.count()) > 0) await other.click();
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await page.getByLabel('Workbook file').setInputFiles({ name, mimeType, buffer: Buffer.from(bytes) });
  await page.locator('iframe').waitFor();
}

/** The workbook with another identity in its hidden sheet and its properties; null takes it away. */
function identifiedAs(change: Partial<Record<keyof WorkbookIdentity, string>> | null): Uint8Array {
  const cells = Object.fromEntries(
    change === null
      ? [1, 2, 3, 4, 5, 6].flatMap((row) => [
          [`A${String(row)}`, null],
          [`B${String(row)}`, null],
        ])
      : Object.entries(change).map(([key, value]) => [
          `B${String(ROW_OF[key as keyof typeof ROW_OF])}`,
          value,
        ]),
  );
  const properties =
    change === null ? {} : identityProperties({ ...BLANK, ...change } as unknown as WorkbookIdentity);
  return editParts(typeCells(original, '_sitebook', cells), (path, xml) => {
    if (path !== 'docProps/custom.xml') return xml;
    return xml.replaceAll(
      /(<property [^>]*name="(Sitebook\w+)"[^>]*>\s*<vt:\w+>)([^<]*)(<\/vt:\w+>)/g,
      (whole, before: string, name: string, _value: string, after: string) => {
        if (change === null) return `${before}${after}`;
        const now = properties[name];
        return now === undefined || now === '' ? whole : `${before}${now}${after}`;
      },
    );
  });
}

const ROW_OF = { workbookId: 1, layoutVersion: 2, district: 3, yearId: 4, siteCode: 5, baseRevision: 6 };
const BLANK = { workbookId: '', layoutVersion: '', district: '', yearId: '', siteCode: '', baseRevision: '' };

/** The id that the hidden sheet of the open workbook says. */
function workbookId(): Promise<string> {
  return desk.page.evaluate(() => window.sitebookHost?.workbook.sheet('_sitebook').textAt(0, 1) ?? '');
}

/** Makes the open workbook say that it was elsewhere when it was last saved, as a file does that was moved since. */
async function moveAway(): Promise<void> {
  await desk.page.evaluate(() => {
    const { workbook } = window.sitebookHost ?? {};
    const noted = workbook?.settings.get('Sitebook');
    if (typeof noted !== 'object' || noted === null) throw new Error('nobody noted where it is');
    workbook?.settings.set('Sitebook', { ...noted, placeHash: '0123456789abcdef' });
  });
  await reloadPane(desk);
}

describe('a workbook that is none of hers', () => {
  test('a plain workbook: her own can be downloaded and opened', async () => {
    expect(partOf(original, 'docProps/custom.xml')).toContain('SitebookWorkbookId');
    await openFile(identifiedAs(null), 'Plain.xlsx');
    const { page, pane } = desk;
    await heading('Not a Sitebook workbook').waitFor();
    await page.evaluate(() => window.sitebookHost?.misbehave({ unprotectNeedsProtection: true }));
    const hers = pane.getByRole('button', { name: 'Download Dayton High School' });
    await hers.waitFor();
    await look('not-sitebook');
    await pane.getByRole('button', { name: 'Look again' }).click();
    await heading('Not a Sitebook workbook').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), hers.click()]);
    expect(download.suggestedFilename()).toBe('Sitebook Dayton High School 2024-25.xlsx');
    await openFile(await readFile(await download.path()), download.suggestedFilename());
    await pane.getByRole('button', { name: 'Start' }).click();
    await pane.getByTestId('balances').waitFor();
  }, 240_000);

  test('of another year, district or layout, or of a site she may not see: each is said, and the way on', async () => {
    const { pane } = desk;
    const way = pane.getByRole('button', { name: 'Download Dayton High School' });
    await openFile(identifiedAs({ yearId: '2023-24' }));
    await heading('This workbook is of 2023-24').waitFor();
    await pane.getByText('The district is building 2024-25.').waitFor();
    await way.waitFor();
    await look('other-year');

    await openFile(identifiedAs({ layoutVersion: String(LAYOUT_VERSION + 1) }));
    await heading('This workbook has another layout').waitFor();
    await way.waitFor();

    await openFile(identifiedAs({ siteCode: '571' }));
    await heading('Your role does not include this.').waitFor();
    await way.waitFor();

    await openFile(identifiedAs({ district: 'salem' }));
    await heading('This workbook belongs to the district “salem”').waitFor();
    await pane.getByRole('button', { name: 'Sign in as somebody else' }).click();
    await pane.getByLabel('Password').waitFor();
  }, 240_000);
});

describe('a workbook of hers', () => {
  test('of the layout before it opens, and what is lost of its identity can be written again', async () => {
    const { page, pane } = desk;
    // The pane was signed out above, the workbench with it.
    await page.reload();
    const signIn = page.getByRole('button', { name: 'Maria Reyes' });
    await signIn
      .or(page.getByRole('heading', { name: 'Open a workbook' }))
      .first()
      .waitFor();
    if ((await signIn.count()) > 0) await signIn.click();
    const rows = [1, 2, 3, 4, 5, 6].map((row): [string, null] => [`B${String(row)}`, null]);
    await openFile(typeCells(original, '_sitebook', Object.fromEntries(rows)));
    const lost = pane.getByTestId('banner-lost-sheet');
    await lost.getByText('A hidden sheet of this workbook is gone.').waitFor();
    await lost.getByRole('button', { name: 'Write it again' }).click();
    await lost.waitFor({ state: 'detached' });
    expect(await workbookId()).toMatch(/^[0-9a-f-]{36}$/);

    await openFile(identifiedAs({ layoutVersion: String(LAYOUT_VERSION - 1) }));
    await pane.getByTestId('balances').waitFor();
  }, 240_000);

  test('that was moved or copied is asked about, and a copy gets an id of its own', async () => {
    const { page, pane } = desk;
    await openFile(original);
    await pane.getByTestId('balances').waitFor();
    await pane.getByRole('button', { name: 'Save', exact: true }).click();
    await pane.getByTestId('receipt').getByText('Saved as r1').waitFor();
    const id = await workbookId();
    await moveAway();
    await heading('Was this workbook moved or copied?').waitFor();
    await look('moved-or-copied');
    await pane.getByRole('button', { name: 'It was moved' }).click();
    await pane.getByTestId('state').getByText('Saved r1').waitFor();
    expect(await workbookId()).toBe(id);
    await moveAway();
    await pane.getByRole('button', { name: 'It is a copy' }).click();
    await pane.getByTestId('state').getByText('Saved r1').waitFor();
    expect(await workbookId()).not.toBe(id);
    await reloadPane(desk);
    await pane.getByTestId('state').getByText('Saved r1').waitFor();
    expect(await page.evaluate(() => window.sitebookHost?.workbook.sheet('_sitebook').visibility)).toBe(
      'VeryHidden',
    );
  }, 240_000);

  test('that is older than what was saved from it says so, and the newer one can be had', async () => {
    const { page, pane } = desk;
    await openFile(original);
    const notice = pane.getByTestId('outdated');
    await notice.getByText('This is an older copy, from revision 0.').waitFor();
    await pane.getByTestId('health').click();
    await pane.getByTestId('health-newest').getByText('Maria Reyes saved r1').waitFor();
    expect(await pane.getByTestId('health').getAttribute('data-level')).toBe('wrong');
    await page.keyboard.press('Escape');
    await look('old-copy');
  }, 240_000);

  test('no screen fails the checks of access, and no page has a fault', () => {
    expect(looks).toEqual([]);
    expect(desk.faults.filter((fault) => !fault.startsWith('Failed to load resource'))).toEqual([]);
  });
});
