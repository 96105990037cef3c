import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { projectRoot } from '../project-root.js';
import type { PackedBooks } from './packed-books.js';
import { fileProblem, type FileOptions, type FileReport, type SiteFile } from './read-site-file.js';

/** What one file may cost: a thread that needs more is ended, and the others go on. */
export type FileLimits = { seconds: number; memoryMb: number };
export const FILE_LIMITS: FileLimits = { seconds: 10, memoryMb: 320 };
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
  limits: FileLimits = FILE_LIMITS,
): Promise<Kept[]> {
  const kept: Kept[] = [];
  let next = 0;
  const work = async () => {
    let thread: Thread | null = null;
    try {
      while (next < files.length) {
        const at = next;
        next += 1;
        const file = files[at];
        if (!file) break;
        thread ??= new Thread(books, options, limits);
        const report = await thread.read(file);
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

class Thread {
  isEnded = false;
  private readonly worker: Worker;

  constructor(
    books: PackedBooks,
    options: FileOptions,
    private readonly limits: FileLimits,
  ) {
    this.worker = new Worker(workerFile(), {
      workerData: { books, options },
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 16 },
      // Not those of a test run, which a thread does not know.
      execArgv: [],
    });
  }

  /** One file at a time. */
  async read(file: SiteFile): Promise<FileReport> {
    const { seconds, memoryMb } = this.limits;
    const refused = (code: string, params: Record<string, string | number>): FileReport => ({
      file: file.name,
      isRead: false,
      findings: [{ problem: fileProblem(code, file.name, params), cell: null }],
    });
    const { worker } = this;
    const report = await new Promise<FileReport>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.isEnded = true;
        done(refused('file.tooSlow', { seconds }));
      }, seconds * 1000);
      const onMessage = (text: string) => done(JSON.parse(text) as FileReport);
      const onError = (error: Error & { code?: string }) => {
        this.isEnded = true;
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
          done(refused('file.tooLarge', { what: 'memory', limit: memoryMb * 2 ** 20 }));
        else {
          stopListening();
          reject(error);
        }
      };
      const stopListening = () => {
        clearTimeout(timer);
        worker.off('message', onMessage);
        worker.off('error', onError);
      };
      const done = (outcome: FileReport) => {
        stopListening();
        resolve(outcome);
      };
      worker.on('message', onMessage);
      worker.on('error', onError);
      worker.postMessage(file);
    });
    if (this.isEnded) await this.end();
    return report;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}

/** The compiled worker, also where this module itself is run from its source. */
function workerFile(): string {
  const own = path.join(path.dirname(fileURLToPath(import.meta.url)), 'site-file-worker.js');
  return existsSync(own) ? own : path.join(projectRoot(), 'dist/server/site-files/site-file-worker.js');
}
