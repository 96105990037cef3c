import type { RouteStep } from '../../../core/approval/due-and-route.js';
import type { Submission } from '../../../core/approval/submission.js';
import { formatDate, formatInstant } from '../../../ui/format/figures.js';
import { PANE } from '../../../ui/messages/pane.js';

const WORDS = PANE.timeline;

export type TimelineFacts = {
  submission: Submission | null;
  /** Who decides; null while the server has not said. */
  finance: RouteStep | null;
  /** By when the site submits, a local date of the district. */
  dueDate: string;
  /** Whole days until then in the district's time zone; negative when it is past. */
  daysLeft: number;
  timeZone: string;
  /** It is the reader who submits. */
  isYours: boolean;
};

/** One step of the way: what it is, who has it and till when, and what was written. */
export type TimelineStep = {
  kind: 'site' | 'sent' | 'waiting' | 'ahead' | 'approved' | 'returned';
  /** A stable name for it. */
  key: string;
  text: string;
  detail: string;
  comment: string;
  isCurrent: boolean;
  /** It is past due, or came late. */
  isLate: boolean;
};

/** More names than these are counted. */
const NAMED = 3;

/** Who has the budget now and till when, in one line. */
export function timelineSummary(facts: TimelineFacts): string {
  const { submission, finance, dueDate, daysLeft, isYours } = facts;
  const date = formatDate(dueDate);
  const isLate = daysLeft < 0;
  if (submission?.status === 'submitted') return WORDS.withFinance(namesOf(finance?.holders ?? []));
  if (submission?.status === 'approved') return WORDS.done(submission.revision);
  if (!isYours) return isLate ? WORDS.withSiteLate(date) : WORDS.withSite(date);
  if (submission?.status === 'returned')
    return isLate ? WORDS.backWithYouLate(date) : WORDS.backWithYou(date);
  return isLate ? WORDS.withYouLate(date) : WORDS.withYou(date);
}

/** The way of a budget from the site to finance: what was done when, who has it, and what comes. */
export function timelineSteps(facts: TimelineFacts): TimelineStep[] {
  const { submission, finance, timeZone } = facts;
  if (submission === null) return [siteStep(facts, WORDS.build), aheadStep(finance)];
  const { status, decisions, isLate = false, lateClaim } = submission;
  const steps: TimelineStep[] = [
    step({
      kind: 'sent',
      key: 'sent',
      text: `r${String(submission.revision)} · ${WORDS.submitted(submission.submittedBy)}`,
      detail: `${formatInstant(submission.submittedAt, timeZone)} · ${timeliness(submission)}`,
      isLate: isLate && lateClaim !== 'accepted',
    }),
    ...decisions.map(({ decision, decidedBy, decidedAt, comment }) =>
      step({
        kind: decision === 'approve' ? 'approved' : 'returned',
        key: decidedAt,
        text: decision === 'approve' ? WORDS.approved(decidedBy) : WORDS.returned(decidedBy),
        detail: formatInstant(decidedAt, timeZone),
        comment,
      }),
    ),
  ];
  if (status === 'submitted') steps.push(waitingStep(finance, timeZone));
  if (status === 'returned') steps.push(siteStep(facts, WORDS.again), aheadStep(finance));
  return steps;
}

function step(part: Pick<TimelineStep, 'kind' | 'key' | 'text'> & Partial<TimelineStep>): TimelineStep {
  return { detail: '', comment: '', isCurrent: false, isLate: false, ...part };
}

function siteStep({ dueDate, daysLeft, isYours }: TimelineFacts, text: string): TimelineStep {
  const isLate = daysLeft < 0;
  const due = isLate ? WORDS.pastDue(formatDate(dueDate)) : WORDS.due(formatDate(dueDate));
  const days = isLate ? '' : ` · ${PANE.header.daysLeft(daysLeft)}`;
  const who = isYours ? WORDS.yours : WORDS.theSite;
  return step({ kind: 'site', key: 'site', text, detail: `${who} · ${due}${days}`, isCurrent: true, isLate });
}

function waitingStep(finance: RouteStep | null, timeZone: string): TimelineStep {
  const since = finance?.since == null ? [] : [WORDS.since(formatInstant(finance.since, timeZone))];
  const detail = [namesOf(finance?.holders ?? []), ...since].filter((part) => part !== '').join(' · ');
  return step({ kind: 'waiting', key: 'finance', text: WORDS.waiting, detail, isCurrent: true });
}

/** Who decided once need not be who decides next, so that a decided route names nobody for it. */
function aheadStep(finance: RouteStep | null): TimelineStep {
  const holders = finance?.status === 'ahead' ? finance.holders : [];
  return step({ kind: 'ahead', key: 'finance', text: WORDS.ahead, detail: namesOf(holders) });
}

function timeliness({ isLate = false, lateClaim }: Submission): string {
  if (lateClaim === 'accepted') return WORDS.lateAccepted;
  if (lateClaim === 'toDecide') return WORDS.lateToDecide;
  return isLate ? WORDS.late : WORDS.inTime;
}

function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).join(', ');
  return names.length > NAMED ? WORDS.andMore(shown, names.length - NAMED) : shown;
}
