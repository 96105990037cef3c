import { z } from 'zod';
import { Person } from '../../contract/sign-in.js';

/** Who is signed in here and into which district (short name), with the tokens of the moment. */
export const Session = z.object({
  district: z.string(),
  token: z.string(),
  /** Good for one refresh; absent where nothing refreshes. */
  refreshToken: z.string().optional(),
  /** When the person has to sign in again. */
  expiresAt: z.iso.datetime(),
  person: Person,
});
export type Session = z.infer<typeof Session>;

export type SessionStore = {
  current: () => Session | null;
  /** Signs in, or out with null; `notice` says why, when it was not the person's wish. */
  set: (session: Session | null, notice?: string) => void;
  /** Why the last session ended; null when somebody is signed in or signed out themselves. */
  notice: () => string | null;
  /** Takes over what another page on the same storage has put there since: a newer token, a sign-out. */
  reload: () => void;
  subscribe: (onChange: () => void) => () => void;
};

export type SessionStoreOptions = {
  /** Where the session outlives a reload; null keeps it in memory only. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  /** Office's partition key: the same origin may be embedded in several places that must not share a session. */
  partitionKey?: string | undefined;
  now: () => Date;
};

/**
 * Keeps the session in memory and, where the browser lets it, in storage. A stored session that has ended or cannot
 * be read counts as none. Storage that refuses (private windows, blocked third parties) is no error.
 */
export function createSessionStore({ storage, partitionKey, now }: SessionStoreOptions): SessionStore {
  const key = `${partitionKey ?? ''}sitebook-session`;
  const listeners = new Set<() => void>();
  let session = read(storage, key, now());
  let notice: string | null = null;
  // Where storage did not take the session, what it lacks says nothing.
  let isStored = session !== null;
  const take = (next: Session | null, reason: string | null) => {
    session = next;
    notice = next === null ? reason : null;
    for (const listener of listeners) listener();
  };
  return {
    current: () => session,
    notice: () => notice,
    set(next, reason) {
      if (next === null && session === null) return;
      isStored = write(storage, key, next);
      take(next, reason ?? null);
    },
    reload() {
      if (!isStored || storage === null) return;
      // One that has ended is for the server to say so, with its reason.
      const stored = read(storage, key, null);
      if (stored?.token !== session?.token) take(stored, null);
    },
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

function read(storage: SessionStoreOptions['storage'], key: string, now: Date | null): Session | null {
  try {
    const stored = storage?.getItem(key) ?? null;
    if (stored === null) return null;
    const parsed = Session.safeParse(JSON.parse(stored));
    if (!parsed.success || (now !== null && new Date(parsed.data.expiresAt) <= now)) return null;
    return parsed.data;
  } catch {
    return null;
  }
}

/** Whether storage holds it now. */
function write(storage: SessionStoreOptions['storage'], key: string, session: Session | null): boolean {
  try {
    if (session === null) storage?.removeItem(key);
    else storage?.setItem(key, JSON.stringify(session));
    return storage !== null;
  } catch {
    // The session then lasts as long as the page.
    return false;
  }
}
