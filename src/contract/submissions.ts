import { z } from 'zod';
import { Submission } from '../core/approval/submission.js';
import { EvidenceValues } from '../core/budget/submission-form.js';
import { Site } from '../core/budget/site.js';
import { Fte } from '../core/fte.js';
import { Cents } from '../core/money.js';
import { Problem } from '../core/problem.js';
import { endpoint, NoBody, NoParams, Ordinal, SiteParams } from './endpoint.js';
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

/** Submissions a reviewer may see, open ones first, then the latest decided. */
export const listSubmissions = endpoint({
  name: 'listSubmissions',
  method: 'GET',
  path: '/v1/submissions',
  permission: 'submission:read',
  params: NoParams,
  body: NoBody,
  reply: z.object({ items: z.array(QueueItem) }),
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
  }),
});

/** Approves a submission or returns it with a comment. */
export const decideSubmission = endpoint({
  name: 'decideSubmission',
  method: 'POST',
  ifMatch: 'getSubmission',
  path: '/v1/submissions/:submissionId/decisions',
  permission: 'submission:decide',
  params: SubmissionParams,
  body: z.object({ decision: z.enum(['approve', 'return']), comment: z.string().max(4000) }),
  reply: Submission,
});
