import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import request from 'supertest';
import { ErrorCode } from '../../../src/contract/problem-reply.js';
import { openApi } from '../../../server/http/openapi.js';
import { ROUTES } from '../../../server/routes/routes.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';

type Operation = {
  operationId: string;
  security: object[];
  'x-permission': string;
  parameters: { name: string; in: string; required: boolean }[];
  responses: Record<string, { content: Record<string, object> }>;
};

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.close());
const get = (path: string) => request(server.baseUrl).get(path);

describe('the description of the API', () => {
  const endpoints = ROUTES.map(({ endpoint }) => endpoint);
  const document = JSON.parse(JSON.stringify(openApi(endpoints))) as {
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
  };
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );

  test('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect([valid, errors]).toEqual([true, undefined]);
    expect(document.openapi).toBe('3.1.0');
  });

  test('refers to nothing that is not in it', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) => ref);
    expect(new Set(refs)).toEqual(new Set(['#/components/schemas/Problem']));
  });

  test('has every endpoint once, with its permission, its path’s parameters and its refusals', () => {
    expect(operations.map(({ operation }) => operation.operationId).sort()).toEqual(
      endpoints.map(({ name }) => name).sort(),
    );
    for (const { path, method, operation } of operations) {
      const endpoint = endpoints.find(({ name }) => name === operation.operationId)!;
      expect([method, path]).toEqual([
        endpoint.method.toLowerCase(),
        endpoint.path.replace(/:(\w+)/g, '{$1}'),
      ]);
      expect(operation['x-permission']).toBe(endpoint.permission);
      expect(operation.security.length).toBe(endpoint.permission === 'public' ? 0 : 1);
      const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');
      expect(inPath.map(({ name }) => `{${name}}`).sort()).toEqual((path.match(/\{\w+\}/g) ?? []).sort());
      const hasKey = operation.parameters.some(({ name }) => name === 'idempotency-key');
      expect(hasKey).toBe(
        endpoint.method !== 'GET' && endpoint.permission !== 'public' && endpoint.isRepeatable !== true,
      );
      for (const [status, { content }] of Object.entries(operation.responses))
        if (!['200', '304'].includes(status))
          expect(Object.keys(content)).toEqual(['application/problem+json']);
    }
  });

  test('is served, to be read by programs and by people, with nothing from elsewhere', async () => {
    const served = await get('/v1/openapi.json');
    expect(served.body).toEqual(document);
    const page = await get('/api-docs');
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    expect(page.text).not.toMatch(/https?:\/\/|<script>/);
    for (const [, address = ''] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const asset = await get(address);
      expect([address, asset.status]).toEqual([address, 200]);
      expect(asset.headers['content-type']).toMatch(/javascript|css/);
    }
    expect((await get('/api-docs/package.json')).status).toBe(404);
    expect((await get('/api-docs/swagger-ui.css/../package.json')).status).toBe(404);
  });
});

test('every code has a page that its problems lead to', async () => {
  const { type, instance, requestId } = (await get('/v1/nowhere')).body as Record<string, string>;
  expect([type, instance]).toEqual(['/problems/notFound', `urn:uuid:${requestId ?? ''}`]);
  for (const code of ErrorCode.options) {
    const page = await get(`/problems/${code}`);
    expect([code, page.status]).toEqual([code, 200]);
    expect(page.text).toContain(code);
    expect(page.text).not.toContain('undefined');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  }
  expect((await get('/problems/no.such')).status).toBe(404);
});
