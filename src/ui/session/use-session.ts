import { useSyncExternalStore } from 'react';
import type { Session, SessionStore } from './session-store.js';

/** The session, followed: a screen repaints when somebody signs in or out. */
export function useSession(store: SessionStore): Session | null {
  return useSyncExternalStore(store.subscribe, store.current);
}
