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

/** A part of a whole, both whole numbers, the whole positive. */
export type Portion = { part: number; whole: number };

/**
 * The weekdays from a start date to the calendar's last day, of all its weekdays, both ends counted. Starting on or
 * before the first day is the whole; after the last day nothing. Holidays are not known and count on both sides. A
 * calendar without a weekday (a weekend) counts as whole.
 */
export function portionLeft(calendar: Calendar, startDate: string): Portion {
  const whole = weekdaysBetween(calendar.firstDay, calendar.lastDay);
  if (whole === 0) return { part: 1, whole: 1 };
  const from = startDate > calendar.firstDay ? startDate : calendar.firstDay;
  return { part: weekdaysBetween(from, calendar.lastDay), whole };
}

/** Mondays to Fridays from one local date to another, both counted; none when the second is before the first. */
export function weekdaysBetween(from: string, to: string): number {
  const first = dayNumber(from);
  const last = dayNumber(to);
  return last < first ? 0 : weekdaysUpTo(last) - weekdaysUpTo(first - 1);
}

const DAY_MS = 86_400_000;

/** Days since Monday, 5 January 1970; dates without time of day, so no time zone comes in. */
function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS - 4;
}

function weekdaysUpTo(day: number): number {
  const weeks = Math.floor((day + 1) / 7);
  return weeks * 5 + Math.min(5, day + 1 - weeks * 7);
}
