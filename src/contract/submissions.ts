import { z } from 'zod';
import { DueAndRoute } from '../core/approval/due-and-route.js';
import { Submission } from '../core/approval/submission.js';
import { EvidenceValues } from '../core/budget/submission-form.js';
import { Site } from '../core/budget/site.js';
import { Fte } from '../core/fte.js';
import { Cents } from '../core/money.js';
import { Problem } from '../core/problem.js';
import { endpoint, NoBody, NoParams, Ordinal, SiteParams } from './endpoint.js';
import { ErrorCode } from './problem-reply.js';
import { QueuedClaim } from './queued-claim.js';
import { RevisionSummary } from './sites.js';

/**
 * Sends the latest revision into approval. Fatal problems block it (`submission.blocked`), whatever the pane said; so
 * does what the district asks for and is not there (`submission.attestationMissing`, `submission.evidenceMissing`).
 */
export const submitRevision = endpoint({
  name: 'submitRevision',
  method: 'POST',
  path: '/v1/sites/:siteCode/submissions',
  permission: 'site:submit',
  params: SiteParams,
  body: z.object({
    revision: Ordinal,
    /** The district's sentence as the submitter saw and confirmed it. */
    attestation: z.object({ text: z.string().max(2000), confirmed: z.literal(true) }).optional(),
    /** What the submitter typed into the district's forms of evidence. */
    evidence: z
      .array(z.object({ id: z.string().max(60), values: EvidenceValues }))
      .max(20)
      .optional(),
    queued: QueuedClaim.optional(),
  }),
  variesOnRepeat: ['queued'],
  reply: Submission,
});

/** One submission in the reviewer's queue. */
export const QueueItem = z.object({
  submission: Submission,
  site: Site,
  revision: RevisionSummary,
  currentCents: Cents,
  allocatedCents: Cents,
  /** Lines whose proposed amount or FTE is not the current one, and lines of the current budget that are gone. */
  changedLines: z.int().min(0),
});
export type QueueItem = z.infer<typeof QueueItem>;

/**
 * Submissions a reviewer may see, in pages: those that wait first, the longest waiting on top; then all others, the
 * latest submitted on top. `next` is where the page after this one begins, null on the last. A cursor stays good whatever
 * happens in between: nothing before it is shown again, nothing after it is left out. `yours` leaves of those that wait
 * the ones with a step that the caller may sign now, and nothing else.
 */
export const listSubmissions = endpoint({
  name: 'listSubmissions',
  method: 'GET',
  path: '/v1/submissions',
  permission: 'submission:read',
  params: NoParams,
  query: z.object({
    after: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    view: z.enum(['all', 'yours']).optional(),
  }),
  body: NoBody,
  reply: z.object({
    items: z.array(QueueItem),
    next: z.string().nullable(),
    /** How many wait, on all pages together; of `yours`, for the caller. */
    waiting: z.int().min(0),
  }),
});

/** One line that differs from the current budget. One that is gone proposes nothing. */
export const LineDifference = z.object({
  lineId: z.string(),
  account: z.string(),
  title: z.string(),
  accountTitle: z.string(),
  fundingSource: z.string().nullable(),
  currentCents: Cents,
  proposedCents: Cents,
  currentFte: Fte,
  proposedFte: Fte,
  justification: z.string(),
  /** A line of the current budget that the submitted one does not have any more. */
  isRemoved: z.boolean(),
});
export type LineDifference = z.infer<typeof LineDifference>;

export const BalanceReply = z.object({
  fundingSource: z.string(),
  title: z.string(),
  allocatedCents: Cents,
  proposedCents: Cents,
  remainingCents: Cents,
  allocatedFte: Fte,
  proposedFte: Fte,
  remainingFte: Fte,
  currentCents: Cents,
});
export type BalanceReply = z.infer<typeof BalanceReply>;

/** What a reviewer reads of the rule behind a problem. */
export const RuleNote = z.object({
  id: z.string(),
  title: z.string(),
  citation: z.string(),
  askWhom: z.string(),
});
export type RuleNote = z.infer<typeof RuleNote>;

