import compression from 'compression';
import express, { type Express } from 'express';
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { faultLogger } from './fault-entry.js';
import { apiDocs } from './http/api-docs.js';
import { commonHeaders } from './http/common-headers.js';
import { health } from './http/health.js';
import { createMetrics, routeOf, type MetricsOptions } from './http/metrics.js';
import { oidcPages } from './http/oidc-pages.js';
import { pages, type PagesOptions } from './http/pages.js';
import { problemHandler } from './http/problem-handler.js';
import { problemPages } from './http/problem-pages.js';
import { ROUTES } from './routes/routes.js';
import type { Parts } from './use-cases/parts.js';
import { Refusal } from './use-cases/refusal.js';

export type AppOptions = {
  logger: Logger;
  pages: PagesOptions | null;
  /** How many proxies stand before the server; what else claims to be forwarded is not believed. */
  proxies: number;
  /** From the moment the program is asked to stop. */
  isStopping?: () => boolean;
  /** Who may see the server's figures, and which there are beside those of requests. */
  metrics?: MetricsOptions;
};

const METHODS = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const;

/** Puts the server together: the only place that knows all parts. */
export function createApp(parts: Parts, options: AppOptions): Express {
  const app = express();
  const logger = faultLogger(options.logger);
  app.set('trust proxy', options.proxies);
  app.disable('x-powered-by');
  app.set('etag', false);
  const metrics = createMetrics(options.metrics ?? { token: null, gauges: [] });
  app.use((request, response, next) => {
    const id = randomUUID();
    const from = performance.now();
    response.set('x-request-id', id);
    commonHeaders(request, response);
    response.on('finish', () => {
      const ms = performance.now() - from;
      metrics.observe(request, response.statusCode, ms / 1000);
      // The route, not the path: no id of anybody, no query, no body, no name.
      logger.info({
        requestId: id,
        method: request.method,
        route: routeOf(request),
        status: response.statusCode,
        ms: Math.round(ms),
      });
    });
    next();
  });
  app.use(compression());
  const { isStopping = () => false } = options;
  app.use(health({ probe: () => parts.db.execute('SELECT 1'), isStopping }));
  app.get('/metrics', metrics.serve);
  if (options.pages) app.use(pages(options.pages));
  const noteClientError = (entry: object) => logger.warn(entry, 'a page or pane had a fault');
  const noteProviderFault = (entry: object) => logger.warn(entry, 'a sign-in provider failed');
  const served: Parts = { noteClientError, noteProviderFault, ...parts };
  if (parts.elsewhere) app.use(oidcPages(served));
  app.use(apiDocs(ROUTES.map(({ endpoint }) => endpoint)));
  app.use(problemPages());
  for (const { endpoint, serve } of ROUTES) {
    app[METHODS[endpoint.method]](endpoint.path, serve(served));
  }
  app.use(() => {
    throw new Refusal('notFound');
  });
  app.use(problemHandler(logger));
  return app;
}
