import { parentPort } from 'node:worker_threads';
import type { AccountStructure } from '../../src/core/account/account-structure.js';
import { tellingRows } from '../../src/core/workbook/sheet-kind.js';
import { readWorkbook, type ReadWorkbook } from '../workbooks/read-workbook.js';
import { brokenFile, checkReadFile, refusedFile, type FileReport } from './read-site-file.js';
import type { FileSource, SentFileAsk, SentFileSource } from './sent-file.js';

// A thread for one file that was sent: it reads the file and says whose it is, then checks it against the book that it
// is given for that site.
let read: ReadWorkbook | null = null;
parentPort?.on('message', (ask: SentFileAsk) => {
  parentPort?.postMessage(JSON.stringify(replyTo(ask)));
});

function replyTo(ask: SentFileAsk): SentFileSource | FileReport {
  try {
    return ask.step === 'read' ? readSent(ask) : check(ask);
  } catch (error) {
    return brokenFile(ask.name, error);
  }
}

function readSent({ bytes, name, structure }: Extract<SentFileAsk, { step: 'read' }>): SentFileSource {
  const result = readWorkbook(bytes, name);
  read = result.ok ? result.value : null;
  return result.ok ? sourceOf(result.value, structure) : refusedFile(name, result.problems);
}

function check({ books, name, options, as }: Extract<SentFileAsk, { step: 'check' }>): FileReport {
  if (!read) throw new Error('A file is checked before it was read');
  return checkReadFile(books, name, read, options, as);
}

function sourceOf({ identity, cells }: ReadWorkbook, structure: AccountStructure): FileSource {
  return identity ? { identity } : { copied: tellingRows(structure, cells.budget) };
}
