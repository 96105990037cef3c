import { wasEverApproved } from './step-state.js';
import type { Submission } from './submission.js';

/**
 * The one of a site's submissions, newest first, that a master budget counts: the latest that every step approved. None
 * where that one was opened again, or is being approved again after a change: the one before it is no longer meant.
 */
export function mergedOf(newestFirst: readonly Submission[]): Submission | undefined {
  const latest = newestFirst.find(wasEverApproved);
  return latest?.status === 'approved' ? latest : undefined;
}

/**
 * Those of a site's submissions, newest first, whose approvals count for something: the newest while it is open or
 * approved, and the approved one that a master budget counts until a newer one is approved.
 */
export function countedOf(newestFirst: readonly Submission[]): Submission[] {
  const [newest] = newestFirst;
  const merged = mergedOf(newestFirst);
  const open = newest?.status === 'submitted' ? [newest] : [];
  return merged ? [...open, merged] : open;
}

/** Submissions of a year, newest first, by their sites. */
export function bySite(newestFirst: readonly Submission[]): Map<string, Submission[]> {
  const sites = new Map<string, Submission[]>();
  for (const one of newestFirst) {
    const ofSite = sites.get(one.siteCode);
    if (ofSite) ofSite.push(one);
    else sites.set(one.siteCode, [one]);
  }
  return sites;
}
