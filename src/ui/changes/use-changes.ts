import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { listChanges, type Change } from '../../contract/audit.js';
import { useServices } from '../services/services.js';

/** How often somebody who looks asks what changed; a window that is not seen does not ask. */
const ASK_EVERY_MS = 15_000;
/** Pages that are read at once; who was away for longer is asked for everything anew by the focus of the window. */
const MOST_PAGES = 10;

/** The lists that a change is news to, by the beginning of its kind and of the keys of their queries. */
const CONCERNED: Readonly<Record<string, readonly string[]>> = {
  submission: ['queue', 'submission', 'sites'],
  revision: ['sites', 'revisions'],
  allocation: ['sites', 'queue', 'opening'],
  comment: ['comments'],
  request: ['requests'],
  master: ['masters', 'masterState', 'amendments', 'controlTotals'],
  rules: ['sites', 'queue', 'opening', 'rules'],
  chart: ['sites', 'queue', 'opening', 'codes'],
  year: ['sites', 'queue'],
};

/** The keys of queries that have to be asked anew after some changes. */
export function concernedBy(changes: readonly Pick<Change, 'kind'>[]): string[] {
  return [...new Set(changes.flatMap(({ kind }) => CONCERNED[kind.split('.')[0] ?? ''] ?? []))];
}

/** Asks regularly what changed, and lets only those lists be asked for anew that it concerns. */
export function useChanges(): void {
  const { api } = useServices();
  const queries = useQueryClient();
  const cursor = useRef<number | undefined>(undefined);
  const news = useQuery({
    queryKey: ['changes'],
    queryFn: async ({ signal }) => {
      const changes: Change[] = [];
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const since = cursor.current;
        const reply = await api.call(listChanges, {
          params: {},
          query: since === undefined ? {} : { since },
          body: undefined,
          signal,
        });
        cursor.current = reply.next;
        changes.push(...reply.changes);
        if (!reply.hasMore) break;
      }
      return { changes, upTo: cursor.current };
    },
    refetchInterval: ASK_EVERY_MS,
    refetchIntervalInBackground: false,
    staleTime: 0,
    gcTime: 0,
  });
  const { data } = news;
  useEffect(() => {
    for (const key of concernedBy(data?.changes ?? [])) void queries.invalidateQueries({ queryKey: [key] });
  }, [data, queries]);
}
