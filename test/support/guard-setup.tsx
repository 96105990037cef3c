import { act, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { indexBook } from '../../src/core/validation/book-index.js';
import { useSheet } from '../../src/taskpane/hooks/use-sheet.js';
import { HostContext } from '../../src/taskpane/host/host-context.js';
import type { SheetFrame } from '../../src/taskpane/sheet/read-snapshot.js';
import type { SheetStore, SheetView } from '../../src/taskpane/sheet/sheet-store.js';
import { SitebookTheme } from '../../src/ui/theme/SitebookTheme.js';
import { FakeExcel } from './fake-excel.js';
import { smallBook, smallIdentity } from './small-book.js';

/** A notice of the guard over the small site's sheet, without the rest of the pane. */
export async function openNotice(
  notice: (store: SheetStore, view: SheetView) => ReactNode,
  owners: readonly string[] = ['site'],
  /** What was done to the sheet before the pane opened. */
  before: (excel: FakeExcel) => void = () => undefined,
): Promise<{ excel: FakeExcel; store: () => SheetStore }> {
  const book = smallBook();
  const index = indexBook(book);
  const frame: SheetFrame = {
    index,
    base: { revision: 0, content: book.opening },
    owners: new Set(owners),
  };
  const excel = new FakeExcel(index, book.opening, frame.owners, smallIdentity());
  before(excel);
  let current: SheetStore | null = null;
  function Notice() {
    const { store, view } = useSheet(frame);
    current = store;
    return notice(store, view);
  }
  await act(async () => {
    render(
      <HostContext value={excel}>
        <SitebookTheme>
          <Notice />
        </SitebookTheme>
      </HostContext>,
    );
    await Promise.resolve();
  });
  return {
    excel,
    store() {
      if (current === null) throw new Error('not drawn');
      return current;
    },
  };
}
