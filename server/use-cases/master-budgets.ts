import {
  mergeRevisions,
  type ApprovedRevision,
  type MasterBudget,
} from '../../src/core/merge/master-budget.js';
import { tieOut } from '../../src/core/merge/tie-out.js';
import { bySite, mergedOf } from '../../src/core/approval/counted.js';
import { wasEverApproved } from '../../src/core/approval/step-state.js';
import type { Decision, Submission } from '../../src/core/approval/submission.js';
import { openSheet } from '../../src/core/validation/sheet-state.js';
import type { QueryOf, ReplyOf } from '../../src/contract/endpoint.js';
import type { listMasters as listEndpoint, MasterSummary } from '../../src/contract/master-budgets.js';
import { masterLinesCsv } from '../exports/master-lines-csv.js';
import { inTransaction, type Database, type Transaction } from '../stores/open-database.js';
import * as store from '../stores/master-store.js';
import { holdPlan } from '../stores/plan-store.js';
import { findRevision, type StoredRevision } from '../stores/revision-store.js';
import { listSharedPosts } from '../stores/shared-post-store.js';
import { listSubmissions } from '../stores/submission-store.js';
import { listAllocations, listRevenue, listSites, openYear, type Year } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { assembleSite } from './load-site.js';
import { sha256 } from '../content-hash.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';
import { sharedOf } from './visiting-posts.js';

/** Merges the latest approved revision of every site into the next version, and works its tie-out. */
export async function createMaster(parts: Parts, actor: Actor): Promise<MasterSummary> {
  return inTransaction(parts.db, async (tx) => {
    // A change of rules or allocations is wholly before this version, or wholly after it.
    await holdPlan(tx, actor.districtId);
    const year = await openYear(tx, actor.districtId);
    const submissions = bySite(await listSubmissions(tx, year));
    const approved = await approvedRevisions(tx, year, submissions);
    if (approved.length === 0) throw new Refusal('master.nothingApproved');
    const master = mergeRevisions(approved);
    const contentHash = hashOf(master);
    const [last] = await store.listMasters(tx, year, { below: null, limit: 1 });
    if (last?.contentHash === contentHash) return last;
    const proof = tieOut(
      year.plan,
      (await listSites(tx, year)).map(({ code, name }) => {
        const ofSite = submissions.get(code) ?? [];
        const isEnded = ofSite.some(wasEverApproved) && !mergedOf(ofSite);
        return { code, name, ...(isEnded ? { approvalEnded: true } : {}) };
      }),
      master,
      approved,
      await listAllocations(tx, year),
      await listRevenue(tx, year),
    );
    const summary: MasterSummary = {
      version: (last?.version ?? 0) + 1,
      createdBy: actor.name,
      createdAt: parts.now().toISOString(),
      contentHash,
      siteCount: approved.length,
      totalCents: master.totalCents,
      totalFte: master.totalFte,
      mergedEqualsSubmitted: proof.mergedEqualsSubmitted,
    };
    if (!(await store.addMaster(tx, year, { summary, master, tieOut: proof })))
      throw new Refusal('server.busy');
    await audit(tx, parts, actor, {
      action: 'master.merged',
      subject: `${year.yearId}/v${String(summary.version)}`,
      details: { contentHash, sites: approved.length },
    });
    return summary;
  });
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
  const versions = found.slice(0, limit);
  return { versions, next: found.length > versions.length ? (versions.at(-1)?.version ?? null) : null };
}

export async function readMaster({ db }: Parts, actor: Actor, version: number): Promise<store.StoredMaster> {
  const found = await store.findMaster(db, await openYear(db, actor.districtId), version);
  if (!found) throw new Refusal('master.unknown', { version });
  return found;
}

/** The lines of a version as CSV, with an audit row for whom they were handed. */
export async function exportMaster(parts: Parts, actor: Actor, version: number): Promise<string> {
  const { master } = await readMaster(parts, actor, version);
  const year = await openYear(parts.db, actor.districtId);
  await inTransaction(parts.db, (tx) =>
    audit(tx, parts, actor, {
      action: 'master.fileTaken',
      subject: `${year.yearId}/v${String(version)}`,
      details: { version },
    }),
  );
  return masterLinesCsv(year.plan, master);
}

const APPROVALS = new Set<Decision['decision']>(['approve', 'confirm']);

/**
 * The submission of each site that counts, with its lines and the totals stored when it was saved. A site whose approval
 * was opened again, or ended with a change, has none.
 */
async function approvedRevisions(
  db: Database | Transaction,
  year: Year,
  submissions: ReadonlyMap<string, readonly Submission[]>,
): Promise<ApprovedRevision[]> {
  const latest = new Map<string, { stored: StoredRevision; decision: Decision }>();
  for (const [siteCode, ofSite] of submissions) {
    const merged = mergedOf(ofSite);
    if (!merged) continue;
    const stored = await findRevision(db, year, siteCode, merged.revision);
    const decision = [...merged.decisions].reverse().find((one) => APPROVALS.has(one.decision));
    if (!stored || !decision) throw new Error('An approved submission without its revision or decision');
    latest.set(siteCode, { stored, decision });
  }
  // A post that sites share counts as the approved budget of its own site has it, in every site that pays.
  const shared = (await listSharedPosts(db, year)).map((ofSite) => {
    const content = latest.get(ofSite.siteCode)?.stored.content;
    return content
      ? { ...ofSite, ...sharedOf(year.plan, ofSite.siteCode, content, content), opening: ofSite.opening }
      : ofSite;
  });
  const approved: ApprovedRevision[] = [];
  for (const [siteCode, { stored, decision }] of latest) {
    const { index } = await assembleSite(db, year, siteCode, shared);
    const { figures } = openSheet(index, stored.content);
    approved.push({
      siteCode,
      siteName: index.book.site.name,
      revision: stored.summary.number,
      contentHash: stored.summary.contentHash,
      approvedBy: decision.decidedBy,
      approvedAt: decision.decidedAt,
      totalCents: stored.summary.totalCents,
      totalFte: stored.summary.totalFte,
      lines: stored.content.lines.map((line) => ({
        lineId: line.id,
        account: line.account,
        title: line.title,
        currentCents: line.currentCents,
        currentFte: line.currentFte,
        proposedCents: figures.lines.get(line.id)?.proposedCents ?? 0,
        proposedFte: figures.lines.get(line.id)?.proposedFte ?? 0,
        justification: line.justification,
      })),
    });
  }
  return approved;
}

/** The merge puts everything in a fixed order, so the same sources give the same hash. */
function hashOf(master: MasterBudget): string {
  return sha256(JSON.stringify(master));
}
