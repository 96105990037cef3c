import type { ChartIndex } from '../../src/core/account/chart-of-accounts.js';
import type { DistrictPlan } from '../../src/core/budget/site-book.js';
import type { CsvFiles, ImportProblems } from './csv-table.js';
import type { NewId } from './stable-ids.js';

/** What the files of lines, posts and allocations are read with: a plan that fits together, and its sites. */
export type ImportContext = {
  files: CsvFiles;
  problems: ImportProblems;
  newId: NewId;
  plan: DistrictPlan;
  chart: ChartIndex;
  siteCodes: ReadonlySet<string>;
};

/** The site an account belongs to; problems with its codes or its site are noted. */
export function siteOf(
  { chart, plan, siteCodes, problems }: ImportContext,
  account: string,
  file: string,
  row: number,
  column: string,
): string | null {
  const checked = chart.check(account);
  if (!checked.ok) {
    for (const { segment, code, fault } of checked.faults) {
      problems.add('import.badAccount', file, { account, segment, code, fault }, row, column);
    }
    return null;
  }
  const at = plan.chart.structure.segments.findIndex(({ code }) => code === plan.siteSegment);
  const site = checked.codes[at] ?? '';
  if (siteCodes.has(site)) return site;
  problems.add('import.unknownSite', file, { account, site }, row, column);
  return null;
}
