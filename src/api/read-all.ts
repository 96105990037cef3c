import type { AnyEndpoint, BodyOf, QueryOf, ReplyOf } from '../contract/endpoint.js';
import type { ApiClient, CallInput } from './client.js';

/** As many as the server gives at once. */
const LIMIT = 200;
/** No list that somebody looks at is that long: a server that never ends is not followed for ever. */
const MOST_PAGES = 500;

/** Reads a list of the contract page by page until its end; rejects with what any page was refused with. */
export async function readAll<E extends AnyEndpoint>(
  api: ApiClient,
  list: E,
  input: Pick<CallInput<E>, 'params' | 'signal'>,
  limit = LIMIT,
): Promise<ReplyOf<E>[]> {
  const pages: ReplyOf<E>[] = [];
  let after: unknown = null;
  do {
    const query = { limit, ...(after === null ? {} : { after }) } as QueryOf<E>;
    const page = await api.call(list, { ...input, query, body: undefined as BodyOf<E> });
    pages.push(page);
    // A server older than pages gives the whole list and says nothing.
    after = (page as { next?: unknown }).next ?? null;
  } while (after !== null && pages.length < MOST_PAGES);
  return pages;
}
