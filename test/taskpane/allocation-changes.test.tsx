import { afterEach, describe, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useSyncExternalStore } from 'react';
import { getSiteBook, listSites, type SiteBookReply } from '../../src/contract/sites.js';
import type { AllocationEntry } from '../../src/core/budget/allocation.js';
import { SITES_KEY } from '../../src/taskpane/hooks/use-site-status.js';
import { useAllocationChanges } from '../../src/taskpane/hooks/use-allocation-changes.js';
import { AllocationChanges } from '../../src/taskpane/screens/allocation-changes/AllocationChanges.js';
import { newsBySource } from '../../src/taskpane/screens/allocation-changes/source-news.js';
import { createSeenStore, type SeenStore } from '../../src/taskpane/sheet/seen-store.js';
import type { SheetStore } from '../../src/taskpane/sheet/sheet-store.js';
import { FakeApi, UNREACHABLE } from '../support/fake-api.js';
import { memoryStorage, openSheetStore, renderPart, WORKBOOK_ID } from '../support/season-setup.js';
import { smallBook } from '../support/small-book.js';

afterEach(cleanup);

const CUT: AllocationEntry = {
  id: 'entry-cut',
  siteCode: '608',
  fundingSource: 'T1',
  date: '2024-03-06',
  kind: 'holdback',
  amountCents: -500_000,
  fte: -1_000,
  reason: 'State holdback of 2 March',
  author: 'Anna Chen',
  fixBy: '2024-03-20',
};
const EXTRA: AllocationEntry = {
  ...CUT,
  id: 'entry-extra',
  fundingSource: 'GF',
  kind: 'enrolment',
  amountCents: 1_000_000,
  fte: 0,
  reason: 'Twelve pupils more',
};
const replyOf = (bookVersion: string, ...added: AllocationEntry[]): SiteBookReply => {
  const book = smallBook();
  book.allocations.push(...added.filter(({ id }) => !book.allocations.some((entry) => entry.id === id)));
  return { book, owners: ['site'], head: null, submission: null, rulePackHash: 'rules', bookVersion };
};

function Harness({ opened, store, seen }: { opened: SiteBookReply; store: SheetStore; seen: SeenStore }) {
  const news = useAllocationChanges({ workbookId: WORKBOOK_ID, siteCode: '608', opened, store, seen });
  const view = useSyncExternalStore(store.subscribe, store.current);
  return (
    <AllocationChanges
      entries={news.entries}
      balances={view.reading?.state.figures.balances ?? null}
      titleOf={(code) => (code === 'T1' ? 'Title I' : 'General fund')}
      onDismiss={news.dismiss}
    />
  );
}

/** The pane's part over a server whose book can change. */
async function openSeason(storage = memoryStorage(), opened = replyOf('v1')) {
  const { store, excel } = await openSheetStore(opened.book);
  const server = { reply: opened };
  const api = new FakeApi()
    .on(listSites, () => ({
      year: opened.book.plan.year,
      sites: [
        {
          site: opened.book.site,
          revision: null,
          submission: null,
          allocatedCents: 0,
          currentCents: 0,
          ...(server.reply.bookVersion === undefined ? {} : { bookVersion: server.reply.bookVersion }),
        },
      ],
    }))
    .on(getSiteBook, () => server.reply);
  const seen = createSeenStore({ storage, partitionKey: 'p-' });
  const { queries, unmount } = renderPart(<Harness opened={opened} store={store} seen={seen} />, api);
  const poll = () => act(() => queries.refetchQueries({ queryKey: SITES_KEY }));
  await waitFor(() => expect(api.bodies(listSites)).toHaveLength(1));
  return { api, store, excel, server, storage, poll, unmount };
}

test('a cut in the middle of the season: who, why, how much, what is over, by when; what was typed stays', async () => {
  const { api, store, excel, server, poll } = await openSeason();
  expect(api.bodies(getSiteBook)).toHaveLength(0);
  act(() => excel.type('budget', 'line-11', 'amount', 2_500));
  await poll();
  expect(screen.queryByTestId('allocation-changes')).toBeNull();
  expect(api.bodies(getSiteBook)).toHaveLength(0);

  server.reply = replyOf('v2', CUT, EXTRA);
  await poll();
  const banner = await screen.findByTestId('allocation-changes');
  expect(banner.textContent).toContain('Your allocations have changed 2 times');
  const cut = within(banner).getByTestId('changed-T1').textContent;
  // 22,927.20 opened, 1,000 more typed, 22,000 left after the cut.
  for (const text of ['−$5,000', '−0.10 FTE', 'State holdback of 2 March', 'Anna Chen, Wed 6 Mar'])
    expect(cut).toContain(text);
  expect(cut).toContain('Title I is now over by $1,927.20.');
  expect(cut).toContain('Fix it by Wed 20 Mar.');
  const extra = within(banner).getByTestId('changed-GF').textContent;
  expect(extra).toContain('+$10,000');
  expect(extra).toContain('General fund has $33,514.38 left.');
  expect(banner.querySelectorAll('[data-testid^="changed-"]')[0]?.getAttribute('data-testid')).toBe(
    'changed-T1',
  );

  const { reading } = store.current();
  expect(excel.value('budget', 'line-11', 'amount')).toBe(2_500);
  expect(reading?.stored.lines.find(({ id }) => id === 'line-11')?.enteredCents).toBe(250_000);
  expect(reading?.changedBalances.map(({ fundingSource }) => fundingSource)).toEqual(['GF', 'T1']);
  // The sheet goes on being checked with the new book.
  act(() => excel.type('budget', 'line-11', 'amount', 572.8));
  expect(screen.getByTestId('changed-T1').textContent).not.toContain('over by $');
  expect(api.bodies(getSiteBook)).toHaveLength(1);
});

