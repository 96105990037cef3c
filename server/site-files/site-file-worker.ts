import { parentPort, workerData } from 'node:worker_threads';
import type { PackedBooks } from './packed-books.js';
import { readSiteFile, type FileOptions, type SiteFile } from './read-site-file.js';

// A thread that reads files one after the other. Reports go back as JSON: cloning thousands of small objects would cost
// the other side more than reading the file did.
const { books, options } = workerData as { books: PackedBooks; options: FileOptions };
parentPort?.on('message', (file: SiteFile) => {
  parentPort?.postMessage(JSON.stringify(readSiteFile(books, file, options)));
});
