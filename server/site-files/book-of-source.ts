import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { Problem } from '../../src/core/problem.js';
import type { TellingRows } from '../../src/core/workbook/sheet-kind.js';
import { identityOfCopy, type SiteOfCopy } from './copied-sheet.js';
import { fileProblem } from './file-problem.js';
import { packBooks, type FileBases, type PackedBooks, type SitePart } from './packed-books.js';
import { misfitOf } from './read-site-file.js';
import type { BookOfFile, FileSource } from './sent-file.js';

/** A site as its files are read: its book, and what it saved. */
export type SiteOfFile = {
  part: Omit<SitePart, keyof FileBases>;
  /** What it saved last; null where it saved nothing. */
  latest: { number: number; content: SiteContent } | null;
  /** What a revision held, 0 being the opening one; null where the site has none of that number. */
  contentOf: (revision: number) => Promise<SiteContent | null>;
};

/** Where the sites of files are looked for: among all of a district, or those that somebody may send files for. */
export type SitesOfFiles<Site extends SiteOfFile> = {
  siteOf: (siteCode: string) => Promise<Site | null>;
  siteOfCopy: (rows: TellingRows, file: string) => SiteOfCopy | Promise<SiteOfCopy>;
};

/** What a file is read against, short of how it is read, with the site that it is of; or why it is not taken. */
export type BookOfSource<Site> =
  | (Omit<Extract<BookOfFile, { books: PackedBooks }>, 'options'> & { site: Site })
  | { problem: Problem };

/**
 * The book that a file is checked against: of the site that it names, from the revision that it names, with what was saved
 * since to bring it together with. A sheet that was copied into another workbook names neither: its rows tell the site, and
 * it is read against what was saved last.
 */
export async function bookOfSource<Site extends SiteOfFile>(
  district: Pick<PackedBooks, 'district' | 'plan'>,
  { siteOf, siteOfCopy }: SitesOfFiles<Site>,
  source: FileSource,
  file: string,
): Promise<BookOfSource<Site>> {
  const isCopied = 'copied' in source;
  const misfit = isCopied ? null : misfitOf(source.identity, district, file);
  if (misfit) return { problem: misfit };
  const found = isCopied ? await siteOfCopy(source.copied, file) : source.identity;
  if ('problem' in found) return found;
  const { siteCode } = found;
  const site = await siteOf(siteCode);
  if (!site) return { problem: fileProblem('file.siteUnknown', file, { site: siteCode }) };
  const revision = isCopied ? null : source.identity.baseRevision;
  const bases = await basesOf(site, revision);
  if (!bases) return { problem: fileProblem('file.revisionUnknown', file, { revision: revision ?? 0 }) };
  const { plan } = district;
  const books = packBooks(district.district, plan, [{ ...site.part, ...bases }]);
  if (!isCopied) return { books, site };
  const about = {
    district: district.district,
    yearId: plan.year.id,
    siteCode,
    baseRevision: site.latest?.number ?? 0,
  };
  return { books, site, as: identityOfCopy(about, source.copied) };
}

/** What a file started from and what was saved since; null where its site has no such revision. */
async function basesOf(
  { part, latest, contentOf }: SiteOfFile,
  revision: number | null,
): Promise<FileBases | null> {
  // Nobody knows what a copied sheet started from.
  if (revision === null) return latest ? { base: latest.content, oldest: part.opening } : {};
  if (revision === (latest?.number ?? 0)) return latest ? { base: latest.content } : {};
  const base = await contentOf(revision);
  return base && { base, ...(latest ? { latest: latest.content } : {}) };
}
