import { useQuery } from '@tanstack/react-query';
import { listSites } from '../../contract/sites.js';
import { useServices } from '../../ui/services/services.js';

export const SITES_KEY = ['sites'];

/** How often the pane asks whether finance has decided or somebody else has saved. */
const ASK_EVERY_MS = 30_000;

/** The sites of whoever is signed in and where each stands; asked again regularly and when the pane gets the focus. */
export function useSites() {
  const { api } = useServices();
  return useQuery({
    queryKey: SITES_KEY,
    queryFn: ({ signal }) => api.call(listSites, { params: {}, body: undefined, signal }),
    refetchInterval: ASK_EVERY_MS,
    networkMode: 'always',
  });
}

/** One site's standing; undefined until it is known. */
export function useSiteStatus(siteCode: string) {
  return useSites().data?.sites.find(({ site }) => site.code === siteCode);
}
