import { readFileSync, statSync } from 'node:fs';
import type { Problem } from '../../src/core/problem.js';
import { indexBook } from '../../src/core/validation/book-index.js';
import type { WorkbookIdentity } from '../../src/core/workbook/identity.js';
import { isKnownLayout } from '../../src/core/workbook/layout.js';
import { errorMessage } from '../error-code.js';
import { contentHash } from '../content-hash.js';
import { READ_LIMITS, readWorkbook } from '../workbooks/read-workbook.js';
import {
  checkSiteFile,
  type CheckedSiteFile,
  type CheckOptions,
  type FileFinding,
} from './check-site-file.js';
import { unpackBook, type PackedBooks } from './packed-books.js';

/** A file by what people call it, and where it is. */
export type SiteFile = { name: string; path: string };

export type FileOptions = Omit<CheckOptions, 'owners'> & {
  owners: readonly string[];
  /** Whether the lines of a file's content are wanted as they were typed; else only with their figures. */
  keepsContent: boolean;
};

/** A file that could not be taken for a site's budget, with every reason. */
export type RefusedFile = { file: string; isRead: false; findings: FileFinding[] };

/** A file that was read as the budget of a site, whatever is found in it. */
export type ReadFile = CheckedSiteFile & {
  file: string;
  isRead: true;
  identity: WorkbookIdentity;
  siteName: string;
  contentHash: string;
};
export type FileReport = RefusedFile | ReadFile;

/** Reads and checks one file; never throws for what is in it. */
export function readSiteFile(books: PackedBooks, { name, path }: SiteFile, options: FileOptions): FileReport {
  const refused = (problems: readonly Problem[]): RefusedFile => ({
    file: name,
    isRead: false,
    findings: problems.map((problem) => ({ problem, cell: cellOfPlace(problem) })),
  });
  let bytes: Uint8Array;
  try {
    // Not even read where it is larger than anything that would be.
    const { size } = statSync(path);
    if (size > READ_LIMITS.maxFileBytes)
      return refused([fileProblem('file.tooLarge', name, { what: 'file', limit: READ_LIMITS.maxFileBytes })]);
    bytes = readFileSync(path);
  } catch (error) {
    return refused([fileProblem('file.unreadable', name, { detail: errorMessage(error) })]);
  }
  const read = readWorkbook(bytes, name);
  if (!read.ok) return refused(read.problems);
  const { identity, cells } = read.value;
  const { district, yearId, siteCode, layoutVersion } = identity;
  if (district.toLowerCase() !== books.district.toLowerCase() || yearId !== books.plan.year.id)
    return refused([fileProblem('file.otherDistrict', name, { district, year: yearId })]);
  if (!isKnownLayout(layoutVersion))
    return refused([fileProblem('file.otherLayout', name, { layout: layoutVersion })]);
  const unpacked = unpackBook(books, siteCode);
  if (!unpacked) return refused([fileProblem('file.siteUnknown', name, { site: siteCode })]);
  const { book, base } = unpacked;
  const checked = checkSiteFile(indexBook(book), base, cells, {
    ...options,
    owners: new Set(options.owners),
  });
  return {
    ...checked,
    file: name,
    isRead: true,
    identity,
    siteName: book.site.name,
    contentHash: contentHash(checked.content),
    content: options.keepsContent ? checked.content : { ...checked.content, lines: [] },
  };
}

export function fileProblem(code: string, file: string, params: Problem['params']): Problem {
  return { code, severity: 'fatal', place: { kind: 'file', file }, params: { file, ...params } };
}

function cellOfPlace({ place }: Problem): string | null {
  if (place.kind !== 'workbook' || place.sheet === undefined) return null;
  return place.cell === undefined ? place.sheet : `${place.sheet}!${place.cell}`;
}
