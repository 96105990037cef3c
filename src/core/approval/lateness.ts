import type { DistrictPlan } from '../budget/site-book.js';
import type { Submission } from './submission.js';

/** An instant's calendar date (`2024-03-15`) where the district is. */
export function localDate(instant: string, timeZone: string): string {
  const options = { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const parts = new Intl.DateTimeFormat('en-US', options).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/**
 * Whether a submission came late, and what its claim is worth. The whole due date counts, in the district's time zone.
 * A claim must have been bounded by the server before. Nothing is refused for being late.
 */
export function judgeLateness(
  { year, timeZone, lateClaims = 'ask' }: Pick<DistrictPlan, 'year' | 'timeZone' | 'lateClaims'>,
  { receivedAt, claimedAt }: { receivedAt: string; claimedAt: string | null },
): Pick<Submission, 'isLate' | 'lateClaim'> {
  const isAfterDue = (instant: string) => localDate(instant, timeZone) > year.dueDate;
  if (!isAfterDue(receivedAt)) return {};
  if (claimedAt === null || isAfterDue(claimedAt)) return { isLate: true };
  return { isLate: true, lateClaim: lateClaims === 'accept' ? 'accepted' : 'toDecide' };
}

/** By when a site submits: the district's due date, or a later one that its budget manager set on reopening it. */
export function dueDateOfSite(dueDate: string, earlier: readonly Pick<Submission, 'decisions'>[]): string {
  const given = earlier.flatMap(({ decisions }) =>
    decisions.flatMap((decision) => (decision.dueDate === undefined ? [] : [decision.dueDate])),
  );
  return [dueDate, ...given].reduce((latest, date) => (date > latest ? date : latest));
}
