import { z } from 'zod';
import { endpoint, NoBody, OrdinalInPath, SiteParams } from './endpoint.js';
import { RevisionSummary } from './sites.js';

const RevisionPage = z.object({
  revisions: z.array(RevisionSummary),
  /** There are older ones: `listOlderRevisions` from the last of these on. */
  hasOlder: z.boolean(),
});

/** The saved revisions of a site, the newest 100 first, without their content. */
export const listRevisions = endpoint({
  name: 'listRevisions',
  method: 'GET',
  path: '/v1/sites/:siteCode/revisions',
  permission: 'site:read',
  params: SiteParams,
  body: NoBody,
  reply: RevisionPage,
});

/** The 100 revisions of a site before the one that is named, newest first. */
export const listOlderRevisions = endpoint({
  name: 'listOlderRevisions',
  method: 'GET',
  path: '/v1/sites/:siteCode/revisions/:number/older',
  permission: 'site:read',
  params: SiteParams.extend({ number: OrdinalInPath }),
  body: NoBody,
  reply: RevisionPage,
});
