import { useMutation, useQueryClient } from '@tanstack/react-query';
import { saveRevision, type Receipt } from '../../contract/sites.js';
import { LAYOUT_VERSION } from '../../core/workbook/layout.js';
import type { WorkbookIdentity } from '../../core/workbook/identity.js';
import { ExcelError } from '../../excel/run-excel.js';
import { useServices } from '../../ui/services/services.js';
import { useHost } from '../host/host-context.js';
import { contentToSend } from '../sheet/content-to-send.js';
import type { SheetStore } from '../sheet/sheet-store.js';
import { SITES_KEY } from './use-site-status.js';

/** `isNoted`: the workbook itself now says which revision it stands on. */
export type SaveOutcome = { receipt: Receipt; isNoted: boolean };

/**
 * Saves the sheet as it stands at this moment. The server's answer becomes the base of later comparisons before the
 * workbook is told, so that a fault in Excel cannot make the next save look outdated.
 */
export function useSave(store: SheetStore, identity: WorkbookIdentity) {
  const { api } = useServices();
  const host = useHost();
  const queries = useQueryClient();
  return useMutation({
    networkMode: 'always',
    mutationFn: async (): Promise<SaveOutcome> => {
      await store.look();
      const { reading, base, trouble } = store.current();
      // An old reading must not be stored as if it were what the sheet holds now.
      if (trouble !== null) throw new ExcelError(trouble, 'The sheet could not be read before saving');
      if (!reading?.isReadable) throw new ExcelError('excel.sheetMissing', 'The sheet has no known columns');
      const receipt = await api.call(saveRevision, {
        params: { siteCode: identity.siteCode },
        body: {
          workbookId: identity.workbookId,
          yearId: identity.yearId,
          layoutVersion: LAYOUT_VERSION,
          baseRevision: base.revision,
          content: contentToSend(reading.decoded.content),
        },
      });
      store.setBase({ revision: receipt.revision.number, content: reading.stored });
      const isNoted = await host.writeBaseRevision(receipt.revision.number).then(
        () => true,
        () => false,
      );
      return { receipt, isNoted };
    },
    onError: (error) => {
      if (error instanceof ExcelError) store.fail(error.fault);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: SITES_KEY }),
  });
}
