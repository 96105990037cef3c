import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { type Request, type RequestHandler, type Response } from 'express';
import {
  CLIENT_VERSION,
  CLIENT_VERSION_HEADER,
  IDEMPOTENCY_KEY_HEADER,
  IdempotencyKey,
  takesKey,
  type AnyEndpoint,
  type BodyOf,
  type ParamsOf,
  type QueryOf,
  type ReplyOf,
} from '../../src/contract/endpoint.js';
import { JsonText } from '../json-text.js';
import { inTransaction } from '../stores/open-database.js';
import { mayDo, type Actor } from '../use-cases/actor.js';
import type { Parts } from '../use-cases/parts.js';
import { Refusal } from '../use-cases/refusal.js';
import { authenticate } from '../use-cases/sign-in.js';
import { carryOutOnce, type SentReply } from './carry-out-once.js';
import { etagOf, ifMatchHolds } from './etags.js';
import { allowUpload } from './http-server.js';
import { invalidField, invalidRequest, requestId } from './problem-handler.js';
import { assertStorable, assertStorableBody, noteSuspects } from './storable-text.js';
import { limiter, type RateLimit } from './rate-limits.js';

export type Call<E extends AnyEndpoint> = { params: ParamsOf<E>; query: QueryOf<E>; body: BodyOf<E> };

/** What is JSON or a file already goes out as it is. */
type Handled<E extends AnyEndpoint> = ReplyOf<E> | JsonText | Uint8Array;
type Handle<E extends AnyEndpoint> = (parts: Parts, actor: Actor, call: Call<E>) => Promise<Handled<E>>;

/** What endpoints show, by their name, for those that change it. */
const looks = new Map<string, Handle<AnyEndpoint>>();

/** An endpoint of the contract with the use case behind it. `handle` gets an actor that holds the permission. */
export type Route = { endpoint: AnyEndpoint; serve: (parts: Parts) => RequestHandler };

/** A sheet of 10,000 lines is about 3 MB; everything else that is sent is a form of some lines. */
const readSheet = bodyReader(16 * 1024 * 1024);
const FORM_BYTES = 64 * 1024;
const readForm = bodyReader(FORM_BYTES);
const readers = new Map<number, ReturnType<typeof bodyReader>>();

function readerOf({ permission, maxBodyBytes }: AnyEndpoint): ReturnType<typeof bodyReader> {
  if (permission === 'site:write') return readSheet;
  if (maxBodyBytes === undefined) return readForm;
  const reader = readers.get(maxBodyBytes) ?? bodyReader(maxBodyBytes);
  readers.set(maxBodyBytes, reader);
  return reader;
}

/**
 * A route for signed-in people: who it is and what they may do is settled before the body is read, so that nobody
 * else's is.
 */
export function route<E extends AnyEndpoint>(
  endpoint: E,
  handle: Handle<E>,
  limit: RateLimit | null = null,
): Route {
  looks.set(endpoint.name, handle);
  return {
    endpoint,
    serve: (parts) => {
      const count = limit === null ? null : limiter(limit, endpoint.name, parts);
      return async (request, response) => {
        assertClientVersion(request);
        const actor = await authenticate(parts, bearerToken(request));
        await count?.(request, response, actor.personId);
        if (actor.mustChangePassword && endpoint.isForNewPassword !== true)
          throw new Refusal('password.mustChange');
        const params = parseParams(endpoint, request);
        const query = parseQuery(endpoint, request);
        const { siteCode = null } = params as { siteCode?: string };
        if (!mayDo(actor, endpoint.permission, siteCode)) throw new Refusal('permission.missing');
        const key = keyOf(endpoint, request);
        if (endpoint.maxBodyBytes !== undefined) allowUpload(request);
        const body = await readBody(endpoint, request, response);
        const call = { params, query, body };
        const carryOut = async (within: Parts) => {
          const reply = await guarded(within, request, endpoint, actor, call, handle);
          if (endpoint.hasEtag === true) response.set('etag', etagOf(reply));
          return encode(endpoint, reply);
        };
        const reply =
          key === null
            ? { status: 200, body: await carryOut(parts) }
            : await carryOutOnce(parts, actor, { endpoint, key, ...call }, carryOut);
        send(endpoint, response, reply);
      };
    },
  };
}

/**
 * Carries out a request, and undoes it when it was for something else than what there was: what the use case itself
 * refuses comes first, since its words say more.
 */
async function guarded<E extends AnyEndpoint>(
  parts: Parts,
  request: Request,
  endpoint: E,
  actor: Actor,
  call: Call<E>,
  handle: Handle<E>,
): Promise<Handled<E>> {
  const wanted = request.get('if-match');
  const look = endpoint.ifMatch === undefined ? undefined : looks.get(endpoint.ifMatch);
  if (wanted === undefined || !look) return handle(parts, actor, call);
  return inTransaction(parts.db, async (tx) => {
    const within = { ...parts, db: tx };
    const seen = etagOf(await look(within, actor, { ...call, query: undefined, body: undefined }));
    const reply = await handle(within, actor, call);
    if (!ifMatchHolds(wanted, seen)) throw new Refusal('request.stale');
    return reply;
  });
}

