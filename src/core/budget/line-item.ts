import { z } from 'zod';
import { AccountString } from '../account/account-structure.js';
import { Fte } from '../fte.js';
import { Cents } from '../money.js';

/**
 * A cell whose content could not be taken as a figure. The text is kept so that a save loses nothing; the figure
 * counts as zero and the line cannot be submitted until it is mended.
 */
export const UnreadCell = z.object({
  field: z.enum(['amount', 'besidePosts', 'fte', 'annualSalary']),
  /** What the cell holds, as text, at most 200 characters. */
  text: z.string().max(200),
  reason: z.enum([
    'text',
    'fractionOfCent',
    'fractionOfFte',
    'tooLarge',
    'negative',
    'excelError',
    'date',
    'logical',
  ]),
  /** The figure a one-click repair would write: cents for money, ten-thousandths for FTE. Absent when none is safe. */
  suggestion: z.int().optional(),
});
export type UnreadCell = z.infer<typeof UnreadCell>;

/**
 * One row of a site's budget. The id is its only key: account strings may repeat. `enteredCents` is what somebody
 * typed: the whole proposed amount on an ordinary line, and on a line that posts feed what comes beside the posts
 * (extra pay, rounding). The proposed amount is `enteredCents` plus what the posts derive.
 */
export const LineItem = z.object({
  id: z.string().min(1).max(64),
  account: AccountString,
  title: z.string().max(200),
  /** This year's adopted budget, for comparison; not editable. */
  currentCents: Cents,
  currentFte: Fte,
  enteredCents: Cents,
  justification: z.string().max(2000),
  unread: z.array(UnreadCell).max(4),
});
export type LineItem = z.infer<typeof LineItem>;
