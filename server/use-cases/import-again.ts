import { bySite, countedOf } from '../../src/core/approval/counted.js';
import type { Submission } from '../../src/core/approval/submission.js';
import { canonical } from '../../src/core/canonical.js';
import type { Problem } from '../../src/core/problem.js';
import { siteFinder } from '../../src/core/staffing/visiting-posts.js';
import type { BookIndex } from '../../src/core/validation/book-index.js';
import { compareYear } from '../imports/again/compare-year.js';
import type { Use } from '../imports/again/still-in-use.js';
import {
  filesOfChanges,
  type ImportChanges,
  type LeftAsItIs,
  type StoredYear,
  type Taking,
  type YearToStore,
} from '../imports/again/year-comparison.js';
import type { DistrictFolder } from '../imports/read-district-folder.js';
import { stampBooks } from '../stores/book-stamp.js';
import * as store from '../stores/import-store.js';
import { findControlTotals, listStages, storeControlTotals } from '../stores/master-work-store.js';
import { inTransaction, type Database, type Transaction } from '../stores/open-database.js';
import { lockPlan, type StoredPlan } from '../stores/plan-store.js';
import { listAssignedAccounts } from '../stores/request-store.js';
import { findRevision, latestRevision } from '../stores/revision-store.js';
import { listSharedPosts, type SharedPosts } from '../stores/shared-post-store.js';
import { listSubmissions } from '../stores/submission-store.js';
import { addSites, listAllocations, listRevenue, openYear, type Year } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import { enterEntry } from './add-allocation-entry.js';
import { audit } from './audit.js';
import { changePlan, reopenByBooks } from './change-plan.js';
import { auditCodes } from './chart-codes.js';
import { assembleSite, loadSiteOf } from './load-site.js';
import type { ChangeParts } from './parts.js';
import { sharedOf } from './visiting-posts.js';
import { auditRules } from './year-rules.js';

export type ImportOptions = Taking & {
  /** Why the approvals that it concerns wait again, as their signers read it. */
  reason: string;
  /** Everything is carried out and then taken back. */
  isDryRun: boolean;
};

export type ImportedAgain =
  | { ok: true; changes: ImportChanges; left: LeftAsItIs; reopened: string[] }
  | { ok: false; problems: Problem[] };

/** What a dry run ends its transaction with. */
class TakenBack extends Error {
  constructor(readonly outcome: ImportedAgain) {
    super('A dry run');
  }
}

/**
 * Imports the files of an open year once more, all of it or nothing: what is new in them is stored as the single changes
 * would be, with their audit rows, and what cannot follow them is named. Files that hold what is stored change nothing.
 * `reopened` are the sites of which approvals wait again.
 */
