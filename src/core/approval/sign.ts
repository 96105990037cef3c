import type { FiledEvidence } from '../budget/submission-form.js';
import { decisionOf, type Actor } from './advance.js';
import type { RoutePerson } from './approver.js';
import type { Decided, RouteEvent } from './route-event.js';
import { stepFor } from './step-for.js';
import type { RoutedSubmission, Signature, SubmissionStep } from './submission.js';

/**
 * Signs a step that waits, or confirms a preliminary approval. Evidence that a step wants is there, or comes with the
 * signature: a step that waits again after a change wants it anew.
 */
export function sign(
  submission: RoutedSubmission,
  event: Extract<RouteEvent, { kind: 'approve' }>,
  actor: Actor,
  now: string,
  people: readonly RoutePerson[],
): Decided {
  const found = stepFor(submission, event.step, actor, people);
  if (!found.ok) return found;
  const { step } = found;
  const { id, attestation, evidence: wanted = [] } = step.rule;
  if (attestation !== undefined && event.attestation !== attestation)
    return { ok: false, refusal: 'submission.attestationMissing' };
  const shown = event.evidence ?? [];
  if (step.wantsEvidence && !wanted.every((form) => shown.some((filed) => filed.id === form)))
    return { ok: false, refusal: 'submission.evidenceMissing' };
  const signature: Signature = {
    personId: actor.id,
    person: actor.name,
    at: now,
    ...(attestation === undefined ? {} : { attestation }),
  };
  const isConfirmed = step.doneAt !== null;
  const signed = isConfirmed ? { ...step, confirmation: signature } : withSignature(step, signature);
  const decision = decisionOf(actor, now, {
    decision: isConfirmed ? 'confirm' : 'approve',
    comment: event.comment?.trim() ?? '',
    steps: [id],
  });
  return {
    ok: true,
    submission: {
      ...submission,
      steps: submission.steps.map((other) => (other === step ? signed : other)),
      decisions: [...submission.decisions, decision],
      ...(step.wantsEvidence ? { evidence: renewed(submission.evidence ?? [], wanted, shown) } : {}),
    },
    happened: [{ kind: isConfirmed ? 'confirmed' : 'signed', step: id, personId: actor.id }],
  };
}

function withSignature(step: SubmissionStep, signature: Signature): SubmissionStep {
  const signed = { ...step, signatures: [...step.signatures, signature] };
  delete signed.wantsEvidence;
  return signed;
}

function renewed(
  before: readonly FiledEvidence[],
  wanted: readonly string[],
  shown: readonly FiledEvidence[],
): FiledEvidence[] {
  return [
    ...before.filter(({ id }) => !wanted.includes(id)),
    ...shown.filter(({ id }) => wanted.includes(id)),
  ];
}
