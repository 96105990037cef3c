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

/** What its thread is asked, one after the other. */
export type SentFileAsk =
  | ({ step: 'read' } & SentFile)
  | { step: 'check'; name: string; books: PackedBooks; options: FileOptions };
export type SentFileIdentity = { identity: WorkbookIdentity } | { refused: RefusedFile };

/** What a workbook is checked against: the book of the one site that it names, or why it is not taken. */
export type BookOfFile = { books: PackedBooks; options: FileOptions } | { problem: Problem };

/** Two at once in a process; each that waits holds its bytes. */
const places = new Places(2, 8);

/**
 * Reads a file that was sent in a thread of its own, asks `bookOf` for the book of the site that the file says it is of,
 * and checks it there. What is in the file is never an exception. Null where too many wait already.
 */
export async function checkSentFile(
  file: SentFile,
  bookOf: (identity: WorkbookIdentity) => Promise<BookOfFile>,
  limits: ThreadLimits = FILE_LIMITS,
): Promise<FileReport | null> {
  const free = await places.take();
  if (!free) return null;
  const thread = new LimitedThread('site-files/sent-file-worker', limits);
  try {
    return await readAndCheck(thread, file, bookOf, limits);
  } finally {
    await thread.end();
    free();
  }
}

/** The same in a thread that is there, which is ended where the file costs more than it may. */
export async function readAndCheck(
  thread: LimitedThread,
  { name, bytes }: SentFile,
  bookOf: (identity: WorkbookIdentity) => Promise<BookOfFile>,
  limits: ThreadLimits,
): Promise<FileReport> {
  const ask = <Reply>(message: SentFileAsk) => thread.ask<Reply>(message);
  const read = await ask<SentFileIdentity>({ step: 'read', name, bytes });
  if ('over' in read) return overLimit(name, read.over, limits);
  if ('refused' in read.reply) return read.reply.refused;
  const book = await bookOf(read.reply.identity);
  if ('problem' in book) return refusedFile(name, [book.problem]);
  const checked = await ask<FileReport>({ step: 'check', name, ...book });
  return 'over' in checked ? overLimit(name, checked.over, limits) : checked.reply;
}
