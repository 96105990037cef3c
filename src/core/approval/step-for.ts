import type { Actor } from './advance.js';
import { isOwner, isOwnWork, type RoutePerson } from './approver.js';
import type { DecisionRefusal } from './route-event.js';
import { signersOf, statusOfStep, whoCanAct } from './step-state.js';
import type { RoutedSubmission, SubmissionStep } from './submission.js';

export type StepFound = { ok: true; step: SubmissionStep } | { ok: false; refusal: DecisionRefusal };

/** The step of an open submission that somebody decides now: the named one, or the only one that waits for them. */
export function stepFor(
  submission: RoutedSubmission,
  stepId: string | undefined,
  actor: Actor,
  people: readonly RoutePerson[],
): StepFound {
  const refuse = (refusal: DecisionRefusal): StepFound => ({ ok: false, refusal });
  const { status, steps } = submission;
  if (status !== 'submitted') return refuse('submission.alreadyDecided');
  const waiting = whoCanAct(submission, people);
  const isTheirs = ({ people: able }: (typeof waiting)[number]) => able.some(({ id }) => id === actor.id);
  const own = people.find(({ id }) => id === actor.id);
  const isOwn = isOwner(submission, actor.id) || (own !== undefined && isOwnWork(submission, own));
  const notTheirs = isOwn ? 'submission.ownWork' : 'submission.notYours';
  if (stepId === undefined) {
    const [mine, another] = waiting.filter(isTheirs);
    if (another) return refuse('submission.stepUnclear');
    if (mine) return { ok: true, step: mine.step };
    return refuse(waitingRefusal(waiting, actor) ?? elsewhere(submission, actor, people) ?? notTheirs);
  }
  const step = steps.find(({ rule }) => rule.id === stepId);
  if (!step) return refuse('submission.stepUnknown');
  const found = waiting.find((candidate) => candidate.step === step);
  if (!found) return refuse(step.doneAt === null ? 'submission.stepAhead' : 'submission.stepDone');
  if (isTheirs(found)) return { ok: true, step };
  return refuse(waitingRefusal([found], actor) ?? notTheirs);
}

/** Somebody who signed what still waits for others has nothing left to do there. */
function waitingRefusal(waiting: readonly { step: SubmissionStep }[], { id }: Actor): DecisionRefusal | null {
  const hasSigned = waiting.some(({ step }) => step.signatures.some(({ personId }) => personId === id));
  return hasSigned ? 'submission.alreadySigned' : null;
}

/** Nothing waits for somebody who has a step that is not reached, or that others have decided. */
function elsewhere(
  submission: RoutedSubmission,
  { id }: Actor,
  people: readonly RoutePerson[],
): DecisionRefusal | null {
  if (isOwner(submission, id)) return null;
  const { steps } = submission;
  const theirs = steps.filter((step) =>
    signersOf(step, submission, people).some((person) => person.id === id),
  );
  if (theirs.some((step) => statusOfStep(step, steps) === 'ahead')) return 'submission.stepAhead';
  return theirs.length > 0 ? 'submission.stepDone' : null;
}
