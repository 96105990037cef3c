import { and, asc, eq, sql } from 'drizzle-orm';
import { isDeepStrictEqual } from 'node:util';
import type { Position } from '../../src/core/staffing/position.js';
import type { Database, Transaction } from './open-database.js';
import { stampBooks } from './book-stamp.js';
import { sharedPosts, site } from './schema.js';
import type { Year } from './year-store.js';

/** The posts of a site that accounts of other sites pay a share of, as the season opened and as last saved. */
export type SharedPosts = { siteCode: string; siteName: string; opening: Position[]; latest: Position[] };

/** Of every site that shares or shared a post; most districts have few, many none. */
export async function listSharedPosts(
  db: Database | Transaction,
  { districtId, yearId }: Pick<Year, 'districtId' | 'yearId'>,
): Promise<SharedPosts[]> {
  const { siteCode, opening, latest } = sharedPosts;
  return db
    .select({ siteCode, siteName: site.name, opening, latest })
    .from(sharedPosts)
    .innerJoin(
      site,
      and(
        eq(site.districtId, sharedPosts.districtId),
        eq(site.yearId, sharedPosts.yearId),
        eq(site.code, siteCode),
      ),
    )
    .where(and(eq(sharedPosts.districtId, districtId), eq(sharedPosts.yearId, yearId)))
    .orderBy(asc(siteCode));
}

/**
 * Keeps what a site's latest content shares; `known` is what is kept of it so far, null where there is nothing. A site
 * that shares nothing, and never did, gets no row; the same again writes nothing.
 */
export async function putSharedPosts(
  tx: Transaction,
  { districtId, yearId }: Pick<Year, 'districtId' | 'yearId'>,
  { siteCode, opening, latest }: Omit<SharedPosts, 'siteName'>,
  known: SharedPosts | null,
): Promise<void> {
  const isEmpty = opening.length === 0 && latest.length === 0;
  if (known === null ? isEmpty : isDeepStrictEqual(known.latest, latest)) return;
  await tx
    .insert(sharedPosts)
    .values({ districtId, yearId, siteCode, opening, latest })
    .onConflictDoUpdate({
      target: [sharedPosts.districtId, sharedPosts.yearId, sharedPosts.siteCode],
      set: { latest: sql`excluded.latest` },
    });
  await stampBooks(tx, { districtId, yearId });
}
