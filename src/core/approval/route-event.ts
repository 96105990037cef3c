import type { FiledEvidence } from '../budget/submission-form.js';
import type { Moved } from './advance.js';
import type { Decision } from './submission.js';

/** What somebody wants to do to a submission. Without `step`: the one that waits for them. */
export type RouteEvent =
  | {
      kind: 'approve';
      step?: string | undefined;
      comment?: string | undefined;
      /** The step's sentence as the signer saw and confirmed it. */
      attestation?: string | undefined;
      /** Complete evidence for a step that wants it again. */
      evidence?: readonly FiledEvidence[] | undefined;
    }
  | {
      kind: 'return' | 'reject';
      step?: string | undefined;
      comment: string;
      lines?: NonNullable<Decision['lines']> | undefined;
    }
  | { kind: 'delegate'; step?: string | undefined; toId: string; comment?: string | undefined }
  | { kind: 'recall'; step?: string | undefined; comment?: string | undefined }
  | { kind: 'withdraw'; comment?: string | undefined }
  | { kind: 'reopen'; comment: string; dueDate?: string | undefined }
  /** People came, left or got other roles: nobody decides anything. */
  | { kind: 'peopleChanged' }
  /** The board adopted the year's budget, with this revision of the site. */
  | { kind: 'yearAdopted'; adoptedRevision?: number | undefined };

export type Decided = ({ ok: true } & Moved) | { ok: false; refusal: DecisionRefusal };

/** Why an event cannot be taken; the codes are those a client receives. */
export type DecisionRefusal =
  /** It is not open any more. */
  | 'submission.alreadyDecided'
  | 'submission.commentMissing'
  | 'submission.ownWork'
  /** No step that waits is this person's. */
  | 'submission.notYours'
  | 'submission.stepUnknown'
  /** The step was decided already, perhaps a moment ago. */
  | 'submission.stepDone'
  | 'submission.stepAhead'
  /** Several steps wait for this person, and none was named. */
  | 'submission.stepUnclear'
  | 'submission.alreadySigned'
  | 'submission.attestationMissing'
  | 'submission.evidenceMissing'
  | 'submission.delegateUnfit'
  | 'submission.notSubmitter'
  | 'submission.nothingToRecall'
  | 'submission.laterDecided'
  | 'submission.stillOpen';
