import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Refusal } from '../use-cases/refusal.js';

/** A number that is asked for when somebody looks: of one value, or of several by a label's value. */
export type LiveGauge = {
  name: string;
  help: string;
  /** The label that tells several values apart. */
  label?: string;
  read: () => number | null | Record<string, number> | Promise<number | null | Record<string, number>>;
};

export type MetricsOptions = {
  /** Who may look from elsewhere; null lets only this computer look. */
  token: string | null;
  gauges: readonly LiveGauge[];
};

export type Metrics = {
  /** Counts a request that was answered, under its route's pattern. */
  observe: (request: Request, status: number, seconds: number) => void;
  serve: RequestHandler;
};

const NO_ROUTE = 'none';

/** What the server tells of itself to Prometheus: times and counts, with no path, id or name in any label. */
export function createMetrics({ token, gauges }: MetricsOptions): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'sitebook_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  for (const gauge of gauges) addGauge(registry, gauge);
  return {
    observe(request, status, seconds) {
      const method = KNOWN_METHODS.has(request.method) ? request.method : 'other';
      durations.observe({ method, route: routeOf(request), status: String(status) }, seconds);
    },
    serve: async (request, response) => {
      // To others it is not there.
      if (!mayLook(request, token)) throw new Refusal('notFound');
      response.set('cache-control', 'no-store').set('content-type', registry.contentType);
      response.send(await registry.metrics());
    },
  };
}

const KNOWN_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** The pattern of the route that answered, such as `/v1/sites/:siteCode/book`: never the path with what stands in it. */
export function routeOf(request: Request): string {
  const pattern = (request.route as { path?: unknown } | undefined)?.path;
  return typeof pattern === 'string' ? pattern : Array.isArray(pattern) ? 'page' : NO_ROUTE;
}

function addGauge(registry: Registry, { name, help, label, read }: LiveGauge): void {
  new Gauge({
    name,
    help,
    labelNames: label === undefined ? [] : [label],
    registers: [registry],
    async collect() {
      const value = await read();
      if (value === null) return;
      if (typeof value === 'number') this.set(value);
      else if (label !== undefined)
        for (const [key, each] of Object.entries(value)) this.set({ [label]: key }, each);
    },
  });
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** With the token; without one set, only straight from this computer, and not through a proxy on it. */
function mayLook(request: Request, token: string | null): boolean {
  if (token !== null) return isSame(request.get('authorization') ?? '', `Bearer ${token}`);
  const isForwarded = request.get('x-forwarded-for') !== undefined || request.get('forwarded') !== undefined;
  return !isForwarded && LOOPBACK.has(request.socket.remoteAddress ?? '');
}

/** Takes as long whatever is wrong. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
