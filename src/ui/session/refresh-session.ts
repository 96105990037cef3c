import { ApiError, type ApiClient } from '../../api/client.js';
import { refreshSession } from '../../contract/sign-in.js';
import type { Session, SessionStore } from './session-store.js';

/** Runs work while nobody else on the same storage runs work of that name. */
export type Alone = (name: string, work: () => Promise<void>) => Promise<void>;

export type RefresherOptions = {
  session: SessionStore;
  /** A client that does not refresh by itself. */
  api: ApiClient;
  /** The browser's lock, so that pages on one storage refresh one after the other. */
  alone?: Alone | undefined;
};

const atOnce: Alone = (_, work) => work();

/**
 * What gets a newer token for one that has ended: one request however many calls need it, and none when another page on
 * the same storage has already put a newer one there. False when somebody has to sign in; rejects when the server
 * cannot be reached, which ends no session.
 */
export function createRefresher(options: RefresherOptions): (ended: string) => Promise<boolean> {
  const { session } = options;
  const alone = options.alone ?? atOnce;
  let running: Promise<boolean> | null = null;
  const run = async (ended: string): Promise<boolean> => {
    let isRenewed = false;
    try {
      await alone('sitebook-refresh', async () => {
        isRenewed = await renew(options.api, session, ended);
      });
      return isRenewed;
    } finally {
      running = null;
    }
  };
  return (ended) => (running ??= run(ended));
}

async function renew(api: ApiClient, session: SessionStore, ended: string): Promise<boolean> {
  session.reload();
  const before = session.current();
  if (before === null) return false;
  if (before.token !== ended) return true;
  const { refreshToken } = before;
  if (refreshToken === undefined) return false;
  try {
    const renewed = await api.call(refreshSession, { params: {}, body: { refreshToken } });
    // Somebody signed out, or another in, while it was on its way: what is there now stays.
    if (!isSame(session.current(), before)) return session.current() !== null;
    session.set({ ...renewed, district: before.district });
    return true;
  } catch (error) {
    if (!(error instanceof ApiError) || error.failure.kind !== 'refused') throw error;
    const { status, code, title } = error.failure.problem;
    if (status !== 401) throw error;
    // Otherwise the sign-in has simply ended, which the call that needed the token says itself.
    if (code === 'token.reused' && isSame(session.current(), before)) session.set(null, title);
    return false;
  }
}

function isSame(now: Session | null, before: Session): boolean {
  return now?.refreshToken === before.refreshToken;
}
