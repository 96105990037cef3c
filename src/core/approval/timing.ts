import type { Approver, RoutePerson } from './approver.js';
import { isApprover } from './approver.js';
import { localDate } from './lateness.js';
import { whoCanAct } from './step-state.js';
import type { RoutedSubmission, SubmissionStep } from './submission.js';

/** By when a step is decided, as a local date of the district; null where nothing says so or it has not arrived. */
export function dueDateOf({ rule: { due }, since }: SubmissionStep, timeZone: string): string | null {
  if (!due) return null;
  if ('date' in due) return due.date;
  return since === null ? null : addDays(localDate(since, timeZone), due.daysAfterArrival);
}

/** Somebody to be told today that a step waits. */
export type StepNotice = {
  kind: 'reminder' | 'escalation';
  step: string;
  dueDate: string;
  personIds: string[];
};

/**
 * Reminders and escalations of an open submission that fall on one local date. A day that was missed is asked for
 * like any other: each notice belongs to exactly one day.
 */
export function noticesOn(
  date: string,
  submission: RoutedSubmission,
  people: readonly RoutePerson[],
  timeZone: string,
): StepNotice[] {
  return whoCanAct(submission, people).flatMap(({ step, people: able }) => {
    const dueDate = dueDateOf(step, timeZone);
    if (dueDate === null) return [];
    const { id, reminders = [], escalation = [] } = step.rule;
    const notice = (kind: StepNotice['kind'], to: readonly RoutePerson[]): StepNotice => ({
      kind,
      step: id,
      dueDate,
      personIds: to.map((person) => person.id),
    });
    const told = escalation
      .filter(({ daysAfterDue }) => addDays(dueDate, daysAfterDue) === date)
      .map(({ to }) => notice('escalation', named(to, submission, people)));
    const isReminded = reminders.some((days) => addDays(dueDate, -days) === date);
    return isReminded ? [notice('reminder', able), ...told] : told;
  });
}

function named(
  to: readonly Approver[],
  { siteCode }: RoutedSubmission,
  people: readonly RoutePerson[],
): RoutePerson[] {
  return people.filter((person) => isApprover(to, person, { siteCode, sources: [] }));
}

/** A calendar date some days later, or earlier. */
export function addDays(date: string, days: number): string {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}
