import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { screenshotPath, type Theme } from './browser.js';
import type { Desk } from './road.js';

/** What the workbench shows around the pane; none of it is in the pane as well. */
const BENCH = ['[role="grid"]', '[aria-label="Sheets"]', '[aria-label="Selected cell"]'];
const WHOLE = { width: 1280, height: 800 };
const THEMES: readonly Theme[] = ['light', 'dark', 'contrast'];

/** What automatic checks of WCAG 2.2 A and AA find on a page and in its frames, or in parts of it. */
export async function accessFaults(page: Page, ...parts: string[]): Promise<string[]> {
  const builder = new AxeBuilder({ page });
  for (const part of parts) builder.include(part);
  const { violations } = await builder
    // Fluent's focus keepers: never seen, and left at once.
    .exclude('[data-tabster-dummy]')
    .exclude(['iframe', '[data-tabster-dummy]'])
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html.slice(0, 200)}`),
  );
}

/**
 * Takes a picture of the pane as it stands, 320 pixels wide, in light, dark and high contrast
 * (`pane-<name>-<theme>.png`), and answers what is wrong: what the automatic checks of access find in each theme, and
 * whatever is wider than the pane. The workbench's grid is checked by `lookAtGrid`: its cells take much longer.
 */
export async function lookAt({ page, pane }: Pick<Desk, 'page' | 'pane'>, name: string): Promise<string[]> {
  const frame = page.locator('iframe');
  const faults: string[] = [];
  await frame.evaluate((element) => (element.style.inlineSize = '320px'));
  const wider = await pane
    .locator('html')
    .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  if (wider > 0) faults.push(`${name} is ${String(wider)} px wider than the pane`);
  for (const theme of THEMES) {
    await page.emulateMedia({
      colorScheme: theme === 'dark' ? 'dark' : 'light',
      forcedColors: theme === 'contrast' ? 'active' : 'none',
    });
    await frame.screenshot({ path: screenshotPath(`pane-${name}-${theme}`) });
    faults.push(...(await accessFaults(page, 'iframe')).map((fault) => `${name}, ${theme}: ${fault}`));
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  await frame.evaluate((element) => element.style.removeProperty('inline-size'));
  return faults;
}

/** The same for the workbench's grid and bars as they stand, beside the pane (`<name>-<theme>.png`). */
export async function lookAtGrid({ page }: Pick<Desk, 'page'>, name: string): Promise<string[]> {
  const faults: string[] = [];
  for (const theme of THEMES) {
    await page.emulateMedia({
      colorScheme: theme === 'dark' ? 'dark' : 'light',
      forcedColors: theme === 'contrast' ? 'active' : 'none',
    });
    await page.setViewportSize(WHOLE);
    await page.screenshot({ path: screenshotPath(`${name}-${theme}`) });
    // Fewer cells of the same kinds: every cell takes its time.
    await page.setViewportSize({ ...WHOLE, height: 240 });
    const found = await accessFaults(page, ...BENCH);
    faults.push(...found.map((fault) => `${name}, ${theme}: ${fault}`));
  }
  await page.setViewportSize(WHOLE);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  return faults;
}
