import { ApiError } from '../../src/api/client.js';
import type { ProblemReply } from '../../src/contract/problem-reply.js';

/** What a call is refused with; fails the test when it is not. */
export async function refusalOf(call: Promise<unknown>): Promise<ProblemReply> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiError && error.failure.kind === 'refused') return error.failure.problem;
    throw error;
  }
  throw new Error('The call was not refused');
}
