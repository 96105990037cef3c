import { advance, decisionOf, type Actor, type Moved } from './advance.js';
import type { RoutePerson } from './approver.js';
import { withSteps } from './step-state.js';
import type { Submission, SubmissionStep } from './submission.js';

/**
 * Something changed that approvals were given for: an allocation, the rules or the accounts of some funding sources;
 * `all` where it cannot be told which.
 */
export type PlanChange = { fundingSources: readonly string[] | 'all' };

/** The steps a change concerns: those of its funding sources, and those without a source, which concern everything. */
export function concernedSteps(
  steps: readonly SubmissionStep[],
  { fundingSources }: PlanChange,
): SubmissionStep[] {
  if (fundingSources === 'all') return [...steps];
  if (fundingSources.length === 0) return [];
  return steps.filter(
    ({ sources }) => sources.length === 0 || sources.some((source) => fundingSources.includes(source)),
  );
}

/**
 * Lets exactly the signed steps wait again that a change concerns; of an approved submission, too. Null where there is
 * none: nothing is to be stored then. `why` is what their signers read.
 */
export function reopenSteps(
  before: Submission,
  change: PlanChange,
  { actor, why, now }: { actor: Actor; why: string; now: string },
  people: readonly RoutePerson[],
): Moved | null {
  const submission = withSteps(before);
  if (submission.status !== 'submitted' && submission.status !== 'approved') return null;
  const signed = signedSteps(submission.steps, change);
  if (signed.length === 0) return null;
  const ids = signed.map(({ rule }) => rule.id);
  const decision = decisionOf(actor, now, { decision: 'reopenSteps', comment: why, steps: ids });
  const steps = submission.steps.map((step) => (signed.includes(step) ? unsigned(step) : step));
  return advance(
    {
      submission: {
        ...submission,
        status: 'submitted',
        steps,
        decisions: [...submission.decisions, decision],
      },
      happened: ids.map((step) => ({ kind: 'stepReopened', step })),
    },
    people,
    actor,
    now,
  );
}

/**
 * Ends an approval that a change concerns and that nobody can give again, since its site has submitted a newer sheet: no
 * master budget counts it any more. Its signatures stay as what they were. Null where no signed step is concerned.
 * `hasOpen`: the newer sheet is on its way; where it is not, its site is told to submit again.
 */
export function endApproval(
  before: Submission,
  change: PlanChange,
  { actor, why, now }: { actor: Actor; why: string; now: string },
  hasOpen: boolean,
): Moved | null {
  const submission = withSteps(before);
  if (submission.status !== 'approved') return null;
  const signed = signedSteps(submission.steps, change);
  if (signed.length === 0) return null;
  const steps = signed.map(({ rule }) => rule.id);
  const decision = decisionOf(actor, now, { decision: 'reopenSteps', comment: why, steps });
  return {
    submission: {
      ...submission,
      status: 'reopened',
      // Of those older than routes only the decisions tell when it was approved.
      approvedAt: submission.approvedAt ?? submission.decisions.at(-1)?.decidedAt ?? submission.submittedAt,
      decisions: [...submission.decisions, decision],
    },
    happened: hasOpen ? [] : [{ kind: 'reopened' }],
  };
}

function signedSteps(steps: readonly SubmissionStep[], change: PlanChange): SubmissionStep[] {
  return concernedSteps(steps, change).filter(
    ({ doneAt, signatures }) => doneAt !== null || signatures.length > 0,
  );
}

function unsigned(step: SubmissionStep): SubmissionStep {
  const waiting: SubmissionStep = {
    ...step,
    since: null,
    doneAt: null,
    signatures: [],
    ...(step.rule.evidence ? { wantsEvidence: true } : {}),
  };
  delete waiting.confirmation;
  return waiting;
}
