import { ApiError, type ApiFailure } from '../../api/client.js';

/** What an error tells: what happened, what is safe, what to do, and the number to quote when asking for help. */
export type FailureText = { title: string; safe: string; whatToDo: string; requestId: string | null };

/** What is safe depends on what was going on, not on the error. */
export type FailureContext = 'loading' | 'saving' | 'submitting' | 'deciding' | 'signingIn' | 'merging';

const SAFE_EN: Record<FailureContext, string> = {
  loading: 'Nothing was changed.',
  saving: 'Your figures are still in this sheet. Trying again is safe: the same save is never stored twice.',
  submitting: 'What you saved is safe. Trying again is safe: a budget is never submitted twice.',
  deciding: 'No decision was taken twice. Look at the submission again before you decide.',
  signingIn: 'Nothing was changed.',
  merging: 'Approved budgets are untouched. Trying again is safe.',
};

const UNREACHABLE_EN: Record<FailureContext, string> = {
  loading: 'Sitebook cannot be reached.',
  saving: 'Not saved: Sitebook cannot be reached.',
  submitting: 'Not submitted: Sitebook cannot be reached.',
  deciding: 'Sitebook cannot be reached.',
  signingIn: 'Sitebook cannot be reached.',
  merging: 'Sitebook cannot be reached.',
};

/** The words for a call that gave no reply. The server's own words are used where it gave some. */
export function describeFailure(failure: ApiFailure, context: FailureContext): FailureText {
  const safe = SAFE_EN[context];
  switch (failure.kind) {
    case 'refused': {
      const { title, whatToDo, requestId } = failure.problem;
      return { title, safe: failure.problem.status >= 500 ? safe : '', whatToDo, requestId };
    }
    case 'unreachable':
      return {
        title: UNREACHABLE_EN[context],
        safe,
        whatToDo: 'Check the network, then try again.',
        requestId: null,
      };
    case 'unsendable':
      return {
        title: 'Sitebook could not send this, by a fault of its own.',
        safe,
        whatToDo: 'Reload. If it happens again, tell your administrator.',
        requestId: null,
      };
    case 'unexpected':
      return {
        title: 'Sitebook answered in a way this version does not understand.',
        safe,
        whatToDo: 'Reload. If it happens again, tell your administrator.',
        requestId: null,
      };
  }
}

/** The failure behind an error thrown by a call; anything else is a fault of this program and counts as unexpected. */
export function failureOf(error: unknown): ApiFailure {
  return error instanceof ApiError ? error.failure : { kind: 'unexpected', status: 0 };
}
