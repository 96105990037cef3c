import { z } from 'zod';
import { FiledEvidence } from '../budget/submission-form.js';
import { Approver } from './approver.js';
import { ApprovalStep } from './route.js';
import { SubmissionFacts } from './submission-facts.js';

/**
 * Where a submission stands on its way. `submitted` waits for decisions; `returned` goes back to the site with what to
 * change; `rejected` is final and the site begins anew; `withdrawn` was taken back by its submitter; `reopened` was
 * approved or closed, and the budget manager gave the site its budget back; `closed` was still waiting when the board adopted
 * the year's budget, and is decided no more.
 */
export const SubmissionStatus = z.enum([
  'submitted',
  'approved',
  'returned',
  'rejected',
  'withdrawn',
  'reopened',
  'closed',
]);
export type SubmissionStatus = z.infer<typeof SubmissionStatus>;

/** One person's approval of a step. */
export const Signature = z.object({
  personId: z.uuid(),
  person: z.string(),
  at: z.iso.datetime(),
  /** The sentence that was confirmed with it. */
  attestation: z.string().optional(),
  /** `own`: the principal's submission was her signature. `carried`: given for an earlier submission, and still good. */
  origin: z.enum(['own', 'carried']).optional(),
});
export type Signature = z.infer<typeof Signature>;

/** A signer gave the signature to somebody else. */
export const Delegation = z.object({
  fromId: z.uuid(),
  from: z.string(),
  toId: z.uuid(),
  to: z.string(),
  at: z.iso.datetime(),
});
export type Delegation = z.infer<typeof Delegation>;

/** A step on one submission's way, with the words and conditions that it had when it was submitted. */
export const SubmissionStep = z.object({
  rule: ApprovalStep,
  /** Steps of one stage wait at the same time. */
  stage: z.int().min(0),
  /** Codes of the funding sources it concerns; none: the whole sheet. */
  sources: z.array(z.string()),
  /** Those of them that the sheet touches. */
  touched: z.array(z.string()),
  /** Who decides it where nobody else can; absent: the budget managers. */
  fallback: z.array(Approver).optional(),
  /** When it came to its signers; null while it is ahead. */
  since: z.iso.datetime().nullable(),
  signatures: z.array(Signature),
  delegations: z.array(Delegation),
  /** When enough had signed. */
  doneAt: z.iso.datetime().nullable(),
  /** Its evidence was for something that changed since: the next signature brings it anew. */
  wantsEvidence: z.literal(true).optional(),
  /** Of a preliminary approval that a signer confirms. */
  confirmation: Signature.optional(),
});
export type SubmissionStep = z.infer<typeof SubmissionStep>;

/** What somebody did to a submission; what the program did by itself is in the name of whoever gave cause for it. */
export const Decision = z.object({
  decision: z.enum([
    'approve',
    'return',
    'reject',
    'delegate',
    'withdraw',
    'recall',
    'reopen',
    /** Steps wait again, since something that they approved changed. */
    'reopenSteps',
    'confirm',
    /** The year's budget was adopted while it waited. */
    'close',
  ]),
  decidedById: z.uuid(),
  decidedBy: z.string(),
  decidedAt: z.iso.datetime(),
  comment: z.string(),
  /** Ids of the steps it was about; absent where it is about the whole submission. */
  steps: z.array(z.string()).optional(),
  /** What was written about single lines. */
  lines: z.array(z.object({ lineId: z.string(), text: z.string() })).optional(),
  /** Whom a signature was given to. */
  to: z.string().optional(),
  /** Of an approval that nobody clicked: the principal's own submission, or an earlier approval that is still good. */
  origin: Signature.shape.origin,
  /** Of a return that nobody decided: nobody was left who could sign the step. */
  isStranded: z.literal(true).optional(),
  /** Of a reopening: until when the site submits, a local date of the district. */
  dueDate: z.iso.date().optional(),
  /** Of a closing: the site's revision that the adopted budget has; absent where it has none of the site. */
  adoptedRevision: z.int().min(1).optional(),
});
export type Decision = z.infer<typeof Decision>;

/** A saved revision on its way through approval. */
export const Submission = z.object({
  id: z.uuid(),
  siteCode: z.string(),
  revision: z.int().min(1),
  status: SubmissionStatus,
  submittedById: z.uuid(),
  submittedBy: z.string(),
  /** In whose name, where the submitter stood in for them; absent where it was in her own. */
  inNameOf: z.array(z.object({ personId: z.uuid(), name: z.string() })).optional(),
  submittedAt: z.iso.datetime(),
  /** It arrived after the due date had ended in the district's time zone. */
  isLate: z.boolean().optional(),
  /** When it was queued, as the pane claims; of a submission that waited for the network. */
  claimedAt: z.iso.datetime().optional(),
  /** The earliest that the claim can be true. */
  claimFloor: z.iso.datetime().optional(),
  /** Late, but queued in time as it claims: taken as in time by the district's policy, or the reviewer's to decide. */
  lateClaim: z.enum(['accepted', 'toDecide']).optional(),
  /** What was done so far, oldest first. */
  decisions: z.array(Decision),
  /** Its way, in the order of the stages. Absent of submissions older than routes: one step, finance. */
  steps: z.array(SubmissionStep).optional(),
  /** What steps depended on and approvals were given for. */
  facts: SubmissionFacts.optional(),
  /** When its last step approved it; it stays when the submission is reopened. Absent of those older than routes. */
  approvedAt: z.iso.datetime().optional(),
  /** The sentence that the submitter confirmed, as it was then. */
  attestation: z.object({ text: z.string() }).optional(),
  evidence: z.array(FiledEvidence).optional(),
  /** What was checked, with which rules and which engine. */
  proof: z
    .object({ contentHash: z.string(), rulePackHash: z.string(), engineVersion: z.string() })
    .optional(),
});
export type Submission = z.infer<typeof Submission>;

/** A submission with its way. */
export type RoutedSubmission = Submission & { steps: SubmissionStep[] };
