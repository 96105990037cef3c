import type { Submission } from '../core/approval/submission.js';
import type { BodyOf } from '../contract/endpoint.js';
import type { Receipt, saveRevision } from '../contract/sites.js';
import type { submitRevision } from '../contract/submissions.js';
import type { ApiClient } from './client.js';
import type { QueueState } from './queue-state.js';
import type { QueueStorage } from './queue-storage.js';

/** A queued save arrived. `entryId` is what `save` gave back. */
export type SentSave = { entryId: string; siteCode: string; workbookId: string; receipt: Receipt };

/** A queued submission arrived. */
export type SentSubmit = { workbookId: string; submission: Submission };

export type SaveResult = { kind: 'sent'; receipt: Receipt } | { kind: 'queued'; entryId: string };
export type SubmitResult =
  | { kind: 'sent'; submission: Submission }
  | { kind: 'queued' }
  /** It could not be sent, and was not to wait: nothing is kept of it. */
  | { kind: 'notSent'; waitsFor: QueueState['waitsFor'] }
  /** Another save waits than the one that was meant, or none any more: nothing was asked for. */
  | { kind: 'saveMoved' };

export type SaveRequest = { siteCode: string; body: Omit<BodyOf<typeof saveRevision>, 'queued'> };
export type SubmitRequest = {
  siteCode: string;
  workbookId: string;
  body: Omit<BodyOf<typeof submitRevision>, 'queued'>;
  /** The save that waits and is meant, or null for the revision in `body`; where left out, whatever waits. */
  after?: string | null;
  /** It is kept until it can be sent; where false it is tried once. */
  mayWait?: boolean;
};

export type SaveQueueOptions = {
  api: ApiClient;
  storage: QueueStorage;
  /** Office's partition key, as for the session. */
  partitionKey?: string | undefined;
  now: () => Date;
  newId: () => string;
  /** The last stamp that the server gave. */
  stamp: () => string | null;
  /** Calls back later; gives what calls it off. */
  later: (run: () => void, ms: number) => () => void;
  /** From 0 to 1. */
  random: () => number;
  /** Keeps other panes on the same storage from sending at the same time, where the browser can. */
  alone?: (name: string, work: () => Promise<void>) => Promise<void>;
};
