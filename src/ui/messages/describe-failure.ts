import { ApiError, type ApiFailure } from '../../api/client.js';
import { FAILURES } from './failures.js';

/** What an error tells: what happened, what is safe, what to do, and the number to quote when asking for help. */
export type FailureText = { title: string; safe: string; whatToDo: string; requestId: string | null };

/** What is safe depends on what was going on, not on the error. */
export type FailureContext =
  | 'loading'
  | 'saving'
  | 'submitting'
  | 'deciding'
  | 'signingIn'
  | 'changing'
  | 'merging';

/** The words for a call that gave no reply. The server's own words are used where it gave some. */
export function describeFailure(failure: ApiFailure, context: FailureContext): FailureText {
  const safe = FAILURES.safe[context];
  const { checkNetwork, reload } = FAILURES;
  switch (failure.kind) {
    case 'refused': {
      const { title, whatToDo, requestId } = failure.problem;
      return { title, safe: failure.problem.status >= 500 ? safe : '', whatToDo, requestId };
    }
    case 'unreachable':
      return { title: FAILURES.unreachable[context], safe, whatToDo: checkNetwork, requestId: null };
    case 'unsendable':
      return { title: FAILURES.unsendable, safe, whatToDo: reload, requestId: null };
    case 'unexpected':
      return { title: FAILURES.unexpected, safe, whatToDo: reload, requestId: null };
  }
}

/** The failure behind an error thrown by a call; anything else is a fault of this program and counts as unexpected. */
export function failureOf(error: unknown): ApiFailure {
  return error instanceof ApiError ? error.failure : { kind: 'unexpected', status: 0 };
}
