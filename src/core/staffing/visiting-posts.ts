import { parseAccount, type WrittenSegments } from '../account/account-structure.js';
import type { Position } from './position.js';
import type { PostsBySite, SiteOfAccount } from './shared-posts.js';

/** Reads the site's code from an account string; null where strings do not tell it, or this one has another shape. */
export function siteFinder({
  chart,
  siteSegment,
}: {
  chart: { structure: WrittenSegments };
  siteSegment: string | null;
}): SiteOfAccount {
  const at = chart.structure.segments.findIndex(({ code }) => code === siteSegment);
  return (account) => {
    if (at < 0) return null;
    const parsed = parseAccount(chart.structure, account);
    return parsed.ok ? (parsed.codes[at] ?? null) : null;
  };
}

/** The posts of a site that accounts of other sites pay a share of. */
export function sharedPostsOf(
  positions: readonly Position[],
  siteCode: string,
  siteOf: SiteOfAccount,
): Position[] {
  return positions.filter(({ splits }) =>
    splits.some(({ account }) => (siteOf(account) ?? siteCode) !== siteCode),
  );
}

/** The posts of other sites that accounts of this one pay a share of, in the order given. */
export function visitorsOf(posts: PostsBySite, siteCode: string, siteOf: SiteOfAccount): Position[] {
  return [...posts].flatMap(([home, positions]) =>
    home === siteCode
      ? []
      : positions.filter(({ splits }) => splits.some(({ account }) => siteOf(account) === siteCode)),
  );
}
