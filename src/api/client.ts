import { KnownReplies } from './known-replies.js';
import axios, { AxiosError, type AxiosInstance } from 'axios';
import {
  CLIENT_VERSION,
  CLIENT_VERSION_HEADER,
  IDEMPOTENCY_KEY_HEADER,
  takesKey,
  type AnyEndpoint,
  type BodyOf,
  type ParamsOf,
  type QueryOf,
  type ReplyOf,
} from '../contract/endpoint.js';
import { ProblemReply } from '../contract/problem-reply.js';

/** Why a call gave no reply. Everything a screen needs to say what happened and what is safe. */
export type ApiFailure =
  /** The server refused, and says why and what to do. */
  | { kind: 'refused'; problem: ProblemReply }
  /** Nothing came back: no network, the server is down, or it took too long. The request may have been carried out. */
  | { kind: 'unreachable' }
  /** Something came back that this version does not understand. */
  | { kind: 'unexpected'; status: number }
  /** The contract does not allow what was to be sent, so nothing left: a fault of this program. */
  | { kind: 'unsendable' };

/** Thrown by every call that gives no reply. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(readonly failure: ApiFailure) {
    super(failure.kind === 'refused' ? failure.problem.title : failure.kind);
  }
}

export type ApiClient = {
  /**
   * Calls an endpoint of the contract: fills the path, checks the body before it leaves and the reply when it comes.
   * Rejects with `ApiError` only.
   */
  call: <E extends AnyEndpoint>(endpoint: E, input: CallInput<E>) => Promise<ReplyOf<E>>;
};

export type CallInput<E extends AnyEndpoint> = {
  params: ParamsOf<E>;
  query?: QueryOf<E>;
  body: BodyOf<E>;
  /** Of a write that may have been sent before: the key it went under. Other writes get a new one. */
  key?: string;
  /** Only while what this client last read from the endpoint's `ifMatch` still holds; refused otherwise. */
  ifUnchanged?: boolean;
  /** The same by an entity tag that came with a list. */
  ifMatch?: string;
  signal?: AbortSignal;
};

export type ClientOptions = {
  baseUrl: string;
  /** The bearer token of whoever is signed in. */
  token: () => string | null;
  /**
   * Gets a newer token than the one that has ended; false when there is none, so that somebody has to sign in. May
   * reject with an `ApiError`, which the call then rejects with. The call is repeated once.
   */
  refresh?: (ended: string) => Promise<boolean>;
  /** Who is signed in, by id: a call is not repeated for somebody else. */
  whose?: () => string | null;
  /** Told when the server says that the token no longer holds, so that the app can ask to sign in again. */
  onSignedOut?: (problem: ProblemReply) => void;
  timeoutMs?: number;
  /** Tag of the page's language, in which the server refuses; without it the browser's own are sent. */
  language?: string;
  /** Sent with every call, over what the client sends by itself. */
  headers?: Record<string, string>;
  /** Told of every call that the server answered, so that what waits for the connection goes on. */
  onReached?: () => void;
  /** Told the server's signed time wherever a reply carries one. */
  onStamp?: (stamp: string) => void;
};

const SIGNED_OUT = new Set(['token.expired', 'token.invalid', 'token.reused', 'signIn.needed']);

/** The one HTTP client of pane, web and tests, built on the contract's endpoints. */
export function createClient(options: ClientOptions): ApiClient {
  const http = axios.create({
    baseURL: options.baseUrl,
    timeout: options.timeoutMs ?? 30_000,
    validateStatus: (status) => (status >= 200 && status < 300) || status === 304,
  });
  const known = new KnownReplies();
  return {
    async call(endpoint, input) {
      const key = input.key ?? (takesKey(endpoint) ? newKey() : undefined);
      const keyed = key === undefined ? input : { ...input, key };
      const raw = await sendSignedIn({ http, known }, endpoint, keyed, options);
      const reply = endpoint.reply.safeParse(raw);
      if (!reply.success) throw new ApiError({ kind: 'unexpected', status: 200 });
      const stamp = stampOf(reply.data);
      if (stamp !== null) options.onStamp?.(stamp);
      options.onReached?.();
      return reply.data as ReplyOf<typeof endpoint>;
    },
  };
}

/** None where the page is not served over https: such browsers make no UUIDs. */
function newKey(): string | undefined {
  return (globalThis.crypto as Partial<Crypto> | undefined)?.randomUUID?.();
}

function stampOf(reply: unknown): string | null {
  if (typeof reply !== 'object' || reply === null || !('serverStamp' in reply)) return null;
  return typeof reply.serverStamp === 'string' ? reply.serverStamp : null;
}

