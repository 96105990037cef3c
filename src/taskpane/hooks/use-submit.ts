import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SubmitRequest, SubmitResult } from '../../api/queue-calls.js';
import { submitRevision } from '../../contract/submissions.js';
import { useServices } from '../../ui/services/services.js';
import { SITES_KEY } from './use-site-status.js';

export type ToSubmit = Pick<SubmitRequest, 'body' | 'after' | 'mayWait'>;

/**
 * Submits a revision, or what the workbook's queued save becomes: the answer is the submission, or why there is none
 * yet. Without a queue nothing can wait.
 */
export function useSubmit(siteCode: string, workbookId: string) {
  const { api, saveQueue: queue } = useServices();
  const queries = useQueryClient();
  return useMutation({
    networkMode: 'always',
    mutationFn: async (asked: ToSubmit): Promise<SubmitResult> => {
      if (queue) return queue.submit({ siteCode, workbookId, ...asked });
      const submission = await api.call(submitRevision, { params: { siteCode }, body: asked.body });
      return { kind: 'sent', submission };
    },
    onSettled: () => queries.invalidateQueries({ queryKey: SITES_KEY }),
  });
}