test('what was dismissed stays away after a reload, and what was not comes back', async () => {
  const first = await openSeason();
  first.server.reply = replyOf('v2', CUT);
  await first.poll();
  await screen.findByTestId('allocation-changes');
  first.unmount();
  // A reload before it was dismissed: the book that the pane opens with holds it already.
  const second = await openSeason(first.storage, replyOf('v2', CUT));
  fireEvent.click(await screen.findByRole('button', { name: 'Seen' }));
  expect(screen.queryByTestId('allocation-changes')).toBeNull();
  second.unmount();
  const third = await openSeason(first.storage, replyOf('v2', CUT));
  await third.poll();
  expect(screen.queryByTestId('allocation-changes')).toBeNull();
  third.server.reply = replyOf('v3', CUT, EXTRA);
  await third.poll();
  expect((await screen.findByTestId('allocation-changes')).textContent).toContain('Twelve pupils more');
  expect(screen.queryByTestId('changed-T1')).toBeNull();
});

test('a book that cannot be fetched leaves everything as it was until it can', async () => {
  const { api, server, poll } = await openSeason();
  api.on(getSiteBook, () => Promise.reject(UNREACHABLE));
  server.reply = replyOf('v2', CUT);
  await poll();
  await waitFor(() => expect(api.bodies(getSiteBook).length).toBeGreaterThan(0));
  expect(screen.queryByTestId('allocation-changes')).toBeNull();
  api.on(getSiteBook, () => server.reply);
  server.reply = replyOf('v3', CUT);
  await poll();
  expect(await screen.findByTestId('allocation-changes')).toBeTruthy();
});

test('a server that tells no version is not asked for books', async () => {
  const opened = replyOf('v1');
  delete opened.bookVersion;
  const { api, poll } = await openSeason(memoryStorage(), opened);
  await poll();
  expect(api.bodies(getSiteBook)).toHaveLength(0);
});

describe('what was seen', () => {
  test('is kept apart by kind, workbook and partition', () => {
    const storage = memoryStorage();
    const store = createSeenStore({ storage, partitionKey: 'a' });
    store.write('allocations', 'book-1', ['x']);
    expect([...(store.read('allocations', 'book-1') ?? [])]).toEqual(['x']);
    expect(store.read('allocations', 'book-2')).toBeNull();
    expect(store.read('comments', 'book-1')).toBeNull();
    expect(createSeenStore({ storage, partitionKey: 'b' }).read('allocations', 'book-1')).toBeNull();
    const reloaded = createSeenStore({ storage, partitionKey: 'a' });
    expect([...(reloaded.read('allocations', 'book-1') ?? [])]).toEqual(['x']);
  });

  test('storage that refuses or holds something else is no error', () => {
    const refusing = {
      getItem: () => {
        throw new Error('closed');
      },
      setItem: () => {
        throw new Error('full');
      },
    };
    const store = createSeenStore({ storage: refusing });
    expect(store.read('comments', 'b')).toBeNull();
    store.write('comments', 'b', ['1']);
    expect(store.read('comments', 'b')?.has('1')).toBe(true);
    for (const text of ['{', '{"a":1}', '[1]', 'null']) {
      const strange = createSeenStore({ storage: { ...refusing, getItem: () => text } });
      expect(strange.read('comments', 'b')).toBeNull();
    }
  });
});

test('the earliest day counts where several entries want something mended', () => {
  const later = { ...CUT, id: 'later', fixBy: '2024-04-01' };
  const open = { ...CUT, id: 'open' };
  delete open.fixBy;
  expect(newsBySource([later, open, CUT], null)).toMatchObject([
    { fundingSource: 'T1', fixBy: '2024-03-20', leftCents: null, overCents: 0 },
  ]);
});