type Line = { http: AxiosInstance; known: KnownReplies };

/** Sends, with a newer token when the one at hand has ended, and tells when nobody is signed in any more. */
async function sendSignedIn<E extends AnyEndpoint>(
  line: Line,
  endpoint: E,
  input: CallInput<E>,
  options: ClientOptions,
): Promise<unknown> {
  const token = options.token();
  const who = options.whose?.();
  const isStillHers = () => options.whose?.() === who;
  try {
    return await send(line, endpoint, input, options, token);
  } catch (error) {
    const problem = signedOutBy(endpoint, error);
    if (problem === null) throw error;
    const isRenewed =
      problem.code === 'token.expired' && token !== null && ((await options.refresh?.(token)) ?? false);
    if (isRenewed && isStillHers()) return send(line, endpoint, input, options, options.token());
    if (!isRenewed && isStillHers()) options.onSignedOut?.(problem);
    throw error;
  }
}

/** The refusal that says so; what a public endpoint refuses is about what was sent, not about who is signed in. */
function signedOutBy(endpoint: AnyEndpoint, error: unknown): ProblemReply | null {
  if (endpoint.permission === 'public' || !(error instanceof ApiError)) return null;
  const { failure } = error;
  return failure.kind === 'refused' && SIGNED_OUT.has(failure.problem.code) ? failure.problem : null;
}

async function send<E extends AnyEndpoint>(
  line: Line,
  endpoint: E,
  input: CallInput<E>,
  options: ClientOptions,
  token: string | null,
): Promise<unknown> {
  const params = endpoint.params.safeParse(input.params);
  const body = endpoint.body.safeParse(input.body);
  const query = endpoint.query?.safeParse(input.query ?? {});
  if (!params.success || !body.success || query?.success === false)
    throw new ApiError({ kind: 'unsendable' });
  const { known } = line;
  const url = fillPath(endpoint.path, params.data);
  // What one person read is nobody else's.
  const reader = options.whose?.() ?? token ?? '';
  const seen = `${reader} ${endpoint.ifMatch ?? endpoint.name} ${JSON.stringify(params.data)}`;
  const had = endpoint.hasEtag === true || input.ifUnchanged === true ? known.get(seen) : undefined;
  try {
    const reply = await line.http.request<unknown>({
      method: endpoint.method,
      url,
      params: query?.data,
      data: endpoint.method === 'GET' ? undefined : body.data,
      responseType: replyType(endpoint),
      ...(endpoint.patienceMs === undefined ? {} : { timeout: endpoint.patienceMs }),
      headers: {
        [CLIENT_VERSION_HEADER]: CLIENT_VERSION,
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...(options.language === undefined ? {} : { 'Accept-Language': options.language }),
        ...(input.key === undefined ? {} : { [IDEMPOTENCY_KEY_HEADER]: input.key }),
        ...(had === undefined
          ? {}
          : { [endpoint.hasEtag === true ? 'If-None-Match' : 'If-Match']: had.etag }),
        ...(input.ifMatch === undefined ? {} : { 'If-Match': input.ifMatch }),
        ...options.headers,
      },
      ...(input.signal ? { signal: input.signal } : {}),
    });
    if (reply.status === 304 && had !== undefined) return had.data;
    const etag: unknown = reply.headers['etag'];
    if (endpoint.hasEtag === true && typeof etag === 'string') known.set(seen, { etag, data: reply.data });
    return reply.data instanceof ArrayBuffer ? new Uint8Array(reply.data) : reply.data;
  } catch (error) {
    throw new ApiError(failureOf(error));
  }
}

function replyType(endpoint: AnyEndpoint): 'json' | 'text' | 'arraybuffer' {
  if (endpoint.contentType === undefined) return 'json';
  return endpoint.contentType.startsWith('text/') ? 'text' : 'arraybuffer';
}

function fillPath(path: string, params: unknown): string {
  const values = params as Record<string, string | number>;
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values[name] ?? '')));
}

function failureOf(error: unknown): ApiFailure {
  // Whatever else stopped the request inside this program, it did not leave.
  if (!(error instanceof AxiosError)) return { kind: 'unsendable' };
  if (!error.response) return { kind: 'unreachable' };
  const problem = ProblemReply.safeParse(parseBody(error.response.data));
  return problem.success
    ? { kind: 'refused', problem: problem.data }
    : { kind: 'unexpected', status: error.response.status };
}

/** A refusal is JSON also where the reply would have been a file: bytes then, in Node.js a view of them. */
function parseBody(data: unknown): unknown {
  const isBytes = data instanceof ArrayBuffer || ArrayBuffer.isView(data);
  const text = isBytes ? new TextDecoder().decode(data) : data;
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
