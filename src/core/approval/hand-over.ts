import { decisionOf, type Actor } from './advance.js';
import type { RoutePerson } from './approver.js';
import type { Decided, DecisionRefusal, RouteEvent } from './route-event.js';
import { stepFor } from './step-for.js';
import { mayStandIn, needOf, signersOf } from './step-state.js';
import type { Decision, RoutedSubmission, SubmissionStep } from './submission.js';

const refuse = (refusal: DecisionRefusal): Decided => ({ ok: false, refusal });

/**
 * A signer gives the signature of a step to somebody who may act in their stead. Not to whoever submitted, signed or may
 * sign anyway, since one person signs once; and whoever was given it does not give it on.
 */
export function delegate(
  submission: RoutedSubmission,
  event: Extract<RouteEvent, { kind: 'delegate' }>,
  actor: Actor,
  now: string,
  people: readonly RoutePerson[],
): Decided {
  const found = stepFor(submission, event.step, actor, people);
  if (!found.ok) return found;
  const { step } = found;
  const from = people.find(({ id }) => id === actor.id);
  const to = people.find(({ id }) => id === event.toId);
  const signers = signersOf(step, submission, people);
  const isSigner = ({ id }: RoutePerson) => signers.some((signer) => signer.id === id);
  if (!from || !isSigner(from)) return refuse('submission.notYours');
  const isGiven = step.delegations.some(({ toId }) => toId === actor.id);
  const isFree = to && !isSigner(to) && !step.signatures.some(({ personId }) => personId === to.id);
  if (isGiven || !to || !isFree || !mayStandIn(step, submission, from, to))
    return refuse('submission.delegateUnfit');
  const given = { fromId: from.id, from: actor.name, toId: to.id, to: to.name, at: now };
  const next = { ...step, delegations: [...step.delegations, given] };
  if (isStranded(next, submission, people)) return refuse('submission.delegateUnfit');
  const decision = decisionOf(actor, now, {
    decision: 'delegate',
    comment: event.comment?.trim() ?? '',
    steps: [step.rule.id],
    to: to.name,
  });
  return {
    ok: true,
    submission: changed(submission, step, next, decision),
    happened: [{ kind: 'delegated', step: step.rule.id, fromId: from.id, toId: to.id }],
  };
}

/**
 * Takes back one's own signature, or what one gave to somebody else and they have not used, as long as no later stage
 * was decided.
 */
export function recall(
  submission: RoutedSubmission,
  event: Extract<RouteEvent, { kind: 'recall' }>,
  actor: Actor,
  now: string,
  people: readonly RoutePerson[],
): Decided {
  const { status, steps } = submission;
  if (status !== 'submitted' && status !== 'approved') return refuse('submission.alreadyDecided');
  if (event.step !== undefined && !steps.some(({ rule }) => rule.id === event.step))
    return refuse('submission.stepUnknown');
  const mine = steps.filter(
    (step) => (event.step === undefined || step.rule.id === event.step) && hasGiven(step, actor),
  );
  const [step, another] = mine;
  if (!step) return refuse('submission.nothingToRecall');
  if (another) return refuse('submission.stepUnclear');
  const isConfirmation = step.confirmation?.personId === actor.id;
  if (isFollowed(step, steps, isConfirmation)) return refuse('submission.laterDecided');
  const next = isConfirmation ? unconfirmed(step) : withoutGiven(step, actor);
  // Somebody who lost the role since could not be followed by anybody.
  if (isStranded(next, submission, people)) return refuse('submission.nothingToRecall');
  const decision = decisionOf(actor, now, {
    decision: 'recall',
    comment: event.comment?.trim() ?? '',
    steps: [step.rule.id],
  });
  return {
    ok: true,
    submission: { ...changed(submission, step, next, decision), status: 'submitted' },
    happened: [{ kind: 'recalled', step: step.rule.id, personId: actor.id }],
  };
}

function isStranded(
  step: SubmissionStep,
  submission: RoutedSubmission,
  people: readonly RoutePerson[],
): boolean {
  const { candidates, need } = needOf(step, submission, people);
  return candidates.length < need;
}

/** A later stage was decided; for a signature, its confirmation counts as later, too. */
function isFollowed(
  { stage, rule, confirmation }: SubmissionStep,
  steps: readonly SubmissionStep[],
  isConfirmation: boolean,
): boolean {
  if (!isConfirmation && confirmation) return true;
  const until = steps.find(({ rule: { id } }) => id === rule.preliminary?.until);
  const last = isConfirmation && until ? until.stage : stage;
  return steps.some((later) => later.stage > last && isDecided(later));
}

function withoutGiven(step: SubmissionStep, { id }: Actor): SubmissionStep {
  return {
    ...step,
    doneAt: null,
    signatures: step.signatures.filter(({ personId }) => personId !== id),
    delegations: step.delegations.filter(({ fromId }) => fromId !== id),
  };
}

function unconfirmed(step: SubmissionStep): SubmissionStep {
  const next = { ...step };
  delete next.confirmation;
  return next;
}

/** Signed or confirmed it, or, while it waits, gave it to somebody who has not signed. */
function hasGiven(step: SubmissionStep, { id }: Actor): boolean {
  const { signatures, delegations, doneAt, confirmation } = step;
  const hasSigned = (who: string) => signatures.some(({ personId }) => personId === who);
  if (hasSigned(id) || confirmation?.personId === id) return true;
  return doneAt === null && delegations.some(({ fromId, toId }) => fromId === id && !hasSigned(toId));
}

/** A person decided it, rather than a submission that was a signature or an earlier approval. */
function isDecided({ signatures, confirmation }: SubmissionStep): boolean {
  return confirmation !== undefined || signatures.some(({ origin }) => origin === undefined);
}

function changed(
  submission: RoutedSubmission,
  step: SubmissionStep,
  next: SubmissionStep,
  decision: Decision,
): RoutedSubmission {
  return {
    ...submission,
    steps: submission.steps.map((other) => (other === step ? next : other)),
    decisions: [...submission.decisions, decision],
  };
}
