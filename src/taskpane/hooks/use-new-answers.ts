import { useCallback, useMemo } from 'react';
import { useSiteRequests } from '../../ui/requests/use-requests.js';
import type { SeenStore } from '../sheet/seen-store.js';
import { useSeen } from './use-seen.js';

/** How many of the site's requests were answered since the person last looked, for a badge. */
export function useNewAnswers(
  siteCode: string,
  workbookId: string,
  store: SeenStore,
): { count: number; markSeen: () => void } {
  const requests = useSiteRequests(siteCode).data?.requests;
  const [seen, remember] = useSeen(store, 'requests', workbookId);
  const answered = useMemo(
    () => (requests ?? []).flatMap(({ id, answer }) => (answer === null ? [] : [id])),
    [requests],
  );
  const count = answered.filter((id) => seen?.has(id) !== true).length;
  const markSeen = useCallback(() => remember(answered), [remember, answered]);
  return { count, markSeen };
}
