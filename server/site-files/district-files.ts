import { isDeepStrictEqual } from 'node:util';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { TellingRows } from '../../src/core/workbook/sheet-kind.js';
import type { DistrictFolder } from '../imports/read-district-folder.js';
import type { SharedPosts } from '../stores/shared-post-store.js';
import type { SavedContents } from '../use-cases/stored-district.js';
import { sharedOf, visitorsAt } from '../use-cases/visiting-posts.js';
import type { ThreadLimits } from '../threads/limited-thread.js';
import { packBooks, sitePartsOf, type SitePart } from './packed-books.js';
import { bookOfSource, type SiteOfFile } from './book-of-source.js';
import { linesOfSite, siteOfCopy, type SiteOfCopy } from './copied-sheet.js';
import { fileProblem } from './file-problem.js';
import type { FileOptions, FileReport, ReadFile, SiteFile } from './read-site-file.js';
import { readFilesOf, readSiteFiles } from './read-site-files.js';
import type { BookOfFile, FileSource } from './sent-file.js';

/** What a check works with beside the files: how far it is, what a file may cost, and what sites saved before. */
export type CheckWith = { onRead?: () => void; limits?: ThreadLimits; saved?: SavedContents };

/**
 * Checks workbooks of a district that is there as import files, or in a database with what its sites saved. Posts that sites
 * share count as the file of their own site has them: where that changes what another site pays, its file is read once
 * more. Two files of one site are refused both where they differ; of two that hold the same, the first counts.
 */
export async function checkDistrictFiles(
  folder: DistrictFolder,
  files: readonly SiteFile[],
  options: FileOptions,
  { onRead, limits, saved }: CheckWith = {},
): Promise<FileReport[]> {
  const keep = (report: FileReport) => {
    onRead?.();
    return report;
  };
  const latest = contentsOf(saved);
  const before = districtParts(folder, latest);
  const read = (parts: SitePart[], some: readonly SiteFile[], onEach: (report: FileReport) => FileReport) =>
    saved
      ? readFilesOf(
          { structure: folder.plan.chart.structure, bookOf: booksBySite(folder, parts, options, saved) },
          some,
          onEach,
          limits,
        )
      : readSiteFiles(packBooks(folder.shortName, folder.plan, parts), some, options, onEach, limits);
  const first = onlyOneEach(await read(before, files, keep));
  const contents = new Map([
    ...latest,
    ...first.filter(isRead).map(({ identity, content }) => [identity.siteCode, content] as const),
  ]);
  const after = districtParts(folder, contents);
  const changed = new Set(
    after.filter((part, at) => !isDeepStrictEqual(part, before[at])).map(({ site }) => site.code),
  );
  const again = first.flatMap((report, at) => {
    const file = files[at];
    return file && isRead(report) && changed.has(report.identity.siteCode) ? [{ file, at }] : [];
  });
  if (again.length === 0) return first;
  const second = await read(
    after,
    again.map(({ file }) => file),
    (report) => report,
  );
  again.forEach(({ at }, index) => {
    const report = second[index];
    if (report) first[at] = report;
  });
  return first;
}

/** What every site that saved something saved last. */
export function contentsOf(saved: SavedContents | undefined): Map<string, SiteContent> {
  return new Map([...(saved?.latest ?? [])].map(([siteCode, { content }]) => [siteCode, content]));
}

/** The book of the one site that a file is of, among all of the district's. */
function booksBySite(
  { shortName, plan }: DistrictFolder,
  parts: readonly SitePart[],
  options: FileOptions,
  { latest, contentOf }: SavedContents,
): (source: FileSource, file: SiteFile) => Promise<BookOfFile> {
  const bySite = new Map(parts.map((part) => [part.site.code, part]));
  const sites = {
    siteOf(siteCode: string): Promise<SiteOfFile | null> {
      const part = bySite.get(siteCode);
      const site = part && {
        part,
        latest: latest.get(siteCode) ?? null,
        contentOf: (revision: number) => contentOf(siteCode, revision),
      };
      return Promise.resolve(site ?? null);
    },
    siteOfCopy(rows: TellingRows, name: string): SiteOfCopy {
      const lines = parts.map(({ site, opening }) => {
        const saved = latest.get(site.code);
        return linesOfSite(site.code, saved ? [opening, saved.content] : [opening]);
      });
      return siteOfCopy(rows, lines, plan.year.id, name);
    },
  };
  return async (source, { name }) => {
    const found = await bookOfSource({ district: shortName, plan }, sites, source, name);
    if ('problem' in found) return found;
    const { site: _, ...book } = found;
    return { ...book, options };
  };
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
