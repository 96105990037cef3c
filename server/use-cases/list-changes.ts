import type { Change, listChanges as endpoint } from '../../src/contract/audit.js';
import type { Permission, QueryOf, ReplyOf } from '../../src/contract/endpoint.js';
import { readHead, sealedAfter, type TrailEvent } from '../stores/audit-store.js';
import { mayDo, type Actor } from './actor.js';
import type { Parts } from './parts.js';

/** Places of the chain that are looked at in one request. */
const PAGE = 200;

/** What is about no site and yet news to people, with what one must hold to hear of it. All else is nobody's business. */
const DISTRICT_NEWS: Readonly<Record<string, Permission>> = {
  'master.merged': 'master:read',
  'master.explained': 'master:read',
  'master.staged': 'master:read',
  'master.amended': 'master:read',
  'master.controlSet': 'master:read',
  'year.imported': 'signedIn',
  'year.importedAgain': 'signedIn',
  'spending.renewed': 'signedIn',
  'rules.replaced': 'signedIn',
  'chart.codeSet': 'signedIn',
};

/**
 * What happened after a place in the chain, as far as the actor may know of it. The next place is beyond all that was
 * looked at, also what was not told. A place that is not there yet (the database was put back to an earlier
 * state) gives the newest.
 */
export async function listChanges(
  { db }: Parts,
  actor: Actor,
  { since }: QueryOf<typeof endpoint>,
): Promise<ReplyOf<typeof endpoint>> {
  const head = (await readHead(db, actor.districtId))?.sequence ?? 0;
  if (since === undefined || since >= head) return { changes: [], next: head, hasMore: false };
  const rows = await sealedAfter(db, actor.districtId, since, PAGE);
  const changes: Change[] = [];
  for (const { seal, event } of rows) {
    if (!event || !isNewsTo(actor, event)) continue;
    const { action, siteCode, subject } = event;
    changes.push({ sequence: seal.sequence, kind: action, siteCode, subject });
  }
  return { changes, next: rows.at(-1)?.seal.sequence ?? since, hasMore: rows.length === PAGE };
}

function isNewsTo(actor: Actor, { action, siteCode }: TrailEvent): boolean {
  if (siteCode !== null) return mayDo(actor, 'site:read', siteCode);
  const permission = DISTRICT_NEWS[action];
  return permission !== undefined && mayDo(actor, permission, null);
}
