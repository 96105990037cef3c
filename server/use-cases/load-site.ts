import { createHash } from 'node:crypto';
import { canonicalContent, type SiteContent } from '../../src/core/budget/site-content.js';
import { indexBook, type BookIndex } from '../../src/core/validation/book-index.js';
import type { Database, Transaction } from '../stores/open-database.js';
import { listExceptions } from '../stores/request-store.js';
import { listSharedPosts, type SharedPosts } from '../stores/shared-post-store.js';
import { findSite, listAllocations, openYear, type Year } from '../stores/year-store.js';
import { Refusal } from './refusal.js';
import { visitorsAt } from './visiting-posts.js';

export type LoadedSite = { year: Year; index: BookIndex; opening: SiteContent; openingCents: number };

/**
 * A site of the actor's district with everything its checks need. Refuses an unknown site. `shared` are the posts that
 * sites share where they are not those of the latest revisions.
 */
export async function loadSite(
  db: Database | Transaction,
  districtId: string,
  siteCode: string,
  shared?: readonly SharedPosts[],
): Promise<LoadedSite> {
  const year = await openYear(db, districtId);
  const found = await findSite(db, year, siteCode);
  if (!found) throw new Refusal('site.unknown', { site: siteCode });
  const allocations = await listAllocations(db, year, siteCode);
  const { openingCents, ...site } = found.site;
  const visitors = visitorsAt(year.plan, shared ?? (await listSharedPosts(db, year)), siteCode);
  const exceptions = (await listExceptions(db, year)).get(siteCode);
  const index = indexBook({
    plan: year.plan,
    site,
    allocations,
    opening: found.opening,
    ...visitors,
    ...(exceptions ? { exceptions } : {}),
    ...(found.spending ? { spending: found.spending } : {}),
  });
  return { year, index, opening: found.opening, openingCents };
}

/** SHA-256 of a content's canonical text, in hex: the same for the same rows in any order. */
export function contentHash(content: SiteContent): string {
  return sha256(canonicalContent(content));
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
