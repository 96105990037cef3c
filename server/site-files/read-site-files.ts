import { availableParallelism } from 'node:os';
import type { AccountStructure } from '../../src/core/account/account-structure.js';
import { LimitedThread, type ThreadLimits } from '../threads/limited-thread.js';
import { FILE_LIMITS } from './file-limits.js';
import type { PackedBooks } from './packed-books.js';
import { bytesOf, overLimit, type FileOptions, type FileReport, type SiteFile } from './read-site-file.js';
import { readAndCheck, type BookOfFile, type FileSource } from './sent-file.js';

const MOST_THREADS = 4;

/**
 * Reads and checks workbooks of sites in threads of their own, as many as there are cores; reports come in the order of the
 * files. `onRead` hears of each as it is done, in any order, and may let go of what is not needed any more: what it gives
 * is what is kept. A file that takes too long or too much memory is refused, and stops no other.
 */
export async function readSiteFiles<Kept>(
  books: PackedBooks,
  files: readonly SiteFile[],
  options: FileOptions,
  onRead: (report: FileReport) => Kept,
  limits: ThreadLimits = FILE_LIMITS,
): Promise<Kept[]> {
  const open = () => new LimitedThread('site-files/site-file-worker', limits, { books, options });
  return inThreads(files, open, async (thread, file) => {
    const said = await thread.ask<FileReport>(file);
    return onRead('over' in said ? overLimit(file.name, said.over, limits) : said.reply);
  });
}

/** What files are checked against that each say themselves whose they are; `structure`: how accounts are written. */
export type BooksOfFiles = {
  structure: AccountStructure;
  bookOf: (source: FileSource, file: SiteFile) => Promise<BookOfFile>;
};

/** The same where only a file itself tells what it is checked against. */
export async function readFilesOf<Kept>(
  { structure, bookOf }: BooksOfFiles,
  files: readonly SiteFile[],
  onRead: (report: FileReport) => Kept,
  limits: ThreadLimits = FILE_LIMITS,
): Promise<Kept[]> {
  const open = () => new LimitedThread('site-files/sent-file-worker', limits);
  return inThreads(files, open, async (thread, file) => {
    const bytes = bytesOf(file);
    if (!(bytes instanceof Uint8Array)) return onRead(bytes);
    const sent = { name: file.name, bytes, structure };
    return onRead(await readAndCheck(thread, sent, (source) => bookOf(source, file), limits));
  });
}

/** Does something with every file, each thread one after the other; a thread that was ended is followed by another. */
async function inThreads<Kept>(
  files: readonly SiteFile[],
  open: () => LimitedThread,
  work: (thread: LimitedThread, file: SiteFile) => Promise<Kept>,
): Promise<Kept[]> {
  const kept: Kept[] = [];
  let next = 0;
  const workOn = async () => {
    let thread: LimitedThread | null = null;
    try {
      while (next < files.length) {
        const at = next;
        next += 1;
        const file = files[at];
        if (!file) break;
        thread ??= open();
        kept[at] = await work(thread, file);
        if (thread.isEnded) thread = null;
      }
    } finally {
      await thread?.end();
    }
  };
  const count = Math.min(availableParallelism(), MOST_THREADS, files.length);
  await Promise.all(Array.from({ length: count }, workOn));
  return kept;
}
