import type { DistrictPlan } from '../../src/core/budget/site-book.js';
import { planExport } from '../../src/core/exports/plan-export.js';
import type { MasterBudget } from '../../src/core/merge/master-budget.js';
import { GENERIC_LAYOUT, shippedLayouts } from './export-layouts.js';
import { writeExport } from './write-export.js';

/**
 * The lines of a master budget in the generic layout, for reading: rows that an accounting system would refuse are in
 * it. A version without any line is an empty file.
 */
export function masterLinesCsv(plan: DistrictPlan, master: MasterBudget): Uint8Array {
  const layout = shippedLayouts().get(GENERIC_LAYOUT);
  if (!layout) throw new Error('The generic layout is missing');
  const request = { layout, newAccounts: undefined, plan, master, since: null, settings: {}, madeOn: '' };
  const planned = planExport(request).plan;
  if (!planned) return new Uint8Array();
  return Buffer.concat([...writeExport(layout, planned.budget, () => undefined)]);
}
