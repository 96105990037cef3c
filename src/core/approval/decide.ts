import type { Decision, Submission } from './submission.js';

export type DecisionRequest = { decision: Decision['decision']; comment: string };

/** Why a decision cannot be taken; the codes are those a client receives. */
export type DecisionRefusal =
  'submission.alreadyDecided' | 'submission.commentMissing' | 'submission.ownWork';

/**
 * Takes a decision on a submission: approve, or return with a comment that says what to change. Only an open
 * submission can be decided, and not by the person who submitted it. The time and the person are inputs.
 */
export function decide(
  submission: Submission,
  request: DecisionRequest,
  actor: { id: string; name: string },
  now: string,
): { ok: true; submission: Submission } | { ok: false; refusal: DecisionRefusal } {
  if (submission.status !== 'submitted') return { ok: false, refusal: 'submission.alreadyDecided' };
  if (submission.submittedById === actor.id) return { ok: false, refusal: 'submission.ownWork' };
  const comment = request.comment.trim();
  if (request.decision === 'return' && comment === '')
    return { ok: false, refusal: 'submission.commentMissing' };
  const decision: Decision = {
    decision: request.decision,
    decidedById: actor.id,
    decidedBy: actor.name,
    decidedAt: now,
    comment,
  };
  const status = request.decision === 'approve' ? 'approved' : 'returned';
  return { ok: true, submission: { ...submission, status, decisions: [...submission.decisions, decision] } };
}
