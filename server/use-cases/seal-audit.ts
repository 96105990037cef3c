import * as store from '../stores/audit-store.js';
import { inTransaction } from '../stores/open-database.js';
import { sealHash, storedInstant } from './audit-chain.js';
import type { Parts } from './parts.js';

/** Events that are sealed in one transaction. */
const BATCH = 200;

/**
 * Seals what waits, of every district, and says how many events that was. A district whose chain is damaged is passed
 * over and told of: the others go on.
 */
export async function sealWaiting(
  parts: Pick<Parts, 'db' | 'now'>,
  noteFault: (districtId: string, error: unknown) => void,
): Promise<number> {
  let count = 0;
  for (const districtId of await store.districtsToSeal(parts.db)) {
    try {
      count += await sealDistrict(parts, districtId);
    } catch (error) {
      noteFault(districtId, error);
    }
  }
  return count;
}

/**
 * Seals what waits of a district. Events get their place in the chain here and not in the change they tell of, since
 * one chain end a district would make its saves wait for each other. Several processes may do so at once: they take
 * turns at a district's chain.
 */
export async function sealDistrict(parts: Pick<Parts, 'db' | 'now'>, districtId: string): Promise<number> {
  for (let count = 0; ;) {
    const { sealed, isMore } = await sealBatch(parts, districtId);
    count += sealed;
    if (!isMore) return count;
  }
}

/** Events that were committed later with an earlier time are sealed later: the chain's order is that of sealing. */
async function sealBatch(
  { db, now }: Pick<Parts, 'db' | 'now'>,
  districtId: string,
): Promise<{ sealed: number; isMore: boolean }> {
  return inTransaction(db, async (tx) => {
    let { sequence, hash } = await store.lockHead(tx, districtId, { sequence: 0, hash: store.NO_HASH });
    const waiting = await store.waitingEvents(tx, districtId, BATCH);
    const sealedAt = now();
    const seals = [];
    for (const { sealed, ...event } of waiting) {
      if (sealed !== null) continue;
      sequence += 1;
      hash = sealHash(hash, event, { sequence, sealedAt: storedInstant(sealedAt) });
      seals.push({ sequence, eventId: event.id, hash, sealedAt });
    }
    if (waiting.length > 0) {
      await store.addSeals(
        tx,
        districtId,
        seals,
        waiting.map(({ id }) => id),
      );
    }
    return { sealed: seals.length, isMore: waiting.length === BATCH };
  });
}
