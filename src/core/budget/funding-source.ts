import { z } from 'zod';
import { AccountPattern } from '../account/account-pattern.js';

/** Where money comes from: a set of account patterns, since a grant may be a fund, a resource or a project code. */
export const FundingSource = z.object({
  code: z.string().min(1).max(40),
  title: z.string().min(1),
  patterns: z.array(AccountPattern).min(1),
  /** What the money is for by law, such as `titleIA`: rules of a federal or state pack find their money by it. */
  programs: z.array(z.string().min(1)).optional(),
  /** Local dates between which the money may be spent; absent where it has no end. */
  availableFrom: z.iso.date().optional(),
  availableTo: z.iso.date().optional(),
});
export type FundingSource = z.infer<typeof FundingSource>;
