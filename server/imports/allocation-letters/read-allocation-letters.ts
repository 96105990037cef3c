import type { AllocationEntry } from '../../../src/core/budget/allocation.js';
import type { FundingSource } from '../../../src/core/budget/funding-source.js';
import type { Site } from '../../../src/core/budget/site.js';
import type { SiteFact } from '../../../src/core/budget/site-fact.js';
import type { Organisation } from '../../../src/core/budget/staff-allocation.js';
import { failed, ok, type Problem, type Result } from '../../../src/core/problem.js';
import type { CsvFiles } from '../csv-table.js';
import { fundingSourcesOf, letterContext, type LetterOptions } from './letter-context.js';
import { readLetterDollars } from './read-letter-dollars.js';
import { readLetterStaff } from './read-letter-staff.js';
import { readSiteFacts } from './read-site-facts.js';

/** A year's allocation letters of a district, all that they say about a site put together. */
export type AllocationLetters = {
  /** The sites that were sent a letter. */
  sites: Site[];
  fundingSources: FundingSource[];
  /** Organisations that hold posts at sites, by code. */
  organisations: Organisation[];
  allocations: AllocationEntry[];
  /** Also of sites without a letter, such as early education sites. */
  facts: SiteFact[];
  /** What was read but should be looked at: worst first is the reader's to sort. */
  warnings: Problem[];
};

export type LetterYear = { yearId: string; date: string };

/**
 * Reads the letters of one year: `allocations_dollars_<year>.csv`, `allocations_fte_<year>.csv` and
 * `site_info_<year>.csv`, all entered on the date given. Gives everything, or every row that cannot be placed with
 * file, row and column and nothing else. Warnings: parts that do not add up to their amount, posts without an
 * organisation (taken as the site's own), a site code taken from a file name, a site whose name tells no level.
 */
export function readAllocationLetters(
  files: CsvFiles,
  { yearId, date }: LetterYear,
  options: LetterOptions,
): Result<AllocationLetters> {
  const context = letterContext(files, options);
  const dollarsFile = `allocations_dollars_${yearId}.csv`;
  const dollars = readLetterDollars(context, dollarsFile, date);
  const { entries: staff, organisations } = readLetterStaff(context, `allocations_fte_${yearId}.csv`, date);
  const sites = context.sites.list();
  const facts = readSiteFacts(context, `site_info_${yearId}.csv`, yearId);
  if (context.problems.list.length > 0) return failed(context.problems.list);
  return ok({
    sites,
    fundingSources: fundingSourcesOf(context),
    organisations,
    allocations: [...dollars, ...staff],
    facts,
    warnings: context.warnings,
  });
}
