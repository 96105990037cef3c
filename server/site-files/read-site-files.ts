import { availableParallelism } from 'node:os';
import { LimitedThread, type ThreadLimits } from '../threads/limited-thread.js';
import { FILE_LIMITS } from './file-limits.js';
import type { PackedBooks } from './packed-books.js';
import { overLimit, type FileOptions, type FileReport, type SiteFile } from './read-site-file.js';

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
  const kept: Kept[] = [];
  let next = 0;
  const work = async () => {
    let thread: LimitedThread | null = null;
    try {
      while (next < files.length) {
        const at = next;
        next += 1;
        const file = files[at];
        if (!file) break;
        thread ??= new LimitedThread('site-files/site-file-worker', limits, { books, options });
        const said = await thread.ask<FileReport>(file);
        const report = 'over' in said ? overLimit(file.name, said.over, limits) : said.reply;
        if (thread.isEnded) thread = null;
        kept[at] = onRead(report);
      }
    } finally {
      await thread?.end();
    }
  };
  const count = Math.min(availableParallelism(), MOST_THREADS, files.length);
  await Promise.all(Array.from({ length: count }, work));
  return kept;
}
