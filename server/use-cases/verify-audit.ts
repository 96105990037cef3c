import type { AuditFault, AuditVerdict } from '../../src/contract/audit.js';
import * as store from '../stores/audit-store.js';
import { inTransaction, type Database, type Transaction } from '../stores/open-database.js';
import { sealHash } from './audit-chain.js';
import type { Parts } from './parts.js';

const PAGE = 1000;
/** More faults are counted, not told one by one. */
const MOST_FAULTS = 100;

/** A head that somebody kept outside the database: from an export, a receipt or an earlier check. */
export type PinnedHead = store.Head;

/**
 * Checks the whole trail of a district, page by page: that every seal follows from the one before and its event, that
 * none is missing, doubled or beyond the chain's end, and that every event is sealed or waits to be.
 *
 * It finds what was changed in one place. Somebody who may write everything in the database could work out the whole
 * chain anew, or cut its end and set the head back; only a head that is kept elsewhere shows that. Therefore exports
 * and receipts carry it, and `pinned` compares one with the chain.
 */
export async function verifyAudit(
  { db, now }: Pick<Parts, 'db' | 'now'>,
  districtId: string,
  pinned: PinnedHead | null = null,
): Promise<AuditVerdict> {
  const faults = new FaultList();
  const walk = new ChainWalk(faults, pinned);
  while (await walkPage(walk, db, districtId));
  // Before a district's first seal nothing is listed, and all of it waits.
  if ((await store.readHead(db, districtId)) !== null || walk.count > 0)
    await walkEvents(faults, db, districtId);
  // What was sealed in the meantime, and the end of the chain, as they stand at one moment.
  const { head, waiting } = await inTransaction(
    db,
    async (tx) => {
      while (await walkPage(walk, tx, districtId));
      const state = await store.waitingState(tx, districtId);
      for (const eventId of state.orphans)
        faults.add({ kind: 'waitingEventMissing', sequence: null, eventId });
      return { head: await store.readHead(tx, districtId), waiting: state.waiting };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
  walk.end(head);
  return {
    checkedAt: now().toISOString(),
    isIntact: faults.count === 0,
    sealed: walk.count,
    waiting,
    head,
    faults: faults.list,
    faultCount: faults.count,
  };
}

class FaultList {
  readonly list: AuditFault[] = [];
  count = 0;
  add(fault: AuditFault): void {
    this.count += 1;
    if (this.list.length < MOST_FAULTS) this.list.push(fault);
  }
}

/** Goes along a chain and notes what does not follow. */
class ChainWalk {
  /** The place looked at last, and the hashes that the next one may follow: as it is stored, and as it should be. */
  sequence = 0;
  count = 0;
  private stored = store.NO_HASH;
  private worked: string | null = store.NO_HASH;
  private isPinSeen = false;

  constructor(
    private readonly faults: FaultList,
    private readonly pinned: PinnedHead | null,
  ) {
    if (pinned?.sequence === 0) this.isPinSeen = true;
  }

  step(seal: store.Seal, event: store.TrailEvent | null): void {
    const { sequence, eventId, hash } = seal;
    this.count += 1;
    if (sequence !== this.sequence + 1) this.jump(sequence);
    const hashes = event === null ? [] : this.followed().map((previous) => sealHash(previous, event, seal));
    if (event === null) this.faults.add({ kind: 'eventMissing', sequence, eventId });
    else if (hashes.length > 0 && !hashes.includes(hash))
      this.faults.add({ kind: 'differs', sequence, eventId });
    if (this.pinned?.sequence === sequence) {
      this.isPinSeen = true;
      if (this.pinned.hash !== hash) this.faults.add({ kind: 'pinDiffers', sequence, eventId: null });
    }
    this.sequence = sequence;
    this.stored = hash;
    this.worked = hashes.at(-1) ?? null;
  }

  end(head: store.Head | null): void {
    const found = this.sequence;
    if (head === null) {
      if (found > 0) this.faults.add({ kind: 'headMissing', sequence: found, eventId: null });
    } else if (head.sequence > found) {
      this.faults.add({ kind: 'shortened', sequence: found + 1, eventId: null });
    } else if (head.sequence < found) {
      this.faults.add({ kind: 'beyondHead', sequence: head.sequence + 1, eventId: null });
    } else if (head.hash !== this.stored) {
      this.faults.add({ kind: 'headDiffers', sequence: found, eventId: null });
    }
    if (this.pinned && !this.isPinSeen)
      this.faults.add({ kind: 'pinMissing', sequence: this.pinned.sequence, eventId: null });
  }

  private jump(sequence: number): void {
    if (sequence <= this.sequence) {
      this.faults.add({ kind: 'doubled', sequence, eventId: null });
      return;
    }
    for (
      let missing = this.sequence + 1;
      missing < sequence && missing <= this.sequence + MOST_FAULTS;
      missing += 1
    )
      this.faults.add({ kind: 'sealMissing', sequence: missing, eventId: null });
    // What the next one follows is not known any more.
    this.stored = '';
    this.worked = null;
  }

  private followed(): string[] {
    return [this.stored, this.worked].filter(
      (hash, at, all): hash is string => hash !== null && hash !== '' && all.indexOf(hash) === at,
    );
  }
}

/** Goes on by a page; false when there is no more. */
async function walkPage(walk: ChainWalk, db: Database | Transaction, districtId: string): Promise<boolean> {
  const rows = await store.sealedAfter(db, districtId, walk.sequence, PAGE);
  for (const { seal, event } of rows) walk.step(seal, event);
  return rows.length === PAGE;
}

async function walkEvents(faults: FaultList, db: Database, districtId: string): Promise<void> {
  for (let after: string | null = null; ;) {
    const rows = await store.eventStates(db, districtId, after, PAGE);
    for (const { id, sealed, waiting } of rows)
      if (sealed === null && waiting === null) faults.add({ kind: 'unlisted', sequence: null, eventId: id });
    after = rows.at(-1)?.id ?? null;
    if (rows.length < PAGE) return;
  }
}
