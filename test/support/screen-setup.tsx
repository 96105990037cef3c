import { act, render } from '@testing-library/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { SiteBook } from '../../src/core/budget/site-book.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import { indexBook } from '../../src/core/validation/book-index.js';
import type { WorkbookIdentity } from '../../src/core/workbook/identity.js';
import { HostContext } from '../../src/taskpane/host/host-context.js';
import { useSheet } from '../../src/taskpane/hooks/use-sheet.js';
import { createExplanationStore } from '../../src/taskpane/sheet/explanation-store.js';
import type { SheetFrame } from '../../src/taskpane/sheet/read-snapshot.js';
import type { SheetStore, SheetView } from '../../src/taskpane/sheet/sheet-store.js';
import { ServicesContext } from '../../src/ui/services/services.js';
import { createSessionStore } from '../../src/ui/session/session-store.js';
import { SitebookTheme } from '../../src/ui/theme/SitebookTheme.js';
import { FakeApi } from './fake-api.js';
import { FakeExcel } from './fake-excel.js';
import { NOW } from './pane-setup.js';
import { smallBook, smallIdentity } from './small-book.js';

export type OpenSheet = { store: SheetStore; view: SheetView; identity: WorkbookIdentity };

export type ScreenOptions = {
  owners?: string[];
  base?: { revision: number; content: SiteContent };
  /** What the server answers when the screen opens. */
  serve?: (api: FakeApi, book: SiteBook) => unknown;
};

/** One screen of the pane over the small site's open sheet, which has been read; without the pane around it. */
export async function openScreen(paint: (sheet: OpenSheet) => ReactNode, options: ScreenOptions = {}) {
  const book = smallBook();
  const { owners = ['site'], base = { revision: 0, content: book.opening } } = options;
  const explanations = createExplanationStore({ storage: null, workbookId: smallIdentity().workbookId });
  const frame: SheetFrame = { index: indexBook(book), base, owners: new Set(owners), explanations };
  const identity = { ...smallIdentity(), baseRevision: base.revision };
  const excel = new FakeExcel(frame.index, base.content, frame.owners, identity);
  const api = new FakeApi();
  options.serve?.(api, book);
  const session = createSessionStore({ storage: null, now: () => NOW });
  const current: { sheet: Omit<OpenSheet, 'identity'> | null } = { sheet: null };
  function Screen() {
    const sheet = useSheet(frame);
    current.sheet = sheet;
    return paint({ ...sheet, identity });
  }
  // The sheet is read in several steps, all of them before the test goes on.
  await act(async () => {
    await Promise.resolve(
      render(
        <SitebookTheme officeBackground={undefined}>
          <ServicesContext value={{ api, session, now: () => NOW }}>
            <HostContext value={excel}>
              <QueryClientProvider
                client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
              >
                <Screen />
              </QueryClientProvider>
            </HostContext>
          </ServicesContext>
        </SitebookTheme>,
      ),
    );
  });
  const store = () => {
    if (current.sheet === null) throw new Error('The screen is not there yet');
    return current.sheet.store;
  };
  return { api, excel, book, identity, frame, explanations, store };
}
