import type { Submission } from '../core/approval/submission.js';
import type { BodyOf } from '../contract/endpoint.js';
import type { Receipt, saveRevision } from '../contract/sites.js';
import type { submitRevision } from '../contract/submissions.js';
import type { ApiClient } from './client.js';
import type { QueueStorage } from './queue-storage.js';

/** A queued save arrived. `entryId` is what `save` gave back. */
export type SentSave = { entryId: string; siteCode: string; workbookId: string; receipt: Receipt };

export type SaveResult = { kind: 'sent'; receipt: Receipt } | { kind: 'queued'; entryId: string };
export type SubmitResult = { kind: 'sent'; submission: Submission } | { kind: 'queued' };

export type SaveRequest = { siteCode: string; body: Omit<BodyOf<typeof saveRevision>, 'queued'> };
export type SubmitRequest = {
  siteCode: string;
  workbookId: string;
  body: Omit<BodyOf<typeof submitRevision>, 'queued'>;
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
