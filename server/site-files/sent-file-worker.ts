import { parentPort } from 'node:worker_threads';
import type { AccountStructure } from '../../src/core/account/account-structure.js';
import { tellingRows } from '../../src/core/workbook/sheet-kind.js';
import { readWorkbook, type ReadWorkbook } from '../workbooks/read-workbook.js';
import { checkReadFile, refusedFile } from './read-site-file.js';
import type { SentFileAsk, SentFileSource } from './sent-file.js';

// A thread for one file that was sent: it reads the file and says whose it is, then checks it against the book that it
// is given for that site.
let read: ReadWorkbook | null = null;
parentPort?.on('message', (ask: SentFileAsk) => {
  const say = (reply: unknown) => parentPort?.postMessage(JSON.stringify(reply));
  if (ask.step === 'read') {
    const result = readWorkbook(ask.bytes, ask.name);
    read = result.ok ? result.value : null;
    if (!result.ok) say({ refused: refusedFile(ask.name, result.problems) } satisfies SentFileSource);
    else say(sourceOf(result.value, ask.structure));
  } else {
    if (!read) throw new Error('A file is checked before it was read');
    say(checkReadFile(ask.books, ask.name, read, ask.options, ask.as));
  }
});

function sourceOf({ identity, cells }: ReadWorkbook, structure: AccountStructure): SentFileSource {
  return identity ? { identity } : { copied: tellingRows(structure, cells.budget) };
}
