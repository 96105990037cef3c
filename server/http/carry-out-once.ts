import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import type { AnyEndpoint } from '../../src/contract/endpoint.js';
import { inTransaction, type Transaction } from '../stores/open-database.js';
import { findKept, keepReply, takeKey, type RequestKey } from '../stores/request-key-store.js';
import type { Actor } from '../use-cases/actor.js';
import type { Parts } from '../use-cases/parts.js';
import { Refusal } from '../use-cases/refusal.js';

const pack = promisify<Buffer, { level: number }, Buffer>(gzip);
const unpack = promisify<Buffer, Buffer>(gunzip);

const OK = 200;

/** What goes over the line, as it goes. */
export type SentReply = { status: number; body: Buffer };

export type KeyedRequest = {
  endpoint: AnyEndpoint;
  key: string;
  params: unknown;
  query: unknown;
  body: unknown;
};

/**
 * Carries a write out exactly once for its key: the key, the change and the reply are stored by one transaction, or
 * none of them, also when the program is killed in the middle. Repeats get the stored reply. `handle` gets a database
 * handle of that transaction and gives the body of the reply; what it refuses leaves nothing behind.
 */
export async function carryOutOnce(
  parts: Parts,
  actor: Actor,
  request: KeyedRequest,
  handle: (parts: Parts) => Promise<Buffer>,
): Promise<SentReply> {
  const which: RequestKey = { districtId: actor.districtId, personId: actor.personId, key: request.key };
  const { name } = request.endpoint;
  const requestHash = hashOf(request);
  return inTransaction(parts.db, async (tx) => {
    const took = await takeKey(tx, which, { endpoint: name, requestHash, at: parts.now() });
    if (took === 'running') throw new Refusal('request.running');
    if (took === 'taken') return repeated(tx, which, name, requestHash);
    const body = await handle({ ...parts, db: tx });
    // The fastest level: a receipt with hundreds of findings still becomes a tenth of itself.
    const reply = await pack(body, { level: constants.Z_BEST_SPEED });
    await keepReply(tx, which, { status: OK, reply });
    return { status: OK, body };
  });
}

async function repeated(
  tx: Transaction,
  which: RequestKey,
  endpoint: string,
  requestHash: string,
): Promise<SentReply> {
  const kept = await findKept(tx, which);
  // Forgotten between the two looks: the sender may try again.
  if (kept?.status == null || kept.reply === null) throw new Refusal('request.running');
  if (kept.endpoint !== endpoint || kept.requestHash !== requestHash) throw new Refusal('request.keyReused');
  return { status: kept.status, body: await unpack(kept.reply) };
}

/** Of what was understood, whose fields stand in the order of their schema, and not of how it was written. */
function hashOf({ endpoint, params, query, body }: KeyedRequest): string {
  const varying = endpoint.variesOnRepeat ?? [];
  const compared =
    varying.length === 0
      ? body
      : Object.fromEntries(Object.entries(body as object).filter(([field]) => !varying.includes(field)));
  return createHash('sha256')
    .update(JSON.stringify([endpoint.name, params, query ?? null, compared ?? null]))
    .digest('hex');
}
