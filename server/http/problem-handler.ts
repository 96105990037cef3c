import type { ErrorRequestHandler, Request } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Problem } from '../../src/core/problem.js';
import type { ErrorCode, ProblemReply } from '../../src/contract/problem-reply.js';
import { errorCode, errorMessage } from '../error-code.js';
import { databaseCode, LOCK_NOT_AVAILABLE } from '../stores/database-code.js';
import { isUnavailable } from '../stores/unavailable.js';
import { NoOpenYear } from '../stores/year-store.js';
import { Refusal } from '../use-cases/refusal.js';
import { problemType } from './problem-pages.js';
import { REFUSAL_TEXTS, REFUSAL_TEXTS_ES } from './refusals/refusal-texts.js';

/** Where waiting alone helps: how long. */
const RETRY_AFTER_SECONDS: Partial<Record<ErrorCode, number>> = { 'request.running': 2, 'server.busy': 5 };

/**
 * Turns whatever a request threw into the one form of refusal, in the language that the request accepts. Faults are
 * logged; their text never leaves.
 */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      if (errorCode(error) !== 'ERR_STREAM_PREMATURE_CLOSE')
        logger.error({ requestId: requestId(request), err: error }, 'a reply broke off');
      next(error);
      return;
    }
    const refusal = refusalOf(error);
    if (refusal.code === 'server.fault')
      logger.error({ requestId: requestId(request), err: error }, 'request failed');
    else if (!(error instanceof Refusal) && refusal.code === 'server.busy')
      logger.error(
        { requestId: requestId(request), reason: errorMessage(error) },
        'the database cannot answer',
      );
    const { status } = REFUSAL_TEXTS[refusal.code];
    const language = request.acceptsLanguages('en', 'es') === 'es' ? 'es' : 'en';
    const { title, whatToDo } = (language === 'es' ? REFUSAL_TEXTS_ES : REFUSAL_TEXTS)[refusal.code];
    const reply: ProblemReply = {
      type: problemType(refusal.code),
      instance: `urn:uuid:${requestId(request)}`,
      code: refusal.code,
      status,
      title: title(refusal.params),
      whatToDo: whatToDo(refusal.params),
      requestId: requestId(request),
    };
    if (refusal.problems.length > 0) reply.problems = [...refusal.problems];
    if (Object.keys(refusal.params).length > 0) reply.params = { ...refusal.params };
    const wait = RETRY_AFTER_SECONDS[refusal.code] ?? refusal.params['retryAfterSeconds'];
    if (wait !== undefined) response.set('Retry-After', String(wait));
    response.set('cache-control', 'no-store').vary('Accept-Language').set('Content-Language', language);
    response.status(status).type('application/problem+json').send(JSON.stringify(reply));
  };
}

export function requestId(request: Request): string {
  return String(request.res?.getHeader('x-request-id') ?? '');
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof NoOpenYear) return new Refusal('year.none');
  if (error instanceof z.ZodError) return invalidRequest(error);
  // A path with escapes that are none.
  if (error instanceof URIError) return new Refusal('notFound');
  const code = bodyParserCode(error) ?? (isBusy(error) ? 'server.busy' : 'server.fault');
  return new Refusal(code);
}

/**
 * The database is away, or others were first for too long. What was asked may have been stored or not: the same request
 * again is safe, and says which.
 */
function isBusy(error: unknown): boolean {
  return databaseCode(error) === LOCK_NOT_AVAILABLE || isUnavailable(error);
}

/** Names every field that is wrong, without repeating what it held. */
export function invalidRequest(error: z.ZodError): Refusal {
  const problems = error.issues
    .slice(0, 50)
    .map(({ path, message }) => fieldProblem(path.join('.'), message));
  return new Refusal('request.invalid', {}, problems);
}

/** The same for one field or header. */
export function invalidField(field: string, detail: string): Refusal {
  return new Refusal('request.invalid', {}, [fieldProblem(field, detail)]);
}

function fieldProblem(field: string, detail: string): Problem {
  return {
    code: 'request.field',
    severity: 'fatal',
    place: { kind: 'file', file: 'request', column: field },
    params: { detail },
  };
}

function bodyParserCode(error: unknown): ErrorCode | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  // What cannot be decompressed keeps the code of the decompressor.
  if (!('type' in error)) return 'expose' in error && error.expose === true ? 'request.malformed' : undefined;
  if (error.type === 'entity.too.large') return 'request.tooLarge';
  if (typeof error.type === 'string' && /^(entity|encoding|charset|request|stream)\./.test(error.type))
    return 'request.malformed';
  return undefined;
}
