import { sitesOfRows, type TellingRows } from '../../src/core/workbook/sheet-kind.js';
import type { RevisionSummary } from '../../src/contract/sites.js';
import { bookOfSource, type SiteOfFile } from '../site-files/book-of-source.js';
import { siteOfCopy, type SiteOfCopy } from '../site-files/copied-sheet.js';
import { fileProblem } from '../site-files/file-problem.js';
import type { FileOptions } from '../site-files/read-site-file.js';
import type { BookOfFile, FileSource } from '../site-files/sent-file.js';
import { findLines } from '../stores/line-store.js';
import { findRevision, latestRevision } from '../stores/revision-store.js';
import { findDistrictShortName, type Year } from '../stores/year-store.js';
import { fileOwnersAt, mayDo, type Actor } from './actor.js';
import { loadSiteOf, type LoadedSite } from './load-site.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';

/** What a file is checked against, and what its site saved last. */
export type FoundBook = BookOfFile & { latest: RevisionSummary | null };

/** What is asked of a file that came in. `optionsOf`: how it is read, given what its site saved last. */
export type FileAsk = {
  name: string;
  source: FileSource;
  optionsOf: (latest: RevisionSummary | null) => Omit<FileOptions, 'owners' | 'keepsContent'>;
};

/** The book of the site that a file is of, as far as the actor may send one in for it. */
export async function bookOfFile(
  { db }: Pick<Parts, 'db'>,
  actor: Actor,
  year: Year,
  { name, source, optionsOf }: FileAsk,
): Promise<FoundBook> {
  const district = { district: await findDistrictShortName(db, actor.districtId), plan: year.plan };
  const sites = {
    siteOf: (siteCode: string) => findSiteOfFile(db, actor, year, siteCode),
    siteOfCopy: (rows: TellingRows) => findSiteOfCopy(db, actor, year, name, rows),
  };
  const found = await bookOfSource(district, sites, source, name);
  if ('problem' in found) return { ...found, latest: null };
  const { site, ...book } = found;
  const latest = site.summary;
  const owners = [...fileOwnersAt(actor, site.part.site.code)];
  return { ...book, options: { ...optionsOf(latest), owners, keepsContent: true }, latest };
}

/** A site that the actor may send files for, as it stands; null where there is none of that code. */
async function findSiteOfFile(
  db: Parts['db'],
  actor: Actor,
  year: Year,
  siteCode: string,
): Promise<(SiteOfFile & { summary: RevisionSummary | null }) | null> {
  const loaded = mayDo(actor, 'siteFile:write', siteCode) ? await siteOrNull(db, year, siteCode) : null;
  if (!loaded) return null;
  const { plan: _, ...part } = loaded.index.book;
  const latest = await latestRevision(db, year, siteCode);
  return {
    part,
    latest: latest && { number: latest.summary.number, content: latest.content },
    summary: latest?.summary ?? null,
    async contentOf(revision) {
      if (revision === 0) return loaded.opening;
      return (await findRevision(db, year, siteCode, revision))?.content ?? null;
    },
  };
}

/**
 * The one site that the rows of a copied sheet are of. Sites that the actor may send nothing for are neither named nor counted,
 * and tell nothing of themselves: a sheet of theirs alone is no budget, whatever else is wrong with it.
 */
async function findSiteOfCopy(
  db: Parts['db'],
  actor: Actor,
  year: Year,
  name: string,
  rows: TellingRows,
): Promise<SiteOfCopy> {
  const sites = await findLines(db, year, rows);
  const found = sitesOfRows(rows, sites);
  const own = found.filter((code) => mayDo(actor, 'siteFile:write', code));
  if (own.length === 0) return { problem: fileProblem('workbook.notSitebook', name, {}) };
  if (own.length < found.length)
    return { problem: fileProblem('file.severalSites', name, { sites: [...own, '…'].join(', ') }) };
  return siteOfCopy(rows, sites, year.yearId, name);
}

async function siteOrNull(db: Parts['db'], year: Year, siteCode: string): Promise<LoadedSite | null> {
  try {
    return await loadSiteOf(db, year, siteCode);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'site.unknown') return null;
    throw error;
  }
}
