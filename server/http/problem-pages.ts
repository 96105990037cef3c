import { Router } from 'express';
import helmet from 'helmet';
import { ErrorCode } from '../../src/contract/problem-reply.js';
import { REFUSAL_TEXTS } from './refusals/refusal-texts.js';

/** The address that names a kind of problem (RFC 9457), below the server's. */
export function problemType(code: ErrorCode): string {
  return `/problems/${code}`;
}

/** Stands for what is known only of one occurrence. */
const ANY = new Proxy<Record<string, string>>(
  { savedAt: '2024-03-01T17:00:00.000Z', timeZone: 'UTC' },
  { get: (known, name) => known[String(name)] ?? '…' },
);

/** A page for each kind of problem, which its `type` leads to. Plain: no style, no script. */
export function problemPages(): Router {
  const router = Router();
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
  });
  router.get('/problems/:code', headers, (request, response, next) => {
    const code = ErrorCode.safeParse(request.params.code);
    if (!code.success) {
      next();
      return;
    }
    const { status, title, whatToDo } = REFUSAL_TEXTS[code.data];
    response
      .set('cache-control', 'public, max-age=3600')
      .type('html')
      .send(
        `<!doctype html><html lang="en"><meta charset="utf-8"><title>${code.data}</title>` +
          `<h1>${code.data}</h1><p>${title(ANY)}</p><p>${whatToDo(ANY)}</p><p>HTTP status ${String(status)}</p></html>`,
      );
  });
  return router;
}
