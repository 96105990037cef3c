import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { BUILT_PAGES, launchBrowser, openContext, screenshotPath, type Theme } from '../support/browser.js';
import { PATIENCE_MS } from '../../src/taskpane/wait-for-office.js';
import { openDesk } from '../support/road.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  server = await startTestServer({ withSeason: true, pages: BUILT_PAGES });
  server.clock.now = new Date();
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** A library that says it runs in no Office at all. */
const NOWHERE = `window.Office = {
  onReady: () => Promise.resolve({ host: null, platform: null }),
  context: {},
  HostType: { Excel: 'Excel' },
};`;

/** Addresses of our own scripts on the page that Excel loads. */
function paneScripts(): string[] {
  const html = readFileSync(path.join(BUILT_PAGES.webFolder, 'taskpane.html'), 'utf8');
  return [...html.matchAll(/src="?(\/assets\/[^">]+\.js)/g)].map(([, file = '']) => file);
}

describe('the built pages', () => {
  test('what Excel loads carries no stand-in', () => {
    const scripts = paneScripts();
    expect(scripts.length).toBeGreaterThan(0);
    for (const file of scripts) {
      const code = readFileSync(path.join(BUILT_PAGES.webFolder, file), 'utf8');
      for (const trace of ['sitebookHost', 'syncDelayMs', '_richApiNativeBridge'])
        expect(code).not.toContain(trace);
    }
  });

  test('without office.js the pane says what is missing, what is safe, and tries again', async () => {
    const context = await openContext(browser, { width: 320, height: 640 });
    const page = await context.newPage();
    let asked = 0;
    await page.route('https://appsforoffice.microsoft.com/**', (route) => {
      asked += 1;
      return route.abort();
    });
    await page.goto(`${server.baseUrl}/taskpane.html`);
    await page.getByRole('heading', { name: "Excel's library did not load" }).waitFor();
    expect(await page.getByText('Your workbook is untouched. Check the network').isVisible()).toBe(true);
    await page.screenshot({ path: screenshotPath('office-missing') });
    const before = asked;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: "Excel's library did not load" }).waitFor();
    expect(asked).toBeGreaterThan(before);
    await context.close();
  });

  test('a library that hangs is told after a time; when it comes after all, the pane opens', async () => {
    const context = await openContext(browser, { width: 320, height: 640 });
    const page = await context.newPage();
    await page.clock.install();
    let release = (): void => undefined;
    await page.route('https://appsforoffice.microsoft.com/**', async (route) => {
      await new Promise<void>((resolve) => (release = resolve));
      await route.fulfill({ contentType: 'text/javascript', body: NOWHERE });
    });
    await page.goto(`${server.baseUrl}/taskpane.html`, { waitUntil: 'commit' });
    await page.getByText('Opening Sitebook…').waitFor();
    await page.clock.fastForward(PATIENCE_MS);
    await page.getByRole('heading', { name: "Excel's library is still loading" }).waitFor();
    await page.screenshot({ path: screenshotPath('office-slow') });
    expect(await page.getByRole('button', { name: 'Try again' }).isVisible()).toBe(true);
    release();
    await page.getByRole('heading', { name: 'Sitebook works inside Excel' }).waitFor();
    expect(await page.getByRole('button', { name: 'Try again' }).isVisible()).toBe(false);
    await context.close();
  });

  test('a library that never says where it runs is told after a time', async () => {
    const context = await openContext(browser, { width: 320, height: 640 });
    const page = await context.newPage();
    await page.clock.install();
    const body = 'window.Office = { onReady: () => new Promise(() => undefined) };';
    await page.route('https://appsforoffice.microsoft.com/**', (route) =>
      route.fulfill({ contentType: 'text/javascript', body }),
    );
    await page.goto(`${server.baseUrl}/taskpane.html`);
    await page.clock.fastForward(PATIENCE_MS);
    await page.getByRole('heading', { name: "Excel's library is still loading" }).waitFor();
    await context.close();
  });

  test('a library with a fault is told', async () => {
    const context = await openContext(browser, { width: 320, height: 640 });
    const page = await context.newPage();
    const body = 'window.Office = { onReady: () => Promise.reject(new Error("broken")) };';
    await page.route('https://appsforoffice.microsoft.com/**', (route) =>
      route.fulfill({ contentType: 'text/javascript', body }),
    );
    await page.goto(`${server.baseUrl}/taskpane.html`);
    await page.getByRole('heading', { name: 'Sitebook could not start' }).waitFor();
    await context.close();
  });

  test('replies are compressed', async () => {
    // Below a kilobyte, packing costs more than it saves.
    const large = paneScripts().filter(
      (file) => statSync(path.join(BUILT_PAGES.webFolder, file)).size > 1024,
    );
    expect(large.length).toBeGreaterThan(0);
    for (const script of large) {
      const { headers } = await fetch(`${server.baseUrl}${script}`, {
        headers: { 'accept-encoding': 'gzip' },
      });
      expect([script, headers.get('content-encoding')]).toEqual([script, 'gzip']);
    }
  });
});

describe.each<Theme>(['light', 'dark', 'contrast'])('in %s', (theme) => {
  test('every screen is there at pane and desktop width, and nothing runs over its edge', async () => {
    const overflowing = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
    const desk = await openDesk(browser, server.baseUrl, '125', 'Grace Okafor', theme);
    await desk.pane.getByTestId('timeline').getByText('Sent back by').waitFor();
    await desk.page.screenshot({ path: screenshotPath(`pane-${theme}`) });
    expect(await desk.pane.locator('body').evaluate(overflowing)).toBe(false);
    // A menu lies over a part of the pane only.
    await desk.pane.getByRole('button', { name: 'Account' }).click();
    await desk.pane.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    const isCovered = await desk.pane.getByTestId('problems').evaluate((problems) => {
      const { left, bottom } = problems.getBoundingClientRect();
      return !problems.contains(document.elementFromPoint(left + 20, bottom - 5));
    });
    expect(isCovered).toBe(false);
    await desk.context.close();

    for (const width of [1280, 400]) {
      const context = await openContext(browser, { width, height: 800 }, theme);
      const page = await context.newPage();
      const shot = (name: string) =>
        page.screenshot({ path: screenshotPath(`${name}-${String(width)}-${theme}`) });
      // Tabs that do not fit are in a menu.
      const openTab = async (name: string) => {
        const tab = page.getByRole('tab', { name });
        if (await tab.isVisible()) return tab.click();
        await page.getByRole('tab', { name: /more tabs?$/ }).click();
        return page.getByRole('menuitem', { name }).click();
      };
      await page.goto(server.baseUrl);
      await page.getByTestId('sign-in').waitFor();
      await page.getByRole('button', { name: /Anna Chen/ }).waitFor();
      await shot('sign-in');
      await page.getByRole('button', { name: /Anna Chen/ }).click();
      const first = page.getByRole('heading', { name: /· Revision/ });
      if (width === 1280) await first.waitFor();
      else {
        // No room for both: the list, or what was chosen of it.
        await page
          .getByRole('button', { name: /With finance/ })
          .first()
          .waitFor();
        await shot('queue-list');
        await page
          .getByRole('button', { name: /With finance/ })
          .first()
          .click();
        await first.waitFor();
      }
      await shot('queue');
      await openTab('Sites');
      await page.getByText('Not started').first().waitFor();
      await shot('sites');
      await openTab('Master budget');
      await page.getByText('No master budget yet').waitFor();
      await shot('master');
      expect(await page.evaluate(overflowing)).toBe(false);
      await context.close();
    }
  }, 60_000);
});
