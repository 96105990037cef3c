import http from 'node:http';
import { constants, deflateSync, gzipSync } from 'node:zlib';
import type { AnyEndpoint } from '../../src/contract/endpoint.js';
import { ProblemReply } from '../../src/contract/problem-reply.js';
import { chanceOf, mutated, ODD_PARAMS, ODD_QUERIES, validBodies, type Chance } from './fuzz-values.js';

export type FuzzOptions = {
  baseUrl: string;
  endpoints: readonly AnyEndpoint[];
  /** Bearer tokens by whose they are: given anew now and then, since some requests end the sessions of their sender. */
  tokens: () => Promise<ReadonlyMap<string, string>>;
  /** Good bodies of endpoints whose generated ones hardly ever are, by name. */
  samples: ReadonlyMap<string, readonly unknown[]>;
  seed: number;
  requests: number;
  /** The longest that an answer may take, in milliseconds. */
  patienceMs: number;
  /** Requests at the same time. */
  lanes: number;
};

/** What must not be: an answer that is none, comes too late, or is not of the contract. */
export type FuzzFinding = { what: string; request: string };

export type FuzzReport = {
  findings: FuzzFinding[];
  /** How many answers had each status. */
  statuses: Record<string, number>;
  /** Bytes of heap in use, after collecting: before the first request, in the middle of the run and at its end. */
  heap: { start: number; middle: number; end: number };
};

type Sent = {
  endpoint: AnyEndpoint;
  method: string;
  path: string;
  headers: Record<string, string | string[]>;
  body: Buffer | null;
  isChunked: boolean;
};
type Answer = { status: number; type: string; body: string };

/** After so many requests people sign in anew. */
const RENEWED_EVERY = 50;

const BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024), { level: constants.Z_BEST_SPEED });

/**
 * Sends requests of every kind to a running server, good ones and broken ones, as people of several roles and as nobody,
 * and notes whatever is no answer of the contract. A seed makes the same requests again, but for ids of the server's.
 */
