import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { screenshotPath, type Theme } from './browser.js';
import type { Desk } from './road.js';

const THEMES: readonly Theme[] = ['light', 'dark', 'contrast'];

/** What automatic checks of WCAG 2.2 A and AA find on a page and in its frames. */
export async function accessFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
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
 * (`pane-<name>-<theme>.png`), and answers what is wrong: what the automatic checks of access find in each theme, on the
 * workbench's grid as well, and whatever is wider than the pane.
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
    faults.push(...(await accessFaults(page)).map((fault) => `${name}, ${theme}: ${fault}`));
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  await frame.evaluate((element) => element.style.removeProperty('inline-size'));
  return faults;
}
