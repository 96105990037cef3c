import express, { Router } from 'express';
import helmet from 'helmet';
import path from 'node:path';
import type { AnyEndpoint } from '../../src/contract/endpoint.js';
import { projectRoot } from '../project-root.js';
import { openApi } from './openapi.js';

const PAGE =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sitebook API</title>' +
  '<link rel="stylesheet" href="/api-docs/swagger-ui.css"></head>' +
  '<body><div id="docs"></div><script src="/api-docs/swagger-ui-bundle.js"></script>' +
  '<script src="/api-docs/start.js"></script></body></html>';
const START =
  "SwaggerUIBundle({ url: '/v1/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null });\n";

/** The description of the API for programs, and a page to read it by. Nothing of a district is in either. */
export function apiDocs(endpoints: readonly AnyEndpoint[]): Router {
  const router = Router();
  let document: string | null = null;
  router.get('/v1/openapi.json', (_request, response) => {
    document ??= JSON.stringify(openApi(endpoints));
    response.set('cache-control', 'public, max-age=300').type('json').send(document);
  });
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // The library sets styles on its elements.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
  });
  const folder = path.join(projectRoot(), 'node_modules/swagger-ui-dist');
  router.get('/api-docs', headers, (_request, response) => {
    response.set('cache-control', 'no-cache').type('html').send(PAGE);
  });
  router.get('/api-docs/start.js', headers, (_request, response) => {
    response.set('cache-control', 'no-cache').type('js').send(START);
  });
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js'])
    router.use(`/api-docs/${file}`, headers, express.static(path.join(folder, file), { maxAge: '1d' }));
  return router;
}
