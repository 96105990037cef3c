import { z } from 'zod';
import { FiledEvidence } from '../budget/submission-form.js';

/** Where a submission stands on its way. */
export const SubmissionStatus = z.enum(['submitted', 'approved', 'returned']);
export type SubmissionStatus = z.infer<typeof SubmissionStatus>;

/** A saved revision on its way through approval. */
export const Submission = z.object({
  id: z.uuid(),
  siteCode: z.string(),
  revision: z.int().min(1),
  status: SubmissionStatus,
  submittedById: z.uuid(),
  submittedBy: z.string(),
  submittedAt: z.iso.datetime(),
  /** It arrived after the due date had ended in the district's time zone. */
  isLate: z.boolean().optional(),
  /** When it was queued, as the pane claims; of a submission that waited for the network. */
  claimedAt: z.iso.datetime().optional(),
  /** The earliest that the claim can be true. */
  claimFloor: z.iso.datetime().optional(),
  /** Late, but queued in time as it claims: taken as in time by the district's policy, or the reviewer's to decide. */
  lateClaim: z.enum(['accepted', 'toDecide']).optional(),
  /** The decisions so far, oldest first. */
  decisions: z.array(
    z.object({
      decision: z.enum(['approve', 'return']),
      decidedById: z.uuid(),
      decidedBy: z.string(),
      decidedAt: z.iso.datetime(),
      comment: z.string(),
    }),
  ),
  /** The sentence that the submitter confirmed, as it was then. */
  attestation: z.object({ text: z.string() }).optional(),
  evidence: z.array(FiledEvidence).optional(),
  /** What was checked, with which rules and which engine. */
  proof: z
    .object({ contentHash: z.string(), rulePackHash: z.string(), engineVersion: z.string() })
    .optional(),
});
export type Submission = z.infer<typeof Submission>;
export type Decision = Submission['decisions'][number];
