import {
  addAuditEvent,
  type AuditEvent,
  type DistrictAction,
  type SiteAction,
} from '../stores/audit-store.js';
import type { Transaction } from '../stores/open-database.js';
import type { Actor } from './actor.js';
import type { Parts } from './parts.js';

/** What is about a site says which, so that readers can be kept to theirs. */
type News = Pick<AuditEvent, 'subject' | 'details'> &
  ({ action: SiteAction; siteCode: string } | { action: DistrictAction; siteCode?: undefined });

/** Stands for who works at the command line, where nobody signs in. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Writes what the signed-in person did to the audit trail, in the transaction of the change it tells of. It is sealed
 * moments after that is committed. `siteCode` is of what is about one site.
 */
export async function audit(
  tx: Transaction,
  parts: Pick<Parts, 'newId' | 'now' | 'nudges'>,
  { districtId, personId }: Pick<Actor, 'districtId' | 'personId'>,
  ...events: News[]
): Promise<void> {
  const at = parts.now();
  const told = events.map((event) => {
    const { siteCode = null } = event;
    return { ...event, districtId, id: parts.newId(), at, personId, siteCode };
  });
  await addAuditEvent(tx, ...told);
  parts.nudges?.seal();
}

/** How the trail names a revision of a site. */
export function revisionSubject(yearId: string, siteCode: string, number: number): string {
  return `${yearId}/${siteCode}/r${String(number)}`;
}
