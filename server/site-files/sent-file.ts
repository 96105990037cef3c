import type { AccountStructure } from '../../src/core/account/account-structure.js';
import type { TellingRows } from '../../src/core/workbook/sheet-kind.js';
import type { WorkbookIdentity } from '../../src/core/workbook/identity.js';
import { LimitedThread, type ThreadLimits } from '../threads/limited-thread.js';
import { Places } from '../threads/places.js';
import { FILE_LIMITS } from './file-limits.js';
import type { PackedBooks } from './packed-books.js';
import {
  overLimit,
  refusedFile,
  type FileOptions,
  type FileReport,
  type RefusedFile,
} from './read-site-file.js';
import type { Problem } from '../../src/core/problem.js';

/** A file as somebody sent it. */
export type SentFile = { name: string; bytes: Uint8Array };

/** What its thread is asked, one after the other. `as`: who a sheet is taken to be that says nothing of it. */
export type SentFileAsk =
  | ({ step: 'read'; structure: AccountStructure } & SentFile)
  | { step: 'check'; name: string; books: PackedBooks; options: FileOptions; as?: WorkbookIdentity };

/** Who a file says it is, or by what else it may be known: the rows of a sheet that was copied into another workbook. */
export type FileSource = { identity: WorkbookIdentity } | { copied: TellingRows };
export type SentFileSource = FileSource | RefusedFile;

/** What a workbook is checked against: the book of the one site that it is of, or why it is not taken. */
export type BookOfFile =
  | { books: PackedBooks; options: FileOptions; as?: WorkbookIdentity }
  | { problem: Problem };

/** Two at once in a process; each that waits holds its bytes. */
const places = new Places(2, 8);

/**
 * Reads a file that was sent in a thread of its own, asks `bookOf` for the book of the site that the file is of, and checks
 * it there. `structure`: how the district's accounts are written. What is in the file is never an exception. Null where too many wait already.
 */
export async function checkSentFile(
  file: SentFile,
  structure: AccountStructure,
  bookOf: (source: FileSource) => Promise<BookOfFile>,
  limits: ThreadLimits = FILE_LIMITS,
): Promise<FileReport | null> {
  const free = await places.take();
  if (!free) return null;
  const thread = new LimitedThread('site-files/sent-file-worker', limits);
  try {
    return await readAndCheck(thread, { ...file, structure }, bookOf, limits);
  } finally {
    await thread.end();
    free();
  }
}

/** The same in a thread that is there, which is ended where the file costs more than it may. */
export async function readAndCheck(
  thread: LimitedThread,
  { name, bytes, structure }: SentFile & { structure: AccountStructure },
  bookOf: (source: FileSource) => Promise<BookOfFile>,
  limits: ThreadLimits,
): Promise<FileReport> {
  const ask = <Reply>(message: SentFileAsk) => thread.ask<Reply>(message);
  const read = await ask<SentFileSource>({ step: 'read', name, bytes, structure });
  if ('over' in read) return overLimit(name, read.over, limits);
  if ('isRead' in read.reply) return read.reply;
  const book = await bookOf(read.reply);
  if ('problem' in book) return refusedFile(name, [book.problem]);
  const checked = await ask<FileReport>({ step: 'check', name, ...book });
  return 'over' in checked ? overLimit(name, checked.over, limits) : checked.reply;
}
