import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SubmitRequest } from '../../api/queue-calls.js';
import type { Submission } from '../../core/approval/submission.js';
import { submitRevision } from '../../contract/submissions.js';
import { useServices } from '../../ui/services/services.js';
import { SITES_KEY } from './use-site-status.js';

/**
 * Submits a revision, or what the workbook's queued save becomes: the answer is the submission, or `queued` when it
 * waits for the server.
 */
export function useSubmit(siteCode: string, workbookId: string) {
  const { api, saveQueue: queue } = useServices();
  const queries = useQueryClient();
  return useMutation({
    networkMode: 'always',
    mutationFn: async (body: SubmitRequest['body']): Promise<Submission | 'queued'> => {
      if (!queue) return api.call(submitRevision, { params: { siteCode }, body });
      const result = await queue.submit({ siteCode, workbookId, body });
      return result.kind === 'queued' ? 'queued' : result.submission;
    },
    onSettled: () => queries.invalidateQueries({ queryKey: SITES_KEY }),
  });
}
