import { approvedLines } from '../../src/core/merge/approved-lines.js';
import type { ApprovedRevision, MasterSource } from '../../src/core/merge/master-budget.js';
import { mergedOf } from '../../src/core/approval/counted.js';
import type { Decision, Submission } from '../../src/core/approval/submission.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { PostsBySite } from '../../src/core/staffing/shared-posts.js';
import { openSheet } from '../../src/core/validation/sheet-state.js';
import type { NextRevision } from '../masters/merge-next.js';
import type { Database, Transaction } from '../stores/open-database.js';
import { findRevision, type StoredRevision } from '../stores/revision-store.js';
import { listSharedPosts, type SharedPosts } from '../stores/shared-post-store.js';
import type { Year } from '../stores/year-store.js';
import { assembleSite } from './load-site.js';
import { sharedOf } from './visiting-posts.js';

type Handle = Database | Transaction;

const APPROVALS = new Set<Decision['decision']>(['approve', 'confirm']);

/** The approved revision of a site with who approved it, and nothing priced yet. */
type Counted = { siteCode: string; stored: StoredRevision; approvedBy: string; approvedAt: string };

/** What a version that was made before was merged from, and what its prices depended on. */
export type MadeBefore = { sources: readonly MasterSource[]; bookStamp: string | null };

/** What the next version is made of. */
export type NextMerge = {
  revisions: NextRevision[];
  gone: string[];
  /** Of the merged sites, as they were approved. */
  posts: PostsBySite;
  /** Posts that the merged sites shared when the season opened. */
  openingPosts: PostsBySite;
};

/**
 * The submission of each site that counts, with its lines and the totals stored when it was saved. A site whose approval
 * was opened again, or ended with a change, has none. Sites that the version before has from the same revision come without
 * lines, since they are taken from there, unless prices may have changed since.
 */
export async function nextMerge(
  db: Handle,
  year: Year,
  submissions: ReadonlyMap<string, readonly Submission[]>,
  before: MadeBefore | null,
): Promise<NextMerge> {
  const counted = await countedRevisions(db, year, submissions);
  const sharedNow = await listSharedPosts(db, year);
  const shared = sharedAsApproved(year, sharedNow, new Map(counted.map((one) => [one.siteCode, one.stored])));
  const gone = (before?.sources ?? [])
    .map(({ siteCode }) => siteCode)
    .filter((siteCode) => !counted.some((one) => one.siteCode === siteCode));
  const different = counted.filter((one) => !isMergedAlready(one, before?.sources ?? []));
  const concerned = new Set([...gone, ...different.map(({ siteCode }) => siteCode)]);
  // Another stamp is other rates or posts; a post that sites share is priced at all of them.
  const mayKeep =
    before?.bookStamp === year.bookStamp && !sharedNow.some(({ siteCode }) => concerned.has(siteCode));
  const kept = new Map((mayKeep ? before.sources : []).map(({ siteCode, siteName }) => [siteCode, siteName]));
  const revisions: NextRevision[] = [];
  for (const one of counted) {
    const siteName = concerned.has(one.siteCode) ? undefined : kept.get(one.siteCode);
    const site = siteName === undefined ? await priced(db, year, one, shared) : { siteName, lines: null };
    revisions.push({ ...sourceOf(one), ...site });
  }
  return {
    revisions,
    gone,
    posts: new Map(counted.map(({ siteCode, stored }) => [siteCode, stored.content.positions])),
    openingPosts: new Map(
      sharedNow
        .filter(({ siteCode }) => counted.some((one) => one.siteCode === siteCode))
        .map(({ siteCode, opening }) => [siteCode, opening]),
    ),
  };
}

async function countedRevisions(
  db: Handle,
  year: Year,
  submissions: ReadonlyMap<string, readonly Submission[]>,
): Promise<Counted[]> {
  const counted: Counted[] = [];
  for (const [siteCode, ofSite] of submissions) {
    const merged = mergedOf(ofSite);
    if (!merged) continue;
    const stored = await findRevision(db, year, siteCode, merged.revision);
    const decision = [...merged.decisions].reverse().find((one) => APPROVALS.has(one.decision));
    if (!stored || !decision) throw new Error('An approved submission without its revision or decision');
    counted.push({ siteCode, stored, approvedBy: decision.decidedBy, approvedAt: decision.decidedAt });
  }
  return counted;
}

/** A post that sites share counts as the approved budget of its own site has it, in every site that pays. */
function sharedAsApproved(
  year: Year,
  shared: readonly SharedPosts[],
  approved: ReadonlyMap<string, StoredRevision>,
): SharedPosts[] {
  return shared.map((ofSite) => {
    const content = approved.get(ofSite.siteCode)?.content;
    return content
      ? { ...ofSite, ...sharedOf(year.plan, ofSite.siteCode, content, content), opening: ofSite.opening }
      : ofSite;
  });
}

function isMergedAlready(
  { siteCode, stored, approvedBy, approvedAt }: Counted,
  sources: readonly MasterSource[],
): boolean {
  const source = sources.find((one) => one.siteCode === siteCode);
  return (
    source?.revision === stored.summary.number &&
    source.contentHash === stored.summary.contentHash &&
    source.approvedBy === approvedBy &&
    source.approvedAt === approvedAt
  );
}

/** What takes the work: a site's name and its priced lines. */
type PricedSite = Pick<ApprovedRevision, 'siteName' | 'lines'>;

function sourceOf({
  siteCode,
  stored,
  approvedBy,
  approvedAt,
}: Counted): Omit<ApprovedRevision, keyof PricedSite> {
  const { number, contentHash, totalCents, totalFte } = stored.summary;
  return { siteCode, revision: number, contentHash, approvedBy, approvedAt, totalCents, totalFte };
}

async function priced(
  db: Handle,
  year: Year,
  { siteCode, stored }: Counted,
  shared: readonly SharedPosts[],
): Promise<PricedSite> {
  const { index, opening } = await assembleSite(db, year, siteCode, shared);
  return {
    siteName: index.book.site.name,
    lines: approvedLines(stored.content, opening, openSheet(index, stored.content).figures),
  };
}

/**
 * The revisions that a version was merged from, read and priced anew; hashes are taken of what is stored. A revision
 * that is not there is left out.
 */
export async function revisionsOfMaster(
  db: Handle,
  year: Year,
  sources: readonly MasterSource[],
  hashOf: (content: SiteContent) => string,
): Promise<ApprovedRevision[]> {
  const found = new Map<string, StoredRevision>();
  for (const { siteCode, revision } of sources) {
    const stored = await findRevision(db, year, siteCode, revision);
    if (stored) found.set(siteCode, stored);
  }
  const shared = sharedAsApproved(year, await listSharedPosts(db, year), found);
  const revisions: ApprovedRevision[] = [];
  for (const { siteCode, approvedBy, approvedAt } of sources) {
    const stored = found.get(siteCode);
    if (!stored) continue;
    const counted = { siteCode, stored, approvedBy, approvedAt };
    revisions.push({
      ...sourceOf(counted),
      ...(await priced(db, year, counted, shared)),
      contentHash: hashOf(stored.content),
    });
  }
  return revisions;
}
