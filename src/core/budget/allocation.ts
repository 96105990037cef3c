import { z } from 'zod';
import { Fte } from '../fte.js';
import { Cents } from '../money.js';
import { reconcileStatedTotals, type TotalCheck } from './reconcile-stated-totals.js';
import { siteStaffFte, StaffAllocation } from './staff-allocation.js';

/** One of the parts that a source lists for an amount: shown beside it, never added again. */
export const AllocationComponent = z.object({ title: z.string().min(1).max(200), amountCents: Cents });
export type AllocationComponent = z.infer<typeof AllocationComponent>;

/**
 * One dated entry in the ledger of what a site may budget from one funding source. Never changed, only added to.
 * `amountCents` and `fte` are what counts. `components` say how the amount came about; `staff` says which posts the
 * FTE is for, and which posts at the site are budgeted by others or given in hours and so are not in `fte`.
 */
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
  components: z.array(AllocationComponent).max(100).optional(),
  staff: z.array(StaffAllocation).max(1000).optional(),
  /** Local date by which a site that is over because of this entry has to be within it again. */
  fixBy: z.iso.date().optional(),
});
export type AllocationEntry = z.infer<typeof AllocationEntry>;

/** What the ledger adds up to for one site and funding source. */
export type Allocation = { siteCode: string; fundingSource: string; amountCents: Cents; fte: Fte };

/**
 * Adds the ledger up by funding source, in order of first appearance. Entries are of one site. Components are parts of
 * the amounts and add nothing; staff of other organisations and staff given in hours add no FTE.
 */
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

/** Whether an entry's components add up to its amount, with the difference; null where the source lists none. */
export function checkComponents(entry: AllocationEntry): TotalCheck | null {
  if (!entry.components || entry.components.length === 0) return null;
  const group = entry.id;
  const [check] = reconcileStatedTotals([
    ...entry.components.map(({ amountCents: cents }) => ({ group, kind: 'amount' as const, cents })),
    { group, kind: 'total', cents: entry.amountCents },
  ]);
  return check ?? null;
}

/** An entry's FTE less that of the staff it names for the site itself: zero unless one of them is wrong. */
export function staffFteDifference(entry: AllocationEntry): Fte {
  return entry.staff ? entry.fte - siteStaffFte(entry.staff) : 0;
}
