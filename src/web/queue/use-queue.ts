import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listSubmissions } from '../../contract/submissions.js';
import type { Person } from '../../contract/sign-in.js';
import type { Role } from '../../core/district/role.js';
import { useServices } from '../../ui/services/services.js';

const PAGE = 50;
/** Who reads the queue and may decide in it; an auditor only reads. */
const DECIDERS: readonly Role[] = [
  'principal',
  'departmentManager',
  'reviewer',
  'federalPrograms',
  'budgetManager',
];

/** What waits for the reader, or all that she may see. */
export type QueueView = 'yours' | 'all';

function useQueue(view: QueueView, enabled: boolean) {
  const { api } = useServices();
  return useInfiniteQuery({
    queryKey: ['queue', view],
    queryFn: ({ pageParam }) =>
      api.call(listSubmissions, {
        params: {},
        query: { view, limit: PAGE, ...(pageParam === null ? {} : { after: pageParam }) },
        body: undefined,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    enabled,
  });
}

/**
 * The reviewer's queue in two views. The first one is what waits for her; where nothing did when she came, it is all.
 * `yours` is null for somebody who only reads.
 */
export function useQueueViews({ roles }: Pick<Person, 'roles'>) {
  const mayDecide = roles.some(({ role }) => DECIDERS.includes(role));
  const [view, setView] = useState<QueueView | null>(mayDecide ? null : 'all');
  const yours = useQueue('yours', mayDecide);
  // Once: what is decided later leaves the view as it is.
  if (view === null && yours.data) setView((yours.data.pages[0]?.waiting ?? 0) > 0 ? 'yours' : 'all');
  const all = useQueue('all', view === 'all');
  return {
    view: view ?? 'yours',
    setView,
    yours: mayDecide ? yours : null,
    queue: view === 'all' ? all : yours,
  };
}

/** Of a view's pages, what they list together and how many wait. */
export function listed(data: ReturnType<typeof useQueue>['data']) {
  return {
    items: data?.pages.flatMap((page) => page.items),
    waiting: data?.pages[0]?.waiting,
  };
}
