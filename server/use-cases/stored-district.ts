import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { DistrictFolder } from '../imports/read-district-folder.js';
import { listImportedSites } from '../stores/import-store.js';
import { findControlTotals } from '../stores/master-work-store.js';
import { inTransaction, type Database, type Transaction } from '../stores/open-database.js';
import { listExceptions } from '../stores/request-store.js';
import { findRevision, latestRevision } from '../stores/revision-store.js';
import { findDistrictShortName, listAllocations, listRevenue, openYear } from '../stores/year-store.js';

/** What the sites of a district saved. */
export type SavedContents = {
  /** The latest of every site that saved one. */
  latest: ReadonlyMap<string, { number: number; content: SiteContent }>;
  /** What a workbook started from: revision 0 is the opening. Null where there is no such revision. */
  contentOf: (siteCode: string, revision: number) => Promise<SiteContent | null>;
};

/** The open year of a district as its import files would have it today, and what its sites saved. */
export async function readStoredDistrict(
  db: Database,
  districtId: string,
): Promise<{ folder: DistrictFolder; saved: SavedContents }> {
  // One look at all of it, while sites save and an import runs.
  return inTransaction(db, (tx) => readOf(tx, db, districtId), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  });
}

/** `db`: for revisions that are asked for later, which stay as they are. */
async function readOf(
  tx: Transaction,
  db: Database,
  districtId: string,
): ReturnType<typeof readStoredDistrict> {
  const year = await openYear(tx, districtId);
  const sites = await listImportedSites(tx, year);
  const openings = new Map(sites.map(({ site, opening }) => [site.code, opening]));
  const spending = sites.flatMap(({ site, spending: spent }) => (spent ? [[site.code, spent] as const] : []));
  const control = await findControlTotals(tx, year);
  const latest: [string, { number: number; content: SiteContent }][] = [];
  for (const { site } of sites) {
    const found = await latestRevision(tx, year, site.code);
    if (found) latest.push([site.code, { number: found.summary.number, content: found.content }]);
  }
  return {
    folder: {
      shortName: await findDistrictShortName(tx, districtId),
      plan: year.plan,
      sites: sites.map(({ site }) => site),
      openings,
      allocations: await listAllocations(tx, year),
      revenue: await listRevenue(tx, year),
      exceptions: await listExceptions(tx, year),
      ...(spending.length > 0 ? { spending: new Map(spending) } : {}),
      ...(control ? { controlTotals: control } : {}),
    },
    saved: {
      latest: new Map(latest),
      async contentOf(siteCode, revision) {
        if (revision === 0) return openings.get(siteCode) ?? null;
        return (await findRevision(db, year, siteCode, revision))?.content ?? null;
      },
    },
  };
}
