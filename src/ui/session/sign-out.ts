import { signOut } from '../../contract/sign-in.js';
import type { Services } from '../services/services.js';

/** Signs out here at once, and at the server as soon as it hears of it; its tokens end by themselves otherwise. */
export function signOutOf({ api, session }: Pick<Services, 'api' | 'session'>): void {
  const refreshToken = session.current()?.refreshToken;
  session.set(null);
  if (refreshToken === undefined) return;
  api.call(signOut, { params: {}, body: { refreshToken } }).catch(() => undefined);
}
