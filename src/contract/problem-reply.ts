import { z } from 'zod';
import { Problem } from '../core/problem.js';

/** Every code with which the server refuses a request. Stable: clients choose their words and next step by it. */
export const ErrorCode = z.enum([
  'request.malformed',
  'request.invalid',
  'request.tooLarge',
  'client.outdated',
  'signIn.wrong',
  'signIn.needed',
  'token.expired',
  'token.invalid',
  'permission.missing',
  'notFound',
  'site.unknown',
  'revision.unknown',
  'revision.outdated',
  'revision.nothingSaved',
  'workbook.otherYear',
  'workbook.otherLayout',
  'submission.blocked',
  'submission.notLatest',
  'submission.figuresMoved',
  'submission.unknown',
  'submission.alreadyOpen',
  'submission.alreadyDecided',
  'submission.commentMissing',
  'submission.ownWork',
  'master.nothingApproved',
  'master.unknown',
  'allocation.unknownSource',
  'allocation.fixByPast',
  'request.idTaken',
  'request.accountMissing',
  'request.accountWrong',
  'request.alreadyAnswered',
  'request.noException',
  'request.unknown',
  'comment.rowUnknown',
  'comment.unknown',
  'submission.attestationMissing',
  'submission.evidenceMissing',
  'server.busy',
  'server.fault',
  'request.tooMany',
  'token.reused',
  'district.unknown',
  'code.unknown',
  'request.keyReused',
  'request.running',
  'request.stale',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/**
 * The body of every refusal, as `application/problem+json` (RFC 9457): what happened, in words a principal understands,
 * and what to do. The title is of this one occurrence, so that there is no `detail` beside it.
 */
export const ProblemReply = z.object({
  /** Where the code is explained, below the server's address; `/problems/` and the code. */
  type: z.string().optional(),
  /** `urn:uuid:` and the request's number. */
  instance: z.string().optional(),
  code: ErrorCode,
  status: z.int(),
  title: z.string(),
  whatToDo: z.string(),
  /** Findings behind the refusal, each with its place: fatal problems that block, fields that are wrong. */
  problems: z.array(Problem).optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  requestId: z.string(),
});
export type ProblemReply = z.infer<typeof ProblemReply>;
