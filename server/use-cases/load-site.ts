import { LRUCache } from 'lru-cache';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import { indexBook, type BookIndex } from '../../src/core/validation/book-index.js';
import type { Database, Transaction } from '../stores/open-database.js';
import { listExceptions } from '../stores/request-store.js';
import { listSharedPosts, type SharedPosts } from '../stores/shared-post-store.js';
import { findSite, listAllocations, openYear, yearKey, type Year } from '../stores/year-store.js';
import { Refusal } from './refusal.js';
import { visitorsAt } from './visiting-posts.js';

export type LoadedSite = {
  year: Year;
  index: BookIndex;
  opening: SiteContent;
  openingCents: number;
  /** What is kept of the posts that this site shares; null where it shares none. */
  sharedPosts: SharedPosts | null;
};

/** Rows of opening budgets whose books are remembered: some hundred megabytes at most. */
const MOST_ROWS = 150_000;
const loadedSites = new LRUCache<string, LoadedSite>({
  maxSize: MOST_ROWS,
  sizeCalculation: ({ opening }) => 50 + opening.lines.length + opening.positions.length,
});

/**
 * A site of the actor's district with everything its checks need. Refuses an unknown site. The same for as long as the
 * year's stamp says that nothing changed, so that it is put together once.
 */
export async function loadSite(
  db: Database | Transaction,
  districtId: string,
  siteCode: string,
): Promise<LoadedSite> {
  return loadSiteOf(db, await openYear(db, districtId), siteCode);
}

/** The same where the year was read already. */
export async function loadSiteOf(
  db: Database | Transaction,
  year: Year,
  siteCode: string,
): Promise<LoadedSite> {
  const key = `${yearKey(year)}/${siteCode}`;
  const known = loadedSites.get(key);
  if (known) return known;
  const loaded = await assembleSite(db, year, siteCode, await listSharedPosts(db, year));
  loadedSites.set(key, loaded);
  return loaded;
}

/** A site as it would be if these were the posts that sites share, put together for this once. */
export async function assembleSite(
  db: Database | Transaction,
  year: Year,
  siteCode: string,
  shared: readonly SharedPosts[],
): Promise<LoadedSite> {
  const found = await findSite(db, year, siteCode);
  if (!found) throw new Refusal('site.unknown', { site: siteCode });
  const allocations = await listAllocations(db, year, siteCode);
  const { openingCents, ...site } = found.site;
  const exceptions = (await listExceptions(db, year)).get(siteCode);
  const index = indexBook({
    plan: year.plan,
    site,
    allocations,
    opening: found.opening,
    ...visitorsAt(year.plan, shared, siteCode),
    ...(exceptions ? { exceptions } : {}),
    ...(found.spending ? { spending: found.spending } : {}),
  });
  const sharedPosts = shared.find((posts) => posts.siteCode === siteCode) ?? null;
  return { year, index, opening: found.opening, openingCents, sharedPosts };
}
