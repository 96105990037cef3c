import { z } from 'zod';

/**
 * What a client says of something that it queued while the server could not be reached. A claim and no proof: the
 * server keeps it beside the time of receipt, never before the time of the stamp and never after its own clock.
 */
export const QueuedClaim = z.object({
  /** When the person saved or submitted, by the clock of her computer. */
  claimedAt: z.iso.datetime(),
  /** The last `serverStamp` that the client had by then. */
  stamp: z.string().min(1).max(2000),
});
export type QueuedClaim = z.infer<typeof QueuedClaim>;

/** A signed time of the server: proves that what its holder did with it was not done earlier. */
export const ServerStamp = z.string();
