import type { PageQuery } from '../../src/contract/paging.js';
import type { PageOf, PagePlace } from '../stores/page.js';
import { Refusal } from './refusal.js';

const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** A place in a list as clients carry it. `kind` tells parts of a list apart that have an order of their own. */
export function cursorOf({ at, id }: { at: string; id: string }, kind = ''): string {
  return [kind, at, id].join('_');
}

/** The place that a client gave, with its kind; refused as invalid when it is none that a page told. */
export function readCursor(text: string, kinds: readonly string[] = ['']): PagePlace & { kind: string } {
  const [kind = '', at = '', id = '', ...more] = text.split('_');
  const instant = new Date(at);
  if (!kinds.includes(kind) || more.length > 0 || !ID.test(id) || Number.isNaN(instant.getTime()))
    throw new Refusal('request.invalid');
  return { kind, at: instant, id };
}

/** What to read for a page: one more than it shows, which tells whether there is another. */
export function pageOf({ after, limit }: PageQuery): PageOf {
  return {
    after: after === undefined ? null : readCursor(after),
    limit: limit === undefined ? null : limit + 1,
  };
}

/** The rows that a page shows, and where the next begins. */
export function cut<T>(
  rows: readonly T[],
  { limit }: Pick<PageQuery, 'limit'>,
  cursor: (row: T) => string,
): { rows: T[]; next: string | null } {
  const shown = limit === undefined ? [...rows] : rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: last !== undefined && rows.length > shown.length ? cursor(last) : null };
}
