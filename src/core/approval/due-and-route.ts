import { z } from 'zod';

/** One step on a submission's way, and the people who can take it. */
export const RouteStep = z.object({
  id: z.literal('finance'),
  status: z.enum(['ahead', 'waiting', 'done', 'returned']),
  /** Names of who has it, or will; the deciding person alone once it is decided. */
  holders: z.array(z.string()),
  /** When it came to them; null while it is ahead. */
  since: z.iso.datetime().nullable(),
});
export type RouteStep = z.infer<typeof RouteStep>;

/** By when a site submits, as a local date in the district's time zone, and where its budget is on its way. */
export const DueAndRoute = z.object({
  dueDate: z.iso.date(),
  timeZone: z.string(),
  steps: z.array(RouteStep),
});
export type DueAndRoute = z.infer<typeof DueAndRoute>;
