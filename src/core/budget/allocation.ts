import { z } from 'zod';
import { Fte } from '../fte.js';
import { Cents } from '../money.js';

/** One dated entry in the ledger of what a site may budget from one funding source. Never changed, only added to. */
export const AllocationEntry = z.object({
  id: z.string().min(1),
  siteCode: z.string(),
  fundingSource: z.string(),
  date: z.iso.date(),
  kind: z.enum(['initial', 'enrolment', 'holdback', 'carryOver', 'transfer', 'correction']),
  amountCents: Cents,
  fte: Fte,
  reason: z.string(),
  author: z.string(),
});
export type AllocationEntry = z.infer<typeof AllocationEntry>;

/** What the ledger adds up to for one site and funding source. */
export type Allocation = { siteCode: string; fundingSource: string; amountCents: Cents; fte: Fte };

/** Adds the ledger up by funding source, in order of first appearance. Entries are of one site. */
export function totalAllocations(entries: readonly AllocationEntry[]): Allocation[] {
  const totals = new Map<string, Allocation>();
  for (const entry of entries) {
    const total = totals.get(entry.fundingSource);
    if (total) {
      total.amountCents += entry.amountCents;
      total.fte += entry.fte;
    } else {
      const { siteCode, fundingSource, amountCents, fte } = entry;
      totals.set(fundingSource, { siteCode, fundingSource, amountCents, fte });
    }
  }
  return [...totals.values()];
}
