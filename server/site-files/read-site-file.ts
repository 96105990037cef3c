import { readFileSync, statSync } from 'node:fs';
import type { Side } from '../../src/core/merge/three-way.js';
import type { Problem } from '../../src/core/problem.js';
import { indexBook } from '../../src/core/validation/book-index.js';
import type { WorkbookCells } from '../../src/core/workbook/decode.js';
import { isOtherOpening, type WorkbookIdentity } from '../../src/core/workbook/identity.js';
import { isKnownLayout } from '../../src/core/workbook/layout.js';
import { tellingRows } from '../../src/core/workbook/sheet-kind.js';
import { errorMessage } from '../error-code.js';
import { contentHash } from '../content-hash.js';
import { openingHash } from '../opening-hash.js';
import { READ_LIMITS, readWorkbook, type ReadWorkbook } from '../workbooks/read-workbook.js';
import {
  checkSiteFile,
  type CheckedSiteFile,
  type CheckOptions,
  type FileFinding,
} from './check-site-file.js';
import type { ThreadLimits } from '../threads/limited-thread.js';
import { copiedNote, identityOfCopy, linesOfBooks, siteOfCopy } from './copied-sheet.js';
import { fileProblem } from './file-problem.js';
import { idsOfNewRows } from './new-row-ids.js';
import { unpackBook, type PackedBooks } from './packed-books.js';

/** A file by what people call it, and where it is. */
export type SiteFile = { name: string; path: string };

export type FileOptions = Pick<CheckOptions, 'takesSuggestions'> & {
  owners: readonly string[];
  /** What counts where the file and what was saved since differ, by conflict. */
  choices?: readonly (readonly [conflict: string, side: Side])[];
  /** Whether the lines of a file's content are wanted as they were typed; else only with their figures. */
  keepsContent: boolean;
};

/** A file that could not be taken for a site's budget, with every reason. */
export type RefusedFile = { file: string; isRead: false; findings: FileFinding[] };

/** A file that was read as the budget of a site, whatever is found in it. */
export type ReadFile = Omit<CheckedSiteFile, 'sent'> & {
  file: string;
  isRead: true;
  identity: WorkbookIdentity;
  siteName: string;
  contentHash: string;
  /** Hash of what the file holds by itself, where it was brought together with what others saved since. */
  sentHash: string;
  /** A sheet that was copied into another workbook: nobody knows which revision it started from. */
  isCopied: boolean;
};
export type FileReport = RefusedFile | ReadFile;

/** Reads and checks one file; never throws for what is in it. */
export function readSiteFile(books: PackedBooks, file: SiteFile, options: FileOptions): FileReport {
  const bytes = bytesOf(file);
  if (!(bytes instanceof Uint8Array)) return bytes;
  const read = readWorkbook(bytes, file.name);
  return read.ok
    ? checkReadFile(books, file.name, read.value, options)
    : refusedFile(file.name, read.problems);
}

/** What a file holds, or why it is not looked at. */
export function bytesOf({ name, path }: SiteFile): Uint8Array | RefusedFile {
  try {
    // Not even read where it is larger than anything that would be.
    const { size } = statSync(path);
    if (size > READ_LIMITS.maxFileBytes)
      return refusedFile(name, [
        fileProblem('file.tooLarge', name, { what: 'file', limit: READ_LIMITS.maxFileBytes }),
      ]);
    return readFileSync(path);
  } catch (error) {
    return refusedFile(name, [fileProblem('file.unreadable', name, { detail: errorMessage(error) })]);
  }
}

