import { z } from 'zod';
import { AccountString } from '../account/account-structure.js';
import { Cents } from '../money.js';

/** What this year's budget of one account has been used for: paid, and promised by orders and contracts. */
export const AccountSpending = z.object({
  account: AccountString,
  spentCents: Cents,
  encumberedCents: Cents,
});
export type AccountSpending = z.infer<typeof AccountSpending>;

/** This year's spending as the accounting system gave it, on a local date. */
export const Spending = z.object({ asOf: z.iso.date(), rows: z.array(AccountSpending) });
export type Spending = z.infer<typeof Spending>;
