import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { screenshotPath, type Theme } from './browser.js';
import type { Desk } from './road.js';

/** What the workbench shows around the pane; none of it is in the pane as well. */
const BENCH = ['[role="grid"]', '[aria-label="Sheets"]', '[aria-label="Selected cell"]'];
const WHOLE = { width: 1280, height: 800 };
const THEMES: readonly Theme[] = ['light', 'dark', 'contrast'];

/** What automatic checks of WCAG 2.2 A and AA find on a page and in its frames, or in parts of it. */
export function accessFaults(page: Page, ...parts: string[]): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  return faultsOf(page, new AxeBuilder({ page }).withTags(tags), parts);
}

/**
 * The same in a theme. The dark one changes colours alone, so that only these are checked again; in high contrast the
 * system picks them, and the picture is for eyes.
 */
function themeFaults(page: Page, theme: Theme, ...parts: string[]): Promise<string[]> {
  if (theme === 'contrast') return Promise.resolve([]);
  if (theme === 'light') return accessFaults(page, ...parts);
  return faultsOf(page, new AxeBuilder({ page }).withRules(['color-contrast']), parts);
}

async function faultsOf(page: Page, builder: AxeBuilder, parts: readonly string[]): Promise<string[]> {
  for (const part of parts) builder.include(part);
  const { violations } = await builder
    // Fluent's focus keepers: never seen, and left at once.
    .exclude('[data-tabster-dummy]')
    .exclude(['iframe', '[data-tabster-dummy]'])
    .analyze();
  const faults: string[] = [];
  for (const { id, nodes } of violations) {
    for (const { target, html } of nodes) {
      const selectors = target.flat();
      if (id === 'target-size' && (await isScrolledAway(page, selectors))) continue;
      faults.push(`${id}: ${selectors.join(' ')} ${html.slice(0, 200)}`);
    }
  }
  return faults;
}

/**
 * Whether a control is partly out of sight at the edge of what scrolls, or under what stays at that edge: it has its whole
 * size as soon as it is scrolled to, which the checks do not see.
 */
async function isScrolledAway(page: Page, selectors: readonly string[]): Promise<boolean> {
  const [first = '', second] = selectors;
  const control = second === undefined ? page.locator(first) : page.frameLocator(first).locator(second);
  return control.first().evaluate((element) => {
    let scroller = element.parentElement;
    while (scroller && scroller.scrollHeight <= scroller.clientHeight) scroller = scroller.parentElement;
    if (!scroller || getComputedStyle(scroller).overflowY === 'visible') return false;
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return [top + 1, bottom - 1].some((y) => {
      const seen = document.elementFromPoint((left + right) / 2, y);
      return seen === null || !(element.contains(seen) || seen.contains(element)) || seen === scroller;
    });
  });
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
    await frame.screenshot({ path: screenshotPath(`pane-${name}-${theme}`), animations: 'disabled' });
    faults.push(...(await themeFaults(page, theme, 'iframe')).map((fault) => `${name}, ${theme}: ${fault}`));
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  await frame.evaluate((element) => element.style.removeProperty('inline-size'));
  return faults;
}

/**
 * The same for a page of the finance office as it stands, 320 and 1280 pixels wide (`office-<name>-<width>-<theme>.png`).
 * Everything is checked where it is narrow; other themes change colours alone, which are the same at both widths. `parts` are what is checked of a page, such as
 * an open dialog; without them all of it is.
 */
export async function lookAtPage(page: Page, name: string, ...parts: string[]): Promise<string[]> {
  const faults: string[] = [];
  for (const width of [320, WHOLE.width]) {
    await page.setViewportSize({ width, height: WHOLE.height });
    // What scrolls below the bar hides what is too wide; tables of figures scroll by themselves.
    const wider = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('main, :has(> main)')]
        .map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
        .reduce((most, one) => Math.max(most, one), 0),
    );
    if (wider > 0) faults.push(`${name} is ${String(wider)} px wider than ${String(width)} px`);
    for (const theme of THEMES) {
      await page.emulateMedia({
        colorScheme: theme === 'dark' ? 'dark' : 'light',
        forcedColors: theme === 'contrast' ? 'active' : 'none',
      });
      await page.screenshot({
        path: screenshotPath(`office-${name}-${String(width)}-${theme}`),
        animations: 'disabled',
      });
      if ((width === 320) !== (theme === 'light')) continue;
      const found = await themeFaults(page, theme, ...parts);
      faults.push(...found.map((fault) => `${name}, ${String(width)} px, ${theme}: ${fault}`));
    }
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
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
    await page.screenshot({ path: screenshotPath(`${name}-${theme}`), animations: 'disabled' });
    // Fewer cells of the same kinds: every cell takes its time.
    await page.setViewportSize({ ...WHOLE, height: 240 });
    const found = await themeFaults(page, theme, ...BENCH);
    faults.push(...found.map((fault) => `${name}, ${theme}: ${fault}`));
  }
  await page.setViewportSize(WHOLE);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  return faults;
}