/** Checks a file that was read against the book of its site. `as`: who a sheet without identity was found to be. */
export function checkReadFile(
  books: PackedBooks,
  name: string,
  { identity: own, cells, notes }: ReadWorkbook,
  options: FileOptions,
  as: WorkbookIdentity | null = null,
): FileReport {
  const found = own ?? as ?? findCopied(books, name, cells);
  if ('problem' in found) return refusedFile(name, [found.problem]);
  const identity = found;
  const misfit = misfitOf(identity, books, name);
  if (misfit) return refusedFile(name, [misfit]);
  const unpacked = unpackBook(books, identity.siteCode);
  if (!unpacked)
    return refusedFile(name, [fileProblem('file.siteUnknown', name, { site: identity.siteCode })]);
  const { book, base, latest, oldest } = unpacked;
  if (isOtherOpening(identity, () => openingHash(book.opening)))
    return refusedFile(name, [fileProblem('file.otherOpening', name, { site: identity.siteCode })]);
  const { sent, ...checked } = checkSiteFile(indexBook(book), base, cells, {
    takesSuggestions: options.takesSuggestions,
    owners: new Set(options.owners),
    newId: idsOfNewRows(identity),
    ...(latest ? { latest } : {}),
    ...(oldest ? { oldest } : {}),
    ...(options.choices ? { choices: new Map(options.choices) } : {}),
  });
  const hash = contentHash(checked.content);
  const isCopied = own === null;
  const about = isCopied ? [copiedNote(name, identity.siteCode, cells.positions.isMissing !== true)] : [];
  return {
    ...checked,
    findings: [...findingsOf([...about, ...notes]), ...checked.findings],
    file: name,
    isRead: true,
    identity,
    siteName: book.site.name,
    contentHash: hash,
    sentHash: latest ? contentHash(sent) : hash,
    isCopied,
    content: options.keepsContent ? checked.content : { ...checked.content, lines: [] },
  };
}

/** Who a sheet is that was copied into a stranger's workbook, among all sites of the books. */
function findCopied(
  books: PackedBooks,
  name: string,
  { budget }: WorkbookCells,
): WorkbookIdentity | { problem: Problem } {
  const { chart, year } = books.plan;
  const rows = tellingRows(chart.structure, budget);
  const site = siteOfCopy(rows, linesOfBooks(books), year.id, name);
  if ('problem' in site) return site;
  return identityOfCopy({ ...site, district: books.district, yearId: year.id, baseRevision: 0 }, rows);
}

/** Why a workbook is not one of this district and year that can be read; null where it is. */
export function misfitOf(
  { district, yearId, layoutVersion }: WorkbookIdentity,
  books: Pick<PackedBooks, 'district' | 'plan'>,
  name: string,
): Problem | null {
  if (district.toLowerCase() !== books.district.toLowerCase() || yearId !== books.plan.year.id)
    return fileProblem('file.otherDistrict', name, { district, year: yearId });
  return isKnownLayout(layoutVersion)
    ? null
    : fileProblem('file.otherLayout', name, { layout: layoutVersion });
}

/** A file that is not taken, for these reasons. */
export function refusedFile(name: string, problems: readonly Problem[]): RefusedFile {
  return {
    file: name,
    isRead: false,
    findings: findingsOf(problems),
  };
}

const findingsOf = (problems: readonly Problem[]): FileFinding[] =>
  problems.map((problem) => ({ problem, cell: cellOfPlace(problem) }));

/** The reply to a file whose reading broke: one that breaks a reader stops no other file, and is a fault to be told of. */
export function brokenFile(name: string, error: unknown): RefusedFile {
  return refusedFile(name, [fileProblem('file.notChecked', name, { detail: errorMessage(error) })]);
}

/** A file whose reading cost more than it may. */
export function overLimit(
  name: string,
  over: 'time' | 'memory',
  { seconds, memoryMb }: ThreadLimits,
): RefusedFile {
  return refusedFile(name, [
    over === 'time'
      ? fileProblem('file.tooSlow', name, { seconds })
      : fileProblem('file.tooLarge', name, { what: 'memory', limit: memoryMb * 2 ** 20 }),
  ]);
}

function cellOfPlace({ place }: Problem): string | null {
  if (place.kind !== 'workbook' || place.sheet === undefined) return null;
  return place.cell === undefined ? place.sheet : `${place.sheet}!${place.cell}`;
}
