import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { Problem } from '../../src/core/problem.js';
import type { WorkbookIdentity } from '../../src/core/workbook/identity.js';
import { LAYOUT_VERSION } from '../../src/core/workbook/layout.js';
import { sitesOfRows, type LinesOfSite, type TellingRows } from '../../src/core/workbook/sheet-kind.js';
import { sha256 } from '../content-hash.js';
import { unpackBook, type PackedBooks } from './packed-books.js';
import { fileProblem } from './file-problem.js';

/** Which site a Budget sheet in a stranger's workbook is of, or why nobody can say. */
export type SiteOfCopy = { siteCode: string } | { problem: Problem };

/**
 * The one site that the rows of a copied sheet are of. Rows of several sites, and a sheet of another year, are refused
 * rather than guessed at; one with no row of the district is no site budget.
 */
export function siteOfCopy(
  rows: TellingRows,
  sites: readonly LinesOfSite[],
  yearId: string,
  file: string,
): SiteOfCopy {
  const found = sitesOfRows(rows, sites);
  const [siteCode] = found;
  if (siteCode === undefined) return { problem: fileProblem('workbook.notSitebook', file, {}) };
  if (found.length > 1)
    return { problem: fileProblem('file.severalSites', file, { sites: found.join(', ') }) };
  const [year] = rows.years;
  if (year !== undefined && !rows.years.includes(yearId))
    return { problem: fileProblem('file.otherYear', file, { year, openYear: yearId }) };
  return { siteCode };
}

/** Who a copied sheet is taken to be. Its workbook's id is made from its rows, so that the same copy is the same workbook. */
export function identityOfCopy(
  { district, yearId, siteCode, baseRevision }: Omit<WorkbookIdentity, 'workbookId' | 'layoutVersion'>,
  rows: TellingRows,
): WorkbookIdentity {
  const hash = sha256(JSON.stringify([district, yearId, siteCode, rows.lineIds, rows.accounts]));
  // A UUID of the kind whose bits are anybody's own (RFC 9562, version 8).
  const digits = `${hash.slice(0, 12)}8${hash.slice(13, 16)}8${hash.slice(17, 32)}`;
  const workbookId = digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return { workbookId, layoutVersion: LAYOUT_VERSION, district, yearId, siteCode, baseRevision };
}

/** What is said of every copied sheet. */
export function copiedNote(file: string, siteCode: string, hasPositions: boolean): Problem {
  const code = hasPositions ? 'file.copiedSheet' : 'file.copiedSheetAlone';
  return { ...fileProblem(code, file, { site: siteCode }), severity: 'warning' };
}

const linesOf = new WeakMap<PackedBooks, LinesOfSite[]>();

/** The lines of all sites; put together once for the books of a thread, and only where a sheet was copied. */
export function linesOfBooks(books: PackedBooks): LinesOfSite[] {
  const known = linesOf.get(books);
  if (known) return known;
  const made = Object.keys(books.places).map((code) => {
    const unpacked = unpackBook(books, code);
    return linesOfSite(code, unpacked ? [unpacked.book.opening, unpacked.base] : []);
  });
  linesOf.set(books, made);
  return made;
}

export function linesOfSite(code: string, contents: readonly SiteContent[]): LinesOfSite {
  const lines = contents.flatMap((content) => content.lines);
  return {
    code,
    lineIds: new Set(lines.map(({ id }) => id)),
    accounts: new Set(lines.map(({ account }) => account)),
  };
}
