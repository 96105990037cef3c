import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import webpack from 'webpack';

const ROOT = path.resolve(import.meta.dirname, '../..');
const OFFICE_JS = path.join(ROOT, 'node_modules/@microsoft/office-js/dist');
const CDN = 'https://appsforoffice.microsoft.com/lib/1/hosted/';

/** A certificate for localhost and 127.0.0.1, made for this run. */
export function makeCertificate(): { cert: string; key: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'sitebook-certs-'));
  const program = `
    import { prepareSideload } from './scripts/lib/sideload-plan.mjs';
    await prepareSideload(process.cwd(), ${JSON.stringify(folder)}, 'https://localhost:3000');`;
  execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', program], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
  return { cert: read('localhost.crt'), key: read('localhost.key') };
}

/** The script of the page around the pane, as one file for the browser. */
export async function bundleHostPage(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sitebook-host-'));
  const compiler = webpack({
    mode: 'development',
    devtool: false,
    context: ROOT,
    entry: path.join(ROOT, 'test/support/web-frame-page.ts'),
    output: { path: folder, filename: 'host.js' },
    resolve: { extensions: ['.ts', '.js'], extensionAlias: { '.js': ['.ts', '.js'] } },
    module: {
      rules: [
        {
          test: /\.ts$/,
          exclude: /node_modules/,
          use: {
            loader: 'swc-loader',
            options: { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } },
          },
        },
      ],
    },
  });
  await new Promise<void>((resolve, reject) => {
    compiler.run((error, stats) => {
      if (error || stats?.hasErrors() === true) reject(error ?? new Error(stats?.toString('errors-only')));
      else resolve();
    });
  });
  return readFileSync(path.join(folder, 'host.js'), 'utf8');
}

/** Answers for Microsoft's addresses from its package, and at `address` with a page that plays Excel on the web. */
export async function playExcelOnTheWeb(page: Page, address: string, hostScript: string): Promise<void> {
  // The library asks for its files in lower case, whatever their names are.
  await page.route(`${CDN}**`, (route) => {
    const name = new URL(route.request().url()).pathname.split('/hosted/')[1] ?? '';
    return route.fulfill({ path: path.join(OFFICE_JS, name), contentType: 'text/javascript' });
  });
  const script = address.replace(/\.html$/, '.js');
  await page.route(script, (route) => route.fulfill({ contentType: 'text/javascript', body: hostScript }));
  await page.route(address, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><meta charset="utf-8"><title>Excel on the web</title>
        <style>body{margin:0}iframe{position:fixed;right:0;top:0;width:350px;height:100vh;border:0}</style>
        <body><script src="${script}"></script></body>`,
    }),
  );
}
