import { comparePlans, type PlanDiff } from '../../src/core/approval/compare-plans.js';
import { concernOf, isWordsAlone } from '../../src/core/approval/concern-of.js';
import { bySite } from '../../src/core/approval/counted.js';
import type { Submission } from '../../src/core/approval/submission.js';
import type { DistrictPlan } from '../../src/core/budget/site-book.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import type { Transaction } from '../stores/open-database.js';
import { storePlan, type StoredPlan } from '../stores/plan-store.js';
import { findRevision } from '../stores/revision-store.js';
import { listSharedPosts } from '../stores/shared-post-store.js';
import { listSubmissions } from '../stores/submission-store.js';
import { openYear, type Year } from '../stores/year-store.js';
import { scopeOf, type Actor } from './actor.js';
import { assembleSite, loadSiteOf } from './load-site.js';
import { sha256 } from '../content-hash.js';
import type { ChangeParts } from './parts.js';
import { Refusal } from './refusal.js';
import { reopenCounted } from './reopen-steps.js';

/** The rules and the accounts of a year are those of all its sites: who manages some of them does not change them. */
export function assertWholeDistrict(actor: Actor): void {
  if (scopeOf(actor, 'plan:manage').siteCodes !== 'all') throw new Refusal('permission.missing');
}

/** How a plan's rules are named by one text, in receipts and proofs. */
export function rulePackHashOf({ rules }: Pick<DistrictPlan, 'rules'>): string {
  return sha256(JSON.stringify(rules));
}

/**
 * Stores the next plan of a locked year, and lets exactly the steps of approvals wait again that the difference concerns,
 * in the transaction of its caller, who has checked that the plan fits together and writes the audit row.
 */
export async function changePlan(
  tx: Transaction,
  parts: ChangeParts,
  actor: Actor,
  { stored, plan, why }: { stored: StoredPlan; plan: DistrictPlan; why: string },
): Promise<PlanDiff> {
  const diff = comparePlans(stored.plan, plan);
  const before = await openYear(tx, stored.districtId);
  const isOtherPack = plan.rules !== stored.plan.rules;
  const rulePackHash = isOtherPack ? rulePackHashOf(plan) : stored.rulePackHash;
  await storePlan(tx, { ...stored, plan, rulePackHash });
  const after = await openYear(tx, stored.districtId);
  if (!isWordsAlone(diff)) await reopenByPlan(tx, parts, actor, { before, after, diff, why });
  return diff;
}

type Both = { before: Year; after: Year; diff: PlanDiff; why: string };

async function reopenByPlan(
  tx: Transaction,
  parts: ChangeParts,
  actor: Actor,
  { before, after, diff, why }: Both,
): Promise<void> {
  const shared = await listSharedPosts(tx, after);
  await reopenByBooks(tx, parts, actor, {
    year: after,
    diff,
    why,
    submissions: await listSubmissions(tx, after),
    booksOf: async (siteCode) => ({
      before: (await loadSiteOf(tx, before, siteCode)).index,
      after: (await assembleSite(tx, after, siteCode, shared)).index,
    }),
  });
}

type ByBooks = {
  year: Year;
  diff: PlanDiff;
  why: string;
  submissions: readonly Submission[];
  booksOf: (siteCode: string) => Promise<{ before: BookIndex; after: BookIndex }>;
};

/** Lets the steps of these submissions wait again that are concerned by what differs between a site's books. */
export async function reopenByBooks(
  tx: Transaction,
  parts: ChangeParts,
  actor: Actor,
  { year, diff, why, submissions, booksOf }: ByBooks,
): Promise<void> {
  for (const [siteCode, ofSite] of bySite(submissions)) {
    await reopenCounted(tx, parts, actor, ofSite, {
      year,
      why,
      async changeOf({ revision }) {
        const sent = await findRevision(tx, year, siteCode, revision);
        if (!sent) throw new Error('A submission without its revision');
        return concernOf(diff, { content: sent.content, ...(await booksOf(siteCode)) });
      },
    });
  }
}
