import type { Submission } from '../core/approval/submission.js';
import { saveRevision, type Receipt } from '../contract/sites.js';
import { submitRevision } from '../contract/submissions.js';
import { ApiError, type ApiClient } from './client.js';
import type { QueueEntry } from './queue-entry.js';

/** What the server answered. */
export type Arrived = { receipt: Receipt } | { submission: Submission };

/** Sends what waits in a queue, with when it was asked for where it had to wait. Rejects as every call does. */
export async function sendEntry(api: ApiClient, entry: QueueEntry, hasWaited: boolean): Promise<Arrived> {
  // What an entry asks does not change once it has left, so that its id is the key of all its tries.
  const { claimedAt, stamp, siteCode, id: key } = entry;
  const params = { siteCode };
  const claim = hasWaited && stamp !== null ? { queued: { claimedAt, stamp } } : {};
  if (entry.kind === 'save')
    return { receipt: await api.call(saveRevision, { params, body: { ...entry.body, ...claim }, key }) };
  const { revision } = entry;
  // Its save is gone without an answer; nothing says what was to be submitted.
  if (revision === null) throw new ApiError({ kind: 'unsendable' });
  const body = { ...entry.body, revision, ...claim };
  return { submission: await api.call(submitRevision, { params, body, key }) };
}
