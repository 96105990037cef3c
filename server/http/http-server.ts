import type { Express } from 'express';
import http from 'node:http';
import https from 'node:https';

export type ConnectionLimits = {
  /** For the head of a request, from its first byte. */
  headersMs: number;
  /** For a whole request. A sheet of 3 MB over a line of half a megabit a second takes 50 seconds. */
  requestMs: number;
  /** How often connections are looked at. */
  checkEveryMs: number;
};

const LIMITS: ConnectionLimits = { headersMs: 20_000, requestMs: 120_000, checkEveryMs: 10_000 };

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
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.checkEveryMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
  };
  return tls ? https.createServer({ ...options, ...tls }, app) : http.createServer(options, app);
}
