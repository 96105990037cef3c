import { and, eq, lt, sql } from 'drizzle-orm';
import { databaseCode, LOCK_NOT_AVAILABLE } from './database-code.js';
import type { Database, Transaction } from './open-database.js';
import { requestKey } from './schema-requests.js';

/** Whose key it is, and which. */
export type RequestKey = { districtId: string; personId: string; key: string };
export type KeptRequest = Pick<
  typeof requestKey.$inferSelect,
  'endpoint' | 'requestHash' | 'status' | 'reply'
>;

/** How long a repeat waits for the first of its key. */
const WAIT = '5s';

const keyIs = ({ districtId, personId, key }: RequestKey) =>
  and(eq(requestKey.districtId, districtId), eq(requestKey.personId, personId), eq(requestKey.key, key));

/**
 * Takes a key for the request that this transaction carries out. Where another has it, waits until that one ends:
 * `taken` when it was carried out, `running` when it still is. On PGlite, with its one connection, the other has ended
 * when this one begins; on Citus the wait has no bound.
 */
export async function takeKey(
  tx: Transaction,
  which: RequestKey,
  request: { endpoint: string; requestHash: string; at: Date },
): Promise<'new' | 'taken' | 'running'> {
  await tx.execute(sql`SELECT set_config('lock_timeout', ${WAIT}, true)`);
  try {
    const added = await tx
      .insert(requestKey)
      .values({ ...which, ...request })
      .onConflictDoNothing()
      .returning({ key: requestKey.key });
    return added.length === 1 ? 'new' : 'taken';
  } catch (error) {
    if (databaseCode(error) === LOCK_NOT_AVAILABLE) return 'running';
    throw error;
  }
}

export async function findKept(tx: Transaction, which: RequestKey): Promise<KeptRequest | null> {
  const { endpoint, requestHash, status, reply } = requestKey;
  const [found] = await tx
    .select({ endpoint, requestHash, status, reply })
    .from(requestKey)
    .where(keyIs(which));
  return found ?? null;
}

export async function keepReply(
  tx: Transaction,
  which: RequestKey,
  { status, reply }: { status: number; reply: Buffer },
): Promise<void> {
  await tx.update(requestKey).set({ status, reply }).where(keyIs(which));
}

/** Forgets what was carried out before a time; gives how many rows went. */
export async function removeKeysBefore(db: Database | Transaction, before: Date): Promise<number> {
  const removed = await db
    .delete(requestKey)
    .where(lt(requestKey.at, before))
    .returning({ key: requestKey.key });
  return removed.length;
}
