import type { ReplyOf } from '../../src/contract/endpoint.js';
import type { listRevisions as endpoint } from '../../src/contract/revisions.js';
import { newestSummaries } from '../stores/revision-store.js';
import { findSite, openYear } from '../stores/year-store.js';
import type { Actor } from './actor.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';

/** As many revisions as one page of the list holds. */
export const REVISIONS_LISTED = 100;

/** The saved revisions of a site, newest first; those before the number `below` where one is given. */
export async function listRevisions(
  { db }: Parts,
  actor: Actor,
  siteCode: string,
  below?: number,
): Promise<ReplyOf<typeof endpoint>> {
  const year = await openYear(db, actor.districtId);
  if (!(await findSite(db, year, siteCode))) throw new Refusal('site.unknown', { site: siteCode });
  const found = await newestSummaries(db, year, siteCode, REVISIONS_LISTED + 1, below);
  return { revisions: found.slice(0, REVISIONS_LISTED), hasOlder: found.length > REVISIONS_LISTED };
}
