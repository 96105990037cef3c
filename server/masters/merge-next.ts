import type { DistrictPlan } from '../../src/core/budget/site-book.js';
import {
  updateMaster,
  type ApprovedRevision,
  type MasterBudget,
} from '../../src/core/merge/master-budget.js';
import { viewStaff } from '../../src/core/merge/staff-in-view.js';
import { tieOut, type TieOut, type TieOutSources } from '../../src/core/merge/tie-out.js';
import type { PostsBySite } from '../../src/core/staffing/shared-posts.js';
import { sha256 } from '../content-hash.js';

/** A revision that is merged. `lines` are null where the version before has them just so. */
export type NextRevision = Omit<ApprovedRevision, 'lines'> & { lines: ApprovedRevision['lines'] | null };

/** What the next version is made of, and what it is held against. */
export type MergeAsk = Omit<TieOutSources, 'revisions' | 'staff'> & {
  plan: DistrictPlan;
  revisions: readonly NextRevision[];
  /** Sites that the version before has and the next has not. */
  gone: readonly string[];
  /** Of the merged sites, as they were approved, and as they shared them when the season opened. */
  posts: PostsBySite;
  openingPosts: PostsBySite;
};

/** The next version with its text, which may be many megabytes and is written once, and the hash of it. */
export type MergedNext = Pick<MasterBudget, 'totalCents' | 'totalFte'> & {
  document: string;
  contentHash: string;
  siteCount: number;
  tieOut: TieOut;
};

/** A version before the first. */
export const NO_VERSION = JSON.stringify({
  sources: [],
  accounts: [],
  totalCents: 0,
  totalFte: 0,
} satisfies MasterBudget);

/** Makes the next version of the one before, of which only the sites that changed are put in anew, and ties it out. */
export function mergeNext(previous: MasterBudget, ask: MergeAsk): MergedNext {
  const { plan, revisions, gone, posts, openingPosts, ...sources } = ask;
  const changed = revisions.filter(isChanged);
  const master = updateMaster(previous, changed, gone);
  const kept = keptLines(previous);
  const whole = revisions.map((one) => ({ ...one, lines: one.lines ?? kept.get(one.siteCode) ?? [] }));
  const document = JSON.stringify(master);
  const { totalCents, totalFte } = master;
  return {
    document,
    contentHash: sha256(document),
    siteCount: master.sources.length,
    totalCents,
    totalFte,
    tieOut: tieOut(plan, master, {
      ...sources,
      revisions: whole,
      staff: viewStaff(plan, master, posts, openingPosts),
    }),
  };
}

function isChanged(revision: NextRevision): revision is ApprovedRevision {
  return revision.lines !== null;
}

/** The lines of each site of a version, as they stand there. */
function keptLines({ accounts }: MasterBudget): Map<string, ApprovedRevision['lines']> {
  const bySite = new Map<string, ApprovedRevision['lines']>();
  for (const { lines } of accounts)
    for (const line of lines) {
      const ofSite = bySite.get(line.siteCode);
      if (ofSite) ofSite.push(line);
      else bySite.set(line.siteCode, [line]);
    }
  return bySite;
}
