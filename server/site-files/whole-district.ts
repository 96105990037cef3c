import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { Problem } from '../../src/core/problem.js';
import { needsWholeDistrict } from '../../src/core/rules/prepare-rules.js';
import { openDistrict } from '../../src/core/validation/district-state.js';
import type { DistrictFolder } from '../imports/read-district-folder.js';
import { sitePartsOf } from './packed-books.js';

/**
 * What only all sites of a district together can answer: the findings of its whole-district rules. `contents` are those
 * that count, by site; a site without one counts as its season opens.
 */
export function checkWholeDistrict(
  folder: DistrictFolder,
  contents: ReadonlyMap<string, SiteContent>,
): Problem[] {
  const { plan, revenue } = folder;
  if (!hasWholeDistrictRules(folder)) return [];
  const whole = new Set(plan.rules.rules.filter(needsWholeDistrict).map(({ id }) => id));
  const sites = sitePartsOf(folder).map(({ site, allocations, opening }) => ({
    site,
    allocations,
    opening,
    content: contents.get(site.code) ?? opening,
  }));
  return openDistrict({ plan, sites, revenue: revenue.length > 0 ? revenue : null }).problems.filter(
    ({ ruleId }) => ruleId !== undefined && whole.has(ruleId),
  );
}

/** Whether there is any such rule: without one nobody needs the contents. */
export function hasWholeDistrictRules({ plan }: Pick<DistrictFolder, 'plan'>): boolean {
  return plan.rules.rules.some(needsWholeDistrict);
}
