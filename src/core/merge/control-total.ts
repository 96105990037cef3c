import { z } from 'zod';
import { Cents } from '../money.js';
import { Dimension } from './dimensions.js';

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
