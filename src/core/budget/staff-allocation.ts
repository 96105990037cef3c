import { z } from 'zod';
import { Fte } from '../fte.js';

/** A kind of staff as an allocation names it: `teacher`, "Base Classroom Teachers". Equal codes are the same kind. */
export const StaffType = z.object({ code: z.string().min(1).max(80), title: z.string().min(1).max(200) });
export type StaffType = z.infer<typeof StaffType>;

/** An organisation of the district that holds posts at a site, such as the arts office that employs art teachers. */
export const Organisation = z.object({ code: z.string().min(1).max(40), title: z.string().min(1).max(200) });
export type Organisation = z.infer<typeof Organisation>;

/**
 * How much staff: posts in FTE, or hours a day in whole hundredths (8 hours a day is 800), as noon monitors are
 * given. Hours never count as FTE: how many make a full post is not the allocation's to say.
 */
export const StaffQuantity = z.discriminatedUnion('unit', [
  z.object({ unit: z.literal('fte'), fte: Fte }),
  z.object({ unit: z.literal('hours'), dailyHundredths: z.int().min(-10_000_000).max(10_000_000) }),
]);
export type StaffQuantity = z.infer<typeof StaffQuantity>;

/**
 * Staff of one type within an allocation entry; its funding source is the entry's. `budgetedBy` is the organisation
 * that holds the posts and budgets them; null is the site itself.
 */
export const StaffAllocation = z.object({
  staffType: StaffType,
  quantity: StaffQuantity,
  budgetedBy: Organisation.nullable(),
});
export type StaffAllocation = z.infer<typeof StaffAllocation>;

/** What these functions read of an entry in a site's ledger. Entries without staff name no types and count as none. */
export type StaffedEntry = { fundingSource: string; staff?: readonly StaffAllocation[] | undefined };

/** Whose staff to count: what the site budgets itself, what other organisations hold for it, or both. */
export type StaffHolder = 'site' | 'others' | 'all';

export type StaffTotal = { staffType: StaffType; quantity: StaffQuantity };

/**
 * Adds staff up by type and unit, in order of first appearance, with the title seen first. A type that is given in
 * FTE and in hours has two totals, since the two cannot be added.
 */
export function totalStaff(
  entries: readonly StaffedEntry[],
  { budgetedBy }: { budgetedBy: StaffHolder },
): StaffTotal[] {
  const totals = new Map<string, StaffTotal>();
  for (const { staff = [] } of entries) {
    for (const { staffType, quantity, budgetedBy: holder } of staff) {
      if (budgetedBy !== 'all' && (holder === null) !== (budgetedBy === 'site')) continue;
      const key = `${quantity.unit}|${staffType.code}`;
      const total = totals.get(key);
      if (!total) totals.set(key, { staffType, quantity });
      else total.quantity = addQuantities(total.quantity, quantity);
    }
  }
  return [...totals.values()];
}

/** FTE that the site itself may budget: neither the posts of other organisations nor anything given in hours. */
export function siteStaffFte(staff: readonly StaffAllocation[]): Fte {
  let total = 0;
  for (const { quantity, budgetedBy } of staff)
    if (budgetedBy === null && quantity.unit === 'fte') total += quantity.fte;
  return total;
}

/** FTE of one staff type that a site may itself budget from one funding source. */
export type StaffAllowance = { fundingSource: string; staffType: StaffType; fte: Fte };

/**
 * What an allocation cap by staff type is held against: FTE by funding source and type, in order of first
 * appearance, of the staff that the site itself budgets. A type that the ledger names and then takes away stays with
 * nothing, so that a post of it is over its allowance instead of unknown.
 */
export function staffAllowances(entries: readonly StaffedEntry[]): StaffAllowance[] {
  const allowances = new Map<string, StaffAllowance>();
  for (const { fundingSource, staff = [] } of entries) {
    for (const { staffType, quantity, budgetedBy } of staff) {
      if (budgetedBy !== null || quantity.unit !== 'fte') continue;
      const key = `${fundingSource}|${staffType.code}`;
      const allowance = allowances.get(key);
      if (allowance) allowance.fte += quantity.fte;
      else allowances.set(key, { fundingSource, staffType, fte: quantity.fte });
    }
  }
  return [...allowances.values()];
}

/** Of one unit; the caller keeps units apart. */
function addQuantities(a: StaffQuantity, b: StaffQuantity): StaffQuantity {
  if (a.unit === 'fte' && b.unit === 'fte') return { unit: 'fte', fte: a.fte + b.fte };
  if (a.unit === 'hours' && b.unit === 'hours')
    return { unit: 'hours', dailyHundredths: a.dailyHundredths + b.dailyHundredths };
  throw new TypeError('FTE and hours cannot be added');
}
