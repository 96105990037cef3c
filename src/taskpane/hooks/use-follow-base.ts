import { useEffect } from 'react';
import type { ApiClient } from '../../api/client.js';
import { getRevision } from '../../contract/sites.js';
import type { WorkbookIdentity } from '../../core/workbook/identity.js';
import type { ExcelHost } from '../../excel/excel-host.js';
import { useServices } from '../../ui/services/services.js';
import { useHost } from '../host/host-context.js';
import type { SheetStore } from '../sheet/sheet-store.js';

/** How often the workbook is asked which revision it stands on. */
const LOOK_EVERY_MS = 15_000;

export type FollowParts = { host: ExcelHost; api: ApiClient; store: SheetStore; identity: WorkbookIdentity };

/**
 * Another pane on the same workbook, a co-author's, may have saved or merged: the workbook then says a later base
 * revision than this pane knows. Its content becomes what this pane compares with; the sheet, and what the person typed
 * in it, is not touched. True when the base moved.
 */
export async function followBaseRevision({ host, api, store, identity }: FollowParts): Promise<boolean> {
  const now = await host.readIdentity();
  const isSame =
    now?.workbookId === identity.workbookId &&
    now.siteCode === identity.siteCode &&
    now.yearId === identity.yearId;
  if (!isSame || now.baseRevision <= store.current().base.revision) return false;
  const params = { siteCode: identity.siteCode, number: now.baseRevision };
  const { content } = await api.call(getRevision, { params, body: undefined });
  // A save of one's own may have come first.
  if (now.baseRevision <= store.current().base.revision) return false;
  store.setBase({ revision: now.baseRevision, content });
  return true;
}

/** Follows the workbook's base revision when the pane gets the focus, and from time to time. */
export function useFollowBase(store: SheetStore, identity: WorkbookIdentity): void {
  const { api } = useServices();
  const host = useHost();
  useEffect(() => {
    let isBusy = false;
    const follow = () => {
      if (isBusy) return;
      isBusy = true;
      // What fails now is tried again at the next look; trouble with Excel or the server is shown by those who met it.
      void followBaseRevision({ host, api, store, identity })
        .catch(() => false)
        .finally(() => (isBusy = false));
    };
    globalThis.addEventListener('focus', follow);
    const timer = setInterval(follow, LOOK_EVERY_MS);
    return () => {
      globalThis.removeEventListener('focus', follow);
      clearInterval(timer);
    };
  }, [host, api, store, identity]);
}
