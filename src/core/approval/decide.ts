import { advance, decisionOf, type Actor, type Happening } from './advance.js';
import { hasRoleAt, isOwner, type RoutePerson } from './approver.js';
import { delegate, recall } from './hand-over.js';
import type { Decided, DecisionRefusal, RouteEvent } from './route-event.js';
import { statusOfStep, withSteps } from './step-state.js';
import { sign } from './sign.js';
import { stepFor } from './step-for.js';
import type { Decision, RoutedSubmission, Submission } from './submission.js';

/**
 * Takes an event on a submission: its next state and what happened, or why not. Pure: the time, the person and the
 * people of the district are inputs.
 */
export function decide(
  before: Submission,
  event: RouteEvent,
  actor: Actor,
  now: string,
  people: readonly RoutePerson[],
): Decided {
  const submission = withSteps(before);
  switch (event.kind) {
    case 'approve':
      return settled(sign(submission, event, actor, now, people), people, actor, now);
    case 'delegate':
      return settled(delegate(submission, event, actor, now, people), people, actor, now);
    case 'recall':
      return settled(recall(submission, event, actor, now, people), people, actor, now);
    case 'return':
    case 'reject':
      return handBack(submission, event, actor, now, people);
    case 'withdraw':
      return withdraw(submission, event, actor, now);
    case 'reopen':
      return reopen(submission, event, actor, now, people);
    case 'peopleChanged':
      return settled({ ok: true, submission, happened: [] }, people, actor, now);
    case 'yearAdopted':
      return close(submission, event, actor, now);
  }
}

function settled(decided: Decided, people: readonly RoutePerson[], actor: Actor, now: string): Decided {
  return decided.ok ? { ok: true, ...advance(decided, people, actor, now) } : decided;
}

const refuse = (refusal: DecisionRefusal): Decided => ({ ok: false, refusal });

/** Back to the site with what to change, or for good with why it must be anew. */
function handBack(
  submission: RoutedSubmission,
  event: Extract<RouteEvent, { kind: 'return' | 'reject' }>,
  actor: Actor,
  now: string,
  people: readonly RoutePerson[],
): Decided {
  const found = stepFor(submission, event.step, actor, people);
  if (!found.ok) return found;
  const comment = event.comment.trim();
  if (comment === '') return refuse('submission.commentMissing');
  const isReturn = event.kind === 'return';
  const { lines = [] } = event;
  const decision = decisionOf(actor, now, {
    decision: event.kind,
    comment,
    steps: [found.step.rule.id],
    ...(lines.length > 0 ? { lines } : {}),
  });
  return closed(submission, isReturn ? 'returned' : 'rejected', decision);
}

function withdraw(
  submission: RoutedSubmission,
  { comment = '' }: Extract<RouteEvent, { kind: 'withdraw' }>,
  actor: Actor,
  now: string,
): Decided {
  if (submission.status !== 'submitted') return refuse('submission.alreadyDecided');
  if (!isOwner(submission, actor.id)) return refuse('submission.notSubmitter');
  return closed(
    submission,
    'withdrawn',
    decisionOf(actor, now, { decision: 'withdraw', comment: comment.trim() }),
  );
}

/** The budget manager gives a site its budget back, after it was approved or when it is too late for another. */
function reopen(
  submission: RoutedSubmission,
  event: Extract<RouteEvent, { kind: 'reopen' }>,
  actor: Actor,
  now: string,
  people: readonly RoutePerson[],
): Decided {
  const person = people.find(({ id }) => id === actor.id);
  if (!person || !hasRoleAt('budgetManager', person, submission.siteCode))
    return refuse('submission.notYours');
  if (submission.status === 'submitted') return refuse('submission.stillOpen');
  const comment = event.comment.trim();
  if (comment === '') return refuse('submission.commentMissing');
  const { dueDate } = event;
  return closed(
    submission,
    'reopened',
    decisionOf(actor, now, { decision: 'reopen', comment, ...(dueDate === undefined ? {} : { dueDate }) }),
  );
}

/** What still waits when the board adopts the year's budget is decided by that. */
function close(
  submission: RoutedSubmission,
  { adoptedRevision }: Extract<RouteEvent, { kind: 'yearAdopted' }>,
  actor: Actor,
  now: string,
): Decided {
  if (submission.status !== 'submitted') return refuse('submission.alreadyDecided');
  const decision = decisionOf(actor, now, {
    decision: 'close',
    ...(adoptedRevision === undefined ? {} : { adoptedRevision }),
  });
  return closed(submission, 'closed', decision);
}

function closed(
  submission: RoutedSubmission,
  status: 'returned' | 'rejected' | 'withdrawn' | 'reopened' | 'closed',
  decision: Decision,
): Decided {
  const happened: Happening[] = [{ kind: status }];
  return {
    ok: true,
    submission: { ...submission, status, decisions: [...submission.decisions, decision] },
    happened,
  };
}

/** The steps that wait, for a screen: ids only. */
export function waitingSteps(before: Submission): string[] {
  const { status, steps } = withSteps(before);
  if (status !== 'submitted') return [];
  return steps
    .filter((step) => ['waiting', 'toConfirm'].includes(statusOfStep(step, steps)))
    .map(({ rule }) => rule.id);
}