/** A route for everybody. `limit` keeps one client from asking too often. */
export function publicRoute<E extends AnyEndpoint>(
  endpoint: E,
  handle: (parts: Parts, call: Call<E>, requestId: string) => Promise<ReplyOf<E>>,
  limit: RateLimit | null = null,
): Route {
  return {
    endpoint,
    serve: (parts) => {
      const count = limit === null ? null : limiter(limit, endpoint.name, parts);
      return async (request, response) => {
        assertClientVersion(request);
        await count?.(request, response, null);
        const params = parseParams(endpoint, request);
        const query = parseQuery(endpoint, request);
        const body = await readBody(endpoint, request, response);
        const reply = await handle(parts, { params, query, body }, requestId(request));
        send(endpoint, response, { status: 200, body: encode(endpoint, reply) });
      };
    },
  };
}

function assertClientVersion(request: Request): void {
  if (request.get(CLIENT_VERSION_HEADER) !== CLIENT_VERSION) throw new Refusal('client.outdated');
}

function bearerToken(request: Request): string | null {
  const match = /^Bearer (\S+)$/.exec(request.get('authorization') ?? '');
  return match?.[1] ?? null;
}

function parseParams<E extends AnyEndpoint>(endpoint: E, request: Request): ParamsOf<E> {
  assertStorable(request.params);
  const params = endpoint.params.safeParse(request.params);
  if (!params.success) throw invalidRequest(params.error);
  return params.data as ParamsOf<E>;
}

function parseQuery<E extends AnyEndpoint>(endpoint: E, request: Request): QueryOf<E> {
  assertStorable(request.query);
  const query = endpoint.query?.safeParse(request.query);
  if (query?.success === false) throw invalidRequest(query.error);
  return query?.data as QueryOf<E>;
}

/** The key of a write, where its sender gave one. */
function keyOf(endpoint: AnyEndpoint, request: Request): string | null {
  const given = request.get(IDEMPOTENCY_KEY_HEADER);
  if (given === undefined || !takesKey(endpoint)) return null;
  const key = IdempotencyKey.safeParse(given);
  if (!key.success) throw invalidField(IDEMPOTENCY_KEY_HEADER, 'must be one UUID');
  return key.data.toLowerCase();
}

async function readBody<E extends AnyEndpoint>(
  endpoint: E,
  request: Request,
  response: Response,
): Promise<BodyOf<E>> {
  if (endpoint.method !== 'GET') {
    await readerOf(endpoint)(request, response);
    assertStorableBody(request, request.body);
  }
  const body = endpoint.body.safeParse(endpoint.method === 'GET' ? undefined : request.body);
  if (!body.success) throw invalidRequest(body.error);
  return body.data as BodyOf<E>;
}

/** Reads a JSON body of at most `limit` bytes into the request; rejects with what the parser found. */
function bodyReader(limit: number): (request: Request, response: Response) => Promise<void> {
  const verify = (request: IncomingMessage, _response: unknown, body: Buffer, encoding: string) => {
    // JSON is UTF-8 (RFC 8259).
    if (encoding !== 'utf-8') throw new Refusal('request.malformed');
    noteSuspects(request, body);
  };
  const parse: RequestHandler = express.json({ limit, verify });
  return (request, response) =>
    new Promise((resolve, reject) => {
      // The parser would refuse only after it has let all of it come.
      if (Number(request.get('content-length') ?? 0) > limit) throw new Refusal('request.tooLarge');
      parse(request, response, (error?: unknown) => {
        if (error === undefined) resolve();
        else reject(error instanceof Error ? error : new TypeError('The body could not be read'));
      });
    });
}

function encode({ contentType }: AnyEndpoint, reply: unknown): Buffer {
  if (reply instanceof JsonText) return Buffer.from(reply.text);
  if (contentType === undefined) return Buffer.from(JSON.stringify(reply));
  return reply instanceof Uint8Array ? Buffer.from(reply) : Buffer.from(String(reply));
}

function send({ contentType }: AnyEndpoint, response: Response, { status, body }: SentReply): void {
  // A budget is nobody else's: no cache on the way keeps it.
  response.set('cache-control', 'no-store');
  response
    .status(status)
    .type(contentType ?? 'json')
    .send(body);
}

/**
 * A route for signed-in people whose reply is too long to be held at once, piece by piece. What is refused before the first
 * piece is a reply like any other; what fails after it cuts the connection, so that nobody takes it for the whole.
 */
export function streamRoute<E extends AnyEndpoint>(
  endpoint: E,
  handle: (
    parts: Parts,
    actor: Actor,
    call: Pick<Call<E>, 'params' | 'query'>,
  ) => AsyncIterable<string | Uint8Array>,
): Route {
  return {
    endpoint,
    serve: (parts) => async (request, response) => {
      assertClientVersion(request);
      const actor = await authenticate(parts, bearerToken(request));
      const params = parseParams(endpoint, request);
      const query = parseQuery(endpoint, request);
      if (!mayDo(actor, endpoint.permission, null)) throw new Refusal('permission.missing');
      const pieces = handle(parts, actor, { params, query })[Symbol.asyncIterator]();
      const first = await pieces.next();
      try {
        response.set('cache-control', 'no-store').type(endpoint.contentType ?? 'json');
        // Who does not take all of it for as long as a client waits holds no place any longer.
        const waitMs = endpoint.waitMs?.(undefined);
        const signal = waitMs === undefined ? undefined : AbortSignal.timeout(waitMs);
        await pipeline(Readable.from(fromFirst(first, pieces)), response, { signal });
      } finally {
        // Of whoever goes away before the end.
        await pieces.return?.();
      }
    },
  };
}

async function* fromFirst<T>(first: IteratorResult<T>, pieces: AsyncIterator<T>): AsyncGenerator<T> {
  for (let piece = first; piece.done !== true; piece = await pieces.next()) yield piece.value;
}
