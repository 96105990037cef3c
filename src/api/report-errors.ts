import { CLIENT_VERSION } from '../contract/endpoint.js';
import { reportClientErrors, type ClientError, type HostPlatform } from '../contract/client-errors.js';
import type { ApiClient } from './client.js';
import { scrubError } from './scrub-error.js';

export type ErrorReporter = {
  /** Notes an error, to be sent soon with others. Never throws. */
  report: (error: unknown, source: ClientError['source']) => void;
};

export type ReporterOptions = {
  api: ApiClient;
  platform: HostPlatform;
  /** Where the scripts come from. */
  origin: string;
  now: () => Date;
  later: (run: () => void, ms: number) => unknown;
};

const HOUR_MS = 3_600_000;
const GATHER_MS = 5_000;
const MOST_AT_ONCE = 5;
/** A page that breaks in ever new ways tells no more after this many in an hour. */
const MOST_AN_HOUR = 20;

/**
 * Sends faults of this page to the server, scrubbed of whatever was typed: the same one at most once an hour, several
 * together. One that cannot be sent is forgotten: it is worth no second try.
 */
export function createReporter({ api, platform, origin, now, later }: ReporterOptions): ErrorReporter {
  const sentAt = new Map<string, number>();
  let gathered: ClientError[] = [];
  const send = () => {
    const errors = gathered;
    gathered = [];
    api.call(reportClientErrors, { params: {}, body: { platform, errors } }).catch(() => undefined);
  };
  const isNew = (error: ClientError): boolean => {
    const at = now().getTime();
    for (const [known, then] of sentAt) if (at - then >= HOUR_MS) sentAt.delete(known);
    const key = JSON.stringify([CLIENT_VERSION, error.name, error.message, error.frames[0]]);
    if (sentAt.has(key) || sentAt.size >= MOST_AN_HOUR) return false;
    sentAt.set(key, at);
    return true;
  };
  return {
    report(error, source) {
      const scrubbed: ClientError = { ...scrubError(error, origin), source };
      if (!isNew(scrubbed) || gathered.length >= MOST_AT_ONCE) return;
      gathered.push(scrubbed);
      if (gathered.length === 1) later(send, GATHER_MS);
    },
  };
}

type Events = Pick<Window, 'addEventListener' | 'removeEventListener'>;

/** Reports what nobody caught. Gives what stops it. */
export function watchErrors(reporter: ErrorReporter, window: Events): () => void {
  const onError = (event: ErrorEvent) => reporter.report(event.error, 'error');
  const onRejection = (event: PromiseRejectionEvent) => reporter.report(event.reason, 'rejection');
  window.addEventListener('error', onError);
  window.addEventListener('unhandledrejection', onRejection);
  return () => {
    window.removeEventListener('error', onError);
    window.removeEventListener('unhandledrejection', onRejection);
  };
}
