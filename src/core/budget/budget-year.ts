import { z } from 'zod';
import { budgetYearPeriod, type Period } from '../account/period.js';

/** The year being built and the one it is compared with. */
export const BudgetYear = z.object({
  id: z.string().regex(/^\d{4}-\d{2}$/),
  currentId: z.string().regex(/^\d{4}-\d{2}$/),
  /** Local date in the district's time zone by which sites submit. */
  dueDate: z.iso.date(),
  /** First and last day of the year; absent where it runs from 1 July to 30 June. */
  firstDay: z.iso.date().optional(),
  lastDay: z.iso.date().optional(),
});
export type BudgetYear = z.infer<typeof BudgetYear>;

/** The year's own days, or 1 July to 30 June, as school districts of most states have it. */
export function periodOf({ id, firstDay, lastDay }: BudgetYear): Period {
  const usual = budgetYearPeriod(id);
  return { from: firstDay ?? usual.from, to: lastDay ?? usual.to };
}
