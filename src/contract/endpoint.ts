import { z } from 'zod';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a caller must hold to use an endpoint. `public` needs no token; the others are granted by roles. */
export type Permission =
  | 'public'
  | 'signedIn'
  /** See a site's budget: its own people, reviewers, budget managers and auditors. */
  | 'site:read'
  /** Save a site's sheet: people with an office at that site, each for their own rows. */
  | 'site:write'
  /** Send in a site's workbook as a file: the site's people for their own rows, the budget manager for the site's. */
  | 'siteFile:write'
  /** Take the workbooks of all sites at once: the budget manager. */
  | 'workbooks:read'
  /** Send a site's budget into approval, and take it back: the site's own manager. */
  | 'site:submit'
  /** Look at what sites submitted: reviewers, federal programs, budget managers and auditors. */
  | 'submission:read'
  /** Sign, return or reject what a site submitted: whoever a step of its route may fall to. */
  | 'submission:decide'
  /** Open a site's budget again after it was approved: the budget manager. */
  | 'submission:reopen'
  /** Comment on a site's budget and settle what was asked: the site's people and reviewers. */
  | 'comment:write'
  /** Add to the ledger of what sites may budget: the budget manager. */
  | 'allocation:write'
  /** Ask finance for a code or an exception: the site's people. */
  | 'request:write'
  /** See what all sites ask: whoever answers, and auditors. */
  | 'request:read'
  /** Answer what sites ask: reviewers and the budget manager. */
  | 'request:answer'
  /** See master budgets: the budget manager and auditors. */
  | 'master:read'
  | 'master:manage'
  /** See the rules and the accounts of the year: reviewers, budget managers and auditors. */
  | 'plan:read'
  /** Change them in the season: the budget manager of the whole district. */
  | 'plan:manage'
  /** Who is in the district, their roles and sign-ins: the administrator. */
  | 'people:manage'
  /** Read and check the audit trail: auditors, budget managers and the administrator. */
  | 'audit:read'
  /** What was mailed, and what could not be: the administrator. */
  | 'mail:read';

/** One endpoint of the API: the only description of it, used by client and server alike. */
export type Endpoint<
  Params extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
> = {
  name: string;
  method: HttpMethod;
  /** Express-style, such as `/v1/sites/:siteCode/book`. */
  path: string;
  permission: Permission;
  /** Works also for somebody who has to change her password first. */
  isForNewPassword?: true;
  params: Params;
  /** What may follow the path after a question mark; coerced, since it comes as text. */
  query?: Query;
  body: Body;
  /** Replies of bytes or `z.string()` are sent as they are, with `contentType`. */
  reply: Reply;
  contentType?: string;
  /** The largest body that is read, where it is another than that of a form. */
  maxBodyBytes?: number;
  /** Milliseconds that a client waits for the whole reply, where that is long to send for or to carry out. */
  waitMs?(body: z.infer<Body>): number;
  /**
   * A write that is safe to repeat by itself and long to carry out: it takes no key, since a keyed write is one transaction
   * from its beginning to its end.
   */
  isRepeatable?: true;
  /** The reply has an entity tag: who sends it again (`If-None-Match`) gets 304 while nothing has changed. */
  hasEtag?: boolean;
  /**
   * Name of the endpoint with the same params that shows what is changed here. A change that carries the tag of what its
   * sender saw (`If-Match`) is refused with `request.stale` when that is no longer what there is.
   */
  ifMatch?: string;
  /** Fields of the body that may be others when the same request is repeated under its key. */
  variesOnRepeat?: readonly string[];
};

export type AnyEndpoint = Endpoint;
export type ParamsOf<E extends AnyEndpoint> = z.infer<E['params']>;
export type BodyOf<E extends AnyEndpoint> = z.infer<E['body']>;
export type ReplyOf<E extends AnyEndpoint> = z.infer<E['reply']>;
/** Undefined of an endpoint that takes none. */
export type QueryOf<E extends AnyEndpoint> = z.infer<NonNullable<E['query']>>;

/** Keeps the exact schema types of an endpoint. */
export function endpoint<
  P extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
  Q extends z.ZodType = z.ZodUndefined,
>(definition: Endpoint<P, B, R, Q>): Endpoint<P, B, R, Q> {
  return definition;
}

/** A number in a row, such as a revision's, from 1: what the database's integers hold. */
const LARGEST_NUMBER = 2_147_483_647;
export const Ordinal = z.int().min(1).max(LARGEST_NUMBER);
/** The same in a path. */
export const OrdinalInPath = z.coerce.number().int().min(1).max(LARGEST_NUMBER);
/** A revision to start from; 0 is the opening content. */
export const BaseRevision = z.int().min(0).max(LARGEST_NUMBER);

export const NoParams = z.object({});
export const NoBody = z.undefined();
export const SiteParams = z.object({ siteCode: z.string().min(1).max(20) });

/**
 * Names one write, by a UUID that its sender chooses and repeats it under: the server carries it out once, and gives the
 * reply of that one time again for a day. The key is one person's: another's same one is another. Refused requests leave
 * nothing, so that the same key may be tried again with what was wrong put right. Without the header a write is carried
 * out as often as it comes, as far as the endpoint itself does not see that it came before.
 *
 * Public endpoints take no key: there is nobody yet to whom a key could belong, and a kept reply would hand out the
 * tokens of a sign-in to whoever knows or guesses its key. Each of them is safe to repeat by itself, or may happen twice.
 */
export const IDEMPOTENCY_KEY_HEADER = 'idempotency-key';
export const IdempotencyKey = z.uuid();

/** Whether a request to it may carry a key. */
export function takesKey({
  method,
  permission,
  isRepeatable,
}: Pick<Endpoint, 'method' | 'permission' | 'isRepeatable'>): boolean {
  return method !== 'GET' && permission !== 'public' && isRepeatable !== true;
}

/** How long a client waits for what is made of a whole master budget: its thread has three minutes, and may have to wait. */
export const WHOLE_MASTER_MS = 4 * 60_000;

/** Sent by every client; a server that no longer serves that version answers `client.outdated`. */
export const CLIENT_VERSION_HEADER = 'x-sitebook-client';
export const CLIENT_VERSION = '1';
