import { parentPort, workerData } from 'node:worker_threads';
import { indexBook } from '../../src/core/validation/book-index.js';
import { writeSiteWorkbook } from '../workbooks/write-site-workbook.js';
import type { WorkbookAsk, WorkbookPlan } from './site-workbooks.js';

// A thread that writes workbooks of sites, one after the other: each is tenths of a second of work.
const { plan, addInId } = workerData as WorkbookPlan;
async function write({ part, content, owners, identity }: WorkbookAsk): Promise<void> {
  const index = indexBook({ plan, ...part });
  const bytes = await writeSiteWorkbook(index, content, new Set(owners), identity, addInId);
  // Copied, so that nothing else lies in the memory that changes hands.
  const own = new Uint8Array(bytes);
  parentPort?.postMessage(own, [own.buffer]);
}
// What cannot be written breaks the thread, which tells whoever asked.
parentPort?.on('message', (ask: WorkbookAsk) => void write(ask));
