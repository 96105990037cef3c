import type { MasterBudget } from '../../src/core/merge/master-budget.js';
import type { DistrictPlan } from '../../src/core/budget/site-book.js';
import { addMaster } from '../../server/stores/master-store.js';
import { inTransaction, type Database } from '../../server/stores/open-database.js';
import { storePlan } from '../../server/stores/plan-store.js';
import { listDistricts, openYear, type Year } from '../../server/stores/year-store.js';

/** The year that the first district of a database builds. */
export async function yearOfFirst(db: Database): Promise<Year> {
  const [districtId = ''] = await listDistricts(db);
  return openYear(db, districtId);
}

/** Stores a version of the master budget as if it had been merged. */
export async function putMaster(db: Database, version: number, master: MasterBudget): Promise<void> {
  const year = await yearOfFirst(db);
  const summary = {
    version,
    createdBy: 'A test',
    createdAt: '2024-03-20T08:00:00.000Z',
    contentHash: `hash ${String(version)}`,
    siteCount: master.sources.length,
    totalCents: master.totalCents,
    totalFte: master.totalFte,
    mergedEqualsSubmitted: true,
  };
  const tieOut = {
    mergedEqualsSubmitted: true,
    parts: [],
    missingSites: [],
  };
  await inTransaction(db, (tx) =>
    addMaster(tx, year, { summary, document: JSON.stringify(master), tieOut, bookStamp: null }),
  );
}

/** Changes the plan of the open year, as an import of other files would have it. */
export async function changePlan(db: Database, change: (plan: DistrictPlan) => DistrictPlan): Promise<void> {
  const year = await yearOfFirst(db);
  const { districtId, yearId, rulePackHash, plan } = year;
  await inTransaction(db, (tx) => storePlan(tx, { districtId, yearId, rulePackHash, plan: change(plan) }));
}
