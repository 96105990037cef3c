import { createHash } from 'node:crypto';
import { canonicalContent, type SiteContent } from '../../src/core/budget/site-content.js';
import { indexBook, type BookIndex } from '../../src/core/validation/book-index.js';
import type { Database, Transaction } from '../stores/open-database.js';
import { findSite, listAllocations, openYear, type Year } from '../stores/year-store.js';
import { Refusal } from './refusal.js';

export type LoadedSite = { year: Year; index: BookIndex; opening: SiteContent; openingCents: number };

/** A site of the actor's district with everything its checks need. Refuses an unknown site. */
export async function loadSite(
  db: Database | Transaction,
  districtId: string,
  siteCode: string,
): Promise<LoadedSite> {
  const year = await openYear(db, districtId);
  const found = await findSite(db, year, siteCode);
  if (!found) throw new Refusal('site.unknown', { site: siteCode });
  const allocations = await listAllocations(db, year, siteCode);
  const { openingCents, ...site } = found.site;
  const index = indexBook({ plan: year.plan, site, allocations, opening: found.opening });
  return { year, index, opening: found.opening, openingCents };
}

/** SHA-256 of a content's canonical text, in hex: the same for the same rows in any order. */
export function contentHash(content: SiteContent): string {
  return sha256(canonicalContent(content));
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
