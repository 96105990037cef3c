import type { Transaction } from '../stores/open-database.js';
import { addAuditEvent, type AuditEvent } from '../stores/person-store.js';
import type { Actor } from './actor.js';
import type { Parts } from './parts.js';

/** Writes what the signed-in person did to the audit trail, in the transaction of the change it tells of. */
export async function audit(
  tx: Transaction,
  parts: Pick<Parts, 'newId' | 'now'>,
  { districtId, personId }: Pick<Actor, 'districtId' | 'personId'>,
  event: Pick<AuditEvent, 'action' | 'subject' | 'details'>,
): Promise<void> {
  await addAuditEvent(tx, { districtId, id: parts.newId(), at: parts.now(), personId, ...event });
}
