import type { QueryOf, ReplyOf } from '../../src/contract/endpoint.js';
import type { listSubmissions as listEndpoint, QueueItem } from '../../src/contract/submissions.js';
import { whoCanAct, withSteps } from '../../src/core/approval/step-state.js';
import * as queue from '../stores/queue-store.js';
import type { Scope } from '../stores/scope.js';
import type { Year } from '../stores/year-store.js';
import { scopeOf, yearOfActor, type Actor } from './actor.js';
import { compareWithCurrent } from './compare-with-current.js';
import type { Parts } from './parts.js';
import { loadSubmitted } from './read-submission.js';
import { Refusal } from './refusal.js';
import { routePeople } from './route-people.js';

/**
 * A page of the reviewer's queue. Read from what was stored when things happened: no content of any sheet, and as much
 * for a district of two thousand sites as for one of ten.
 */
export async function listSubmissions(
  { db, now }: Pick<Parts, 'db' | 'now'>,
  actor: Actor,
  { after, limit, view }: QueryOf<typeof listEndpoint>,
): Promise<ReplyOf<typeof listEndpoint>> {
  const year = await yearOfActor(db, actor);
  const scope = scopeOf(actor, 'submission:read');
  const cursor = after === undefined ? null : readCursor(after);
  const yours = view === 'yours' ? await idsForActor({ db, now }, actor, year, scope) : undefined;
  // One more than asked for tells whether there is another page.
  const rows =
    cursor?.isWaiting === false
      ? []
      : await queue.waitingRows(db, year, scope, { after: cursor, limit: limit + 1, only: yours });
  if (yours === undefined && rows.length <= limit) {
    const rest = { after: cursor?.isWaiting === false ? cursor : null, limit: limit + 1 - rows.length };
    rows.push(...(await queue.otherRows(db, year, scope, rest)));
  }
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const items: QueueItem[] = [];
  for (const { submission, site, revision, openingCents, allocatedCents, changedLines } of page) {
    items.push({
      submission,
      site,
      revision,
      currentCents: openingCents,
      allocatedCents,
      changedLines: changedLines ?? (await countChangedLines(db, actor, submission)),
    });
  }
  return {
    items,
    next: last && rows.length > limit ? cursorOf(last.submission) : null,
    waiting: yours?.length ?? page[0]?.waiting ?? (await queue.countWaiting(db, year, scope)),
  };
}

/** Those with a step that waits for the actor. Who may sign is worked out from the route, which no query knows. */
async function idsForActor(
  parts: Pick<Parts, 'db' | 'now'>,
  actor: Actor,
  year: Year,
  scope: Scope,
): Promise<string[]> {
  const people = await routePeople(parts.db, parts, actor.districtId);
  const waiting = await queue.waitingSubmissions(parts.db, year, scope);
  return waiting
    .filter((submission) =>
      whoCanAct(withSteps(submission), people).some(({ people: able }) =>
        able.some(({ id }) => id === actor.personId),
      ),
    )
    .map(({ id }) => id);
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
