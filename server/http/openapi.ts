import { z } from 'zod';
import {
  CLIENT_VERSION,
  CLIENT_VERSION_HEADER,
  IDEMPOTENCY_KEY_HEADER,
  takesKey,
  type AnyEndpoint,
} from '../../src/contract/endpoint.js';
import { ErrorCode, ProblemReply } from '../../src/contract/problem-reply.js';
import { REFUSAL_TEXTS } from './refusals/refusal-texts.js';

type Json = Record<string, unknown>;

/** Codes that every endpoint may give, whatever it is about. */
const EVERYWHERE: readonly ErrorCode[] = [
  'client.outdated',
  'request.invalid',
  'request.tooMany',
  'server.busy',
  'server.fault',
];
const SIGNED_IN: readonly ErrorCode[] = [
  'signIn.needed',
  'token.expired',
  'token.invalid',
  'permission.missing',
];
const WITH_BODY: readonly ErrorCode[] = ['request.malformed', 'request.tooLarge'];
const WITH_KEY: readonly ErrorCode[] = ['request.running', 'request.keyReused'];

/** The API as an OpenAPI 3.1 document, made of the contract that client and server are built on. */
export function openApi(endpoints: readonly AnyEndpoint[]): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sitebook',
      version: CLIENT_VERSION,
      description:
        'Site budgets of a school district. Amounts are integer cents, FTE integer ten-thousandths, times UTC. Refusals are application/problem+json (RFC 9457) with a stable code.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: schemaOf(ProblemReply, 'output') },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

function operation(endpoint: AnyEndpoint): Json {
  const { name, method, permission, path, body } = endpoint;
  const hasBody = method !== 'GET';
  return {
    operationId: name,
    summary: name.replace(/([A-Z])/g, ' $1').toLowerCase(),
    tags: [path.split('/')[2] ?? ''],
    'x-permission': permission,
    security: permission === 'public' ? [] : [{ bearer: [] }],
    parameters: parametersOf(endpoint),
    ...(hasBody
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(body, 'input') } },
          },
        }
      : {}),
    responses: {
      200: success(endpoint),
      ...(endpoint.hasEtag === true ? { 304: { description: 'What the sender has still holds.' } } : {}),
      ...refusals(endpoint),
    },
  };
}

function parametersOf(endpoint: AnyEndpoint): Json[] {
  const { params, query } = endpoint;
  const header = (name: string, required: boolean, schema: Json, description: string) => ({
    name,
    in: 'header',
    required,
    schema,
    description,
  });
  return [
    ...fieldsOf(params).map(({ name, schema }) => ({ name, in: 'path', required: true, schema })),
    ...(query ? fieldsOf(query) : []).map(({ name, schema, required }) => ({
      name,
      in: 'query',
      required,
      schema,
    })),
    header(
      CLIENT_VERSION_HEADER,
      true,
      { const: CLIENT_VERSION },
      'The version of the contract that the client was built on.',
    ),
    ...(endpoint.hasEtag === true
      ? [
          header(
            'if-none-match',
            false,
            { type: 'string' },
            'The tag of what the sender has: 304 while it holds.',
          ),
        ]
      : []),
    ...(endpoint.ifMatch === undefined
      ? []
      : [
          header(
            'if-match',
            false,
            { type: 'string' },
            `The tag of ${endpoint.ifMatch} as the sender saw it.`,
          ),
        ]),
    header('accept-language', false, { type: 'string' }, 'The language of refusals: en or es.'),
    ...(takesKey(endpoint)
      ? [
          header(
            IDEMPOTENCY_KEY_HEADER,
            false,
            { type: 'string', format: 'uuid' },
            'Names this write: it is carried out once, and its reply is given again for a day.',
          ),
        ]
      : []),
  ];
}

function fieldsOf(schema: z.ZodType): { name: string; schema: Json; required: boolean }[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'output') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, field]) => ({
    name,
    schema: field,
    required: required.includes(name),
  }));
}

function success({ contentType = 'application/json', reply, hasEtag = false }: AnyEndpoint): Json {
  const isFile = contentType !== 'application/json' && !contentType.startsWith('text/');
  const schema = isFile ? { type: 'string', contentMediaType: contentType } : schemaOf(reply, 'output');
  return {
    description: 'Carried out.',
    headers: {
      'x-request-id': { schema: { type: 'string', format: 'uuid' } },
      ...(hasEtag ? { etag: { schema: { type: 'string' } } } : {}),
    },
    content: { [contentType]: { schema } },
  };
}

/** The codes that every endpoint of its kind may give, by status; others of its own come as `default`. */
function refusals(endpoint: AnyEndpoint): Json {
  const codes = [
    ...EVERYWHERE,
    ...(endpoint.permission === 'public' ? [] : SIGNED_IN),
    ...(endpoint.method === 'GET' ? [] : WITH_BODY),
    ...(takesKey(endpoint) ? WITH_KEY : []),
    ...(endpoint.ifMatch === undefined ? [] : (['request.stale'] as const)),
  ];
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status } = REFUSAL_TEXTS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const problem = (description: string, shown: readonly ErrorCode[]) => ({
    description,
    'x-codes': shown,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
  return {
    ...Object.fromEntries([...byStatus].map(([status, shown]) => [status, problem(shown.join(', '), shown)])),
    default: problem('Refused, for a reason of what was asked.', ErrorCode.options),
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const json: Json = { ...z.toJSONSchema(schema, { unrepresentable: 'any', io }) };
  delete json['$schema'];
  return json;
}
