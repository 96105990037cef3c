import type { QueuedClaim } from '../../src/contract/queued-claim.js';
import type { RevisionSummary } from '../../src/contract/sites.js';
import type { Actor } from './actor.js';
import type { Parts } from './parts.js';

/** A claimed time as it is stored: held between what the server knows and its own clock. */
export type BoundClaim = { claimedAt: string; claimFloor: string };

/**
 * Bounds the time at which a client says it queued something: below by its stamp, and by `notBefore` where the server
 * knows of something that came first; above by now. A stamp that is not the actor's own, or a missing one, makes no
 * claim: what was sent is taken all the same.
 */
export async function boundClaim(
  { tokens, now }: Pick<Parts, 'tokens' | 'now'>,
  actor: Actor,
  queued: QueuedClaim | undefined,
  notBefore: string | null,
): Promise<BoundClaim | null> {
  if (queued === undefined) return null;
  const stamped = await tokens.readStamp(queued.stamp, actor);
  if (stamped === null) return null;
  const latest = now().getTime();
  const floor = Math.min(latest, Math.max(stamped.getTime(), notBefore === null ? 0 : Date.parse(notBefore)));
  const claimed = Math.min(latest, Math.max(floor, Date.parse(queued.claimedAt)));
  return { claimedAt: new Date(claimed).toISOString(), claimFloor: new Date(floor).toISOString() };
}

/** When a revision was made, as far as is known: what follows it was not made before. */
export function madeAt({ claimedAt, savedAt }: RevisionSummary): string {
  return claimedAt ?? savedAt;
}
