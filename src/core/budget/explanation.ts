import { z } from 'zod';

/**
 * What a person wrote about a warning that is not about one line (a line's justification explains its own). A
 * warning with an explanation counts as explained, as in California's technical review checks.
 */
export const Explanation = z.object({
  /** The warning's key, as `problemKey` gives it. */
  problemKey: z.string().min(1).max(300),
  text: z.string().max(2000),
});
export type Explanation = z.infer<typeof Explanation>;
