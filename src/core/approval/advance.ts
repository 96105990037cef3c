import type { RoutePerson } from './approver.js';
import { currentStage, needOf, standingOf, strandedStep } from './step-state.js';
import type { Decision, RoutedSubmission, SubmissionStep } from './submission.js';

/** What came of an event: for the audit trail and for telling people. Steps by id, people by id. */
export type Happening =
  | { kind: 'arrived'; step: string; people: string[] }
  | { kind: 'signed'; step: string; personId: string }
  | { kind: 'confirmed'; step: string; personId: string }
  | { kind: 'recalled'; step: string; personId: string }
  | { kind: 'delegated'; step: string; fromId: string; toId: string }
  | { kind: 'stepDone'; step: string }
  | { kind: 'turnedFinal'; step: string }
  | { kind: 'stepReopened'; step: string }
  /** A step of it could not be signed by anybody any more, so that it went back to the site. */
  | { kind: 'stranded'; step: string }
  | { kind: 'approved' | 'returned' | 'rejected' | 'withdrawn' | 'reopened' | 'closed' };

/** A submission after an event. */
export type Moved = { submission: RoutedSubmission; happened: Happening[] };

export type Actor = Pick<RoutePerson, 'id' | 'name'>;

/** Somebody's decision as the submission keeps it. */
export function decisionOf(
  actor: Actor,
  now: string,
  part: Pick<Decision, 'decision'> & Partial<Decision>,
): Decision {
  return { decidedById: actor.id, decidedBy: actor.name, decidedAt: now, comment: '', ...part };
}

/**
 * Takes an open submission on as far as it goes by itself: steps with enough signatures are done, the next stage
 * arrives, the last one approves. A submission with a step that too few people can ever sign goes back to its site
 * instead of waiting for nobody. `people` are those of the district now.
 */
export function advance(
  { submission, happened }: Moved,
  people: readonly RoutePerson[],
  actor: Actor,
  now: string,
): Moved {
  if (submission.status !== 'submitted') return { submission, happened };
  const before = submission.steps;
  const told: Happening[] = [];
  let steps = before;
  for (;;) {
    const stage = currentStage(steps);
    const finished = steps.filter(
      (step) => step.doneAt === null && step.stage === stage && needOf(step, submission, people).need <= 0,
    );
    if (finished.length === 0) break;
    steps = steps.map((step) =>
      finished.includes(step) ? { ...step, since: step.since ?? now, doneAt: now } : step,
    );
    told.push(...finished.map(({ rule }): Happening => ({ kind: 'stepDone', step: rule.id })));
  }
  const stage = currentStage(steps);
  steps = steps.map((step) => (step.doneAt === null ? arriveOrWait(step, stage, now) : step));
  told.push(...finalNow(before, steps));
  const moved = { ...submission, steps };
  const stranded = strandedStep(moved, people);
  if (stranded) return strand(moved, stranded, actor, now, [...happened, ...told]);
  if (stage === null && steps.every((step) => standingOf(step, steps) === 'final'))
    return {
      submission: { ...moved, status: 'approved', approvedAt: now },
      happened: [...happened, ...told, { kind: 'approved' }],
    };
  told.push(...arrivals(before, moved, people));
  return { submission: moved, happened: [...happened, ...told] };
}

function arriveOrWait(step: SubmissionStep, stage: number | null, now: string): SubmissionStep {
  return { ...step, since: step.stage === stage ? (step.since ?? now) : null };
}

/** Preliminary approvals that are final now. */
function finalNow(before: readonly SubmissionStep[], after: readonly SubmissionStep[]): Happening[] {
  const standings = new Map(before.map((step) => [step.rule.id, standingOf(step, before)]));
  return after
    .filter(
      (step) =>
        step.doneAt !== null &&
        standingOf(step, after) === 'final' &&
        (standings.get(step.rule.id) ?? 'final') !== 'final',
    )
    .map(({ rule }) => ({ kind: 'turnedFinal', step: rule.id }));
}

/** Steps that came to people just now, also to be confirmed. */
function arrivals(
  before: readonly SubmissionStep[],
  submission: RoutedSubmission,
  people: readonly RoutePerson[],
): Happening[] {
  const old = new Map(before.map((step) => [step.rule.id, step]));
  const waits = (step: SubmissionStep, steps: readonly SubmissionStep[]) =>
    step.doneAt === null ? step.since !== null : standingOf(step, steps) === 'toConfirm';
  return submission.steps
    .filter((step) => {
      const was = old.get(step.rule.id);
      return waits(step, submission.steps) && !(was && waits(was, before));
    })
    .map((step) => ({
      kind: 'arrived',
      step: step.rule.id,
      people: needOf(step, submission, people).candidates.map(({ id }) => id),
    }));
}

function strand(
  submission: RoutedSubmission,
  { rule }: SubmissionStep,
  actor: Actor,
  now: string,
  happened: Happening[],
): Moved {
  const decision = decisionOf(actor, now, { decision: 'return', steps: [rule.id], isStranded: true });
  return {
    submission: {
      ...submission,
      status: 'returned',
      decisions: [...submission.decisions, decision],
    },
    happened: [...happened, { kind: 'stranded', step: rule.id }, { kind: 'returned' }],
  };
}
