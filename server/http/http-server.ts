import type { Express } from 'express';
import http from 'node:http';
import https from 'node:https';

export type ConnectionLimits = {
  /** For the head of a request, from its first byte. */
  headersMs: number;
  /** For a whole request. A sheet of 3 MB over a line of half a megabit a second takes 50 seconds. */
  requestMs: number;
  /** The same of one that may send a large file: 28 MB over that line take seven and a half minutes. */
  uploadMs: number;
  /** How often connections are looked at. */
  checkEveryMs: number;
};

const LIMITS: ConnectionLimits = {
  headersMs: 20_000,
  requestMs: 120_000,
  uploadMs: 600_000,
  checkEveryMs: 10_000,
};

/** Longer than load balancers keep a connection (60 seconds, mostly), so that it is they who close it. */
const KEEP_ALIVE_MS = 65_000;

/** The server for an app. Whoever begins a request and does not go on loses the connection: with a 408, where it can. */
export function httpServer(
  app: Express,
  tls: { cert: string | Buffer; key: string | Buffer } | null,
  limits: ConnectionLimits = LIMITS,
): http.Server {
  const options = {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.uploadMs,
    connectionsCheckingInterval: limits.checkEveryMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
  };
  const server = tls ? https.createServer({ ...options, ...tls }, app) : http.createServer(options, app);
  return server.prependListener('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
    watchBody(request, response, limits.requestMs);
  });
}

const endings = new WeakMap<http.IncomingMessage, NodeJS.Timeout>();

/** Ends a request whose body has not come in that time, as Node.js does with one that goes over its own. */
function watchBody(request: http.IncomingMessage, response: http.ServerResponse, afterMs: number): void {
  const stop = () => {
    clearTimeout(endings.get(request));
  };
  const end = () => {
    if (request.complete) return;
    if (!response.headersSent)
      request.socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
    request.socket.destroySoon();
  };
  endings.set(request, setTimeout(end, afterMs).unref());
  request.once('end', stop).once('close', stop);
}

/** Gives a request the time of a large file: to be asked only for somebody who may send one. */
export function allowUpload(request: http.IncomingMessage): void {
  clearTimeout(endings.get(request));
}
