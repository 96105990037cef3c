import { z } from 'zod';

export type HttpMethod = 'GET' | 'POST';

/** What a caller must hold to use an endpoint. `public` needs no token; the others are granted by roles. */
export type Permission =
  | 'public'
  | 'signedIn'
  /** See a site's budget: its own people, reviewers and budget managers. */
  | 'site:read'
  /** Save a site's sheet: people with an office at that site, each for their own rows. */
  | 'site:write'
  /** Send a site's budget into approval: the site's own manager. */
  | 'site:submit'
  | 'submission:review'
  /** Comment on a site's budget and settle what was asked: the site's people and reviewers. */
  | 'comment:write'
  /** Add to the ledger of what sites may budget: the budget manager. */
  | 'allocation:write'
  /** Ask finance for a code or an exception: the site's people. */
  | 'request:write'
  /** Answer what sites ask: reviewers and the budget manager. */
  | 'request:answer'
  | 'master:manage';

/** One endpoint of the API: the only description of it, used by client and server alike. */
export type Endpoint<
  Params extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> = {
  name: string;
  method: HttpMethod;
  /** Express-style, such as `/v1/sites/:siteCode/book`. */
  path: string;
  permission: Permission;
  params: Params;
  body: Body;
  /** Replies of bytes or `z.string()` are sent as they are, with `contentType`. */
  reply: Reply;
  contentType?: string;
  /** The largest body that is read, where it is less than that of a form. */
  maxBodyBytes?: number;
};

export type AnyEndpoint = Endpoint;
export type ParamsOf<E extends AnyEndpoint> = z.infer<E['params']>;
export type BodyOf<E extends AnyEndpoint> = z.infer<E['body']>;
export type ReplyOf<E extends AnyEndpoint> = z.infer<E['reply']>;

/** Keeps the exact schema types of an endpoint. */
export function endpoint<P extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  definition: Endpoint<P, B, R>,
): Endpoint<P, B, R> {
  return definition;
}

export const NoParams = z.object({});
export const NoBody = z.undefined();
export const SiteParams = z.object({ siteCode: z.string().min(1).max(20) });

/** Sent by every client; a server that no longer serves that version answers `client.outdated`. */
export const CLIENT_VERSION_HEADER = 'x-sitebook-client';
export const CLIENT_VERSION = '1';