export async function importAgain(
  parts: ChangeParts & { db: Database },
  actor: Actor,
  folder: DistrictFolder,
  options: ImportOptions,
): Promise<ImportedAgain> {
  try {
    return await inTransaction(parts.db, async (tx) => {
      const outcome = await carryOut(tx, parts, actor, folder, options);
      if (options.isDryRun) throw new TakenBack(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.outcome;
    throw error;
  }
}

async function carryOut(
  tx: Transaction,
  parts: ChangeParts,
  actor: Actor,
  folder: DistrictFolder,
  options: ImportOptions,
): Promise<ImportedAgain> {
  // Sites before the year, as saves and allocations take them.
  const sites = await store.lockSites(tx, await openYear(tx, actor.districtId));
  const plan = await lockPlan(tx, actor.districtId);
  const year = await openYear(tx, actor.districtId);
  const submissions = await listSubmissions(tx, year);
  const stored = await readStored(tx, { plan, year, sites, submissions });
  const { next, changes, left, problems } = compareYear(stored, folder, options);
  if (problems.length > 0) return { ok: false, problems };
  if (filesOfChanges(changes).length > 0 || next.sites.length > 0)
    await storeChanges(tx, parts, actor, { plan, stored, next, changes, why: options.reason });
  if (next.imported) await store.storeImported(tx, year, next.imported);
  const reopened = await reopenedSince(tx, year, submissions);
  return { ok: true, changes, left, reopened };
}

type Before = {
  plan: StoredPlan;
  year: Year;
  sites: StoredYear['sites'];
  submissions: readonly Submission[];
};

async function readStored(tx: Transaction, { plan, year, sites, submissions }: Before): Promise<StoredYear> {
  const sent = bySite(submissions);
  const saved: [string, Use['content']][] = [];
  const counted: Use[] = [];
  for (const { site } of sites) {
    const latest = await latestRevision(tx, year, site.code);
    if (latest) saved.push([site.code, latest.content]);
    for (const { revision } of countedOf(sent.get(site.code) ?? [])) {
      if (revision === latest?.summary.number) continue;
      const found = await findRevision(tx, year, site.code, revision);
      if (found) counted.push({ site, content: found.content });
    }
  }
  return {
    plan: plan.plan,
    imported: await store.findImported(tx, year),
    sites,
    saved: new Map(saved),
    counted,
    granted: await listAssignedAccounts(tx, year),
    ledger: await listAllocations(tx, year),
    revenue: await listRevenue(tx, year),
    control: await findControlTotals(tx, year),
    isAdopted: (await listStages(tx, year)).some(({ stage }) => stage === 'adopted'),
  };
}

type Change = {
  plan: StoredPlan;
  stored: StoredYear;
  next: YearToStore;
  changes: ImportChanges;
  why: string;
};

async function storeChanges(
  tx: Transaction,
  parts: ChangeParts,
  actor: Actor,
  change: Change,
): Promise<void> {
  const { plan, next, changes } = change;
  const of = { districtId: actor.districtId, yearId: plan.yearId };
  // The plan first: approvals are held to the site's book before and after, and nothing else of it is another yet.
  if (next.plan !== plan.plan) await storePlanChange(tx, parts, actor, change);
  if (next.newSites.length > 0) await addSites(tx, of, next.newSites, 0);
  await storeSites(tx, parts, actor, change);
  const year = await openYear(tx, actor.districtId);
  await storeOpenings(tx, parts, actor, { year, next, why: change.why });
  for (const entry of next.entries)
    if (!(await enterEntry(tx, parts, actor, { year, entry })))
      throw new Error('An entry that is new is in the ledger');
  if (next.revenue) await store.replaceRevenue(tx, of, next.revenue);
  if (next.control) {
    await storeControlTotals(tx, of, next.control);
    await audit(tx, parts, actor, {
      action: 'master.controlSet',
      subject: of.yearId,
      details: { asOf: next.control.asOf, totals: next.control.totals.length },
    });
  }
  for (const [siteCode, spending] of next.spending) await store.storeSpending(tx, of, siteCode, spending);
  if (next.sites.length + next.openings.size + next.spending.size > 0)
    await store.stampImport(tx, of, parts.newId());
  await stampBooks(tx, of);
  await auditImport(tx, parts, actor, { yearId: of.yearId, changes });
}

async function storePlanChange(
  tx: Transaction,
  parts: ChangeParts,
  actor: Actor,
  { plan: stored, next: { plan }, changes, why }: Change,
): Promise<void> {
  await changePlan(tx, parts, actor, { stored, plan, why });
  if (plan.rules !== stored.plan.rules)
    await auditRules(tx, parts, actor, { stored, plan, reason: why, rules: changes.rules });
  await auditCodes(tx, parts, actor, { before: stored.plan, after: plan, reason: why, codes: changes.codes });
}

/** Names, levels, pupils and order of sites; rules look at levels and pupils, so that approvals may wait again. */
async function storeSites(
  tx: Transaction,
  parts: ChangeParts,
  actor: Actor,
  { next, why }: Change,
): Promise<void> {
  const year = await openYear(tx, actor.districtId);
  const before = new Map<string, BookIndex>();
  const submissions = (await listSubmissions(tx, year)).filter(({ siteCode }) =>
    next.sites.some(({ site, isOther }) => isOther && site.code === siteCode),
  );
  for (const code of bySite(submissions).keys()) before.set(code, (await loadSiteOf(tx, year, code)).index);
  for (const { site, position } of next.sites) await store.updateSite(tx, year, site, position);
  if (submissions.length === 0) return;
  await stampBooks(tx, year);
  const shared = await listSharedPosts(tx, year);
  const after = await openYear(tx, actor.districtId);
  await reopenByBooks(tx, parts, actor, {
    year: after,
    diff: { rules: [], codes: [], tables: ['site'] },
    why,
    submissions,
    async booksOf(code) {
      const was = before.get(code);
      if (!was) throw new Error('A site without its book');
      return { before: was, after: (await assembleSite(tx, after, code, shared)).index };
    },
  });
}

type Opened = { year: Year; next: YearToStore; why: string };

/** What seasons open with, and what is shared from it on. Sites that pay for such posts may have approvals: their books change. */
async function storeOpenings(
  tx: Transaction,
  parts: ChangeParts,
  actor: Actor,
  { year, next: { openings, newSites }, why }: Opened,
): Promise<void> {
  const shared = await listSharedPosts(tx, year);
  const before = new Map<string, BookIndex>();
  const submissions = bySite(await listSubmissions(tx, year));
  const opened = [...openings, ...newSites.map(({ site, opening }) => [site.code, opening] as const)];
  const next = opened.map(([code, opening]) => sharedOf(year.plan, code, opening, opening));
  for (const code of payersOf(year.plan, shared, next))
    if (submissions.has(code)) before.set(code, (await loadSiteOf(tx, year, code)).index);
  for (const [code, opening] of openings) await store.updateOpening(tx, year, code, opening);
  for (const posts of next) await store.replaceSharedPosts(tx, year, posts);
  if (before.size === 0) return;
  await stampBooks(tx, year);
  const [after, sharedAfter] = [await openYear(tx, actor.districtId), await listSharedPosts(tx, year)];
  await reopenByBooks(tx, parts, actor, {
    year: after,
    diff: { rules: [], codes: [], tables: ['openings'] },
    why,
    submissions: [...before.keys()].flatMap((code) => submissions.get(code) ?? []),
    async booksOf(code) {
      const was = before.get(code);
      if (!was) throw new Error('A site without its book');
      return { before: was, after: (await assembleSite(tx, after, code, sharedAfter)).index };
    },
  });
}

/** The sites that pay a share of posts of sites whose shared posts become others, before or after. */
function payersOf(
  plan: Year['plan'],
  before: readonly Omit<SharedPosts, 'siteName'>[],
  after: readonly Omit<SharedPosts, 'siteName'>[],
): Set<string> {
  const siteOf = siteFinder(plan);
  const payers = new Set<string>();
  for (const { siteCode, opening, latest } of after) {
    const was = before.find((posts) => posts.siteCode === siteCode);
    if (canonical([was?.opening ?? [], was?.latest ?? []]) === canonical([opening, latest])) continue;
    for (const { splits } of [...opening, ...(was?.latest ?? []), ...(was?.opening ?? [])])
      for (const { account } of splits) payers.add(siteOf(account) ?? siteCode);
  }
  return payers;
}

async function auditImport(
  tx: Transaction,
  parts: ChangeParts,
  actor: Actor,
  { yearId, changes }: { yearId: string; changes: ImportChanges },
): Promise<void> {
  const { spending } = changes;
  if (spending)
    await audit(tx, parts, actor, {
      action: 'spending.renewed',
      subject: yearId,
      details: {
        asOf: spending.asOf,
        before: spending.asOfBefore ?? '',
        sites: spending.sites.join(', '),
        ...(spending.gone.length > 0 ? { gone: spending.gone.join(', ') } : {}),
      },
    });
  const others = filesOfChanges({ ...changes, spending: null });
  if (others.length === 0) return;
  const codesOf = (sites: readonly { code: string }[]) => sites.map(({ code }) => code).join(', ');
  await audit(tx, parts, actor, {
    action: 'year.importedAgain',
    subject: yearId,
    details: {
      changed: others.join(', '),
      sitesAdded: codesOf(changes.sitesAdded),
      sitesChanged: codesOf(changes.sitesChanged),
      openings: changes.openings.map(({ siteCode }) => siteCode).join(', '),
      allocations: changes.allocations.length,
      ...(changes.revenue
        ? {
            revenueBeforeCents: changes.revenue.beforeCents,
            revenueAfterCents: changes.revenue.afterCents,
          }
        : {}),
    },
  });
}

/** The sites with a submission that was moved since it was listed. */
async function reopenedSince(tx: Transaction, year: Year, before: readonly Submission[]): Promise<string[]> {
  const was = new Map(before.map((one) => [one.id, canonical(one)]));
  const moved = (await listSubmissions(tx, year)).filter((one) => was.get(one.id) !== canonical(one));
  return [...new Set(moved.map(({ siteCode }) => siteCode))].sort();
}
