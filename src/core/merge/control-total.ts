import { z } from 'zod';
import { indexChart } from '../account/chart-of-accounts.js';
import type { DistrictPlan } from '../budget/site-book.js';
import { Cents } from '../money.js';
import { OBJECT_SEGMENT } from '../staffing/contributions.js';
import { Dimension, objectGroupOf, readDimensions, WHOLE_DISTRICT } from './dimensions.js';

/** A total that the accounting system gives for the year's budget, such as that of a fund: what the master is held to. */
export const ControlTotal = z.object({
  dimension: Dimension,
  code: z.string().min(1).max(80),
  amountCents: Cents,
  /** Where the figure is from, such as a report's name; empty for nothing to say. */
  note: z.string().max(200),
});
export type ControlTotal = z.infer<typeof ControlTotal>;

/** Control totals with the local date they were taken on. */
export const ControlTotals = z.object({ asOf: z.iso.date(), totals: z.array(ControlTotal) });
export type ControlTotals = z.infer<typeof ControlTotals>;

/** `unknown`: the year has no such code. `twice`: an earlier total is of the same. */
export type ControlFault = { index: number; fault: 'unknown' | 'twice' };

/** Which control totals name something that the year does not have, or has a total of already. */
export function checkControlTotals(
  plan: DistrictPlan,
  siteCodes: ReadonlySet<string>,
  totals: readonly ControlTotal[],
): ControlFault[] {
  const { dimensions } = readDimensions(plan, (code) => code);
  const chart = indexChart(plan.chart);
  const sources = new Set(plan.fundingSources.map(({ code }) => code));
  const objects = plan.chart.codes[OBJECT_SEGMENT];
  const groups = new Set(objects?.map(({ code }) => objectGroupOf(chart, code)));
  const ofChart = (segment: string, code: string) =>
    plan.chart.codes[segment] === undefined || chart.code(segment, code) !== undefined;
  const isKnown: Record<Dimension, (code: string) => boolean> = {
    total: (code) => code === WHOLE_DISTRICT,
    fund: (code) => ofChart('fund', code),
    function: (code) => ofChart('function', code),
    fundingSource: (code) => sources.has(code),
    site: (code) => siteCodes.has(code),
    siteSource: (code) => {
      const cut = code.indexOf(' ');
      return siteCodes.has(code.slice(0, cut)) && sources.has(code.slice(cut + 1));
    },
    objectGroup: (code) => objects === undefined || groups.has(code),
  };
  const seen = new Set<string>();
  return totals.flatMap(({ dimension, code }, index): ControlFault[] => {
    const key = `${dimension} ${code}`;
    const isTwice = seen.has(key);
    seen.add(key);
    if (isTwice) return [{ index, fault: 'twice' }];
    return dimensions.includes(dimension) && isKnown[dimension](code) ? [] : [{ index, fault: 'unknown' }];
  });
}
