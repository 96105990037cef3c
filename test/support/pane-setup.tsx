import { render } from '@testing-library/react';
import { getDemo, type Person } from '../../src/contract/sign-in.js';
import {
  getSiteBook,
  listSites,
  saveRevision,
  type Receipt,
  type SiteStatus,
} from '../../src/contract/sites.js';
import type { Submission } from '../../src/core/approval/submission.js';
import { grantOf } from '../../src/core/district/role.js';
import type { SiteBook } from '../../src/core/budget/site-book.js';
import { indexBook } from '../../src/core/validation/book-index.js';
import type { WorkbookIdentity } from '../../src/core/workbook/identity.js';
import { App, type HostSupport } from '../../src/taskpane/app/App.js';
import type { PaneTask } from '../../src/taskpane/app/pane-task.js';
import { createPaneMemory } from '../../src/taskpane/host/pane-memory.js';
import { createSessionStore, type SessionStore } from '../../src/ui/session/session-store.js';
import { FakeApi } from './fake-api.js';
import { FakeExcel } from './fake-excel.js';
import { smallBook, smallIdentity } from './small-book.js';

// What comes in a file of its own is there before a test opens it.
await import('../../src/taskpane/screens/home/HomeOverlay.js');

export const PRINCIPAL: Person = {
  id: 'f8a1f4be-63a5-4b7a-9a3d-0e1f8f0f7a11',
  name: 'Rosa Alvarez',
  email: 'alvarez@maple.example',
  districtName: 'Maple Valley School District',
  roles: [grantOf('principal', { siteCodes: ['608'] })],
};

export const NOW = new Date('2024-03-06T18:00:00Z');

export const HASH = '5d41402abc4b2a76b9719d911017c592';

export function receiptOf(number: number, part: Partial<Receipt> = {}): Receipt {
  return {
    siteCode: '608',
    yearId: '2024-25',
    revision: {
      number,
      contentHash: HASH,
      savedBy: PRINCIPAL.name,
      savedAt: NOW.toISOString(),
      totalCents: 24_941_282,
      totalFte: 23_000,
      fatalCount: 0,
      warningCount: 0,
    },
    rulePackHash: 'rules',
    engineVersion: '2',
    isRepeat: false,
    kept: [],
    problems: [],
    ...part,
  };
}

export type Pane = { api: FakeApi; excel: FakeExcel; session: SessionStore; status: SiteStatus };

export type PaneOptions = {
  identity?: Partial<WorkbookIdentity> | null;
  signedIn?: Person | null;
  support?: HostSupport;
  owners?: string[];
  /** Somebody opens the pane for the first time. */
  isFirstRun?: boolean;
  /** A ribbon button opened the pane. */
  task?: PaneTask | null;
  /** What is different about the small site's book. */
  change?: (book: SiteBook) => SiteBook;
};

/**
 * The whole pane over a small site's workbook with a server that answers well. A test changes what it is about:
 * answers through `api`, the sheet through `excel`, where the site stands through `status`.
 */
export function openPane(options: PaneOptions = {}): Pane {
  const { identity = {}, signedIn = PRINCIPAL, support = 'ready', owners = ['site'] } = options;
  const { isFirstRun = false, task = null } = options;
  const book = options.change?.(smallBook()) ?? smallBook();
  const excel = new FakeExcel(
    indexBook(book),
    book.opening,
    new Set(owners),
    identity === null ? null : { ...smallIdentity(), ...identity },
  );
  const status: SiteStatus = {
    site: book.site,
    revision: null,
    submission: null,
    allocatedCents: 27_700_000,
    currentCents: 26_176_000,
  };
  const api = new FakeApi()
    .on(getDemo, () => ({ signIns: [] }))
    .on(getSiteBook, () => ({ book, owners, head: null, submission: null, rulePackHash: 'rules' }))
    .on(listSites, () => ({ year: book.plan.year, sites: [{ ...status }] }))
    .on(saveRevision, ({ body }) => {
      const receipt = receiptOf(body.baseRevision + 1);
      status.revision = receipt.revision;
      return receipt;
    });
  const session = createSessionStore({ storage: null, now: () => NOW });
  if (signedIn !== null) {
    const expiresAt = '2024-03-07T02:00:00.000Z';
    session.set({ district: 'maple-valley', token: 'token', expiresAt, person: signedIn });
  }
  const memory = createPaneMemory({ storage: null });
  if (!isFirstRun) memory.preferences.note('hasStarted');
  render(
    <App
      services={{ api, session, now: () => NOW }}
      host={excel}
      support={support}
      memory={memory}
      task={task}
      onCrash={() => undefined}
    />,
  );
  return { api, excel, session, status };
}

export function submissionOf(part: Partial<Submission> = {}): Submission {
  return {
    id: '0c5cbb0e-3a57-4d5e-8a58-1f0d55c3a111',
    siteCode: '608',
    revision: 1,
    status: 'submitted',
    submittedById: PRINCIPAL.id,
    submittedBy: PRINCIPAL.name,
    submittedAt: NOW.toISOString(),
    decisions: [],
    ...part,
  };
}
