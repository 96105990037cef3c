import type { AllocationEntry } from '../../src/core/budget/allocation.js';
import type { Cents } from '../../src/core/money.js';
import type { Submission } from '../../src/core/approval/submission.js';
import type {
  getRevision,
  SiteBookReply,
  SiteStatus,
  listSites as endpoint,
} from '../../src/contract/sites.js';
import type { ReplyOf } from '../../src/contract/endpoint.js';
import { findAdoption } from '../stores/master-work-store.js';
import { listExceptions } from '../stores/request-store.js';
import { findRevision, latestRevision, latestSummaries } from '../stores/revision-store.js';
import { listSubmissions } from '../stores/submission-store.js';
import { listAllocations, listSites as storedSites } from '../stores/year-store.js';
import { openingHash } from '../opening-hash.js';
import { bookVersionOf } from './book-version.js';
import { routeOf } from './route-of-site.js';
import { routePeople } from './route-people.js';
import { ownersAt, scopeOf, yearOfActor, type Actor } from './actor.js';
import { loadSite } from './load-site.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';

/** The sites the actor may see, each with its latest revision and submission. */
export async function listSites(parts: Parts, actor: Actor): Promise<ReplyOf<typeof endpoint>> {
  const { db, tokens } = parts;
  const year = await yearOfActor(db, actor);
  const scope = scopeOf(actor, 'site:read');
  const [sites, revisions, submissions, allocations] = [
    await storedSites(db, year, scope),
    await latestSummaries(db, year, scope),
    bySite(await listSubmissions(db, year, scope)),
    bySite(await listAllocations(db, year, scope)),
  ];
  const exceptions = await listExceptions(db, year);
  const adoption = await findAdoption(db, year);
  const people = await routePeople(db, parts, actor.districtId);
  const statuses = sites.map(({ openingCents, ...site }): SiteStatus => {
    const [sent, ledger] = [submissions.get(site.code) ?? [], allocations.get(site.code) ?? []];
    return {
      site,
      revision: revisions.get(site.code) ?? null,
      submission: newest(sent),
      route: routeOf(year.plan, people, site.code, sent),
      allocatedCents: sumOf(ledger),
      currentCents: openingCents,
      bookVersion: bookVersionOf(year, ledger, exceptions.get(site.code)),
      ...(adoption && { adoptedOn: adoption.date }),
    };
  });
  return { year: year.plan.year, sites: statuses, serverStamp: await tokens.stamp(actor) };
}

/** A site's book with its latest content, for the pane. */
export async function readSiteBook(
  { db, tokens }: Parts,
  actor: Actor,
  siteCode: string,
): Promise<SiteBookReply> {
  const { year, index, opening } = await loadSite(db, actor.districtId, siteCode);
  const submissions = await listSubmissions(db, year, siteCode);
  const adoption = await findAdoption(db, year);
  return {
    book: index.book,
    owners: [...ownersAt(actor, siteCode)],
    head: await latestRevision(db, year, siteCode),
    submission: newest(submissions),
    rulePackHash: year.rulePackHash,
    openingHash: openingHash(opening),
    bookVersion: bookVersionOf(year, index.book.allocations, index.book.exceptions),
    ...(adoption && { adoptedOn: adoption.date }),
    serverStamp: await tokens.stamp(actor),
  };
}

export async function readRevision(
  { db }: Parts,
  actor: Actor,
  siteCode: string,
  number: number,
): Promise<ReplyOf<typeof getRevision>> {
  const { year } = await loadSite(db, actor.districtId, siteCode);
  const found = await findRevision(db, year, siteCode, number);
  if (!found) throw new Refusal('revision.unknown', { revision: number });
  return found;
}

function newest(submissions: readonly Submission[]): Submission | null {
  return submissions[0] ?? null;
}

/** What a ledger adds up to. */
export function sumOf(ledger: readonly AllocationEntry[]): Cents {
  return ledger.reduce((sum, { amountCents }) => sum + amountCents, 0);
}

function bySite<T extends { siteCode: string }>(rows: readonly T[]): Map<string, T[]> {
  const grouped = new Map<string, T[]>();
  for (const row of rows) {
    const ofSite = grouped.get(row.siteCode);
    if (ofSite) ofSite.push(row);
    else grouped.set(row.siteCode, [row]);
  }
  return grouped;
}
