import { z } from 'zod';
import { endpoint, NoBody, SiteParams } from './endpoint.js';
import { RevisionSummary } from './sites.js';

/** The saved revisions of a site, the newest 100 first, without their content. */
export const listRevisions = endpoint({
  name: 'listRevisions',
  method: 'GET',
  path: '/v1/sites/:siteCode/revisions',
  permission: 'site:read',
  params: SiteParams,
  body: NoBody,
  reply: z.object({
    revisions: z.array(RevisionSummary),
    /** There are older ones, which `getRevision` still gives. */
    hasOlder: z.boolean(),
  }),
});
