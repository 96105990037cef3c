import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  addRequest,
  answerRequest,
  listRequests,
  listSiteRequests,
  type SiteRequest,
  type Wish,
} from '../../contract/requests.js';
import type { BodyOf } from '../../contract/endpoint.js';
import { readAll } from '../../api/read-all.js';
import { useServices } from '../services/services.js';

const KEY = 'requests';
/** How often somebody who looks asks whether there is anything new. */
const ASK_EVERY_MS = 60_000;

/** What a site asked of finance, newest first; asked for again regularly. */
export function useSiteRequests(siteCode: string) {
  const { api } = useServices();
  return useQuery({
    queryKey: [KEY, siteCode],
    queryFn: async ({ signal }) => {
      const pages = await readAll(api, listSiteRequests, { params: { siteCode }, signal });
      return { requests: pages.flatMap(({ requests }) => requests) };
    },
    refetchInterval: ASK_EVERY_MS,
    networkMode: 'always',
  });
}

/** What all sites asked, open ones first. */
export function useAllRequests() {
  const { api } = useServices();
  return useQuery({
    queryKey: [KEY],
    queryFn: async ({ signal }) => {
      const pages = await readAll(api, listRequests, { params: {}, signal });
      // What was answered while pages were read is there twice, the answered one last.
      const all = new Map(pages.flatMap(({ requests }) => requests).map((one) => [one.id, one]));
      return { requests: [...all.values()] };
    },
    refetchInterval: ASK_EVERY_MS,
  });
}

/** Sends a wish to finance: the same wish tried again is the same request. */
export function useAskFinance(siteCode: string) {
  const { api } = useServices();
  const queries = useQueryClient();
  const ids = useMemo(() => new Map<string, string>(), []);
  return useMutation({
    networkMode: 'always',
    mutationFn: async (wish: Wish): Promise<SiteRequest> => {
      const key = JSON.stringify(wish);
      const id = ids.get(key) ?? crypto.randomUUID();
      ids.set(key, id);
      const asked = await api.call(addRequest, { params: { siteCode }, body: { id, wish } });
      ids.delete(key);
      return asked;
    },
    onSettled: () => queries.invalidateQueries({ queryKey: [KEY] }),
  });
}

/** Answers a request; also after a refusal the list is asked for again, since somebody else may have answered. */
export function useAnswerRequest() {
  const { api } = useServices();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ request, body }: { request: SiteRequest; body: BodyOf<typeof answerRequest> }) =>
      api.call(answerRequest, {
        params: { siteCode: request.siteCode, requestId: request.id },
        body,
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: [KEY] }),
  });
}
