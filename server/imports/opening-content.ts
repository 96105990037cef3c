import type { LineItem } from '../../src/core/budget/line-item.js';
import type { DistrictPlan } from '../../src/core/budget/site-book.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import { deriveFromPosts } from '../../src/core/staffing/derive.js';
import type { Position } from '../../src/core/staffing/position.js';

/**
 * The content a site's season opens with: last year's amounts. A line that posts feed keeps beside the posts what
 * they do not explain at this year's rates, so that its proposed amount is last year's to the cent. `visitors` are
 * posts of other sites that accounts of this one pay a share of.
 */
export function openingContent(
  plan: Pick<DistrictPlan, 'chart' | 'jobClasses' | 'benefitRates' | 'calendars'>,
  lines: readonly LineItem[],
  positions: readonly Position[],
  visitors: readonly Position[],
): SiteContent {
  const derived = new Map(
    deriveFromPosts(
      plan.chart.structure,
      plan.jobClasses,
      plan.benefitRates,
      [...positions, ...visitors],
      plan.calendars,
    ).map(({ account, cents }) => [account, cents]),
  );
  const opened = lines.map((line) => {
    const fromPosts = derived.get(line.account) ?? 0;
    derived.delete(line.account);
    return { ...line, enteredCents: line.enteredCents - fromPosts };
  });
  return { lines: opened, positions: [...positions] };
}
