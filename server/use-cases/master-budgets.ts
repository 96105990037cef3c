import { isDeepStrictEqual } from 'node:util';
import { mergeRevisions, updateMaster, type MasterBudget } from '../../src/core/merge/master-budget.js';
import { viewStaff } from '../../src/core/merge/staff-in-view.js';
import { stageOf } from '../../src/core/merge/stage.js';
import { tieOut } from '../../src/core/merge/tie-out.js';
import { bySite, mergedOf } from '../../src/core/approval/counted.js';
import { wasEverApproved } from '../../src/core/approval/step-state.js';
import type { QueryOf, ReplyOf } from '../../src/contract/endpoint.js';
import type { listMasters as listEndpoint, MasterSummary } from '../../src/contract/master-budgets.js';
import { JsonText } from '../json-text.js';
import { inTransaction, type Database, type Transaction } from '../stores/open-database.js';
import * as store from '../stores/master-store.js';
import { findControlTotals, listStages } from '../stores/master-work-store.js';
import { holdPlan } from '../stores/plan-store.js';
import { listSubmissions } from '../stores/submission-store.js';
import { listAllocations, listRevenue, listSites, openYear, type Year } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { nextMerge } from './approved-revisions.js';
import { audit } from './audit.js';
import { sha256 } from '../content-hash.js';
import { masterTask } from './master-task.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';

/** Merges the latest approved revision of every site into the next version, and works its tie-out. */
export async function createMaster(parts: Parts, actor: Actor): Promise<MasterSummary> {
  return inTransaction(parts.db, async (tx) => {
    // A change of rules or allocations is wholly before this version, or wholly after it.
    await holdPlan(tx, actor.districtId);
    const year = await openYear(tx, actor.districtId);
    const last = await store.findNewestMaster(tx, year);
    const next = await mergeNext(tx, year, last);
    if (last && isSame(last, next)) return last.summary;
    const { master, tieOut: proof } = next;
    const summary: MasterSummary = {
      version: (last?.summary.version ?? 0) + 1,
      createdBy: actor.name,
      createdAt: parts.now().toISOString(),
      contentHash: hashOf(master),
      siteCount: master.sources.length,
      totalCents: master.totalCents,
      totalFte: master.totalFte,
      mergedEqualsSubmitted: proof.mergedEqualsSubmitted,
    };
    if (!(await store.addMaster(tx, year, { summary, ...next }))) {
      // Somebody merged at the same time, and first: most likely the same.
      const first = await store.findNewestMaster(tx, year);
      if (first && isSame(first, next)) return first.summary;
      throw new Refusal('server.busy');
    }
    await audit(tx, parts, actor, {
      action: 'master.merged',
      subject: masterSubject(year, summary.version),
      details: { contentHash: summary.contentHash, sites: summary.siteCount },
    });
    return summary;
  });
}

/** How the trail names a version. */
export function masterSubject({ yearId }: Pick<Year, 'yearId'>, version: number): string {
  return `${yearId}/v${String(version)}`;
}

type Merged = Pick<store.StoredMaster, 'master' | 'tieOut' | 'bookStamp'>;

/** What the approved revisions make now: where one site changed, only its part is worked out anew. */
async function mergeNext(tx: Transaction, year: Year, last: store.StoredMaster | null): Promise<Merged> {
  const submissions = bySite(await listSubmissions(tx, year));
  const { revisions, changed, gone, posts, openingPosts } = await nextMerge(tx, year, submissions, last);
  if (revisions.length === 0) throw new Refusal('master.nothingApproved');
  const master = last ? updateMaster(last.master, changed, gone) : mergeRevisions(revisions);
  const sites = (await listSites(tx, year)).map(({ code, name }) => {
    const ofSite = submissions.get(code) ?? [];
    const isEnded = ofSite.some(wasEverApproved) && !mergedOf(ofSite);
    return { code, name, ...(isEnded ? ({ approvalEnded: true } as const) : {}) };
  });
  const control = await findControlTotals(tx, year);
  const proof = tieOut(year.plan, master, {
    sites,
    revisions,
    allocations: await listAllocations(tx, year),
    revenue: await listRevenue(tx, year),
    staff: viewStaff(year.plan, master, posts, openingPosts),
    ...(control ? { control } : {}),
  });
  return { master, tieOut: proof, bookStamp: year.bookStamp };
}

/** A version holds what it was held against as well: other allocations make another one. */
function isSame(stored: store.StoredMaster, next: Merged): boolean {
  return (
    stored.summary.contentHash === hashOf(next.master) && isDeepStrictEqual(stored.tieOut, asStored(next))
  );
}

/** As it comes back from the database. */
function asStored({ tieOut: proof }: Merged): unknown {
  return JSON.parse(JSON.stringify(proof));
}

export async function listMasters(
  { db }: Parts,
  actor: Actor,
  { after, limit }: QueryOf<typeof listEndpoint>,
): Promise<ReplyOf<typeof listEndpoint>> {
  const year = await openYear(db, actor.districtId);
  // One more than is shown tells whether there is another page.
  const page = { below: after ?? null, limit: limit === undefined ? null : limit + 1 };
  const found = await store.listMasters(db, year, page);
  const stages = await listStages(db, year);
  const versions = found.slice(0, limit).map((summary) => {
    const stage = stageOf(stages.filter(({ version }) => version === summary.version));
    return stage === null ? summary : { ...summary, stage };
  });
  return { versions, next: found.length > versions.length ? (versions.at(-1)?.version ?? null) : null };
}

/** A version with its lines, as a `getMaster` reply; the stored text is handed on as it is. */
export async function readMaster(
  { db }: Pick<Parts, 'db'>,
  actor: Actor,
  version: number,
): Promise<JsonText> {
  const year = await openYear(db, actor.districtId);
  const { summary, document, tieOut: proof } = await findVersionText(db, year, version);
  return new JsonText(
    `{"summary":${JSON.stringify(summary)},"master":${document},"tieOut":${JSON.stringify(proof)}}`,
  );
}

export async function findVersionText(
  db: Database | Transaction,
  year: Year,
  version: number,
): Promise<store.MasterText> {
  const found = await store.findMasterText(db, year, version);
  if (!found) throw new Refusal('master.unknown', { version });
  return found;
}

export async function findVersion(
  db: Database | Transaction,
  year: Year,
  version: number,
): Promise<store.StoredMaster> {
  const found = await store.findMaster(db, year, version);
  if (!found) throw new Refusal('master.unknown', { version });
  return found;
}

/** The lines of a version as CSV, with an audit row for whom they were handed. */
export async function exportMaster(parts: Parts, actor: Actor, version: number): Promise<Uint8Array> {
  const year = await openYear(parts.db, actor.districtId);
  const csv = await masterTask('csv', await findVersionText(parts.db, year, version), { plan: year.plan });
  await inTransaction(parts.db, (tx) =>
    audit(tx, parts, actor, {
      action: 'master.fileTaken',
      subject: `${year.yearId}/v${String(version)}`,
      details: { version },
    }),
  );
  return csv;
}

/** The merge puts everything in a fixed order, so the same sources give the same hash. */
export function hashOf(master: MasterBudget): string {
  return sha256(JSON.stringify(master));
}
