import type { ErrorRequestHandler, Request } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { ErrorCode, ProblemReply } from '../../src/contract/problem-reply.js';
import { isUnavailable, rootMessage } from '../stores/unavailable.js';
import { Refusal } from '../use-cases/refusal.js';
import { REFUSAL_TEXTS_ES } from './refusal-texts-es.js';
import { REFUSAL_TEXTS } from './refusal-texts.js';

/** A database that is started again takes some seconds. */
const RETRY_AFTER_SECONDS = '5';

/**
 * Turns whatever a request threw into the one form of refusal, in the language that the request accepts. Faults are
 * logged; their text never leaves.
 */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const refusal = refusalOf(error);
    if (refusal.code === 'server.fault')
      logger.error({ requestId: requestId(request), err: error }, 'request failed');
    else if (!(error instanceof Refusal) && refusal.code === 'server.busy')
      logger.error(
        { requestId: requestId(request), reason: rootMessage(error) },
        'the database cannot answer',
      );
    const { status } = REFUSAL_TEXTS[refusal.code];
    const language = request.acceptsLanguages('en', 'es') === 'es' ? 'es' : 'en';
    const { title, whatToDo } = (language === 'es' ? REFUSAL_TEXTS_ES : REFUSAL_TEXTS)[refusal.code];
    const reply: ProblemReply = {
      code: refusal.code,
      status,
      title: title(refusal.params),
      whatToDo: whatToDo(refusal.params),
      requestId: requestId(request),
    };
    if (refusal.problems.length > 0) reply.problems = [...refusal.problems];
    if (Object.keys(refusal.params).length > 0) reply.params = { ...refusal.params };
    if (status === 503) response.set('retry-after', RETRY_AFTER_SECONDS);
    response.vary('Accept-Language').set('Content-Language', language);
    response.status(status).type('application/problem+json').send(JSON.stringify(reply));
  };
}

export function requestId(request: Request): string {
  return String(request.res?.getHeader('x-request-id') ?? '');
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof z.ZodError) return invalidRequest(error);
  // What was asked may have been stored or not: the same request again is safe, and says which.
  if (isUnavailable(error)) return new Refusal('server.busy');
  const code = bodyParserCode(error);
  return new Refusal(code ?? 'server.fault');
}

/** Names every field that is wrong, without repeating what it held. */
export function invalidRequest(error: z.ZodError): Refusal {
  return new Refusal(
    'request.invalid',
    {},
    error.issues.slice(0, 50).map((issue) => ({
      code: 'request.field',
      severity: 'fatal' as const,
      place: { kind: 'file' as const, file: 'request', column: issue.path.join('.') },
      params: { detail: issue.message },
    })),
  );
}

function bodyParserCode(error: unknown): ErrorCode | undefined {
  if (typeof error !== 'object' || error === null || !('type' in error)) return undefined;
  if (error.type === 'entity.too.large') return 'request.tooLarge';
  if (typeof error.type === 'string' && /^(entity|encoding|charset|request|stream)\./.test(error.type))
    return 'request.malformed';
  return undefined;
}
