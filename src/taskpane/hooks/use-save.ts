import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import type { ApiClient } from '../../api/client.js';
import type { SaveRequest, SaveResult } from '../../api/queue-calls.js';
import type { SaveQueue } from '../../api/save-queue.js';
import { getRevision, saveRevision, type Receipt } from '../../contract/sites.js';
import type { SiteContent } from '../../core/budget/site-content.js';
import { LAYOUT_VERSION } from '../../core/workbook/layout.js';
import type { WorkbookIdentity } from '../../core/workbook/identity.js';
import { ExcelError } from '../../excel/run-excel.js';
import { useServices } from '../../ui/services/services.js';
import { useHost } from '../host/host-context.js';
import { writeOwnRows } from '../screens/guard/CopiedRowsNotice.js';
import { contentToSend } from '../sheet/content-to-send.js';
import type { SheetStore } from '../sheet/sheet-store.js';
import { SITES_KEY } from './use-site-status.js';

/** `isNoted`: the workbook itself now says which revision it stands on. */
export type SaveOutcome = { receipt: Receipt; isNoted: boolean };

/**
 * Saves the sheet as it stands at this moment: the answer is a receipt, or `queued` when it waits for the server. The
 * server's answer becomes the base of later comparisons before the workbook is told, so that a fault in Excel cannot
 * make the next save look outdated; the same when a queued save arrives later, or arrived while the workbook was shut.
 */
export function useSave(store: SheetStore, identity: WorkbookIdentity) {
  const { api, saveQueue: queue = null } = useServices();
  const queries = useQueryClient();
  const settle = useSettle(store, identity, queue);
  /** What the sheet held at each queued save, until its revision is known. */
  const waiting = useMemo(() => new Map<string, SiteContent>(), []);
  useQueuedSaves(queue, store, identity, waiting, settle);
  return useMutation({
    networkMode: 'always',
    mutationFn: async (): Promise<SaveOutcome | 'queued'> => {
      await store.look();
      // Rows that were copied or typed below get ids of their own; where Excel refuses, the pane knows them meanwhile.
      if (store.current().trouble === null) await writeOwnRows(store);
      const { reading, base, trouble } = store.current();
      // An old reading must not be stored as if it were what the sheet holds now.
      if (trouble !== null) throw new ExcelError(trouble, 'The sheet could not be read before saving');
      if (!reading?.isReadable) throw new ExcelError('excel.sheetMissing', 'The sheet has no known columns');
      const result = await send(api, queue, {
        siteCode: identity.siteCode,
        body: {
          workbookId: identity.workbookId,
          yearId: identity.yearId,
          layoutVersion: LAYOUT_VERSION,
          baseRevision: base.revision,
          ...(base.revision === 0 && identity.openingHash ? { openingHash: identity.openingHash } : {}),
          content: contentToSend(reading.decoded.content),
        },
      });
      if (result.kind === 'queued') {
        waiting.set(result.entryId, reading.stored);
        return 'queued';
      }
      return {
        receipt: result.receipt,
        isNoted: await settle(result.receipt.revision.number, reading.stored),
      };
    },
    onError: (error) => {
      if (error instanceof ExcelError) store.fail(error.fault);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: SITES_KEY }),
  });
}

async function send(api: ApiClient, queue: SaveQueue | null, request: SaveRequest): Promise<SaveResult> {
  if (queue !== null) return queue.save(request);
  const { siteCode, body } = request;
  return { kind: 'sent', receipt: await api.call(saveRevision, { params: { siteCode }, body }) };
}

type Settle = (revision: number, content: SiteContent) => Promise<boolean>;

/** Moves pane and workbook onto a revision; false when Excel did not note it. */
function useSettle(store: SheetStore, { workbookId }: WorkbookIdentity, queue: SaveQueue | null): Settle {
  const host = useHost();
  return useCallback(
    async (revision, content) => {
      store.setBase({ revision, content });
      try {
        await host.writeBaseRevision(revision);
      } catch {
        return false;
      }
      await queue?.acknowledge(workbookId);
      return true;
    },
    [store, host, queue, workbookId],
  );
}

/** Follows what of this workbook waits: whatever arrives is what it stands on from then on. */
function useQueuedSaves(
  queue: SaveQueue | null,
  store: SheetStore,
  { workbookId, siteCode }: WorkbookIdentity,
  waiting: Map<string, SiteContent>,
  settle: Settle,
): void {
  const { api } = useServices();
  const queries = useQueryClient();
  useEffect(() => {
    if (queue === null) return undefined;
    const arrived = async (number: number, content: SiteContent | undefined) => {
      if (number <= store.current().base.revision) return;
      if (content) await settle(number, content);
      else {
        const params = { siteCode, number };
        const stored = await api.call(getRevision, { params, body: undefined });
        await settle(number, stored.content);
      }
      await queries.invalidateQueries({ queryKey: SITES_KEY });
    };
    // What cannot be fetched now is so when the workbook is opened again: the mark stays.
    const quietly = (work: Promise<void>) => void work.catch(() => undefined);
    quietly(queue.sentOf(workbookId).then((mark) => (mark ? arrived(mark.revision, undefined) : undefined)));
    return queue.onSent(({ entryId, receipt, ...sent }) => {
      if (sent.workbookId !== workbookId) return;
      const content = waiting.get(entryId);
      waiting.delete(entryId);
      quietly(arrived(receipt.revision.number, content));
    });
  }, [queue, store, workbookId, siteCode, waiting, settle, api, queries]);
}
