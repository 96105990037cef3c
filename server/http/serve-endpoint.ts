import type { Request, RequestHandler, Response } from 'express';
import {
  CLIENT_VERSION,
  CLIENT_VERSION_HEADER,
  type AnyEndpoint,
  type BodyOf,
  type ParamsOf,
  type ReplyOf,
} from '../../src/contract/endpoint.js';
import { mayDo, type Actor } from '../use-cases/actor.js';
import type { Parts } from '../use-cases/parts.js';
import { Refusal } from '../use-cases/refusal.js';
import { authenticate } from '../use-cases/sign-in.js';
import { invalidRequest } from './problem-handler.js';

export type Call<E extends AnyEndpoint> = { params: ParamsOf<E>; body: BodyOf<E> };

/** An endpoint of the contract with the use case behind it. `handle` gets an actor that holds the permission. */
export type Route = { endpoint: AnyEndpoint; serve: (parts: Parts) => RequestHandler };

/** A route for signed-in people: the permission of the contract is checked before the use case runs. */
export function route<E extends AnyEndpoint>(
  endpoint: E,
  handle: (parts: Parts, actor: Actor, call: Call<E>) => Promise<ReplyOf<E>>,
): Route {
  return {
    endpoint,
    serve: (parts) => async (request, response) => {
      assertClientVersion(request);
      const actor = await authenticate(parts, bearerToken(request));
      const call = parseCall(endpoint, request);
      const { siteCode = null } = call.params as { siteCode?: string };
      if (!mayDo(actor, endpoint.permission, siteCode)) throw new Refusal('permission.missing');
      send(endpoint, response, await handle(parts, actor, call));
    },
  };
}

/** A route for everybody. */
export function publicRoute<E extends AnyEndpoint>(
  endpoint: E,
  handle: (parts: Parts, call: Call<E>) => Promise<ReplyOf<E>>,
): Route {
  return {
    endpoint,
    serve: (parts) => async (request, response) => {
      assertClientVersion(request);
      send(endpoint, response, await handle(parts, parseCall(endpoint, request)));
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

function parseCall<E extends AnyEndpoint>(endpoint: E, request: Request): Call<E> {
  const params = endpoint.params.safeParse(request.params);
  if (!params.success) throw invalidRequest(params.error);
  const body = endpoint.body.safeParse(endpoint.method === 'GET' ? undefined : request.body);
  if (!body.success) throw invalidRequest(body.error);
  return { params: params.data as ParamsOf<E>, body: body.data as BodyOf<E> };
}

function send(endpoint: AnyEndpoint, response: Response, reply: unknown): void {
  // A budget is nobody else's: no cache on the way keeps it.
  response.set('cache-control', 'no-store');
  if (endpoint.contentType === undefined) response.json(reply);
  else response.type(endpoint.contentType).send(reply instanceof Uint8Array ? Buffer.from(reply) : reply);
}
