import { ApiError } from '../../src/api/client.js';

/** The code with which a call was refused, or the kind of its failure; null when it was not. */
export async function codeOf(call: Promise<unknown>): Promise<string | null> {
  try {
    await call;
    return null;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.failure.kind === 'refused' ? error.failure.problem.code : error.failure.kind;
  }
}
