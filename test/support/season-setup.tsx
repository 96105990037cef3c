import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { SiteBook } from '../../src/core/budget/site-book.js';
import { indexBook } from '../../src/core/validation/book-index.js';
import { HostContext } from '../../src/taskpane/host/host-context.js';
import { SheetStore } from '../../src/taskpane/sheet/sheet-store.js';
import { ServicesContext } from '../../src/ui/services/services.js';
import { createSessionStore } from '../../src/ui/session/session-store.js';
import { SitebookTheme } from '../../src/ui/theme/SitebookTheme.js';
import { FakeApi } from './fake-api.js';
import { FakeExcel } from './fake-excel.js';
import { NOW, PRINCIPAL } from './pane-setup.js';
import { smallBook, smallIdentity } from './small-book.js';

export const WORKBOOK_ID = smallIdentity().workbookId;

/** A sheet of the small site that is open and read, without any screen. */
export async function openSheetStore(book: SiteBook = smallBook(), owners = ['site']) {
  const index = indexBook(book);
  const excel = new FakeExcel(index, book.opening, new Set(owners), smallIdentity());
  const frame = { index, base: { revision: 0, content: book.opening }, owners: new Set(owners) };
  const store = new SheetStore(excel, frame);
  await store.start();
  return { store, excel };
}

/** Renders a part of the pane inside its providers. */
export function renderPart(part: ReactNode, api = new FakeApi(), excel?: FakeExcel, person = PRINCIPAL) {
  const session = createSessionStore({ storage: null, now: () => NOW });
  session.set({
    district: 'maple-valley',
    token: 'token',
    expiresAt: '2024-03-07T02:00:00.000Z',
    person,
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapped = (children: ReactNode) => (
    <SitebookTheme>
      <ServicesContext value={{ api, session, now: () => NOW }}>
        <QueryClientProvider client={queries}>
          {excel ? <HostContext value={excel}>{children}</HostContext> : children}
        </QueryClientProvider>
      </ServicesContext>
    </SitebookTheme>
  );
  const view = render(wrapped(part));
  return {
    api,
    queries,
    rerender: (next: ReactNode) => view.rerender(wrapped(next)),
    ...{ unmount: view.unmount },
  };
}

/** Storage of a browser, in memory. */
export function memoryStorage(): Storage {
  const held = new Map<string, string>();
  return {
    get length() {
      return held.size;
    },
    clear: () => held.clear(),
    getItem: (key) => held.get(key) ?? null,
    key: (at) => [...held.keys()][at] ?? null,
    removeItem: (key) => void held.delete(key),
    setItem: (key, value) => void held.set(key, value),
  };
}
