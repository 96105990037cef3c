import { parentPort, workerData } from 'node:worker_threads';
import type { PackedBooks } from './packed-books.js';
import {
  brokenFile,
  readSiteFile,
  type FileOptions,
  type FileReport,
  type SiteFile,
} from './read-site-file.js';

// A thread that reads files one after the other. Reports go back as JSON: cloning thousands of small objects would cost
// the other side more than reading the file did.
const { books, options } = workerData as { books: PackedBooks; options: FileOptions };
parentPort?.on('message', (file: SiteFile) => {
  parentPort?.postMessage(JSON.stringify(reportOf(file)));
});

function reportOf(file: SiteFile): FileReport {
  try {
    return readSiteFile(books, file, options);
  } catch (error) {
    return brokenFile(file.name, error);
  }
}
