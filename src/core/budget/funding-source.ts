import { z } from 'zod';
import { AccountPattern } from '../account/account-pattern.js';

/** Where money comes from: a set of account patterns, since a grant may be a fund, a resource or a project code. */
export const FundingSource = z.object({
  code: z.string().min(1).max(40),
  title: z.string().min(1),
  patterns: z.array(AccountPattern).min(1),
});
export type FundingSource = z.infer<typeof FundingSource>;
