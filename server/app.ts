import compression from 'compression';
import express, { type Express } from 'express';
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { health } from './http/health.js';
import { oidcPages } from './http/oidc-pages.js';
import { pages, type PagesOptions } from './http/pages.js';
import { problemHandler } from './http/problem-handler.js';
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
};

const METHODS = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const;

/** Puts the server together: the only place that knows all parts. */
export function createApp(parts: Parts, options: AppOptions): Express {
  const app = express();
  app.set('trust proxy', options.proxies);
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use((request, response, next) => {
    const id = randomUUID();
    const from = performance.now();
    response.set('x-request-id', id).set('x-content-type-options', 'nosniff');
    response.on('finish', () => {
      // The path only: no query, no body, no name.
      options.logger.info({
        requestId: id,
        method: request.method,
        path: request.path,
        status: response.statusCode,
        ms: Math.round(performance.now() - from),
      });
    });
    next();
  });
  app.use(compression());
  const { isStopping = () => false } = options;
  app.use(health({ probe: () => parts.db.execute('SELECT 1'), isStopping }));
  if (options.pages) app.use(pages(options.pages));
  const noteClientError = (entry: object) => options.logger.warn(entry, 'a page or pane had a fault');
  const noteProviderFault = (entry: object) => options.logger.warn(entry, 'a sign-in provider failed');
  const served: Parts = { noteClientError, noteProviderFault, ...parts };
  if (parts.elsewhere) app.use(oidcPages(served));
  for (const { endpoint, serve } of ROUTES) {
    app[METHODS[endpoint.method]](endpoint.path, serve(served));
  }
  app.use(() => {
    throw new Refusal('notFound');
  });
  app.use(problemHandler(options.logger));
  return app;
}
