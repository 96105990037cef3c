import {
  mergeRevisions,
  type ApprovedRevision,
  type MasterBudget,
} from '../../src/core/merge/master-budget.js';
import { viewStaff } from '../../src/core/merge/staff-in-view.js';
import { tieOut, type TieOut } from '../../src/core/merge/tie-out.js';
import type { WorkbookIdentity } from '../../src/core/workbook/identity.js';
import type { DistrictFolder } from '../imports/read-district-folder.js';
import type { ReadFile } from './read-site-file.js';

/** Files as a merge takes them. Nobody approved them: a file's name stands where the approver's would. */
export function revisionsOfFiles(
  reports: readonly ReadFile[],
  readAt: string,
  revisionOf: (identity: WorkbookIdentity) => number = ({ baseRevision }) => baseRevision + 1,
): ApprovedRevision[] {
  return reports.map(({ file, identity, siteName, contentHash, totalCents, totalFte, lines }) => ({
    siteCode: identity.siteCode,
    siteName,
    revision: revisionOf(identity),
    contentHash,
    approvedBy: file,
    approvedAt: readAt,
    totalCents,
    totalFte,
    lines,
  }));
}

/**
 * Merges workbooks of sites into a master budget and works its tie-out, as the server does with approved revisions: each
 * as the revision that it would become. */
export function mergeSiteFiles(
  folder: DistrictFolder,
  reports: readonly ReadFile[],
  readAt: string,
  revisionOf?: (identity: WorkbookIdentity) => number,
): { master: MasterBudget; tieOut: TieOut } {
  const revisions = revisionsOfFiles(reports, readAt, revisionOf);
  const master = mergeRevisions(revisions);
  const posts = new Map(reports.map(({ identity, content }) => [identity.siteCode, content.positions]));
  const opening = new Map(
    [...posts.keys()].map((siteCode) => [siteCode, folder.openings.get(siteCode)?.positions ?? []]),
  );
  return {
    master,
    tieOut: tieOut(folder.plan, master, {
      sites: folder.sites.map(({ code, name }) => ({ code, name })),
      revisions,
      allocations: folder.allocations,
      revenue: folder.revenue,
      staff: viewStaff(folder.plan, master, posts, opening),
      ...(folder.controlTotals ? { control: folder.controlTotals } : {}),
    }),
  };
}
