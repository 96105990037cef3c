import type { Page } from 'playwright-core';
import type { WorkbookCells } from '../../src/core/workbook/decode.js';
import { SHEET_NAMES } from '../../src/core/workbook/layout.js';
import '../../src/workbench/page/window-host.js';
import type { Desk } from './road.js';

declare global {
  interface Window {
    /** What happened in the workbook since it was last taken: `Budget unlocked`, `Budget written by addin` … */
    sheetLog?: string[];
  }
}

/** Keeps a log of who switched the protection of sheets and who wrote into them. */
export async function keepLog(page: Page): Promise<void> {
  await page.evaluate(() => {
    const log: string[] = [];
    window.sheetLog = log;
    window.sitebookHost?.workbook.listen((event) => {
      if (event.kind === 'protectionChanged')
        log.push(`${event.sheet.name} ${event.isProtected ? 'locked' : 'unlocked'}`);
      else if (event.kind === 'changed' || event.kind === 'rowsMoved')
        log.push(`${event.sheet.name} written${event.kind === 'changed' ? ` by ${event.actor}` : ''}`);
    });
  });
}

/** The log since it was last taken. */
export async function takeLog(page: Page): Promise<string[]> {
  return page.evaluate(() => window.sheetLog?.splice(0) ?? []);
}

/** The switches of protection in a log, a sheet: `['unlocked', 'locked']` is one go. */
export function switchesOf(log: readonly string[]): Record<string, string[]> {
  const switches: Record<string, string[]> = {};
  for (const entry of log) {
    const [, sheet = '', way] = /^(.*) (unlocked|locked)$/.exec(entry) ?? [];
    if (way !== undefined) (switches[sheet] ??= []).push(way);
  }
  return switches;
}

/** The cells of both sheets as they stand in the open workbook. */
export async function cellsOf(page: Page): Promise<WorkbookCells> {
  const [budget, positions] = await page.evaluate(
    (names) =>
      names.map((name) => {
        const sheet = window.sitebookHost?.workbook.sheet(name);
        const used = sheet?.usedBlock(true);
        if (!sheet || !used) throw new Error(`no sheet ${name}`);
        const { row, column, rows, columns } = used;
        return sheet.values({ row: 0, column: 0, rows: row + rows, columns: column + columns });
      }),
    [SHEET_NAMES.budget, SHEET_NAMES.positions],
  );
  return { budget: { values: budget ?? [] }, positions: { values: positions ?? [] } };
}

/** The row, as its address counts it, that has a text in a column; with several, the first. */
export async function rowWith(page: Page, sheet: string, column: number, text: string): Promise<number> {
  return page.evaluate(
    ([name, at, wanted]) => {
      const found = window.sitebookHost?.workbook.sheet(name);
      for (let row = 4; found && row < 1_000; row += 1) if (found.textAt(row, at) === wanted) return row + 1;
      throw new Error(`${name} has no ${wanted}`);
    },
    [sheet, column, text] as const,
  );
}

/** Selects a cell as a click into the grid does. */
export async function selectAt({ page }: Pick<Desk, 'page'>, sheet: string, address: string): Promise<void> {
  await page.evaluate(([name, at]) => window.sitebookHost?.actions.select(name, at), [
    sheet,
    address,
  ] as const);
}

/** Dollars left of a funding source as the pane shows it, in cents. */
export async function leftOf({ pane }: Pick<Desk, 'pane'>, fundingSource: string): Promise<number> {
  const shown = (await pane.getByTestId(`balance-${fundingSource}`).textContent()) ?? '';
  return centsIn(shown);
}

/** The first amount of a text in cents: `(1,204)` and `over by $1,204` are less than nothing. */
export function centsIn(text: string): number {
  const [, dollars = '', rest = ''] = /([\d,]+)(?:\.(\d{2}))?/.exec(text.replaceAll(/\d{4} GO/g, '')) ?? [];
  const cents = Number(dollars.replaceAll(',', '')) * 100 + Number(rest === '' ? 0 : rest);
  return /\([\d,]|over by/.test(text) ? -cents : cents;
}

/** Loads the pane anew, as closing and opening it does; the workbook stays as it is. */
export async function reloadPane({ page }: Pick<Desk, 'page'>): Promise<void> {
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  await frame?.goto(frame.url());
}
