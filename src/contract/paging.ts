import { z } from 'zod';

/**
 * Which page of a list: at most `limit` entries behind the place `after`, which the page before told as `next`. Without a
 * limit it is all of them. A place stays good whatever happens in between: nothing before it comes again, nothing behind
 * it is left out.
 */
export const PageQuery = z.object({
  after: z.string().min(1).max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** Where the next page begins; null on the last. Servers older than pages do not say. */
export const NextPage = z.string().nullable().optional();
