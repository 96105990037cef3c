import { z } from 'zod';

/** The days a kind of post works in a budget year: from its first day to its last, weekdays only. */
export const Calendar = z
  .object({
    code: z.string().min(1).max(40),
    title: z.string().min(1),
    firstDay: z.iso.date(),
    lastDay: z.iso.date(),
  })
  .refine(({ firstDay, lastDay }) => firstDay <= lastDay, 'A calendar ends on or after its first day');
export type Calendar = z.infer<typeof Calendar>;
