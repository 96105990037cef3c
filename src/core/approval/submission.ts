import { z } from 'zod';

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
});
export type Submission = z.infer<typeof Submission>;
export type Decision = Submission['decisions'][number];
