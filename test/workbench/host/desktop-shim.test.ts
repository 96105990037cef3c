import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { JSDOM } from 'jsdom';
import { installDesktopShim } from '../../../src/workbench/host/desktop-shim.js';
import { ExcelHost } from '../../../src/workbench/host/excel-host.js';
import { oneSheet } from '../../support/office-host.js';

type PaneWindow = { Office: typeof Office; Excel: typeof Excel };

/** Serves the library's files and an empty pane that loads office.js from them. */
function serveLibrary(): Promise<Server> {
  const root = path.dirname(createRequire(import.meta.url).resolve('@microsoft/office-js/dist/office.js'));
  const page = '<!doctype html><head><script src="/office/office.js"></script></head><body></body>';
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (!pathname.startsWith('/office/')) {
      response.setHeader('content-type', 'text/html').end(page);
      return;
    }
    // The library asks for its language files in mixed case; the package has them in lower case.
    readFile(path.join(root, pathname.slice('/office/'.length).toLowerCase())).then(
      (file) => response.setHeader('content-type', 'text/javascript').end(file),
      () => response.writeHead(404).end(),
    );
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

let server: Server;
let dom: JSDOM | undefined;
beforeAll(async () => {
  server = await serveLibrary();
});
afterEach(() => {
  dom?.window.close();
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

async function openPane(host: ExcelHost): Promise<PaneWindow> {
  const { port } = server.address() as AddressInfo;
  dom = await JSDOM.fromURL(`http://127.0.0.1:${String(port)}/`, {
    runScripts: 'dangerously',
    resources: 'usable',
    beforeParse: (window) => installDesktopShim(window, host),
  });
  const opened = dom.window;
  await new Promise((resolve) => opened.addEventListener('load', resolve));
  return opened as unknown as PaneWindow;
}

test('the whole office.js finds Excel on a PC with the sets claimed and nothing newer', async () => {
  const host = new ExcelHost(oneSheet());
  const pane = await openPane(host);
  const info = await pane.Office.onReady();
  expect(info).toMatchObject({ host: 'Excel', platform: 'PC' });
  const { requirements } = pane.Office.context;
  expect(requirements.isSetSupported('ExcelApi', '1.14')).toBe(true);
  expect(requirements.isSetSupported('ExcelApi', '1.15')).toBe(false);
  expect(requirements.isSetSupported('SharedRuntime', '1.1')).toBe(false);
});

test('batches pass and events of every sheet reach a handler of the workbook', async () => {
  const host = new ExcelHost(oneSheet());
  const pane = await openPane(host);
  await pane.Office.onReady();
  const heard: string[] = [];
  await pane.Excel.run(async (context) => {
    context.workbook.worksheets.onChanged.add((event) => {
      heard.push(event.address);
      return Promise.resolve();
    });
    context.workbook.worksheets.getItem('Sheet1').getRange('A1').values = [[5]];
    await context.sync();
  });
  host.actions.typeCell('Sheet1', 'B7', '=A1*2');
  await host.idle();
  expect(heard).toEqual(['A1', 'B7']);
  expect(host.workbook.sheet('Sheet1').contentAt(6, 1)).toBe(10);
});

test('what the claimed sets lack is refused by the library itself', async () => {
  const pane = await openPane(new ExcelHost(oneSheet()));
  await pane.Office.onReady();
  const call = pane.Excel.run(async (context) => {
    context.workbook.worksheets.getItem('Sheet1').getRange('A1').getDependents();
    await context.sync();
  });
  await expect(call).rejects.toMatchObject({ code: 'ApiNotFound' });
});
