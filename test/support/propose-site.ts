import { randomUUID } from 'node:crypto';
import { getSiteBook, listSites, saveRevision } from '../../src/contract/sites.js';
import { submitRevision } from '../../src/contract/submissions.js';
import type { Submission } from '../../src/core/approval/submission.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import { attested } from './attested.js';
import { proposalOf } from './proposal.js';
import type { TestServer } from './test-server.js';

/** Principal and business office put the sample's proposal of a site in, as revisions 1 and 2. */
export async function proposeSite(server: TestServer, who: string, siteCode: string): Promise<void> {
  const params = { siteCode };
  const clients = [await server.as(who), await server.as('lindqvist')];
  const { sites } = await (await server.as('ortiz')).call(listSites, { params: {}, body: undefined });
  const everySite = sites.map(({ site }) => site);
  const content = await proposalOf(clients[0]!, siteCode, everySite);
  for (const [baseRevision, client] of clients.entries())
    await client.call(saveRevision, {
      params,
      body: { workbookId: randomUUID(), yearId: '2024-25', layoutVersion: 1, baseRevision, content },
    });
}

/** Saves a change of the site's latest content and submits it; without a change, submits what is there. */
export async function submitSite(
  server: TestServer,
  who: string,
  siteCode: string,
  change?: (content: SiteContent) => SiteContent,
): Promise<Submission> {
  const client = await server.as(who);
  const params = { siteCode };
  const { book, head } = await client.call(getSiteBook, { params, body: undefined });
  if (!head) throw new Error('Nothing saved');
  let revision = head.summary.number;
  if (change) {
    const body = {
      workbookId: randomUUID(),
      yearId: '2024-25',
      layoutVersion: 1,
      baseRevision: revision,
      content: change(head.content),
    };
    revision = (await client.call(saveRevision, { params, body })).revision.number;
  }
  return client.call(submitRevision, { params, body: { revision, ...attested(book) } });
}
