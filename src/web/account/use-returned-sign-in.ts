import { useEffect, useRef, useState } from 'react';
import { HANDOVER_KEY, SIGN_IN_ERROR_KEY } from '../../contract/handover-fragment.js';
import { redeemHandover } from '../../contract/sign-in-ways.js';
import { ACCOUNT } from '../../ui/messages/account.js';
import { describeFailure, failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';

const WORDS = ACCOUNT.elsewhere;
const NEXT = 'sitebook-next';

/** Leaves for a provider's page, and remembers where to come back to. */
export function leaveFor(path: string): void {
  try {
    sessionStorage.setItem(NEXT, location.pathname);
  } catch {
    // Without storage she comes back to the first page.
  }
  location.assign(path);
}

export type Returned = { isBusy: boolean; notice: string | null };

/**
 * What a provider's page sent back behind the `#` of the address: a code, which is exchanged for a session, or why
 * there is none. It is taken out of the address at once.
 */
export function useReturnedSignIn(onReturned: (path: string) => void): Returned {
  const { api, session } = useServices();
  const [fragment] = useState(() => new URLSearchParams(location.hash.slice(1)));
  const code = fragment.get(HANDOVER_KEY);
  const error = fragment.get(SIGN_IN_ERROR_KEY);
  const [state, setState] = useState<Returned>({
    isBusy: code !== null,
    notice: error === null ? null : `${WORDS.failed} ${reasonOf(error)}`,
  });
  const isTaken = useRef(false);
  useEffect(() => {
    if ((code === null && error === null) || isTaken.current) return;
    // Once, also where effects run twice: the code is good for one exchange.
    isTaken.current = true;
    history.replaceState(null, '', location.pathname);
    if (code === null) return;
    api.call(redeemHandover, { params: {}, body: { code } }).then(
      ({ district, signedIn }) => {
        setState({ isBusy: false, notice: null });
        session.set({ ...signedIn, district });
        onReturned(takeNext());
      },
      (failure: unknown) => {
        const { title, whatToDo } = describeFailure(failureOf(failure), 'signingIn');
        setState({ isBusy: false, notice: `${title} ${whatToDo}` });
      },
    );
  }, [api, session, code, error, onReturned]);
  return state;
}

function reasonOf(code: string): string {
  const reasons: Readonly<Record<string, string>> = WORDS.reasons;
  return reasons[code] ?? WORDS.other;
}

/** Only a path of this site: what stands in storage is not believed further. */
function takeNext(): string {
  try {
    const next = sessionStorage.getItem(NEXT) ?? '/';
    sessionStorage.removeItem(NEXT);
    return /^(\/[\w-]+)+$/.test(next) ? next : '/';
  } catch {
    return '/';
  }
}
