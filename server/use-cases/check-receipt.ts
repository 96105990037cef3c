import type { checkReceipt as endpoint, ReceiptVerdict } from '../../src/contract/audit.js';
import type { BodyOf } from '../../src/contract/endpoint.js';
import { eventsAbout, hashAt, NO_HASH, readHead } from '../stores/audit-store.js';
import { findRevision } from '../stores/revision-store.js';
import { openYear } from '../stores/year-store.js';
import { mayDo, type Actor } from './actor.js';
import { sealHash } from './audit-chain.js';
import { revisionSubject } from './audit.js';
import { contentHash } from '../content-hash.js';
import type { Parts } from './parts.js';
import { Refusal } from './refusal.js';

type Receipt = BodyOf<typeof endpoint>;

/** The same for somebody who is signed in, of sites that she may see. */
export async function checkReceipt(parts: Parts, actor: Actor, receipt: Receipt): Promise<ReceiptVerdict> {
  if (!mayDo(actor, 'site:read', receipt.siteCode)) throw new Refusal('permission.missing');
  return verifyReceipt(parts, actor.districtId, receipt);
}

/** Holds a receipt of the open year against the trail and against the revision that is stored. */
export async function verifyReceipt(
  { db }: Pick<Parts, 'db'>,
  districtId: string,
  receipt: Receipt,
): Promise<ReceiptVerdict> {
  const { siteCode, revision } = receipt;
  const year = await openYear(db, districtId);
  const stored = await findRevision(db, year, siteCode, revision);
  const subject = revisionSubject(year.yearId, siteCode, revision);
  const [found, ...others] = await eventsAbout(db, districtId, 'revision.saved', subject);
  if (!found) return { result: stored ? 'damaged' : 'unknown' };
  const told = found.event.details['contentHash'];
  if (!stored || others.length > 0 || told !== contentHash(stored.content)) return { result: 'damaged' };
  if (told !== receipt.contentHash) return { result: 'differs' };
  const { event, seal } = found;
  if (!seal) return { result: 'waiting' };
  const previous = seal.sequence === 1 ? NO_HASH : await hashAt(db, districtId, seal.sequence - 1);
  const head = await readHead(db, districtId);
  if (previous === null || !head || sealHash(previous, event, seal) !== seal.hash)
    return { result: 'damaged' };
  return { result: 'sealed', sequence: seal.sequence, hash: seal.hash, sealedAt: seal.sealedAt, head };
}
