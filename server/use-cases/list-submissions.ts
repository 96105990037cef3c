import type { QueryOf, ReplyOf } from '../../src/contract/endpoint.js';
import type { listSubmissions as listEndpoint, QueueItem } from '../../src/contract/submissions.js';
import * as queue from '../stores/queue-store.js';
import { openYear } from '../stores/year-store.js';
import { scopeOf, type Actor } from './actor.js';
import { compareWithCurrent } from './compare-with-current.js';
import type { Parts } from './parts.js';
import { loadSubmitted } from './read-submission.js';
import { Refusal } from './refusal.js';

/**
 * A page of the reviewer's queue. Read from what was stored when things happened: no content of any sheet, and as much
 * for a district of two thousand sites as for one of ten.
 */
export async function listSubmissions(
  { db }: Pick<Parts, 'db'>,
  actor: Actor,
  { after, limit }: QueryOf<typeof listEndpoint>,
): Promise<ReplyOf<typeof listEndpoint>> {
  const year = await openYear(db, actor.districtId);
  const scope = scopeOf(actor, 'submission:read');
  const cursor = after === undefined ? null : readCursor(after);
  // One more than asked for tells whether there is another page.
  const rows =
    cursor?.isWaiting === false
      ? []
      : await queue.waitingRows(db, year, scope, { after: cursor, limit: limit + 1 });
  if (rows.length <= limit) {
    const rest = { after: cursor?.isWaiting === false ? cursor : null, limit: limit + 1 - rows.length };
    rows.push(...(await queue.otherRows(db, year, scope, rest)));
  }
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const allocated = await queue.allocatedTo(db, year, [...new Set(page.map(({ site }) => site.code))]);
  const items: QueueItem[] = [];
  for (const { openingCents, changedLines, ...row } of page) {
    items.push({
      ...row,
      currentCents: openingCents,
      allocatedCents: allocated.get(row.site.code) ?? 0,
      changedLines: changedLines ?? (await countChangedLines(db, actor, row.submission)),
    });
  }
  return {
    items,
    next: last && rows.length > limit ? cursorOf(last.submission) : null,
    waiting: await queue.countWaiting(db, year, scope),
  };
}

/** Of a submission from before the count was kept with it. */
async function countChangedLines(
  db: Parts['db'],
  actor: Actor,
  submission: QueueItem['submission'],
): Promise<number> {
  const { index, revision, state } = await loadSubmitted(db, actor, submission);
  return compareWithCurrent(index, revision.content, state.figures).length;
}

function cursorOf({ status, submittedAt, id }: QueueItem['submission']): string {
  return [status === 'submitted' ? 'w' : 'o', submittedAt, id].join('_');
}

function readCursor(text: string): queue.QueueCursor {
  const [kind, at = '', id = ''] = text.split('_');
  const isId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id);
  if ((kind !== 'w' && kind !== 'o') || !isId || Number.isNaN(Date.parse(at)))
    throw new Refusal('request.invalid');
  return { isWaiting: kind === 'w', at: new Date(at), id };
}
