import type { RouteStep } from '../../../core/approval/due-and-route.js';
import type { Decision, Submission } from '../../../core/approval/submission.js';
import { formatDate, formatInstant } from '../../../words/figures.js';
import { PANE } from '../../../ui/messages/pane.js';

const WORDS = PANE.timeline;

export type TimelineFacts = {
  submission: Submission | null;
  /** Who decides, step by step; none while the server has not said. */
  route: readonly RouteStep[];
  /** By when the site submits, a local date of the district. */
  dueDate: string;
  /** Whole days until then in the district's time zone; negative when it is past. */
  daysLeft: number;
  timeZone: string;
  /** It is the reader who submits. */
  isYours: boolean;
  /** The year's budget is adopted: nobody submits or decides any more. */
  isAdopted: boolean;
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
  const { submission, route, dueDate, daysLeft, isYours, isAdopted } = facts;
  if (isAdopted) return WORDS.adopted;
  const date = formatDate(dueDate);
  const isLate = daysLeft < 0;
  if (submission?.status === 'submitted') return summaryOfWaiting(route);
  if (submission?.status === 'approved') return WORDS.done(submission.revision);
  if (!isYours) return isLate ? WORDS.withSiteLate(date) : WORDS.withSite(date);
  if (submission !== null) return isLate ? WORDS.backWithYouLate(date) : WORDS.backWithYou(date);
  return isLate ? WORDS.withYouLate(date) : WORDS.withYou(date);
}

function summaryOfWaiting(route: readonly RouteStep[]): string {
  const waiting = route.filter(({ status }) => status === 'waiting');
  const names = namesOf([...new Set(waiting.flatMap(({ holders }) => holders))]);
  const titles = waiting.flatMap(({ title }) => title ?? []);
  return titles.length > 0 ? WORDS.withSteps(titles.join(', '), names) : WORDS.withFinance(names);
}

/** The way of a budget from the site through its approvals: what was done when, who has it, and what comes. */
export function timelineSteps(facts: TimelineFacts): TimelineStep[] {
  const { submission, route, timeZone, isAdopted } = facts;
  // Who decided once need not be who decides next, so that a decided route names nobody for what comes.
  const ahead = (some: readonly RouteStep[]) => (some.length === 0 ? [aheadStep(null)] : some.map(aheadStep));
  if (submission === null) return isAdopted ? [] : [siteStep(facts, WORDS.build), ...ahead(route)];
  const { status, decisions, isLate = false, lateClaim } = submission;
  const steps: TimelineStep[] = [
    step({
      kind: 'sent',
      key: 'sent',
      text: `r${String(submission.revision)} · ${WORDS.submitted(submission.submittedBy)}`,
      detail: `${formatInstant(submission.submittedAt, timeZone)} · ${timeliness(submission)}`,
      isLate: isLate && lateClaim !== 'accepted',
    }),
    // Her own signature is that she submitted.
    ...decisions
      .filter(({ origin }) => origin !== 'own')
      .map((decision, at) => decidedStep(decision, at, submission, timeZone)),
  ];
  if (isAdopted) return steps;
  if (status === 'submitted') {
    const waiting = route.filter((one) => one.status === 'waiting');
    const next = route.filter((one) => one.status === 'ahead');
    // A way that the server told of before the budget was submitted says nothing of who has it now.
    if (waiting.length === 0) steps.push(waitingStep(null, timeZone));
    else steps.push(...waiting.map((one) => waitingStep(one, timeZone)), ...next.map(aheadStep));
  } else if (status !== 'approved') steps.push(siteStep(facts, WORDS.again), ...ahead(route));
  return steps;
}

/** What somebody did, with the step it was about where the way has several. */
function decidedStep(
  {
    decision,
    decidedBy,
    decidedAt,
    comment,
    steps: ids = [],
    to = '',
    origin,
    isStranded,
    adoptedRevision,
  }: Decision,
  at: number,
  { steps = [] }: Submission,
  timeZone: string,
): TimelineStep {
  const about = steps.length > 1 ? steps.filter(({ rule }) => ids.includes(rule.id)) : [];
  const titles = about.map(({ rule }) => rule.title).join(', ');
  const words: Record<Decision['decision'], string> = {
    approve: origin === 'carried' ? WORDS.carried(decidedBy) : WORDS.approved(decidedBy),
    confirm: WORDS.confirmed(decidedBy),
    return: isStranded ? WORDS.stranded : WORDS.returned(decidedBy),
    reject: WORDS.rejected(decidedBy),
    delegate: WORDS.delegated(decidedBy, to),
    withdraw: WORDS.withdrawn(decidedBy),
    recall: WORDS.recalled(decidedBy),
    reopen: WORDS.reopened(decidedBy),
    reopenSteps: WORDS.stepsReopened(decidedBy),
    close: WORDS.closed(adoptedRevision),
  };
  const isApproval = decision === 'approve' || decision === 'confirm';
  return step({
    kind: isApproval ? 'approved' : 'returned',
    key: `decision-${String(at)}`,
    text: words[decision],
    detail: [titles, formatInstant(decidedAt, timeZone)].filter((part) => part !== '').join(' · '),
    comment,
  });
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

function waitingStep(one: RouteStep | null, timeZone: string): TimelineStep {
  const since = one?.since == null ? '' : WORDS.since(formatInstant(one.since, timeZone));
  const due = one?.dueDate === undefined ? '' : WORDS.due(formatDate(one.dueDate));
  const preliminary = one?.isPreliminary ? WORDS.preliminary : '';
  const parts = [namesOf(one?.holders ?? []), since, due, preliminary];
  return step({
    kind: 'waiting',
    key: one?.id ?? 'finance',
    text: one?.title === undefined ? WORDS.waiting : WORDS.waitingFor(one.title),
    detail: parts.filter((part) => part !== '').join(' · '),
    isCurrent: true,
  });
}

function aheadStep(one: RouteStep | null): TimelineStep {
  const holders = one?.status === 'ahead' ? one.holders : [];
  return step({
    kind: 'ahead',
    key: one?.id ?? 'finance',
    text: one?.title === undefined ? WORDS.ahead : WORDS.aheadOf(one.title),
    detail: namesOf(holders),
  });
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
