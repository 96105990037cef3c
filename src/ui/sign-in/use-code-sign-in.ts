import { useEffect, useEffectEvent, useState } from 'react';
import type { ReplyOf } from '../../contract/endpoint.js';
import type { SignedIn } from '../../contract/sign-in.js';
import { redeemSignInCode, type createSignInCode } from '../../contract/sign-in-codes.js';
import { failureOf } from '../messages/describe-failure.js';
import { useServices } from '../services/services.js';

export type ShownCode = ReplyOf<typeof createSignInCode>;
export type CodeStanding = 'waiting' | 'notConnected' | 'denied' | 'expired';

/** Asks until the code is confirmed, denied or too old; at once when the person comes back from the browser. */
export function useCodeSignIn(
  code: ShownCode | null,
  onSignedIn: (signedIn: SignedIn) => void,
): CodeStanding {
  const { api } = useServices();
  const [standing, setStanding] = useState<CodeStanding>('waiting');
  const done = useEffectEvent(onSignedIn);
  useEffect(() => {
    if (code === null) return undefined;
    const stopped = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isAsking = false;
    const ask = async (): Promise<CodeStanding | 'signedIn'> => {
      try {
        const body = { deviceSecret: code.deviceSecret };
        const answer = await api.call(redeemSignInCode, { params: {}, body });
        if (answer.status === 'signedIn') {
          if (!stopped.signal.aborted) done(answer.signedIn);
          return 'signedIn';
        }
        return answer.status === 'pending' ? 'waiting' : answer.status;
      } catch (error) {
        const failure = failureOf(error);
        const isOver = failure.kind === 'refused' && failure.problem.status === 404;
        return isOver ? 'expired' : 'notConnected';
      }
    };
    const round = async () => {
      if (isAsking) return;
      isAsking = true;
      clearTimeout(timer);
      const next = await ask();
      isAsking = false;
      if (stopped.signal.aborted || next === 'signedIn') return;
      setStanding(next);
      if (next === 'waiting' || next === 'notConnected')
        timer = setTimeout(() => void round(), code.pollSeconds * 1_000);
    };
    const onReturn = () => void round();
    setStanding('waiting');
    timer = setTimeout(() => void round(), code.pollSeconds * 1_000);
    window.addEventListener('focus', onReturn);
    return () => {
      stopped.abort();
      clearTimeout(timer);
      window.removeEventListener('focus', onReturn);
    };
  }, [api, code]);
  return standing;
}