const SubmissionParams = z.object({ submissionId: z.uuid() });

/** What a reviewer looks at: the difference to the current budget, balances and problems of the submitted revision. */
export const getSubmission = endpoint({
  name: 'getSubmission',
  method: 'GET',
  hasEtag: true,
  path: '/v1/submissions/:submissionId',
  permission: 'submission:read',
  params: SubmissionParams,
  body: NoBody,
  reply: QueueItem.extend({
    lines: z.array(LineDifference),
    unchangedLines: z.int().min(0),
    balances: z.array(BalanceReply),
    problems: z.array(Problem),
    /** The rules that found them, by the problems' `ruleId`. */
    rules: z.array(RuleNote),
    /** Ids of the steps that wait for the caller. */
    yourSteps: z.array(z.string()).optional(),
    /** For each of them, who may take the caller's signature over. */
    standIns: z
      .array(z.object({ step: z.string(), people: z.array(z.object({ id: z.uuid(), name: z.string() })) }))
      .optional(),
    /** Its way, with who has what. */
    route: DueAndRoute.optional(),
  }),
});

/**
 * Takes a decision on a submission. `step` names the step of its route where several wait for one person. `approve` signs
 * a step, or confirms a preliminary approval; `return` and `reject` say why; `delegate` gives one's signature to
 * `delegateTo`; `recall` takes one's own back as long as no later stage has decided; `withdraw` is the submitter's.
 */
export const decideSubmission = endpoint({
  name: 'decideSubmission',
  method: 'POST',
  ifMatch: 'getSubmission',
  path: '/v1/submissions/:submissionId/decisions',
  permission: 'submission:decide',
  params: SubmissionParams,
  body: z.object({
    decision: z.enum(['approve', 'return', 'reject', 'delegate', 'recall', 'withdraw']),
    comment: z.string().max(4000),
    step: z.string().max(40).optional(),
    /** What to change in single lines; of a return or a rejection. */
    lines: z
      .array(z.object({ lineId: z.string().min(1).max(64), text: z.string().trim().min(1).max(4000) }))
      .max(200)
      .optional(),
    delegateTo: z.uuid().optional(),
    /** The step's sentence as the signer saw and confirmed it. */
    attestation: z.object({ text: z.string().max(2000), confirmed: z.literal(true) }).optional(),
    /** Evidence for a step that wants it again after a change. */
    evidence: z
      .array(z.object({ id: z.string().max(60), values: EvidenceValues }))
      .max(20)
      .optional(),
  }),
  reply: Submission,
});

/** What came of one submission of several: its new state, or why not. */
export const BulkAnswer = z.object({
  submissionId: z.uuid(),
  submission: Submission.nullable(),
  refusal: ErrorCode.nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type BulkAnswer = z.infer<typeof BulkAnswer>;

/**
 * Approves several submissions, every step that waits for the caller. Each has an answer of its own, in the order asked;
 * one in which today's rules find what is fatal, or a warning that nobody explained, and one whose steps a change opened
 * again, are looked at by themselves (`submission.notClean`).
 */
export const approveSubmissions = endpoint({
  name: 'approveSubmissions',
  method: 'POST',
  path: '/v1/approvals',
  permission: 'submission:decide',
  params: NoParams,
  body: z.object({ submissionIds: z.array(z.uuid()).min(1).max(200) }),
  reply: z.object({ answers: z.array(BulkAnswer) }),
});

/** Gives a site its budget back after it was approved or closed, with a reason, and with a later due date where one is given. */
export const reopenSubmission = endpoint({
  name: 'reopenSubmission',
  method: 'POST',
  ifMatch: 'getSubmission',
  path: '/v1/submissions/:submissionId/reopening',
  permission: 'submission:reopen',
  params: SubmissionParams,
  body: z.object({ comment: z.string().max(4000), dueDate: z.iso.date().optional() }),
  reply: Submission,
});
