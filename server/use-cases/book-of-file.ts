import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { Problem } from '../../src/core/problem.js';
import type { WorkbookIdentity } from '../../src/core/workbook/identity.js';
import { sitesOfRows, type TellingRows } from '../../src/core/workbook/sheet-kind.js';
import type { RevisionSummary } from '../../src/contract/sites.js';
import { identityOfCopy, siteOfCopy } from '../site-files/copied-sheet.js';
import { fileProblem } from '../site-files/file-problem.js';
import { packBooks, type FileBases, type SitePart } from '../site-files/packed-books.js';
import { misfitOf, type FileOptions } from '../site-files/read-site-file.js';
import type { BookOfFile, FileSource } from '../site-files/sent-file.js';
import { findLines } from '../stores/line-store.js';
import { findRevision, latestRevision, type StoredRevision } from '../stores/revision-store.js';
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
  const district = await findDistrictShortName(db, actor.districtId);
  const refuse = (problem: Problem): FoundBook => ({ problem, latest: null });
  if ('identity' in source) {
    const misfit = misfitOf(source.identity, { district, plan: year.plan }, name);
    if (misfit) return refuse(misfit);
  }
  const site =
    'identity' in source ? source.identity : await findSiteOfCopy(db, actor, year, name, source.copied);
  if ('problem' in site) return refuse(site.problem);
  const { siteCode } = site;
  const loaded = mayDo(actor, 'siteFile:write', siteCode) ? await siteOrNull(db, year, siteCode) : null;
  if (!loaded) return refuse(fileProblem('file.siteUnknown', name, { site: siteCode }));
  const latest = await latestRevision(db, year, siteCode);
  const baseRevision = 'identity' in source ? source.identity.baseRevision : null;
  const bases = await basesOf(db, loaded, baseRevision, latest);
  if (!bases) return refuse(fileProblem('file.revisionUnknown', name, { revision: baseRevision ?? 0 }));
  const { plan, ...book } = loaded.index.book;
  const part: SitePart = { ...book, ...bases };
  const number = latest?.summary.number ?? 0;
  return {
    books: packBooks(district, plan, [part]),
    options: {
      ...optionsOf(latest?.summary ?? null),
      owners: [...fileOwnersAt(actor, siteCode)],
      keepsContent: true,
    },
    latest: latest?.summary ?? null,
    ...('copied' in source
      ? {
          as: identityOfCopy(
            { district, yearId: year.yearId, siteCode, baseRevision: number },
            source.copied,
          ),
        }
      : {}),
  };
}

/** What a file started from and what was saved since; null where its site has no such revision. */
async function basesOf(
  db: Parts['db'],
  { year, opening, index }: LoadedSite,
  baseRevision: number | null,
  latest: StoredRevision | null,
): Promise<FileBases | null> {
  // Nobody knows what a copied sheet started from: it is read against what was saved last.
  if (baseRevision === null) return latest ? { base: latest.content, oldest: opening } : { base: opening };
  if (baseRevision === (latest?.summary.number ?? 0)) return { base: latest?.content ?? opening };
  const base = await contentOf(db, year, opening, index.book.site.code, baseRevision);
  return base && { base, ...(latest ? { latest: latest.content } : {}) };
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
): Promise<Pick<WorkbookIdentity, 'siteCode'> | { problem: Problem }> {
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

/** The content of a revision; 0 is the opening one. Null where the site has none of that number. */
export async function contentOf(
  db: Parts['db'],
  year: Year,
  opening: SiteContent,
  siteCode: string,
  number: number,
): Promise<SiteContent | null> {
  if (number === 0) return opening;
  return (await findRevision(db, year, siteCode, number))?.content ?? null;
}
