import type { ReplyOf } from '../../src/contract/endpoint.js';
import type { listSubmissions as listEndpoint, QueueItem } from '../../src/contract/submissions.js';
import { submittedSummaries } from '../stores/revision-store.js';
import { listSharedPosts } from '../stores/shared-post-store.js';
import * as store from '../stores/submission-store.js';
import { listAllocations, listSites, openYear } from '../stores/year-store.js';
import { mayDo, type Actor } from './actor.js';
import { changedLinesOf } from './changed-lines.js';
import { compareWithCurrent } from './compare-with-current.js';
import { sha256 } from './load-site.js';
import type { Parts } from './parts.js';
import { loadSubmitted } from './read-submission.js';
import { sumOf } from './read-sites.js';

/**
 * The reviewer's queue: open submissions first, oldest first; then the decided, newest first. Read from what was stored
 * with the revisions, without their content.
 */
export async function listSubmissions({ db }: Parts, actor: Actor): Promise<ReplyOf<typeof listEndpoint>> {
  const year = await openYear(db, actor.districtId);
  const submissions = (await store.listSubmissions(db, year)).filter(({ siteCode }) =>
    mayDo(actor, 'submission:read', siteCode),
  );
  const sites = new Map((await listSites(db, year)).map((site) => [site.code, site]));
  const allocations = await listAllocations(db, year);
  const summaries = await submittedSummaries(db, year);
  const shared = await listSharedPosts(db, year);
  const sharedHash = shared.length === 0 ? '' : sha256(JSON.stringify(shared));
  const open = submissions.filter(({ status }) => status === 'submitted').reverse();
  const decided = submissions.filter(({ status }) => status !== 'submitted');
  const items: QueueItem[] = [];
  for (const submission of [...open, ...decided]) {
    const { siteCode } = submission;
    const site = sites.get(siteCode);
    const revision = summaries.get(siteCode)?.get(submission.revision);
    if (!site || !revision) throw new Error('A submission without its site or revision');
    const { openingCents, ...named } = site;
    items.push({
      submission,
      site: named,
      revision,
      currentCents: openingCents,
      allocatedCents: sumOf(allocations, siteCode),
      changedLines: await changedLinesOf(year, siteCode, [submission.revision, sharedHash], async () => {
        const { index, revision: stored, state } = await loadSubmitted(db, actor, submission);
        return compareWithCurrent(index, stored.content, state.figures).length;
      }),
    });
  }
  return { items };
}
