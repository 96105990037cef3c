import type { DistrictFolder } from '../imports/read-district-folder.js';
import { inTransaction } from '../stores/open-database.js';
import { putSharedPosts } from '../stores/shared-post-store.js';
import { addYear } from '../stores/year-store.js';
import { audit } from './audit.js';
import type { Parts } from './parts.js';
import { rulePackHashOf } from './change-plan.js';
import { sharedOf } from './visiting-posts.js';

/**
 * Stores a district's year: all of it or nothing. The ids of district and person are the caller's.
 */
export async function importYear(
  parts: Pick<Parts, 'db' | 'now' | 'newId'>,
  folder: DistrictFolder,
  districtId: string,
  personId: string,
): Promise<void> {
  await inTransaction(parts.db, async (tx) => {
    await addYear(tx, {
      districtId,
      shortName: folder.shortName,
      plan: folder.plan,
      rulePackHash: rulePackHashOf(folder.plan),
      sites: folder.sites.map((site) => {
        const opening = folder.openings.get(site.code) ?? { lines: [], positions: [] };
        const openingCents = opening.lines.reduce((sum, { currentCents }) => sum + currentCents, 0);
        const spending = folder.spending?.get(site.code);
        return { site, opening, openingCents, ...(spending ? { spending } : {}) };
      }),
      allocations: folder.allocations,
      revenue: folder.revenue,
      controlTotals: folder.controlTotals ?? null,
    });
    const year = { districtId, yearId: folder.plan.year.id };
    for (const [siteCode, opening] of folder.openings) {
      const shared = sharedOf(folder.plan, siteCode, opening, opening);
      if (shared.opening.length > 0) await putSharedPosts(tx, year, shared, null);
    }
    await audit(
      tx,
      parts,
      { districtId, personId },
      {
        action: 'year.imported',
        subject: folder.plan.year.id,
        details: { sites: folder.sites.length },
      },
    );
  });
}
