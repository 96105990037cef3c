import { addAuditEvent, type AuditEvent } from '../stores/audit-store.js';
import type { Transaction } from '../stores/open-database.js';
import type { Actor } from './actor.js';
import type { Parts } from './parts.js';

/**
 * Writes what the signed-in person did to the audit trail, in the transaction of the change it tells of. It is sealed
 * moments after that is committed. `siteCode` is of what is about one site.
 */
export async function audit(
  tx: Transaction,
  parts: Pick<Parts, 'newId' | 'now' | 'nudges'>,
  { districtId, personId }: Pick<Actor, 'districtId' | 'personId'>,
  event: Pick<AuditEvent, 'action' | 'subject' | 'details'> & { siteCode?: string | null },
): Promise<void> {
  await addAuditEvent(tx, { districtId, id: parts.newId(), at: parts.now(), personId, siteCode: null, ...event });
  parts.nudges?.seal();
}

/** How the trail names a revision of a site. */
export function revisionSubject(yearId: string, siteCode: string, number: number): string {
  return `${yearId}/${siteCode}/r${String(number)}`;
}
