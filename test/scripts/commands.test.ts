import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { sourceStamp } from '../../scripts/lib/build.mjs';
import { isOnCi } from '../../scripts/lib/on-ci.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const scriptUrl = (file: string) => pathToFileURL(path.join(ROOT, 'scripts/lib', file)).href;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'sitebook-commands-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file under the folder, with the folders above it. */
function put(file: string, text: string): string {
  const full = path.join(folder, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

describe('on CI', () => {
  test.each([
    [{}, false],
    [{ CI: '' }, false],
    [{ CI: 'false' }, false],
    [{ CI: '0' }, false],
    [{ CI: '1' }, true],
    [{ CI: 'true' }, true],
    [{ CI: 'woodpecker' }, true],
  ])('%j is CI: %p', (env, isCi) => {
    expect(isOnCi(env)).toBe(isCi);
  });

  test('.ci/run calls npm test and nothing else, and says that it is CI', () => {
    chmodSync(put('bin/npm', '#!/bin/sh\necho "npm $* with CI=$CI"\n'), 0o755);
    const env = { ...process.env };
    delete env['CI'];
    const done = spawnSync(path.join(ROOT, '.ci/run'), {
      encoding: 'utf8',
      env: { ...env, PATH: `${path.join(folder, 'bin')}${path.delimiter}${env['PATH'] ?? ''}` },
    });
    expect([done.status, done.stdout]).toEqual([0, 'npm test with CI=1\n']);
  });
});

describe('building', () => {
  test('a changed page is built again', () => {
    const page = put('pages/assets/pages/page.html', '<!doctype html>');
    const first = sourceStamp(path.join(folder, 'pages'));
    utimesSync(page, new Date(0), new Date(0));
    expect(sourceStamp(path.join(folder, 'pages'))).not.toBe(first);
  });

  test('keeps standard output for the command that needed it', () => {
    put('built/node_modules/typescript/bin/tsc', 'console.log("compiled");');
    put('built/node_modules/webpack-cli/bin/cli.js', 'console.log("bundled");');
    const program = put(
      'build.mjs',
      `import { buildIfStale } from ${JSON.stringify(scriptUrl('build.mjs'))};
       buildIfStale(${JSON.stringify(path.join(folder, 'built'))});
       console.log('result');`,
    );
    const done = spawnSync(process.execPath, [program], { encoding: 'utf8' });
    expect(done.stdout).toBe('result\n');
    expect(done.stderr.split('\n')).toEqual(
      expect.arrayContaining(['Compiling …', 'compiled', 'Bundling the pages …', 'bundled']),
    );
  });
});

test('a bench is shown line by line while it runs, and its last line is known at the end', async () => {
  const goOn = path.join(folder, 'go-on');
  const bench = put(
    'slow.mjs',
    `import { existsSync } from 'node:fs';
     console.log('{"run":1}');
     const wait = setInterval(() => {
       if (!existsSync(${JSON.stringify(goOn)})) return;
       clearInterval(wait);
       console.log('{"bench":"slow"}');
     }, 10);`,
  );
  const program = put(
    'bench.mjs',
    `import { passOn } from ${JSON.stringify(scriptUrl('pass-on.mjs'))};
     console.error(JSON.stringify(await passOn([${JSON.stringify(bench)}])));`,
  );
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'pipe'] });
  let shown = '';
  let result = '';
  child.stderr.on('data', (chunk: Buffer) => (result += chunk.toString()));
  const ended = new Promise((resolve) => child.once('close', resolve));
  // The bench goes on only after its first line was seen here.
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    if (shown === '{"run":1}\n' && !existsSync(goOn)) writeFileSync(goOn, '');
  });
  await ended;
  expect(shown).toBe('{"run":1}\n{"bench":"slow"}\n');
  expect(JSON.parse(result)).toEqual({ status: 0, lastLine: '{"bench":"slow"}' });
});
