import express, { Router, type RequestHandler } from 'express';
import helmet from 'helmet';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Where Excel on the web shows panes: these pages may frame ours. */
const OFFICE_FRAMES = [
  "'self'",
  'https://*.officeapps.live.com',
  'https://*.office.com',
  'https://*.office365.com',
  'https://*.microsoft365.com',
  'https://*.cloud.microsoft',
  'https://*.sharepoint.com',
];

export type PagesOptions = {
  /** Folder with the built pages. */
  webFolder: string;
  /** Folder of Microsoft's library for the workbench; null keeps the workbench away. */
  officeJsFolder: string | null;
  /** Origin that office.js is loaded from in production. */
  officeJsOrigin: string;
};

/** The pages of pane, finance office and workbench, each with the headers that its host allows. */
export function pages({ webFolder, officeJsFolder, officeJsOrigin }: PagesOptions): Router {
  const router = Router();
  const page =
    (file: string): RequestHandler =>
    (_request, response) => {
      response.set('cache-control', 'no-cache').sendFile(path.join(webFolder, file));
    };
  const pane = [headers({ scripts: ["'self'", officeJsOrigin], frames: OFFICE_FRAMES }), forOtherOrigins()];
  const alone = headers({ scripts: ["'self'"], frames: ["'none'"], opener: { policy: 'same-origin' } });

  router.use(
    '/assets',
    express.static(path.join(webFolder, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  );
  // Excel shows them on its ribbon.
  router.use(
    '/icons',
    forOtherOrigins('cross-origin'),
    express.static(path.join(webFolder, 'icons'), { maxAge: '1d', index: false }),
  );
  router.get('/taskpane.html', pane, page('taskpane.html'));
  router.get('/commands.html', pane, page('commands.html'));
  if (officeJsFolder !== null) {
    const workbench = headers({ scripts: ["'self'", "'unsafe-eval'"], frames: ["'self'"] });
    router.get('/workbench', workbench, page('workbench.html'));
    router.get('/workbench-pane.html', workbench, page('workbench-pane.html'));
    router.get('/office-js/*path', officeJs(officeJsFolder));
  }
  router.get(
    [
      '/',
      '/queue',
      '/queue/:id',
      '/requests',
      '/sites',
      '/allocations',
      '/allocations/:siteCode',
      '/files',
      '/plan',
      '/master',
      '/master/:version',
      '/link',
      '/reset',
      '/account',
      '/people',
      '/audit',
      '/mail',
    ],
    alone,
    page('index.html'),
  );
  return router;
}

/** Takes back that what is served is for its own origin alone. */
function forOtherOrigins(policy?: 'cross-origin'): RequestHandler {
  return (_request, response, next) => {
    if (policy === undefined) response.removeHeader('cross-origin-resource-policy');
    else response.set('cross-origin-resource-policy', policy);
    next();
  };
}

type PageHeaders = {
  scripts: string[];
  frames: string[];
  /** Of pages that no dialog of Excel opens. */
  opener?: { policy: 'same-origin' };
};

/**
 * helmet's defaults would break an add-in: X-Frame-Options and `frame-ancestors 'self'` keep Excel from showing the
 * pane, `same-origin` openers break its dialogs, and upgrading requests breaks http://localhost in Safari. Fluent
 * writes its styles at run time, which needs `'unsafe-inline'` for styles.
 */
function headers({ scripts, frames, opener }: PageHeaders): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: scripts,
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:', 'https://res.cdn.office.net'],
        connectSrc: ["'self'", ...scripts.filter((source) => source.startsWith('https:'))],
        frameSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: frames,
      },
    },
    frameguard: false,
    crossOriginOpenerPolicy: opener ?? false,
    crossOriginResourcePolicy: false,
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: false,
  });
}

/** Files of Microsoft's package. The library asks for them in lower case, whatever their names are. */
function officeJs(folder: string): RequestHandler {
  const names = new Map<string, string>();
  if (existsSync(folder)) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      names.set(name.split(path.sep).join('/').toLowerCase(), name);
    }
  }
  return (request, response, next) => {
    const parts = request.params['path'];
    const wanted = (Array.isArray(parts) ? parts.join('/') : String(parts)).toLowerCase();
    const name = names.get(wanted);
    if (name === undefined) {
      next();
      return;
    }
    response.set('cache-control', 'public, max-age=3600').sendFile(path.join(folder, name));
  };
}
