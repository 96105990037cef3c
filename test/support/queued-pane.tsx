import { render, screen } from '@testing-library/react';
import { memoryStorage, type QueueStorage } from '../../src/api/queue-storage.js';
import { getDemo } from '../../src/contract/sign-in.js';
import {
  getRevision,
  getSiteBook,
  listSites,
  saveRevision,
  type SiteStatus,
} from '../../src/contract/sites.js';
import type { SiteBook } from '../../src/core/budget/site-book.js';
import { indexBook } from '../../src/core/validation/book-index.js';
import { App } from '../../src/taskpane/app/App.js';
import { createPaneMemory } from '../../src/taskpane/host/pane-memory.js';
import { createSessionStore } from '../../src/ui/session/session-store.js';
import { FakeApi, UNREACHABLE } from './fake-api.js';
import { FakeExcel } from './fake-excel.js';
import { NOW, PRINCIPAL, receiptOf } from './pane-setup.js';
import { openQueue, PERSON } from './queue-setup.js';
import { smallBook, smallIdentity } from './small-book.js';

export const lasting = (storage = memoryStorage()): QueueStorage => ({ ...storage, isLasting: () => true });

/** The pane with a queue, over a server that answers everything but saves. */
export async function openQueuedPane(storage: QueueStorage = lasting(), book: SiteBook = smallBook()) {
  const excel = new FakeExcel(indexBook(book), book.opening, new Set(['site']), smallIdentity());
  /** Where the site stands, once the test says so. */
  const sites: SiteStatus[] = [];
  const api = new FakeApi()
    .on(getDemo, () => ({ signIns: [] }))
    .on(getSiteBook, () => ({ book, owners: ['site'], head: null, submission: null, rulePackHash: 'rules' }))
    .on(listSites, () => ({ year: book.plan.year, sites }))
    .on(getRevision, () => ({ summary: receiptOf(1).revision, content: book.opening }))
    .on(saveRevision, () => {
      throw UNREACHABLE;
    });
  const session = createSessionStore({ storage: null, now: () => NOW });
  session.set({
    district: 'maple-valley',
    token: 'token',
    expiresAt: '2024-03-07T02:00:00.000Z',
    person: PRINCIPAL,
  });
  const { queue: saveQueue } = openQueue(api, storage);
  await saveQueue.setPerson(PERSON);
  const services = { api, session, now: () => NOW, saveQueue };
  const memory = createPaneMemory({ storage: null });
  memory.preferences.note('hasStarted');
  render(<App services={services} host={excel} support="ready" memory={memory} onCrash={() => undefined} />);
  await screen.findByTestId('balances');
  return { api, excel, saveQueue, sites };
}
