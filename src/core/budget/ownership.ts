import { z } from 'zod';
import { AccountPattern } from '../account/account-pattern.js';

/**
 * Who edits the rows of an account pattern: `site` (the principal) or the code of a central office such as
 * `facilities`. Rules are tried in order and the first match counts; a row that none matches belongs to the site.
 * A post is judged by the first account it is paid from, and only by rules that apply to posts: what a line holds
 * beside its posts may belong to the business office while the posts themselves are the principal's.
 */
export const OwnershipRule = z.object({
  pattern: AccountPattern,
  appliesTo: z.enum(['lines', 'posts', 'both']),
  owner: z.string().min(1),
  ownerTitle: z.string().min(1),
  reason: z.string(),
});
export type OwnershipRule = z.infer<typeof OwnershipRule>;
