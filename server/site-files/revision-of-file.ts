import type { ApprovedRevision } from '../../src/core/merge/master-budget.js';
import type { ReadFile } from './read-site-file.js';

/**
 * A site's file as a merge takes it: as the revision after the one that it was made from. Nobody approved it: it says which
 * file it is, and when it was read.
 */
export function revisionOfFile(report: ReadFile, readAt: string): ApprovedRevision {
  const { file, identity, siteName, contentHash, totalCents, totalFte, lines } = report;
  return {
    siteCode: identity.siteCode,
    siteName,
    revision: identity.baseRevision + 1,
    contentHash,
    approvedBy: file,
    approvedAt: readAt,
    totalCents,
    totalFte,
    lines,
  };
}
