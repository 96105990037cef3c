import { randomUUID } from 'node:crypto';
import { addAuditEvent, type AuditEvent } from '../../server/stores/audit-store.js';
import { inTransaction, type Database } from '../../server/stores/open-database.js';
import { sealDistrict } from '../../server/use-cases/seal-audit.js';

const ACTIONS = ['revision.saved', 'submission.sent', 'comment.added', 'session.confirmed'] as const;

/** A trail of a district of its own: `sealed` events in several batches, then `waiting` ones. */
export async function makeTrail(
  db: Database,
  { sealed, waiting }: { sealed: number; waiting: number },
): Promise<{ districtId: string; eventIds: string[] }> {
  const districtId = randomUUID();
  const start = Date.parse('2024-03-01T17:00:00.000Z');
  const now = () => new Date(start + 3_600_000);
  const eventIds: string[] = [];
  const add = async (at: number) => {
    const id = randomUUID();
    const action = ACTIONS[at % ACTIONS.length] ?? 'comment.added';
    const siteCode = action === 'session.confirmed' ? null : at % 2 === 0 ? '608' : '571';
    const event: AuditEvent = {
      districtId,
      id,
      at: new Date(start + at * 1000),
      personId: randomUUID(),
      action,
      siteCode,
      subject: `subject ${String(at)}`,
      details: { revision: at, contentHash: `hash ${String(at)}` },
    };
    await inTransaction(db, (tx) => addAuditEvent(tx, event));
    eventIds.push(id);
  };
  for (let at = 0; at < sealed; at += 1) {
    await add(at);
    if (at % 3 === 2) await sealDistrict({ db, now }, districtId);
  }
  await sealDistrict({ db, now }, districtId);
  for (let at = sealed; at < sealed + waiting; at += 1) await add(at);
  return { districtId, eventIds };
}
