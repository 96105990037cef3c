import { z } from 'zod';
import { saveRevision } from '../contract/sites.js';
import { submitRevision } from '../contract/submissions.js';

/** Counts up when an older pane could not read what a newer one stores, or the other way round. */
export const QUEUE_FORMAT = 1;

const common = {
  format: z.literal(QUEUE_FORMAT),
  id: z.uuid(),
  siteCode: z.string().min(1),
  workbookId: z.uuid(),
  /** When the person asked for it, by her computer's clock; of a replaced save the newest time. */
  claimedAt: z.iso.datetime(),
  /** Since when something of this place in the queue waits. */
  since: z.iso.datetime(),
  /** The server's last signed time then. */
  stamp: z.string().nullable(),
  /** How often it was on its way: from 1 on the server may have it. */
  attempts: z.int().min(0),
  /** The queued save whose revision this one stands on; null when the revision is known. */
  after: z.uuid().nullable(),
};

/** A save or a submission that waits for the server, as it is stored. */
export const QueueEntry = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('save'),
    /** The revision that the sheet stood on, as the pane knew it; `body.baseRevision` moves on with what was sent. */
    paneBase: z.int().min(0),
    body: saveRevision.body.omit({ queued: true }),
  }),
  z.object({
    ...common,
    kind: z.literal('submit'),
    /** Null while `after` is not answered. */
    revision: z.int().min(1).nullable(),
    body: submitRevision.body.omit({ queued: true, revision: true }),
  }),
]);
export type QueueEntry = z.infer<typeof QueueEntry>;
export type SaveEntry = Extract<QueueEntry, { kind: 'save' }>;
export type SubmitEntry = Extract<QueueEntry, { kind: 'submit' }>;

/** The revision that a workbook's last queued save became, until the workbook itself says so. */
export const SentMark = z.object({
  workbookId: z.uuid(),
  siteCode: z.string(),
  revision: z.int().min(1),
});
export type SentMark = z.infer<typeof SentMark>;

/** Everything of one person that waits, oldest first. */
export type QueueList = {
  entries: readonly QueueEntry[];
  /** Entries that this version cannot read; kept as they are for one that can. */
  unreadable: readonly unknown[];
  sent: readonly SentMark[];
};

const Stored = z.object({ entries: z.array(z.unknown()), sent: z.array(z.unknown()) });

/** Reads what is stored: nothing of it is dropped, whatever it is. */
export function readList(stored: unknown): QueueList {
  if (stored === undefined) return { entries: [], unreadable: [], sent: [] };
  const read = Stored.safeParse(stored);
  if (!read.success) return { entries: [], unreadable: [stored], sent: [] };
  const entries: QueueEntry[] = [];
  const unreadable: unknown[] = [];
  for (const raw of read.data.entries) {
    const entry = QueueEntry.safeParse(raw);
    if (entry.success) entries.push(entry.data);
    else unreadable.push(raw);
  }
  const sent = read.data.sent.flatMap((raw) => {
    const mark = SentMark.safeParse(raw);
    return mark.success ? [mark.data] : [];
  });
  return { entries, unreadable, sent };
}

/** The stored form; what could not be read stays in it, before what came later. */
export function writeList({ entries, unreadable, sent }: QueueList): unknown {
  return { entries: [...unreadable, ...entries], sent: [...sent] };
}
