import { canonical } from '../canonical.js';
import { isOwner, type WhoseWork } from './approver.js';
import { isUnchanged, type SubmissionFacts } from './submission-facts.js';
import type { Signature, Submission, SubmissionStep } from './submission.js';

/**
 * The signatures that a step takes over from the submission before: where the route says so, the step is the same one,
 * and nothing changed in the funding sources it concerns. Never those of whoever submits now, or in whose name she does, and none of a submission
 * that was rejected, since its site begins anew.
 */
export function carriedSignatures(
  step: SubmissionStep,
  work: WhoseWork,
  facts: SubmissionFacts,
  earlier: readonly Submission[],
): Signature[] {
  const [last] = earlier;
  // Evidence is shown anew with every submission.
  if (!step.rule.carryOver || !step.rule.approvers || !last?.steps || !last.facts) return [];
  if (last.decisions.some(({ decision }) => decision === 'reject')) return [];
  const before = last.steps.find(({ rule }) => rule.id === step.rule.id);
  if (!before || !isSameStep(before, step)) return [];
  if (!isUnchanged(last.facts, facts, step.sources)) return [];
  return before.signatures
    .filter(({ personId }) => !isOwner(work, personId))
    .map((signature) => ({ ...signature, origin: 'carried' }));
}

/** What was signed then is what would be signed now. The database keeps fields in an order of its own. */
function isSameStep(before: SubmissionStep, now: SubmissionStep): boolean {
  const text = ({ rule, sources }: SubmissionStep) => canonical({ rule, sources });
  return text(before) === text(now);
}