export async function fuzz(options: FuzzOptions, heapUsed: () => number): Promise<FuzzReport> {
  const { seed, requests, lanes } = options;
  const chance = chanceOf(seed);
  const bodies = validBodies(seed);
  const ids = new Set<string>();
  const report: FuzzReport = { findings: [], statuses: {}, heap: { start: heapUsed(), middle: 0, end: 0 } };
  const agent = new http.Agent({ keepAlive: true, maxSockets: lanes });
  const half = async (count: number) => {
    let left = count;
    let tokens = await options.tokens();
    const lane = async () => {
      while (left > 0) {
        left -= 1;
        if (left % RENEWED_EVERY === 0) tokens = await options.tokens();
        await probe(makeRequest(options, tokens, chance, bodies, [...ids]), options, agent, report, ids);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  };
  await half(Math.floor(requests / 2));
  report.heap.middle = heapUsed();
  await half(Math.ceil(requests / 2));
  report.heap.end = heapUsed();
  agent.destroy();
  return report;
}

async function probe(
  sent: Sent,
  { baseUrl, patienceMs }: FuzzOptions,
  agent: http.Agent,
  report: FuzzReport,
  ids: Set<string>,
): Promise<void> {
  const note = (what: string) => report.findings.push({ what, request: describe(sent) });
  let answer: Answer;
  try {
    answer = await send(baseUrl, sent, agent, patienceMs);
  } catch (error) {
    note(error instanceof Error ? error.message : String(error));
    return;
  }
  report.statuses[answer.status] = (report.statuses[answer.status] ?? 0) + 1;
  if (answer.status >= 500) note(`status ${String(answer.status)}: ${answer.body.slice(0, 300)}`);
  else if (answer.status >= 400) {
    if (sent.method !== 'HEAD' && !isProblem(answer))
      note(`no problem: ${String(answer.status)} ${answer.body.slice(0, 300)}`);
  } else if (answer.status === 200 && sent.method === sent.endpoint.method) {
    const fault = faultOf(sent.endpoint, answer);
    if (fault !== null) note(fault);
    for (const [id] of answer.body.matchAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g))
      if (ids.size < 500) ids.add(id);
  }
}

function isProblem({ status, type, body }: Answer): boolean {
  if (!type.startsWith('application/problem+json')) return false;
  const problem = ProblemReply.safeParse(JSON.parse(body));
  return problem.success && problem.data.status === status;
}

function faultOf({ contentType, reply }: AnyEndpoint, { type, body }: Answer): string | null {
  if (contentType !== undefined)
    return type.split(';')[0] === contentType.split(';')[0] ? null : `content type ${type}`;
  const parsed = reply.safeParse(JSON.parse(body));
  return parsed.success ? null : `another reply than agreed: ${parsed.error.message.slice(0, 300)}`;
}

function describe({ method, path, headers, body }: Sent): string {
  const { authorization, ...shown } = headers;
  const who = authorization === undefined ? 'nobody' : 'somebody';
  const start = body?.subarray(0, 400).toString('latin1') ?? '';
  return `${method} ${path.slice(0, 200)} as ${who} ${JSON.stringify(shown)} ${start}`;
}

function makeRequest(
  { endpoints, samples }: FuzzOptions,
  tokens: ReadonlyMap<string, string>,
  chance: Chance,
  bodies: ReturnType<typeof validBodies>,
  ids: readonly string[],
): Sent {
  const endpoint = chance.pick(endpoints);
  const path = fillPath(chance, endpoint.path, ids) + chance.pick(ODD_QUERIES);
  const method = chance.oneIn(25) ? chance.pick(METHODS) : endpoint.method;
  const who = chance.pick([...tokens.keys(), '']);
  const headers: Sent['headers'] = {
    'x-sitebook-client': chance.oneIn(40) ? chance.pick(['0', '1, 1', '']) : '1',
  };
  const token = tokens.get(who);
  if (token !== undefined)
    headers['authorization'] = chance.oneIn(30) ? [`Bearer ${token}`, 'Bearer x'] : `Bearer ${token}`;
  if (chance.oneIn(3))
    headers['idempotency-key'] = chance.pick([...ids, 'x', '00000000-0000-4000-8000-000000000001']);
  if (chance.oneIn(8)) headers['if-match'] = chance.pick(['*', '"x"', 'W/"x"', '"', 'x, y', '"\u00e9"']);
  if (chance.oneIn(8)) headers['if-none-match'] = chance.pick(['*', '"x"', '""', ',,,']);
  if (method === 'GET' || method === 'HEAD')
    return { endpoint, method, path, headers, body: null, isChunked: false };
  const sample = samples.get(endpoint.name);
  const good = sample && !chance.oneIn(4) ? chance.pick(sample) : bodies(endpoint.body);
  const text = chance.oneIn(4) ? JSON.stringify(good ?? {}) : mutated(chance, good);
  return { endpoint, method, path, headers, ...encoded(chance, text, headers) };
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND'];
const TYPES = [
  'text/plain',
  'application/xml',
  'application/json; charset=utf-16',
  'application/json; charset=x',
  'multipart/form-data',
  '',
  ';',
];

/** The body as bytes, now and then under a type or an encoding that it does not have. */
function encoded(chance: Chance, text: string, headers: Sent['headers']): Pick<Sent, 'body' | 'isChunked'> {
  const plain = Buffer.from(text);
  const isChunked = chance.oneIn(6);
  headers['content-type'] = chance.oneIn(12) ? chance.pick(TYPES) : 'application/json';
  if (!chance.oneIn(10)) return { body: plain, isChunked };
  const [encoding, body] = chance.pick<[string, Buffer]>([
    ['gzip', gzipSync(plain)],
    ['gzip', gzipSync(plain).subarray(0, 12)],
    ['gzip', plain],
    ['gzip', BOMB],
    ['deflate', deflateSync(plain)],
    ['br', plain],
    ['compress', plain],
    ['gzip, gzip', plain],
  ]);
  headers['content-encoding'] = encoding;
  return { body, isChunked };
}

function fillPath(chance: Chance, pattern: string, ids: readonly string[]): string {
  return pattern.replace(/:(\w+)/g, (_, name: string) => {
    if (chance.oneIn(3)) return chance.pick(ODD_PARAMS);
    if (name === 'siteCode') return chance.pick(['608', '000', '571']);
    if (name === 'number' || name === 'version') return chance.pick(['1', '2', '3']);
    return ids.length === 0 ? chance.pick(ODD_PARAMS) : chance.pick(ids);
  });
}

function send(
  baseUrl: string,
  sent: Sent,
  agent: http.Agent,
  patienceMs: number,
  mayRepeat = true,
): Promise<Answer> {
  const { hostname, port } = new URL(baseUrl);
  const { method, path, headers, body, isChunked } = sent;
  return new Promise((resolve, reject) => {
    // Node.js frames the body of a DELETE only where it is told how.
    const framing = isChunked
      ? { 'transfer-encoding': 'chunked' }
      : { 'content-length': String(body?.length) };
    const length = body === null ? {} : framing;
    const request = http.request({ hostname, port, method, path, agent, headers: { ...headers, ...length } });
    const timer = setTimeout(() => {
      request.destroy();
      reject(new Error('no answer in time'));
    }, patienceMs);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => {
        clearTimeout(timer);
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          body: Buffer.concat(chunks).toString(),
        });
      });
    });
    request.once('error', (error) => {
      clearTimeout(timer);
      // The server closed it just as this left on it.
      if (request.reusedSocket && mayRepeat) resolve(send(baseUrl, sent, agent, patienceMs, false));
      else reject(error);
    });
    if (isChunked && body !== null) {
      const middle = Math.floor(body.length / 2);
      request.write(body.subarray(0, middle));
      request.end(body.subarray(middle));
    } else request.end(body ?? undefined);
  });
}
