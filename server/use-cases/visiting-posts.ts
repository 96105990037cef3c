import type { DistrictPlan, SiteBook } from '../../src/core/budget/site-book.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import { sharedPostsOf, siteFinder, visitorsOf } from '../../src/core/staffing/visiting-posts.js';
import type { SharedPosts } from '../stores/shared-post-store.js';

type Visitors = Pick<SiteBook, 'visitingPosts' | 'openingVisitors'>;

/** The posts of other sites that a site pays a share of, now and as the season opened. */
export function visitorsAt(plan: DistrictPlan, shared: readonly SharedPosts[], siteCode: string): Visitors {
  if (shared.length === 0) return {};
  const siteOf = siteFinder(plan);
  const visitingPosts = visitorsOf(
    new Map(shared.map(({ siteCode: home, latest }) => [home, latest])),
    siteCode,
    siteOf,
  );
  const openingVisitors = shared.flatMap(({ siteCode: home, siteName, opening }) =>
    visitorsOf(new Map([[home, opening]]), siteCode, siteOf).map((post) => ({ post, siteName })),
  );
  return {
    ...(visitingPosts.length > 0 ? { visitingPosts } : {}),
    ...(openingVisitors.length > 0 ? { openingVisitors } : {}),
  };
}

/** What a site's opening and latest content share with other sites. */
export function sharedOf(
  plan: DistrictPlan,
  siteCode: string,
  opening: SiteContent,
  latest: SiteContent,
): Omit<SharedPosts, 'siteName'> {
  const siteOf = siteFinder(plan);
  return {
    siteCode,
    opening: sharedPostsOf(opening.positions, siteCode, siteOf),
    latest: sharedPostsOf(latest.positions, siteCode, siteOf),
  };
}
