import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import request from 'supertest';
import { startTestServer, type TestServer } from '../../support/test-server.js';

let server: TestServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-pages-'));
  await mkdir(path.join(folder, 'web/assets'), { recursive: true });
  await mkdir(path.join(folder, 'office/en-us'), { recursive: true });
  for (const page of ['taskpane', 'commands', 'index', 'workbench', 'workbench-pane']) {
    await writeFile(path.join(folder, `web/${page}.html`), `<!doctype html><title>${page}</title>`);
  }
  await writeFile(path.join(folder, 'web/assets/app.0123456789.js'), '//');
  await writeFile(path.join(folder, 'office/Excel-Web.js'), '// library');
  await writeFile(path.join(folder, 'secret.txt'), 'secret');
  server = await startTestServer({
    pages: {
      webFolder: path.join(folder, 'web'),
      officeJsFolder: path.join(folder, 'office'),
      officeJsOrigin: 'https://appsforoffice.microsoft.com',
    },
  });
}, 60_000);
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const get = (page: string) => request(server.baseUrl).get(page);
const directive = (reply: request.Response, name: string) =>
  (reply.headers['content-security-policy'] ?? '')
    .split(';')
    .find((part) => part.trim().startsWith(name))
    ?.trim();

describe('headers of the pages', () => {
  test('Excel may frame the pane, and the pane may load office.js and nothing else', async () => {
    const pane = await get('/taskpane.html');
    expect(pane.status).toBe(200);
    expect(directive(pane, 'frame-ancestors')).toContain('https://*.officeapps.live.com');
    expect(directive(pane, 'script-src')).toBe("script-src 'self' https://appsforoffice.microsoft.com");
    // Each of these is a default that would keep Excel from showing the pane or break its dialogs.
    for (const header of ['x-frame-options', 'cross-origin-opener-policy', 'cross-origin-resource-policy']) {
      expect([header, pane.headers[header]]).toEqual([header, undefined]);
    }
    expect(pane.headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
  });

  test('nobody frames the finance office, and it runs its own scripts only', async () => {
    const app = path.resolve(import.meta.dirname, '../../../src/web/app/App.tsx');
    const routes = [...(await readFile(app, 'utf8')).matchAll(/<Route path="([^"]+)"/g)].map(
      ([, route = '']) => route,
    );
    expect(routes.length).toBeGreaterThan(4);
    // Whatever can be opened is there after a reload, with its parameter and without.
    const pages = routes.flatMap((route) => [route.replace(/\/:\w+\?/, ''), route.replace(/:\w+\?/, 'x')]);
    for (const page of new Set(['/', '/link', ...pages])) {
      const reply = await get(page);
      expect([page, reply.status]).toEqual([page, 200]);
      expect(directive(reply, 'frame-ancestors')).toBe("frame-ancestors 'none'");
      expect(directive(reply, 'script-src')).toBe("script-src 'self'");
      expect(reply.headers['cache-control']).toBe('no-cache');
    }
  });

  test('hashed files are kept by browsers for ever', async () => {
    expect((await get('/assets/app.0123456789.js')).headers['cache-control']).toContain('immutable');
  });

  test("Microsoft's library is found in any case, and nothing outside its folder is", async () => {
    expect((await get('/office-js/excel-web.js')).text).toBe('// library');
    for (const page of [
      '/office-js/../secret.txt',
      '/office-js/%2e%2e/secret.txt',
      '/assets/..%2f..%2fsecret.txt',
    ]) {
      expect([page, (await get(page)).status]).toEqual([page, 404]);
    }
  });
});

test('without demo mode there is no workbench', async () => {
  const plain = await startTestServer({
    pages: {
      webFolder: path.join(folder, 'web'),
      officeJsFolder: null,
      officeJsOrigin: 'https://appsforoffice.microsoft.com',
    },
  });
  for (const page of ['/workbench', '/workbench-pane.html', '/office-js/excel-web.js']) {
    expect([page, (await request(plain.baseUrl).get(page)).status]).toEqual([page, 404]);
  }
  await plain.close();
}, 60_000);
