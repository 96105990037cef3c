import { isDeepStrictEqual } from 'node:util';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { DistrictFolder } from '../imports/read-district-folder.js';
import type { SharedPosts } from '../stores/shared-post-store.js';
import { sharedOf, visitorsAt } from '../use-cases/visiting-posts.js';
import type { ThreadLimits } from '../threads/limited-thread.js';
import { packBooks, sitePartsOf, type SitePart } from './packed-books.js';
import {
  fileProblem,
  type FileOptions,
  type FileReport,
  type ReadFile,
  type SiteFile,
} from './read-site-file.js';
import { readSiteFiles } from './read-site-files.js';

/**
 * Checks workbooks of a district that is there as import files. Posts that sites share count as the file of their own site
 * has them: where that changes what another site pays, its file is read once more. Two files of one site are refused both
 * where they differ; of two that hold the same, the first counts.
 */
export async function checkDistrictFiles(
  folder: DistrictFolder,
  files: readonly SiteFile[],
  options: FileOptions,
  { onRead, limits }: { onRead?: () => void; limits?: ThreadLimits } = {},
): Promise<FileReport[]> {
  const keep = (report: FileReport) => {
    onRead?.();
    return report;
  };
  const before = districtParts(folder, new Map());
  const first = onlyOneEach(
    await readSiteFiles(packBooks(folder.shortName, folder.plan, before), files, options, keep, limits),
  );
  const contents = new Map(
    first.filter(isRead).map(({ identity, content }) => [identity.siteCode, content] as const),
  );
  const after = districtParts(folder, contents);
  const changed = new Set(
    after.filter((part, at) => !isDeepStrictEqual(part, before[at])).map(({ site }) => site.code),
  );
  const again = first.flatMap((report, at) => {
    const file = files[at];
    return file && isRead(report) && changed.has(report.identity.siteCode) ? [{ file, at }] : [];
  });
  if (again.length === 0) return first;
  const books = packBooks(folder.shortName, folder.plan, after);
  const second = await readSiteFiles(
    books,
    again.map(({ file }) => file),
    options,
    (report) => report,
    limits,
  );
  again.forEach(({ at }, index) => {
    const report = second[index];
    if (report) first[at] = report;
  });
  return first;
}

export function isRead(report: FileReport): report is ReadFile {
  return report.isRead;
}

/** The sites' books with the posts that visit them, as contents have them, and as the season opened where there is none. */
export function districtParts(
  folder: DistrictFolder,
  contents: ReadonlyMap<string, SiteContent>,
): SitePart[] {
  const shared = folder.sites.flatMap(({ code, name }): SharedPosts[] => {
    const opening = folder.openings.get(code) ?? { lines: [], positions: [] };
    const posts = sharedOf(folder.plan, code, opening, contents.get(code) ?? opening);
    return posts.opening.length + posts.latest.length > 0 ? [{ ...posts, siteName: name }] : [];
  });
  return sitePartsOf(folder).map((part) => ({
    ...part,
    ...visitorsAt(folder.plan, shared, part.site.code),
  }));
}

/** What a file holds, and what could not be read in it. */
function holds({ contentHash, findings }: ReadFile): string {
  const faults = findings.filter(({ problem }) => problem.severity === 'fatal');
  return JSON.stringify([contentHash, faults.map(({ problem, cell }) => [problem.code, cell])]);
}

/** Files of a site that has several count only where they hold the same. */
function onlyOneEach(reports: readonly FileReport[]): FileReport[] {
  const bySite = new Map<string, ReadFile[]>();
  for (const report of reports.filter(isRead)) {
    const ofSite = bySite.get(report.identity.siteCode);
    if (ofSite) ofSite.push(report);
    else bySite.set(report.identity.siteCode, [report]);
  }
  return reports.map((report): FileReport => {
    if (!isRead(report)) return report;
    const ofSite = bySite.get(report.identity.siteCode) ?? [];
    const [counts] = ofSite;
    if (ofSite.length === 1) return report;
    const differ = ofSite.some((other) => holds(other) !== holds(report));
    if (!differ && counts === report) return report;
    const others = ofSite.filter((other) => other !== report).map(({ file }) => file);
    const code = differ ? 'file.siteTwice' : 'file.repeats';
    const problem = fileProblem(code, report.file, { others: others.join(', '), site: report.siteName });
    if (!differ) problem.severity = 'info';
    return { file: report.file, isRead: false, findings: [{ problem, cell: null }] };
  });
}
