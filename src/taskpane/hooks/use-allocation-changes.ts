import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { getSiteBook, type SiteBookReply } from '../../contract/sites.js';
import type { AllocationEntry } from '../../core/budget/allocation.js';
import { indexBook } from '../../core/validation/book-index.js';
import { useServices } from '../../ui/services/services.js';
import type { SeenStore } from '../sheet/seen-store.js';
import type { SheetStore } from '../sheet/sheet-store.js';
import { useSeen } from './use-seen.js';
import { useSiteStatus } from './use-site-status.js';

export type AllocationChangesOptions = {
  workbookId: string;
  siteCode: string;
  /** What the pane opened with. */
  opened: SiteBookReply;
  store: SheetStore;
  seen: SeenStore;
};

export type AllocationNews = {
  /** The book as last fetched: the one the pane opened with until the server had another. */
  reply: SiteBookReply;
  /** Entries of the ledger that nobody has dismissed here yet, oldest first. */
  entries: readonly AllocationEntry[];
  dismiss: () => void;
};

/**
 * Keeps the book up to date while the pane is open, and tells what is new in the ledger since the person last
 * dismissed it. The list of sites, which is asked for anyway, says when the book is old; only then is it fetched.
 * What was typed stays: the sheet is checked again with the new book.
 */
export function useAllocationChanges(options: AllocationChangesOptions): AllocationNews {
  const { workbookId, siteCode, opened, store, seen } = options;
  const reply = useCurrentBook(siteCode, opened);
  useEffect(() => {
    if (reply !== opened) store.setBook(indexBook(reply.book));
  }, [reply, opened, store]);
  const [known, remember] = useSeen(seen, 'allocations', workbookId);
  const { allocations } = reply.book;
  useEffect(() => {
    // What stood in the ledger when a workbook was first opened here is no news.
    if (known === null) remember(opened.book.allocations.map(({ id }) => id));
  }, [known, remember, opened]);
  const entries = useMemo(
    () => (known === null ? [] : allocations.filter(({ id }) => !known.has(id))),
    [allocations, known],
  );
  const dismiss = useCallback(() => remember(allocations.map(({ id }) => id)), [remember, allocations]);
  return { reply, entries, dismiss };
}

/** How soon a book that could not be fetched is asked for again. */
const ASK_AGAIN_MS = 30_000;

/** The latest book: fetched when the server names another version than the last one fetched. */
function useCurrentBook(siteCode: string, opened: SiteBookReply): SiteBookReply {
  const { api } = useServices();
  const latest = useSiteStatus(siteCode)?.bookVersion;
  const fetched = useQuery<SiteBookReply>({
    queryKey: ['book', siteCode, latest],
    enabled: latest !== undefined && opened.bookVersion !== undefined && latest !== opened.bookVersion,
    staleTime: Infinity,
    networkMode: 'always',
    // While the next version is on its way, the last one counts.
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.status === 'error' ? ASK_AGAIN_MS : false),
    queryFn: ({ signal }) => api.call(getSiteBook, { params: { siteCode }, body: undefined, signal }),
  });
  return fetched.data ?? opened;
}
