import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The browser that `npm test` found. Flags keep it from looking for hosts that a test machine cannot reach. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export type Theme = 'light' | 'dark' | 'contrast';

/** A fresh window, at a size and in a theme. */
export function openContext(
  browser: Browser,
  size: { width: number; height: number },
  theme: Theme = 'light',
): Promise<BrowserContext> {
  return browser.newContext({
    viewport: size,
    colorScheme: theme === 'dark' ? 'dark' : 'light',
    forcedColors: theme === 'contrast' ? 'active' : 'none',
    reducedMotion: 'reduce',
  });
}

/** Those that the README shows. */
const SHOWN = new Set(['workbench', 'queue', 'master']);

/** Where a screenshot goes: test-output/screenshots, and where `SITEBOOK_SCREENSHOTS` says for those that are shown. */
export function screenshotPath(name: string): string {
  const wanted = SHOWN.has(name) ? process.env['SITEBOOK_SCREENSHOTS'] : undefined;
  const folder = path.join(ROOT, wanted ?? 'test-output/screenshots');
  mkdirSync(folder, { recursive: true });
  return path.join(folder, `${name}.png`);
}

/** The built pages and Microsoft's library, as the server serves them in demo mode. */
export const BUILT_PAGES = {
  webFolder: path.join(ROOT, 'dist/web'),
  officeJsFolder: path.join(ROOT, 'node_modules/@microsoft/office-js/dist'),
  officeJsOrigin: 'https://appsforoffice.microsoft.com',
};
