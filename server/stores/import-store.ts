import { and, asc, eq, sql } from 'drizzle-orm';
import type { Site } from '../../src/core/budget/site.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { Spending } from '../../src/core/budget/spending.js';
import type { RevenueLine } from '../../src/core/merge/tie-out.js';
import type { Database, Transaction } from './open-database.js';
import { budgetYear, revenueLine, sharedPosts, site, type ImportedYear } from './schema.js';
import type { SharedPosts } from './shared-post-store.js';
import { addRevenue, siteRow, type Year } from './year-store.js';

type OfYear = Pick<Year, 'districtId' | 'yearId'>;

/** A site as an import stored it. */
export type ImportedSite = {
  site: Site;
  position: number;
  opening: SiteContent;
  spending: Spending | null;
};

const ofYear = ({ districtId, yearId }: OfYear) =>
  and(eq(site.districtId, districtId), eq(site.yearId, yearId));
const ofSite = (year: OfYear, code: string) => and(ofYear(year), eq(site.code, code));

const importedSites = (db: Database | Transaction, year: OfYear) =>
  db.select().from(site).where(ofYear(year)).orderBy(asc(site.position));

function importedSite({ position, opening, spending, ...row }: typeof site.$inferSelect): ImportedSite {
  const { openingCents: _, ...found } = siteRow(row);
  return { site: found, position, opening: JSON.parse(opening) as SiteContent, spending };
}

/** The sites of a year in their order, each with what its season opened with. */
export async function listImportedSites(db: Database | Transaction, year: OfYear): Promise<ImportedSite[]> {
  return (await importedSites(db, year)).map(importedSite);
}

/**
 * The same, and until the transaction ends nobody stores a first revision of one of them, so that who has saved nothing
 * yet stays so.
 */
export async function lockSites(tx: Transaction, year: OfYear): Promise<ImportedSite[]> {
  return (await importedSites(tx, year).for('update')).map(importedSite);
}

/** What the last import gave; null where it was before that was kept. */
export async function findImported(
  tx: Transaction,
  { districtId, yearId }: OfYear,
): Promise<ImportedYear | null> {
  const [found] = await tx
    .select({ imported: budgetYear.imported })
    .from(budgetYear)
    .where(and(eq(budgetYear.districtId, districtId), eq(budgetYear.id, yearId)));
  return found?.imported ?? null;
}

export async function storeImported(
  tx: Transaction,
  { districtId, yearId }: OfYear,
  imported: ImportedYear,
): Promise<void> {
  await tx
    .update(budgetYear)
    .set({ imported })
    .where(and(eq(budgetYear.districtId, districtId), eq(budgetYear.id, yearId)));
}

/** Tells panes that their books are others in what only imports change. */
export async function stampImport(
  tx: Transaction,
  { districtId, yearId }: OfYear,
  importStamp: string,
): Promise<void> {
  await tx
    .update(budgetYear)
    .set({ importStamp })
    .where(and(eq(budgetYear.districtId, districtId), eq(budgetYear.id, yearId)));
}

/** Changes what a site is called and counted as, and its place in the order. Its code stays. */
export async function updateSite(
  tx: Transaction,
  year: OfYear,
  { code, name, level, enrolment }: Site,
  position: number,
): Promise<void> {
  await tx
    .update(site)
    .set({ name, level, enrolment: enrolment ?? null, position })
    .where(ofSite(year, code));
}

/** Another content for a site's season to open with; of sites that have saved nothing yet. */
export async function updateOpening(
  tx: Transaction,
  year: OfYear,
  code: string,
  opening: SiteContent,
): Promise<void> {
  const openingCents = opening.lines.reduce((sum, { currentCents }) => sum + currentCents, 0);
  await tx
    .update(site)
    .set({ opening: JSON.stringify(opening), openingCents })
    .where(ofSite(year, code));
}

/** What such a site shares, from its opening on; one that shares nothing has no row. */
export async function replaceSharedPosts(
  tx: Transaction,
  { districtId, yearId }: OfYear,
  { siteCode, opening, latest }: Omit<SharedPosts, 'siteName'>,
): Promise<void> {
  if (opening.length + latest.length === 0) {
    await tx
      .delete(sharedPosts)
      .where(
        and(
          eq(sharedPosts.districtId, districtId),
          eq(sharedPosts.yearId, yearId),
          eq(sharedPosts.siteCode, siteCode),
        ),
      );
    return;
  }
  await tx
    .insert(sharedPosts)
    .values({ districtId, yearId, siteCode, opening, latest })
    .onConflictDoUpdate({
      target: [sharedPosts.districtId, sharedPosts.yearId, sharedPosts.siteCode],
      set: { opening: sql`excluded.opening`, latest: sql`excluded.latest` },
    });
}

export async function storeSpending(
  tx: Transaction,
  year: OfYear,
  code: string,
  spending: Spending | null,
): Promise<void> {
  await tx.update(site).set({ spending }).where(ofSite(year, code));
}

export async function replaceRevenue(
  tx: Transaction,
  year: OfYear,
  lines: readonly RevenueLine[],
): Promise<void> {
  await tx
    .delete(revenueLine)
    .where(and(eq(revenueLine.districtId, year.districtId), eq(revenueLine.yearId, year.yearId)));
  await addRevenue(tx, year, lines);
}
