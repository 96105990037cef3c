import { z } from 'zod';

/** One step on a submission's way, and the people who can take it. */
export const RouteStep = z.object({
  id: z.string(),
  /** The district's word for it; absent where it declares no route and finance decides. */
  title: z.string().optional(),
  status: z.enum(['ahead', 'waiting', 'done', 'returned']),
  /** Names of who has it, or will; the deciding person alone once it is decided. */
  holders: z.array(z.string()),
  /** When it came to them; null while it is ahead. */
  since: z.iso.datetime().nullable(),
  /** By when they decide, a local date of the district; absent where nothing says so. */
  dueDate: z.iso.date().optional(),
  /** It approved, until another step has approved, too. */
  isPreliminary: z.literal(true).optional(),
});
export type RouteStep = z.infer<typeof RouteStep>;

/** By when a site submits, as a local date in the district's time zone, and where its budget is on its way: the steps in their order. */
export const DueAndRoute = z.object({
  dueDate: z.iso.date(),
  timeZone: z.string(),
  steps: z.array(RouteStep),
});
export type DueAndRoute = z.infer<typeof DueAndRoute>;
