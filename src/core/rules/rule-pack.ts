import { z } from 'zod';
import { Severity } from '../problem.js';
import { AccountPattern } from '../account/account-pattern.js';

const Common = { id: z.string().min(1), severity: Severity, citation: z.string(), askWhom: z.string() };

/** One rule of a pack: its kind names the check in `src/core/rules`, the rest is that check's data. */
export const Rule = z.discriminatedUnion('kind', [
  /** Every segment code exists in the chart of accounts. */
  z.object({ kind: z.literal('codeList'), ...Common }),
  /** A site stays within what its ledger gives it from a funding source, in dollars and in FTE. */
  z.object({ kind: z.literal('allocationCap'), ...Common, toleranceCents: z.int().min(0) }),
  /** Proposed amounts are not negative, except on the accounts listed. */
  z.object({ kind: z.literal('sign'), ...Common, negativeAllowed: z.array(AccountPattern) }),
  /** An account string that stands on several lines is worth a look. */
  z.object({ kind: z.literal('duplicateLine'), ...Common }),
  /** A cell that is not a figure, an account string that was changed, a post without its lines. */
  z.object({ kind: z.literal('readable'), ...Common }),
]);
export type Rule = z.infer<typeof Rule>;

export const RulePack = z.object({ id: z.string(), version: z.string(), rules: z.array(Rule) });
export type RulePack = z.infer<typeof RulePack>;
